"""One result and its conditions, as the rules panel shows it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from certdesk.core import conditions as rule
from certdesk.core.conditions import Condition
from certdesk.core.outcome_sentences import banking_sentence
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.sentences import sentence
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_name import OutcomeName
from certdesk.ui.screens.rubrics.rules_sentence import SentenceLine
from certdesk.ui.screens.rubrics.rules_text import Shown
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import line
from certdesk.ui.widgets.text_box import Wrong

BANKING = -1
"""The place that stands for what an outcome banks, beside the places of its conditions."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: the outcome's id, and the condition's place in it or `BANKING`."""

    outcome: str
    condition: int


class OutcomeBlock(QWidget):
    """Shows one result. Says what somebody wants of it; the panel makes the change."""

    changed = Signal(object, str, object)  # Place, field, value
    trying = Signal(object, str, object)
    taken_back = Signal()
    condition_removed = Signal(object)  # Place
    condition_moved = Signal(object, int)  # Place, step
    left = Signal(object, int)  # the sentence or name that the keyboard leaves, step
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    renamed = Signal(str)
    moved = Signal(int)
    removed = Signal()
    menu_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._outcome = Outcome("", "", ())
        self._lines: list[SentenceLine] = []
        self.name = OutcomeName(theme)
        self.more = icon_button(theme, "more", _("What can be done with this result"), size="line")
        self.more.setObjectName("outcomeMore")
        self.more.clicked.connect(self.menu_asked)
        self._banking = self._new_line(BANKING)
        self._wrong = Wrong(theme)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.name, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._column)
        column.addWidget(self._banking)
        column.addWidget(self._wrong)
        column.addSpacing(6)
        column.addWidget(line())
        self._banking.hide()
        self.name.renamed.connect(self.renamed)
        self.name.moved.connect(self.moved)
        self.name.removed.connect(self.removed)
        self.name.left.connect(lambda step: self.left.emit(self.name, step))

    @property
    def outcome(self) -> Outcome:
        """The outcome that is shown."""
        return self._outcome

    @property
    def lines(self) -> tuple[SentenceLine, ...]:
        """The sentences in their order, with that about banking last where there is one."""
        banking = (self._banking,) if self._outcome.banks_from is not None else ()
        return (*self._lines, *banking)

    def show_outcome(self, rubric: Rubric, outcome: Outcome, wrong: tuple[str, ...]) -> None:
        """Show an outcome of a rubric, with what contradicts itself in it."""
        self._outcome = outcome
        self.setObjectName(f"outcome-{outcome.id}")
        last = rubric.decision.outcomes[-1].id == outcome.id and not outcome.conditions
        rest = _("otherwise") if last else ""
        self.name.show_name(outcome.label, dot_colour(rubric, outcome), certifies=outcome.certifies, rest=rest)
        self.more.setAccessibleName(_("What can be done with {outcome}").format(outcome=outcome.label))
        while len(self._lines) > len(outcome.conditions):
            gone = self._lines.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < len(outcome.conditions):
            made = self._new_line(len(self._lines))
            self._lines.append(made)
            self._column.addWidget(made)
        for place, (shown, condition) in enumerate(zip(self._lines, outcome.conditions, strict=True)):
            lead = _("and") if place else _("if")
            shown.show_sentence(Shown(lead, sentence(condition, rubric), rubric, step_of(condition, rubric)))
        banking = banking_sentence(outcome)
        if banking:
            self._banking.show_sentence(Shown(_("then"), banking, rubric))
        self._banking.setVisible(bool(banking))
        self._wrong.show_wrong(" ".join(wrong))

    def commit(self) -> None:
        """Keep what is half typed."""
        self.name.commit()
        for shown in self.lines:
            shown.commit()

    def _new_line(self, place: int) -> SentenceLine:
        made = SentenceLine(self._theme)
        made.changed.connect(lambda field, value: self.changed.emit(self._at(place), field, value))
        made.trying.connect(lambda field, value: self.trying.emit(self._at(place), field, value))
        made.taken_back.connect(self.taken_back)
        made.removed.connect(lambda: self.condition_removed.emit(self._at(place)))
        made.moved.connect(lambda step: self.condition_moved.emit(self._at(place), step))
        made.left.connect(lambda step: self.left.emit(made, step))
        made.dragged.connect(lambda where: self.dragged.emit(self._at(place), where))
        made.dropped.connect(lambda where: self.dropped.emit(self._at(place), where))
        return made

    def _at(self, place: int) -> Place:
        return Place(self._outcome.id, place)


def dot_colour(rubric: Rubric, outcome: Outcome) -> str:
    """Return the token of a result's colour: teal where a certificate is given, brown and amber where none is."""
    same = [each.id for each in rubric.decision.outcomes if each.certifies == outcome.certifies]
    first, last = same.index(outcome.id) == 0, same.index(outcome.id) == len(same) - 1
    if outcome.certifies:
        return "l4" if first and not last else "l3"
    return "l1" if last else "g2"


def step_of(condition: Condition, rubric: Rubric) -> Fraction:
    """Return how far an arrow key moves the cut of a condition: five hundredths of a mean, one of a total."""
    if isinstance(condition, rule.TotalAtLeast | rule.SectionTotalAtLeast):
        weights = sum((criterion.weight for criterion in rubric.criteria), Fraction(0))
        return Fraction(1) if not condition.weighted or weights >= 10 else Fraction(1, 10)
    return Fraction(1, 20)
