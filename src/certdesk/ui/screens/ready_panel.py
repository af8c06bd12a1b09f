"""Ready to sign? One list, each line a link to the place; below it the marks, the result and the summary."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.looking import AssessmentView
from certdesk.core.assessment import AssessmentState
from certdesk.core.decision import TraceLine
from certdesk.core.readiness import Mends, Point, Standing
from certdesk.core.words import N_, _, ngettext
from certdesk.ui.models.bar_items import bar_items
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.mark_chips import MarkChips
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.scrolling import scrolling
from certdesk.ui.widgets.text_box import TextBox

_HEADINGS = {
    Standing.BLOCKS: N_("Before you can sign"),
    Standing.LOOK: N_("Worth a look, but you may sign"),
    Standing.FINE: N_("In order"),
}
_MOST_UNSEEN, _LONGEST = 3, 32
_KINDS = {Standing.FINE: "ok", Standing.LOOK: "info", Standing.BLOCKS: "warn"}
_VERBS = {
    Mends.MARK: N_("Mark it"),
    Mends.EVIDENCE: N_("File it"),
    Mends.NEXT_STEP: N_("Write it"),
    Mends.WORDS: N_("See"),
    Mends.SUMMARY: N_("Write it"),
    Mends.NAME: N_("Write it"),
}


class ReadyPanel(QWidget):
    """``mend_asked(what, criterion)``, ``item_asked(item id)`` and ``summary_written(text)``."""

    mend_asked = Signal(str, str)
    item_asked = Signal(str)
    summary_written = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._points: tuple[Point, ...] = ()
        self._title = label("", "heading")
        self._left = Chip(theme, "", "ok")
        self._left.setObjectName("left")
        self._lists = {standing: CheckList(theme) for standing in _HEADINGS}
        self._headings = {standing: label(_(words), "column", "text2") for standing, words in _HEADINGS.items()}
        for standing, shown in self._lists.items():
            shown.setObjectName(f"points-{standing.value}")
            shown.action_chosen.connect(self._on_action)
        self._unseen = CheckList(theme)
        self._unseen.setObjectName("unseen")
        self._unseen.action_chosen.connect(lambda _key, item_id: self.item_asked.emit(item_id))
        self._marks = MarkChips(theme)
        self._marks.criterion_chosen.connect(lambda code: self.mend_asked.emit(Mends.MARK.value, code))
        self._result = ResultCard(theme)
        self.summary = TextBox(theme, _("Overall summary, at the top of the report"))
        self.summary.done.connect(self.summary.writing.clearFocus)
        self.summary.setObjectName("summary")
        self.summary.committed.connect(self.summary_written)
        self._build()

    def show_view(self, view: AssessmentView) -> None:
        """Show how an assessment stands."""
        self._points = view.points
        signed = view.assessment.state is AssessmentState.SIGNED
        self._title.setText(_("What you signed") if signed else _("Ready to sign?"))
        blocking = sum(point.standing is Standing.BLOCKS for point in view.points)
        if blocking:
            words = ngettext("{count} thing left", "{count} things left", blocking).format(count=blocking)
            self._left.show_chip(words, "warn")
        else:
            self._left.show_chip(_("Signed") if signed else _("Ready"), "ok", "signature" if signed else "check")
        for standing, shown in self._lists.items():
            mine = [(number, point) for number, point in enumerate(view.points) if point.standing is standing]
            if signed and standing is not Standing.FINE:
                mine = []  # what is signed can't be mended any more
            shown.show_checks(tuple(_check(number, point) for number, point in mine))
            shown.setVisible(bool(mine))
            self._headings[standing].setVisible(bool(mine))
        items = bar_items(view)
        self._marks.show_marks(items, view.rubric.scale)
        self._result.show_view(view)
        self.summary.writing.setReadOnly(signed)
        # What a person is typing is never taken from under their hands.
        if self.summary.text() != view.assessment.summary and not self.summary.writing.hasFocus():
            self.summary.show_text(view.assessment.summary)

    def show_unseen(self, unseen: tuple[tuple[str, str], ...]) -> None:
        """Name what was never opened, by item id and title: for information, it blocks nothing."""
        actions = tuple(CheckAction(item_id, _short(title), "secondary") for item_id, title in unseen[:_MOST_UNSEEN])
        heading = ngettext("You have not opened {count} item", "You have not opened {count} items", len(unseen))
        more = len(unseen) - len(actions)
        detail = _("Only you see this. It keeps nobody from signing.")
        detail += " " + ngettext("And {count} more.", "And {count} more.", more).format(count=more) if more else ""
        check = Check("unseen", "eye", heading.format(count=len(unseen)), detail, actions)
        self._unseen.show_checks((check,) if unseen else ())
        self._unseen.setVisible(bool(unseen))

    def focus_summary(self) -> None:
        """Let the person write the summary."""
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_action(self, key: str, _action: str) -> None:
        point = self._points[int(key)]
        self.mend_asked.emit(point.mends.value, point.criterion)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._left)
        column.addLayout(head)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(16, 0, 16, 0)
        inside.setSpacing(10)
        for standing, shown in self._lists.items():
            inside.addWidget(self._headings[standing])
            inside.addWidget(shown)
        inside.addWidget(self._unseen)
        inside.addWidget(label(_("Marks"), "column", "text2"))
        inside.addWidget(self._marks)
        inside.addWidget(self._result)
        self.summary.setMinimumHeight(self._theme.px(120))
        inside.addWidget(self.summary)
        inside.addStretch(1)
        column.addWidget(scrolling(inner), 1)


class ResultCard(Card):
    """The result as the rules give it now, with the conditions that decide it."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._word = label("", "heading", name="result")
        self._word.setWordWrap(True)
        self._score = label("", "body", "text2", name="resultScore")
        self._theme = theme
        self._rules = QVBoxLayout()
        self._rules.setContentsMargins(0, 4, 0, 0)
        self._rules.setSpacing(4)
        self._why = Paragraph(theme, role="small", tone="text2")
        self._why.setObjectName("resultWhy")
        for part in (self._word, self._score):
            self.body.addWidget(part)
        self.body.addLayout(self._rules)
        self.body.addWidget(self._why)

    def show_view(self, view: AssessmentView) -> None:
        """Show outcome, mean and why."""
        decision = view.decision
        self.set_tone("standard" if decision.certifies else "below" if decision.complete else "sunken")
        self._word.setText(decision.label)
        self._score.setText(decision.score.words if decision.score else "")
        self._score.setVisible(decision.score is not None)
        empty(self._rules)
        if decision.deciding is None:
            why = " ".join(decision.reasons)
        else:
            for line in decision.deciding.lines:
                if decision.certifies or not line.met:
                    self._rules.addLayout(self._rule(line))
            why = "" if decision.certifies else _("Not final until released.")
        self._why.show_text(why)
        self._why.setVisible(bool(why))

    def _rule(self, line: TraceLine) -> QHBoxLayout:
        """Make the row of a condition: whether it is met, what it asks, and what was found."""
        icon, tone = ("check", "ok") if line.met else ("close", "bad")
        sign = IconView(self._theme, icon, tone, 16)
        found = label(line.found, "small")
        found.setAccessibleName(f"{_('Met') if line.met else _('Not met')}: {line.found}")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(self._theme, line.rule, role="small", tone="text2"), 1)
        row.addWidget(found, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _check(number: int, point: Point) -> Check:
    verb = _VERBS.get(point.mends) if point.standing is not Standing.FINE else None
    actions = (CheckAction("mend", _(verb)),) if verb else ()
    return Check(str(number), _KINDS[point.standing], point.heading, point.detail, actions)
