"""Two versions side by side: only what differs or everything, changed words marked on both sides."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.comparing_versions import compare
from certdesk.core.rubric import Rubric
from certdesk.core.side_by_side import Group, Pair, side_by_side
from certdesk.core.word_changes import Piece, Word, two_sides
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.versions_verdict import LOOKS, VerdictBanner, kind_name
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label, line
from certdesk.ui.widgets.marked_text import MarkedText
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import Scroller, scrolling
from certdesk.ui.widgets.segment import Choice, Segment, SegmentPart

ONLY, ALL = "differences", "everything"
_NAME = 200
_AT_ONCE = 12


class ComparePage(QWidget):
    """Shows two versions; the older one stands first."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._pair: tuple[Rubric, Rubric] | None = None
        self._coming: list[Group] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self._add(2))
        self._verdict = VerdictBanner(theme)
        self._verdict.setObjectName("compareVerdict")
        choices = (Choice(ONLY, _("Only what differs")), Choice(ALL, _("Everything")))
        self.which = Segment(theme, choices, ONLY)
        self.which.setObjectName("compareWhich")
        self.which.setAccessibleName(_("What is shown"))
        self.which.chosen.connect(lambda _key: self._fill())
        self._rows = QWidget()
        self._rows.setObjectName("compareRows")
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(24, 0, 24, 24)
        self._column.setSpacing(12)
        self._heads = (label("", "label", name="compareOld"), label("", "label", name="compareNew"))
        self._scroller: Scroller = scrolling(self._rows)
        self._scroller.verticalScrollBar().rangeChanged.connect(self._line_up)
        self._head_row = QGridLayout()
        self._build()
        self.dress()

    def dress(self) -> None:
        """Take the sizes of the theme."""
        self._head_row.setColumnMinimumWidth(0, self._theme.px(_NAME))
        self._fill()

    def take_focus(self) -> None:
        """Put the keyboard on what is chosen first here."""
        chosen = self.which.findChild(SegmentPart, f"choice-{self.which.current()}")
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_versions(self, old: Rubric, new: Rubric, names: tuple[str, str]) -> None:
        """Show these two; ``names`` stand above their columns."""
        again = self._pair == (old, new)
        self._pair = (old, new)
        for head, name in zip(self._heads, names, strict=True):
            head.setText(name)
        if not again:
            self._fill()

    def _fill(self) -> None:
        if self._pair is None:
            return
        old, new = self._pair
        difference = compare(old, new)
        self._verdict.show_difference(difference)
        empty(self._column)
        everything = self.which.current() == ALL
        self._coming = list(side_by_side(old, new, difference, everything=everything))
        self._column.addStretch(1)
        self._scroller.verticalScrollBar().setValue(0)
        self._add(_AT_ONCE)

    def _add(self, count: int) -> None:
        """Add some groups, and the rest when there is time: a long rubric has a thousand texts."""
        for group in self._coming[:count]:
            self._column.insertWidget(self._column.count() - 1, self._group(group))
        self._coming = self._coming[count:]
        if self._coming:
            self._later.start()

    def _group(self, group: Group) -> Card:
        made = Card(group.title)
        made.setObjectName(f"group-{group.key}")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._theme.px(_NAME))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for number, pair in enumerate(group.pairs):
            if number:
                grid.addWidget(line(), 2 * number - 1, 0, 1, 3)
            self._add_pair(grid, 2 * number, pair)
        made.body.addLayout(grid)
        return made

    def _add_pair(self, grid: QGridLayout, row: int, pair: Pair) -> None:
        grid.addWidget(self._name(pair), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, (pieces, said) in enumerate(zip(_sides(pair), _said(), strict=True), start=1):
            shown = MarkedText(self._theme, tone="text" if pair.kind else "text2")
            shown.setObjectName(f"{said[0]}-{pair.place}")
            shown.show_pieces(pieces)
            if not any(piece.text.strip() for piece in pieces):
                shown.setAccessibleName(_("{side}: nothing").format(side=said[1]))
            grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)

    def _name(self, pair: Pair) -> QWidget:
        made = QWidget()
        made.setObjectName(f"pair-{pair.place}")
        made.setFixedWidth(self._theme.px(_NAME))
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        if pair.kind is not None:
            icon, tone = LOOKS[pair.kind]
            sign = IconView(self._theme, "text" if icon == "ok" else icon, tone, 16)
            sign.setFixedHeight(self._theme.theme.line_height("name"))
            sign.setToolTip(kind_name(pair.kind))
            across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            made.setAccessibleName(f"{kind_name(pair.kind)}. {pair.name}")
        role, tone = ("name", "text") if pair.kind else ("small", "text3")
        across.addWidget(Paragraph(self._theme, pair.name, role=role, tone=tone), 1)
        return made

    def _line_up(self, _least: int, most: int) -> None:
        """Keep the heads above their texts, whether there is a scroll bar beside those or not."""
        beside = self._scroller.verticalScrollBar().sizeHint().width() if most else 0
        self._head_row.setContentsMargins(17, 0, 17 + beside, 0)

    def _build(self) -> None:
        upper = QVBoxLayout()
        upper.setContentsMargins(24, 20, 24, 12)
        upper.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._verdict, 1)
        row.addWidget(self.which, 0, Qt.AlignmentFlag.AlignVCenter)
        upper.addLayout(row)
        heads = self._head_row
        self._line_up(0, 0)
        heads.addWidget(QWidget(), 0, 0)  # an empty column would have no gap behind it
        heads.setHorizontalSpacing(16)
        heads.setColumnStretch(1, 1)
        heads.setColumnStretch(2, 1)
        for number, head in enumerate(self._heads, start=1):
            heads.addWidget(head, 0, number)
        upper.addLayout(heads)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self._scroller, 1)


def _said() -> tuple[tuple[str, str], tuple[str, str]]:
    return ("old", _("before")), ("new", _("after"))


def _sides(pair: Pair) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what stands on each side: removed words on the one, added words on the other."""
    if pair.kind is None:
        return (Piece(Word.SAME, pair.before),), (Piece(Word.SAME, pair.after),)
    return two_sides(pair.before, pair.after)
