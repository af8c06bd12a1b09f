"""Beside the list of portfolios: who marks the chosen one, and giving, moving and taking back by hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.allocating import Choice
from certdesk.core.cohorts import Turn
from certdesk.core.days import day_in_words
from certdesk.core.policy_told import pick_in_words
from certdesk.core.words import _, ngettext
from certdesk.ui.screens.cohort.allocation_table import AllocationRow, Assigned
from certdesk.ui.screens.cohort.dispute_words import turn_words
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import LineField


class AllocationSide(QWidget):
    """``given(assessor, turn)``, ``moved(allocation, assessor, reason)``, ``taken_back(allocation, reason)``."""

    given = Signal(str, str)
    moved = Signal(str, str, str)
    taken_back = Signal(str, str)
    marks_wanted = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._choices: tuple[Choice, ...] = ()
        self._changing: Assigned | None = None
        self._code = label("", "heading", name="allocationCode")
        self._candidate = FileName(theme, role="name", tone="text", middle=False)
        self._facts = Paragraph(theme, role="small", tone="text2")
        self._people = QVBoxLayout()
        self._people.setSpacing(10)
        self._marks = button(theme, _("All marks and reasons"), icon="scales", size="small")
        self._marks.setObjectName("allMarks")
        self._marks.clicked.connect(self.marks_wanted)
        self._change = QWidget()
        self._to = ComboBox(theme, _("To whom"))
        self._to.setObjectName("moveTo")
        self._why = LineField(theme, _("Why"), hint=_("in a few words"))
        self._why.setObjectName("moveReason")
        self._do = button(theme, _("Move"), kind="primary")
        self._do.setObjectName("moveDo")
        self._not = button(theme, _("Leave it"), kind="quiet")
        self._who = ComboBox(theme, _("Give it to"))
        self._who.setObjectName("giveTo")
        self._turn = ComboBox(theme, _("As"))
        self._turn.setObjectName("giveTurn")
        self._give = button(theme, _("Give"))
        self._give.setObjectName("giveDo")
        self._barred = Paragraph(theme, role="small", tone="text3")
        self._build()
        self._do.clicked.connect(self._on_do)
        self._not.clicked.connect(self._change.hide)
        self._give.clicked.connect(self._on_give)

    def show_row(self, row: AllocationRow, choices: Sequence[Choice]) -> None:
        """Show a portfolio, and who could be given it."""
        member = row.case.member
        self._choices = tuple(choices)
        self._code.setText(member.code)
        self._candidate.show_text(member.name or _("no name yet"))
        attempt = _("attempt {number}").format(number=member.attempt) if member.attempt > 1 else ""
        facts = (member.school, member.subject, member.language, attempt)
        self._facts.show_text(", ".join(part for part in facts if part))
        empty(self._people)
        for one in row.people:
            self._people.addWidget(self._person(one))
        if not row.people:
            self._people.addWidget(Paragraph(self._theme, _("Nobody marks it yet."), tone="warn"))
        self._marks.setVisible(any(one.signed for one in row.people))
        still = (one.allocation for one in row.people)
        if self._changing is None or self._changing.allocation not in still:
            self._change.hide()  # what is half written about this one stays when something else changes
        able = [one for one in choices if not one.why_not]
        self._who.show_choices(tuple((one.assessor.id, _choice(one)) for one in able))
        turns = _open_turns(row)
        self._turn.show_choices(tuple((turn.value, turn_words(turn)) for turn in turns))
        for field in (self._who, self._turn, self._give):
            field.setEnabled(bool(able))
        barred = [f"{one.assessor.name}: {one.why_not}" for one in choices if one.why_not]
        self._barred.show_text(_("Can’t: {reasons}").format(reasons="; ".join(barred)) if barred else "")
        self._barred.setVisible(bool(barred))

    def _person(self, one: Assigned) -> QWidget:
        made = QWidget()
        made.setObjectName(f"assigned-{one.assessor_id}")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(FileName(self._theme, one.name, role="name", tone="text", middle=False))
        column.addWidget(Paragraph(self._theme, _standing(one), role="small", tone="text2"))
        if one.allocation is not None and not one.signed:
            row = QHBoxLayout()
            row.setSpacing(8)
            move = button(self._theme, _("Move…"), size="small")
            back = button(self._theme, _("Take back…"), size="small")
            for made_button, deed in ((move, "move"), (back, "back")):
                made_button.setObjectName(f"{deed}-{one.assessor_id}")
                made_button.setAccessibleDescription(one.name)
                made_button.clicked.connect(partial(self._begin, one, deed))
                row.addWidget(made_button)
            row.addStretch(1)
            column.addLayout(row)
        return made

    def _begin(self, one: Assigned, deed: str, _on: bool = False) -> None:
        self._changing = one
        able = [choice for choice in self._choices if not choice.why_not]
        choices = tuple((choice.assessor.id, _choice(choice)) for choice in able)
        self._to.show_choices(choices)
        self._to.setVisible(deed == "move")
        self._do.set_words(_("Move") if deed == "move" else _("Take back"))
        self._do.setEnabled(deed != "move" or bool(able))
        self._why.show_text("")
        self._why.show_wrong("")
        self._change.show()
        self._why.line.setFocus()

    def _on_do(self) -> None:
        one, reason = self._changing, self._why.text().strip()
        if one is None or one.allocation is None:
            return
        self._why.show_wrong("" if reason else _("Say why, in a few words."))
        if not reason:
            return
        if self._to.isHidden():
            self.taken_back.emit(one.allocation.id, reason)
        else:
            self.moved.emit(one.allocation.id, self._to.current(), reason)

    def _on_give(self) -> None:
        if self._who.current():
            self.given.emit(self._who.current(), self._turn.current())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self._code, self._candidate, self._facts, line()):
            column.addWidget(part)
        column.addLayout(self._people)
        change = QVBoxLayout(self._change)
        change.setContentsMargins(0, 0, 0, 0)
        change.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._do)
        row.addWidget(self._not)
        row.addStretch(1)
        change.addWidget(self._to)
        change.addWidget(self._why)
        change.addLayout(row)
        column.addWidget(self._marks)
        column.addWidget(self._change)
        column.addWidget(line())
        column.addWidget(label(_("Give it to somebody too"), "label"))
        column.addWidget(self._who)
        giving = QHBoxLayout()
        giving.setSpacing(8)
        giving.addWidget(self._turn, 1)
        giving.addWidget(self._give)
        column.addLayout(giving)
        column.addWidget(self._barred)
        self._change.hide()


def _open_turns(row: AllocationRow) -> tuple[Turn, ...]:
    """Return as what one more could mark it: the next that nobody has, then the others."""
    taken = {one.turn for one in row.people}
    turns = (Turn.FIRST, Turn.SECOND, Turn.THIRD)
    return tuple(sorted(turns, key=lambda turn: (turn in taken, turns.index(turn))))


def _standing(one: Assigned) -> str:
    state = _("signed") if one.signed else _("not signed yet")
    told = f"{turn_words(one.turn)}, {state}"
    if one.allocation is None:
        return told
    if one.allocation.due_on and not one.signed:
        told = _("{told}, due {day}").format(told=told, day=day_in_words(one.allocation.due_on))
    if one.allocation.criteria:
        told = _("{told}; only {criteria}").format(told=told, criteria=", ".join(one.allocation.criteria))
    why = ", ".join(pick_in_words(each) for each in one.allocation.reasons)
    return _("{told}. Picked: {reasons}").format(told=told, reasons=why) if why else told


def _choice(one: Choice) -> str:
    waiting = ngettext("{count} waiting", "{count} waiting", one.waiting).format(count=one.waiting)
    return f"{one.assessor.name}   ·   {waiting}"
