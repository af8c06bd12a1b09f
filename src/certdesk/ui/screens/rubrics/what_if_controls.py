"""What can be tried: every cut with a slider, and the weight, floor and critical sign of every criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core import conditions as rule
from certdesk.core import editing_rules as editing
from certdesk.core.conditions import Condition
from certdesk.core.errors import RubricError
from certdesk.core.judging import plain_number
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.sentences import sentence, with_token
from certdesk.core.tokens import Part, Token, TokenKind, in_words, parts
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_choosing import Choices
from certdesk.ui.screens.rubrics.rules_name import OutcomeDot
from certdesk.ui.screens.rubrics.rules_outcome import Place, dot_colour, step_of
from certdesk.ui.screens.rubrics.rules_sentence import SentenceLine
from certdesk.ui.screens.rubrics.rules_text import Shown
from certdesk.ui.screens.rubrics.what_if_slider import CutSlider
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.labels import label, line

_Cut = rule.MeanAtLeast | rule.TotalAtLeast | rule.SectionMeanAtLeast | rule.SectionTotalAtLeast


class TrialControls(QWidget):
    """``tried(Rubric)`` comes with each move."""

    tried = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rubric: Rubric | None = None
        self._kept: Rubric | None = None
        self._shape: object = None
        self._lines: dict[Place, SentenceLine] = {}
        self._sliders: dict[Place, CutSlider] = {}
        self._criteria: dict[str, SentenceLine] = {}
        self._dots: dict[str, OutcomeDot] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 4, 16, 12)
        self._column.setSpacing(2)

    def show_rubric(self, rubric: Rubric, before: Rubric) -> None:
        """Show what is tried, with notches where the cuts were before."""
        self._rubric = rubric
        shape = _shape(rubric)
        if shape != self._shape:
            self._build(rubric)
            self._shape = shape
        for outcome in rubric.decision.outcomes:
            if outcome.id in self._dots:
                self._dots[outcome.id].show_dot(outcome.label, dot_colour(rubric, outcome))
        for place, shown in self._lines.items():
            condition = _condition(rubric, place)
            words = sentence(condition, rubric)
            step = step_of(condition, rubric)
            shown.show_sentence(Shown("", words, rubric, step, whole=False))
            if place in self._sliders and isinstance(condition, _Cut):
                slider = self._sliders[place]
                slider.setAccessibleName(in_words(words))
                slider.show_cut(condition.cut, _cut_before(before, place), bounds_of(condition, rubric), step)
        for criterion in rubric.criteria:
            words = criterion_sentence(criterion)
            step = _weight_step(rubric)
            self._criteria[criterion.id].show_sentence(Shown("", words, rubric, step, whole=False, offers=_offers))

    def commit(self) -> None:
        """Keep what is half typed."""
        for shown in (*self._lines.values(), *self._criteria.values()):
            shown.commit()

    def move_cut(self, place: Place, cut: Fraction) -> None:
        """Try another cut, as the sliders and the spread do."""
        self._try(place, "cut", cut)

    def _build(self, rubric: Rubric) -> None:
        empty(self._column)
        self._lines, self._sliders, self._criteria, self._dots = {}, {}, {}, {}
        for outcome in rubric.decision.outcomes:
            if any(_can_change(sentence(each, rubric)) for each in outcome.conditions):
                dot = self._dots[outcome.id] = OutcomeDot(self._theme)
                self._column.addWidget(dot)
            for number, condition in enumerate(outcome.conditions):
                self._add_condition(Place(outcome.id, number), condition, rubric)
            if outcome.id in self._dots:
                self._column.addSpacing(6)
                self._column.addWidget(line())
                self._column.addSpacing(6)
        self._column.addWidget(label(_("Weights, floors, critical criteria"), "label"))
        for criterion in rubric.criteria:
            made = self._criteria[criterion.id] = SentenceLine(self._theme)
            made.setObjectName(f"try-{criterion.id}")
            self._connect(made, partial(self._try_criterion, criterion.id))
            self._column.addWidget(made)
        self._column.addStretch(1)

    def _add_condition(self, place: Place, condition: Condition, rubric: Rubric) -> None:
        if not _can_change(sentence(condition, rubric)):
            return
        made = self._lines[place] = SentenceLine(self._theme)
        made.setObjectName(f"try-{place.outcome}-{place.condition}")
        self._connect(made, partial(self._try, place))
        self._column.addWidget(made)
        if isinstance(condition, _Cut):
            slider = self._sliders[place] = CutSlider(self._theme)
            slider.setObjectName(f"slide-{place.outcome}-{place.condition}")
            slider.moved.connect(lambda cut: self._try(place, "cut", cut))
            self._column.addWidget(slider)

    def _connect(self, shown: SentenceLine, attempt: Callable[[str, object], None]) -> None:
        """Try what is typed at once; Esc goes back to what was there before the first key."""

        def begin(field: str, value: object) -> None:
            self._kept = self._kept or self._rubric
            attempt(field, value)

        def end(field: str, value: object) -> None:
            self._kept = None
            attempt(field, value)

        shown.trying.connect(begin)
        shown.changed.connect(end)
        shown.taken_back.connect(self._take_back)

    def _take_back(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            self.tried.emit(kept)

    def _try(self, place: Place, field: str, value: object) -> None:
        if self._rubric is None:
            return
        try:
            changed = with_token(_condition(self._rubric, place), field, value)
        except RubricError as problem:
            self._lines[place].show_wrong(problem.sentence)
            return
        self.tried.emit(editing.change_condition(self._rubric, place.outcome, place.condition, changed))

    def _try_criterion(self, id_: str, field: str, value: object) -> None:
        if self._rubric is None:
            return
        criteria = tuple(_with(each, field, value) if each.id == id_ else each for each in self._rubric.criteria)
        self.tried.emit(replace(self._rubric, criteria=criteria))


def _with(criterion: Criterion, field: str, value: object) -> Criterion:
    if field == "critical":
        return replace(criterion, critical=bool(value))
    assert isinstance(value, Fraction)  # noqa: S101 - what weights and floors are
    return replace(criterion, weight=value) if field == "weight" else replace(criterion, floor=value)


def criterion_sentence(criterion: Criterion) -> tuple[Part, ...]:
    """Write weight, floor and critical sign of a criterion as a sentence with tokens."""
    critical = _("critical") if criterion.critical else _("not critical")
    named = {
        "weight": Token("weight", TokenKind.NUMBER, criterion.weight, plain_number(criterion.weight)),
        "floor": Token("floor", TokenKind.LEVEL, criterion.floor, plain_number(criterion.floor)),
        "critical": Token("critical", TokenKind.WEIGHTED, criterion.critical, critical),
    }
    name = f"{criterion.id} {criterion.title}".strip().replace("{", "{{").replace("}", "}}")
    text = _("{criterion}: weight {weight}, floor {floor}, {critical}").replace("{criterion}", name)
    return parts(text, named)


def bounds_of(condition: _Cut, rubric: Rubric) -> tuple[Fraction, Fraction]:
    """Return between which numbers a cut can be moved: what marks can reach."""
    levels = [level.value for level in rubric.scale.levels] or [Fraction(0), Fraction(1)]
    if isinstance(condition, rule.MeanAtLeast | rule.SectionMeanAtLeast):
        return levels[0], levels[-1]
    section = condition.section if isinstance(condition, rule.SectionTotalAtLeast) else None
    members = [each for each in rubric.criteria if section is None or each.section == section]
    weights = sum((each.weight if condition.weighted else Fraction(1) for each in members), Fraction(0))
    return levels[0] * weights, levels[-1] * weights


def _shape(rubric: Rubric) -> object:
    """Return what the controls are built for; values alone change nothing of it."""
    outcomes = tuple((each.id, tuple(type(c) for c in each.conditions)) for each in rubric.decision.outcomes)
    return outcomes, tuple(each.id for each in rubric.criteria)


def _can_change(words: tuple[Part, ...]) -> bool:
    return any(isinstance(part, Token) for part in words)


def _condition(rubric: Rubric, place: Place) -> Condition:
    return editing.outcome_called(rubric, place.outcome).conditions[place.condition]


def _cut_before(before: Rubric, place: Place) -> Fraction | None:
    for condition in _conditions_of(before, place.outcome, place.condition):
        return condition.cut
    return None


def _conditions_of(before: Rubric, outcome_id: str, number: int) -> Iterator[_Cut]:
    for outcome in before.decision.outcomes:
        if outcome.id == outcome_id and number < len(outcome.conditions):
            condition = outcome.conditions[number]
            if isinstance(condition, _Cut):
                yield condition


def _weight_step(rubric: Rubric) -> Fraction:
    whole = sum((each.weight for each in rubric.criteria), Fraction(0))
    return Fraction(1) if whole >= 20 else Fraction(1, 10)


def _offers(token: Token, rubric: Rubric) -> Choices:
    if token.field == "critical":
        return ((False, _("not critical")), (True, _("critical")))
    return tuple((each.value, f"{plain_number(each.value)} {each.label}") for each in rubric.scale.levels)
