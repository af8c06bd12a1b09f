"""Beside the outcomes: how the chosen result came about, rule by rule and mark by mark, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core.cohorts import ResultState
from certdesk.core.words import _
from certdesk.ui.screens.results.outcome_story import CountedMark, OutcomeStory
from certdesk.ui.screens.results.outcome_table import CHIPS
from certdesk.ui.screens.results.outcomes import OutcomeRow
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.marks_grid import MarksGrid, MarksRow
from certdesk.ui.widgets.paragraph import Paragraph

HOLD, LET_GO, RECALL, FILE, RECHECK, APPEAL, DECIDE, FOLLOWS, OPEN = (
    "hold", "let_go", "recall", "file", "recheck", "appeal", "decide", "follows", "open"
)  # fmt: skip


class OutcomeSide(QWidget):
    """``deed_chosen(deed)`` says what somebody wants to do with the chosen result."""

    deed_chosen = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._code = FileName(theme, role="heading", tone="text", middle=False)
        self._code.setObjectName("outcomeCode")
        self._chip = Chip(theme, "")
        self._chip.setObjectName("outcomeState")
        self._name = Paragraph(theme, tone="text2")
        self._name.setObjectName("outcomeName")
        self._label = Paragraph(theme, role="label")
        self._label.setObjectName("outcomeLabel")
        self._number = Paragraph(theme, role="small", tone="text2")
        self._number.setObjectName("outcomeNumber")
        self._note_card = card(tone="warn", name="outcomeNote")
        self._note = Paragraph(theme, role="small")
        self._note_card.body.addWidget(self._note)
        self._deeds = {key: self._deed(key, words, icon) for key, words, icon in _deeds()}
        self._is_first = True
        self._story, self._trace, self._counted = QWidget(), QVBoxLayout(), QVBoxLayout()
        self._all = button(theme, _("Show all marks"), kind="link", size="line")
        self._all.setObjectName("showAllMarks")
        self._grid = MarksGrid(theme)
        self._grid.setObjectName("allMarks")
        self._all.clicked.connect(lambda: self._show_all(on=not self._grid.isVisibleTo(self._story)))
        self._after = Paragraph(theme, role="small", tone="text2")
        self._after.setObjectName("outcomeAfter")
        self._after_head = label(_("What follows"), "label")
        self._build()

    def show_row(self, row: OutcomeRow, story: OutcomeStory | None, *, appealed: bool, may: bool) -> None:
        """Show a candidate; without a ``story`` only that nothing is decided, or is not to be seen now."""
        self._code.show_text(row.member.code)
        kind = CHIPS[row.result.state] if row.result else "neutral"
        self._chip.show_chip(row.state_words, kind)
        school = row.member.school if row.name else ""
        told = " · ".join(part for part in (row.name, school) if part)
        self._name.show_text(told or _("Names stand beside results once they are released."))
        certifies = bool(row.result and row.result.certifies and not row.hidden)
        outcome = row.outcome if row.result else _("Not decided")
        self._label.show_text(outcome, tone="ok" if certifies else "text")
        decision = story.view.detail.decision if story and story.view.detail else None
        self._number.show_text(decision.score.words if decision and decision.score else "")
        self._number.setVisible(bool(decision and decision.score))
        self._note.show_text(_note(row))
        self._note_card.setVisible(bool(self._note.text()))
        calm = row.result is not None and row.result.state in (ResultState.RELEASED, ResultState.DECIDED)
        self._note_card.set_tone("sunken" if calm and not (row.result and row.result.would_be) else "warn")
        self._is_first = row.member.attempt == 1 and not (story and story.attempts)
        self._show_deeds(row, appealed=appealed, may=may)
        self._story.setVisible(story is not None and decision is not None)
        if story is not None and decision is not None:
            self._show_story(story)

    def _show_story(self, story: OutcomeStory) -> None:
        detail = story.view.detail
        empty(self._trace)
        for reason in detail.decision.reasons if detail else ():
            self._trace.addLayout(self._line("warning", "warn", reason, ""))
        for tried in detail.decision.trace if detail else ():
            words = _("{outcome}: reached") if tried.met else _("{outcome}: not reached")
            words = _("{outcome}: cannot be told yet") if tried.open else words
            self._trace.addWidget(Paragraph(self._theme, words.format(outcome=tried.label), role="name"))
            for each in tried.lines:
                kind = ("check", "ok", _("met")) if each.met else ("close", "bad", _("not met"))
                kind = ("minus", "warn", _("open")) if each.open else kind
                text = _("{rule}: {found}").format(rule=each.rule, found=each.found)
                self._trace.addLayout(self._line(kind[0], kind[1], text, kind[2]))
        empty(self._counted)
        for place, one in enumerate(story.counted):
            self._counted.addWidget(self._mark(story, one, first=not place))
        scales = {one.id: story.rubric.scale_of(one) for one in story.rubric.criteria}
        self._grid.show_marks(scales, tuple(MarksRow(who, marks) for who, marks in story.given), "")
        self._all.setVisible(len(story.given) > 1)
        self._show_all(on=False)
        told = [story.attempts, *story.kept, story.again]
        self._after.show_text("\n".join(part for part in told if part))
        for part in (self._after, self._after_head):
            part.setVisible(bool(self._after.text()))

    def _show_all(self, *, on: bool) -> None:
        self._grid.setVisible(on)
        self._all.set_words(_("Show only the marks that count") if on else _("Show all marks"))

    def _line(self, icon: str, tone: str, words: str, spoken: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        sign = IconView(self._theme, icon, tone, 14)
        sign.setAccessibleName(spoken)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(self._theme, words, role="small", tone="text2"), 1)
        return row

    def _mark(self, story: OutcomeStory, one: CountedMark, *, first: bool) -> QWidget:
        made = QWidget()
        made.setObjectName(f"counted-{one.criterion_id}")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        criterion = next(each for each in story.rubric.criteria if each.id == one.criterion_id)
        disc = LevelDisc(self._theme, story.rubric.scale_of(criterion), one.mark)
        title = f"{one.criterion_id} {one.title}"
        if not first:
            grid.addWidget(line(), 0, 0, 1, 2)
        grid.addWidget(disc, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Paragraph(self._theme, title, role="name"), 1, 1)
        grid.addWidget(Paragraph(self._theme, one.rule, role="small", tone="text2"), 2, 1)
        if one.authors:
            by = _("Marked by {names}.").format(names=one.authors)
            grid.addWidget(Paragraph(self._theme, by, role="small", tone="text3"), 3, 1)
        return made

    def _show_deeds(self, row: OutcomeRow, *, appealed: bool, may: bool) -> None:
        state = row.result.state if row.result else None
        released, held = state is ResultState.RELEASED, state is ResultState.HELD
        decided = bool(row.result and row.result.outcome) and not row.hidden
        shown = {
            HOLD: may and not released,
            LET_GO: may and state in (ResultState.HELD, ResultState.RECALLED),
            RECALL: may and released,
            DECIDE: may and state is ResultState.RECALLED,
            APPEAL: may and released,
            RECHECK: may and decided,
            FILE: may and decided,
            FOLLOWS: may and not released and self._is_first,
            OPEN: True,
        }
        self._deeds[HOLD].set_words(_("Change the reason…") if held else _("Hold…"))
        self._deeds[APPEAL].set_words(_("Its appeal") if appealed else _("Open an appeal…"))
        for key, deed in self._deeds.items():
            deed.setVisible(shown[key])

    def _deed(self, key: str, words: str, icon: str) -> Button:
        made = button(self._theme, words, size="small", icon=icon or None)
        made.setObjectName(f"outcome-{key}")
        made.clicked.connect(lambda: self.deed_chosen.emit(key))
        return made

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._code, 1)
        head.addWidget(self._chip)
        deeds = QWidget()
        flow = FlowLayout(6)
        deeds.setLayout(flow)
        for deed in self._deeds.values():
            flow.addWidget(deed)
        self._trace.setSpacing(3)
        self._counted.setSpacing(0)
        story = QVBoxLayout(self._story)
        story.setContentsMargins(0, 0, 0, 0)
        story.setSpacing(8)
        story.addWidget(line())
        story.addWidget(self._after_head)
        story.addWidget(self._after)
        story.addWidget(label(_("How it came about"), "label"))
        story.addLayout(self._trace)
        story.addWidget(line())
        story.addWidget(label(_("The marks that count"), "label"))
        story.addLayout(self._counted)
        story.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        story.addWidget(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._name, self._label, self._number, self._note_card, deeds, self._story):
            column.addWidget(part)


def _deeds() -> tuple[tuple[str, str, str], ...]:
    return (
        (HOLD, _("Hold…"), "held"),
        (LET_GO, _("Let go"), ""),
        (DECIDE, _("Decide anew"), ""),
        (RECALL, _("Recall…"), "undo"),
        (APPEAL, _("Open an appeal…"), ""),
        (RECHECK, _("Check the sums"), ""),
        (FILE, _("Decision file…"), "document"),
        (FOLLOWS, _("Follows an attempt…"), "link"),
        (OPEN, _("Open the portfolio"), "folder"),
    )


def _note(row: OutcomeRow) -> str:
    """Say what somebody must not overlook, in whole sentences."""
    result = row.result
    if result is None:
        return _("Not decided: {why}.").format(why=row.why)
    told = []
    if result.state is ResultState.HELD:
        told.append(_("Held back: {reason}.").format(reason=result.reason.rstrip(".")))
    elif result.state is ResultState.RECALLED:
        told.append(_("Recalled: {reason}.").format(reason=result.reason.rstrip(".")))
    elif result.reason:
        told.append(_("With the reason: {reason}.").format(reason=result.reason.rstrip(".")))
    if result.would_be and not row.hidden:
        text = _("The marks have changed since it was released: it {words}. Recall it, or let it stand.")
        told.append(text.format(words=result.would_be))
    if row.hidden:
        told.append(_("You look at this portfolio without seeing its marks. Finish that under Cohort first."))
    return " ".join(told)
