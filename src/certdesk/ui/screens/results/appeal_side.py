"""Beside the appeals: the chosen one, what was done about it, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.actions.allocating import Choice
from certdesk.actions.appealing import AppealRow, Remarked
from certdesk.core.appeals import GROUNDS, STAGES, AppealState, AppealStep
from certdesk.core.cohorts import Assessor
from certdesk.core.days import day_in_words
from certdesk.core.policy import AppealStage
from certdesk.core.words import N_, _
from certdesk.ui.screens.results.appeal_table import ENDED
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import FileName, label, line
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.text_box import TextBox, Wrong

_DEEDS = {
    "opened": N_("opened"), "begun": N_("begun"), "rechecked": N_("sums checked"), "given": N_("given to"),
    "upheld": N_("upheld"), "dismissed": N_("dismissed"), "withdrawn": N_("withdrawn"),
}  # fmt: skip


class AppealSide(QWidget):
    """``recheck_asked``, ``outcome_asked``, ``next_asked``, ``remark_asked(Assessor)``, ``decided(state, reason)``."""

    recheck_asked = Signal()
    outcome_asked = Signal()
    next_asked = Signal()
    remark_asked = Signal(object)
    decided = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._people: dict[str, Assessor] = {}
        self._code = FileName(theme, role="heading", tone="text", middle=False)
        self._code.setObjectName("appealCode")
        self._chip = Chip(theme, "")
        self._chip.setObjectName("appealState")
        self._name = Paragraph(theme, tone="text2")
        self._facts = Paragraph(theme, tone="text2")
        self._facts.setObjectName("appealFacts")
        self._words = Paragraph(theme)
        self._words.setObjectName("appealSays")
        self._recheck = self._button(_("Check the sums"), "appealRecheck")
        self._recheck.clicked.connect(self.recheck_asked)
        self._outcome = self._button(_("Show the result"), "appealOutcome")
        self._outcome.clicked.connect(self.outcome_asked)
        self._next = self._button("", "appealNext")
        self._next.clicked.connect(self.next_asked)
        self._who = ComboBox(theme, _("Who marks it anew"))
        self._who.setObjectName("remarkWho")
        self._who.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._who.setMinimumContentsLength(12)
        self._barred = Paragraph(theme, role="small", tone="text3")
        self._barred.setObjectName("remarkBarred")
        self._ask = self._button(_("Have it marked anew"), "remarkAsk")
        self._ask.clicked.connect(lambda: self.remark_asked.emit(self._people.get(self._who.current())))
        self._marked_card = card(tone="sunken", name="remarkFound")
        self._marked = Paragraph(theme, role="small")
        self._marked_card.body.addWidget(self._marked)
        self._reason = TextBox(theme, _("Decision, with its reason"), hint=_("the candidate is told it"), rows=3)
        self._reason.setObjectName("appealReason")
        self._reason.writing.textChanged.connect(self._tell)
        self._wrong = Wrong(theme)
        self._wrong.setObjectName("appealDecideWrong")
        self._verdicts: dict[AppealState, Button] = {}
        verdicts = (
            (AppealState.UPHELD, _("Uphold"), "primary"), (AppealState.DISMISSED, _("Dismiss"), "secondary"),
            (AppealState.WITHDRAWN, _("Was withdrawn"), "secondary"),
        )  # fmt: skip
        for state, words, kind in verdicts:
            made = self._verdicts[state] = button(theme, words, kind=kind)
            made.setObjectName(f"appeal-{state.value}")
            made.clicked.connect(lambda _on=False, key=state.value: self.decided.emit(key, self._reason.text().strip()))
        self._history = Paragraph(theme, role="small", tone="text2")
        self._history.setObjectName("appealHistory")
        self._remark, self._deciding = QWidget(), QWidget()
        self._build()

    def show_row(
        self,
        row: AppealRow,
        names: dict[str, str],
        *,
        choices: Sequence[Choice],
        found: Remarked | None,
        following: AppealStage | None,
    ) -> None:
        """Show an appeal: who could mark anew, what a re-mark came to, and the stage that may follow."""
        appeal = row.appeal
        self._code.show_text(row.member.code)
        self._name.show_text(" · ".join(part for part in (row.member.name, row.member.school) if part))
        words, kind = ENDED[appeal.state]
        self._chip.show_chip(_(words), "bad" if row.late else kind)
        facts = [_(GROUNDS[appeal.ground]) + "."]
        if appeal.open:
            text = _("{stage} until {day}: {time}.")
            stage = _(STAGES[appeal.stage])
            facts.append(text.format(stage=stage, day=day_in_words(appeal.due_on), time=row.time_left))
        self._facts.show_text(" ".join(facts))
        self._words.show_text(_("“{words}”").format(words=appeal.words))
        self._recheck.setVisible(appeal.open)
        self._next.setVisible(appeal.open and following is not None)
        if following is not None:
            self._next.set_words(_("Begin: {stage}").format(stage=_(STAGES[following])))
        self._show_remark(row, choices, found)
        if self.property("appeal") != appeal.id:
            self._reason.show_text("")
        self.setProperty("appeal", appeal.id)
        self._wrong.show_wrong("")
        self._deciding.setVisible(appeal.open)
        self._history.show_text("\n".join(_step(one, names) for one in appeal.steps))
        self._tell()

    def show_wrong(self, words: str) -> None:
        """Say why something was refused."""
        self._wrong.show_wrong(words)

    def _show_remark(self, row: AppealRow, choices: Sequence[Choice], found: Remarked | None) -> None:
        asked = bool(row.appeal.allocation)
        able = [one for one in choices if not one.why_not]
        self._people = {one.assessor.id: one.assessor for one in able}
        words = ((one.assessor.id, _("{name}, {count} waiting").format(name=one.assessor.name, count=one.waiting))
                 for one in able)  # fmt: skip
        self._who.show_choices(tuple(words))
        barred = [f"{one.assessor.name}: {one.why_not}" for one in choices if one.why_not]
        nobody = _("Nobody can mark it anew. {reasons}").format(reasons="; ".join(barred))
        self._barred.show_text(nobody.strip() if not able else _("Can’t: {reasons}.").format(reasons="; ".join(barred)))
        self._barred.setVisible(bool(barred) or not able)
        self._remark.setVisible(row.appeal.open and not asked)
        for part in (self._who, self._ask):
            part.setVisible(bool(able))
        told = ""
        if found is not None:
            told = _("The re-mark comes to “{label}”.").format(label=found.label)
            if found.lower:
                told += " " + _("That is below the released result.")
        elif asked and row.appeal.open:
            told = _("Somebody marks it anew, and learns neither that it is an appeal nor what others gave.")
        self._marked.show_text(told)
        self._marked_card.setVisible(bool(told))

    def _tell(self) -> None:
        for made in self._verdicts.values():
            made.setEnabled(bool(self._reason.text().strip()))

    def _button(self, words: str, name: str) -> Button:
        made = button(self._theme, words, size="small")
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._code, 1)
        head.addWidget(self._chip)
        deeds = _flow(self._recheck, self._outcome, self._next)
        remark = QVBoxLayout(self._remark)
        remark.setContentsMargins(0, 0, 0, 0)
        remark.setSpacing(6)
        remark.addWidget(line())
        remark.addWidget(label(_("Independent re-mark"), "label"))
        for part in (self._who, self._ask, self._barred):
            remark.addWidget(part)
        deciding = QVBoxLayout(self._deciding)
        deciding.setContentsMargins(0, 0, 0, 0)
        deciding.setSpacing(8)
        for shown in (line(), self._reason, self._wrong, _flow(*self._verdicts.values())):
            deciding.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(10)
        column.addLayout(head)
        parts = (self._name, self._facts, self._words, deeds, self._remark, self._marked_card, self._deciding, line())
        for each in parts:
            column.addWidget(each)
        column.addWidget(label(_("What was done"), "label"))
        column.addWidget(self._history)


def _flow(*parts: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(6)
    made.setLayout(flow)
    for part in parts:
        flow.addWidget(part)
    return made


def _step(one: AppealStep, names: dict[str, str]) -> str:
    words = f": {one.words}" if one.words else ""
    text = _("{day}, {stage}, {deed} by {name}{words}")
    return text.format(
        day=day_in_words(one.at.astimezone().date()), stage=_(STAGES[one.stage]),
        deed=_(_DEEDS.get(one.deed, one.deed)), name=names.get(one.by, one.by), words=words,
    )  # fmt: skip
