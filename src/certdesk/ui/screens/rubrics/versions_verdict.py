"""What a difference means, in large words, and each of its lines with the words that changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.differences import Difference, DifferenceKind, Line
from certdesk.core.word_changes import word_changes
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import line as dividing_line
from certdesk.ui.widgets.marked_text import MarkedText
from certdesk.ui.widgets.paragraph import Paragraph

LOOKS = {
    DifferenceKind.WORDING_ONLY: ("ok", "ok"),
    DifferenceKind.SCORES_NEED_REVIEW: ("warning", "warn"),
    DifferenceKind.NOT_COMPARABLE: ("error", "bad"),
}


def kind_name(kind: DifferenceKind) -> str:
    """Name a kind of difference."""
    return {
        DifferenceKind.WORDING_ONLY: _("Wording only"),
        DifferenceKind.SCORES_NEED_REVIEW: _("Scores need review"),
        DifferenceKind.NOT_COMPARABLE: _("Not comparable"),
    }[kind]


def kind_meaning(kind: DifferenceKind) -> str:
    """Say what a kind of difference means for marks that were given."""
    return {
        DifferenceKind.WORDING_ONLY: _("Marks and results stay as they are."),
        DifferenceKind.SCORES_NEED_REVIEW: _(
            "Some marks have to be looked at again, or results may come out differently."
        ),
        DifferenceKind.NOT_COMPARABLE: _(
            "The levels mean something else now, so marks can't be set beside each other."
        ),
    }[kind]


class VerdictBanner(Card):
    """One kind of difference as a banner: emblem, name, what it means, how many lines."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("versionVerdict")
        self._emblem = IconView(theme, "info", "text2", 32)
        self._heading = Paragraph(theme, role="heading")
        self._heading.setObjectName("versionVerdictHeading")
        self._detail = Paragraph(theme, tone="text2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_difference(self, difference: Difference) -> None:
        """Show what a difference means."""
        if not difference.lines:
            self.show_words("info", "sunken", _("Nothing differs"), _("Both versions say the same."))
            return
        icon, tone = LOOKS[difference.kind]
        count = len(difference.lines)
        told = ngettext("{count} difference.", "{count} differences.", count).format(count=count)
        self.show_words(icon, tone, kind_name(difference.kind), f"{kind_meaning(difference.kind)} {told}")

    def show_words(self, icon: str, tone: str, heading: str, detail: str) -> None:
        """Show something else in the same place, such as that this is the first version."""
        ink = {"sunken": "text2"}.get(tone, tone)
        self._emblem.show_icon(icon, ink)
        self._heading.show_text(heading, tone="text" if tone == "sunken" else ink)
        self._detail.show_text(detail)
        self.set_tone(tone)
        self.setAccessibleName(f"{heading}. {detail}")


class DifferenceList(QWidget):
    """The lines of a difference by kind, the gravest first."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("differenceList")
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_difference(self, difference: Difference) -> None:
        """Show these lines in place of those before."""
        empty(self._column)
        for kind in reversed(DifferenceKind):
            if lines := difference.of_kind(kind):
                self._column.addWidget(self._group(kind, lines, alone=len(lines) == len(difference.lines)))
        self.updateGeometry()

    def _group(self, kind: DifferenceKind, lines: tuple[Line, ...], *, alone: bool) -> Card:
        made = Card("" if alone else f"{kind_name(kind)}  {len(lines)}")
        made.setObjectName(f"differences-{kind.value}")
        for number, one in enumerate(lines):
            if number:
                made.body.addWidget(dividing_line())
            made.body.addWidget(self._row(one))
        return made

    def _row(self, one: Line) -> QWidget:
        row = QWidget()
        row.setObjectName(f"difference-{one.place}")
        row.setAccessibleName(f"{kind_name(one.kind)}. {one.text}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(10)
        icon, tone = LOOKS[one.kind]
        sign = IconView(self._theme, icon if one.kind is not DifferenceKind.WORDING_ONLY else "text", tone, 16)
        sign.setFixedHeight(self._theme.theme.line_height("name"))
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Paragraph(self._theme, one.text, role="name"))
        if one.words and (one.before or one.after):
            shown = MarkedText(self._theme, tone="text2")
            shown.show_pieces(word_changes(one.before, one.after))
            words.addWidget(shown)
        across.addLayout(words, 1)
        return row
