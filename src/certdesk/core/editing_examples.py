"""Changes to worked examples, and what the rules make of each while both are being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.decision import INCOMPLETE, Decision, decide
from certdesk.core.editing_rules import moved
from certdesk.core.errors import CertDeskError, RubricError
from certdesk.core.examples import example_marks
from certdesk.core.fields import exact_number, shown
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Rubric, WorkedExample
from certdesk.core.scoring import plain_weights, show_total, weighted_total
from certdesk.core.words import _


@dataclass(frozen=True, slots=True)
class CheckedExample:
    """A worked example and what the rules give: its marks, mean, total where the rules ask for one, and outcome.

    ``problem`` says why it can't be run at all; then nothing else was found. ``why`` names the condition that decides.
    """

    example: WorkedExample
    marks: Mapping[str, Mark]
    mean: Fraction | None = None
    total: Fraction | None = None
    outcome: str = ""
    label: str = ""
    why: str = ""
    problem: str = ""

    @property
    def mean_right(self) -> bool:
        """Whether the mean is exactly as expected."""
        return not self.problem and self.mean == self.example.mean

    @property
    def outcome_right(self) -> bool:
        """Whether the outcome is as expected."""
        return not self.problem and self.outcome == self.example.outcome

    @property
    def passed(self) -> bool:
        """Whether both are as expected."""
        return self.mean_right and self.outcome_right


def check_each_example(rubric: Rubric) -> tuple[CheckedExample, ...]:
    """Run every worked example, also of a draft that still contradicts itself: what can't be run says why."""
    return tuple(_check(rubric, example) for example in rubric.examples)


def new_example(rubric: Rubric) -> WorkedExample:
    """Return an example with every criterion at its standard, expecting what the rules say now."""
    marks = {criterion.id: plain_number(rubric.scale_of(criterion).standard) for criterion in rubric.criteria}
    name = _fresh_name(_("All at standard"), {example.name for example in rubric.examples})
    return _as_found(rubric, WorkedExample(name, marks, Fraction(0), ""))


def add_example(rubric: Rubric) -> Rubric:
    """Add an example with every criterion at its standard, at the end."""
    return with_examples(rubric, (*rubric.examples, new_example(rubric)))


def duplicate_example(rubric: Rubric, place: int) -> Rubric:
    """Put a copy of an example after it, with a name of its own."""
    examples = list(rubric.examples)
    name = _fresh_name(examples[place].name, {example.name for example in examples})
    examples.insert(place + 1, replace(examples[place], name=name))
    return with_examples(rubric, examples)


def remove_example(rubric: Rubric, place: int) -> Rubric:
    """Take an example away."""
    return with_examples(rubric, (each for n, each in enumerate(rubric.examples) if n != place))


def move_example(rubric: Rubric, place: int, there: int) -> Rubric:
    """Put an example at another place of the order."""
    return with_examples(rubric, moved(rubric.examples, place, there))


def rename_example(rubric: Rubric, place: int, name: str) -> Rubric:
    """Give an example another name. Raises RubricError for an empty one."""
    if not name.strip():
        raise RubricError(_("A worked example needs a name."), _("Say in a few words what it shows."))
    return _changed(rubric, place, replace(rubric.examples[place], name=name.strip()))


def set_example_mark(rubric: Rubric, place: int, criterion_id: str, text: str) -> Rubric:
    """Give one criterion of an example a typed mark: 3, 2.5, NO, U-AUDIO, or - for none.

    The expected mean follows when it was the computed one. Raises RubricError for what is no mark of this rubric.
    """
    example = rubric.examples[place]
    written = text.strip().upper().replace("½", ".5").replace(",", ".") or "-"
    marked = replace(example, marks={**example.marks, criterion_id: written})
    mark = example_marks(rubric, replace(marked, marks={criterion_id: written})).get(criterion_id)
    scale = rubric.scale_of(rubric.criterion(criterion_id))
    if isinstance(mark, LevelGiven) and scale.levels:
        lowest, highest = scale.levels[0].value, scale.levels[-1].value
        if not lowest <= mark.level <= highest:
            words = _("{criterion} has levels from {lowest} to {highest}; {mark} is none of them.").format(
                criterion=criterion_id,
                lowest=plain_number(lowest),
                highest=plain_number(highest),
                mark=plain_number(mark.level),
            )
            raise RubricError(words, _("Write a level, NO for not observed, U- and a code, or - for none."))
    changed = _changed(rubric, place, marked)
    return with_mean_as_found(changed, place) if _check(rubric, example).mean_right else changed


def set_example_mean(rubric: Rubric, place: int, text: str) -> Rubric:
    """Expect a mean such as 2.75 or 38/15, exactly; nothing typed expects the computed one. Raises RubricError."""
    written = text.strip().replace(",", ".")
    if not written:
        return with_mean_as_found(rubric, place)
    try:
        mean = exact_number(written)
    except ValueError as error:
        problem = _("“{text}” is not a mean.").format(text=shown(text))
        raise RubricError(problem, _("Write it like 3, 2.75 or 38/15, or leave it empty.")) from error
    return _changed(rubric, place, replace(rubric.examples[place], mean=mean))


def set_example_outcome(rubric: Rubric, place: int, outcome_id: str) -> Rubric:
    """Expect another outcome: an outcome's id, or ``incomplete``."""
    return _changed(rubric, place, replace(rubric.examples[place], outcome=outcome_id))


def with_mean_as_found(rubric: Rubric, place: int) -> Rubric:
    """Expect the mean that the rules compute; without any level it stays as it is."""
    mean = _check(rubric, rubric.examples[place]).mean
    return rubric if mean is None else _changed(rubric, place, replace(rubric.examples[place], mean=mean))


def expect_what_is_found(rubric: Rubric, place: int) -> Rubric:
    """Expect the mean and outcome that the rules give now."""
    return _changed(rubric, place, _as_found(rubric, rubric.examples[place]))


def with_examples(rubric: Rubric, examples: Iterable[WorkedExample]) -> Rubric:
    """Give other worked examples, in this order."""
    return replace(rubric, examples=tuple(examples))


def asked_total(rubric: Rubric) -> bool | None:
    """Say whether the rules ask for a weighted total (True) or a plain one (False); None when they ask for none.

    Then a mean alone would not explain the outcome.
    """
    for outcome in rubric.decision.outcomes:
        for condition in outcome.conditions:
            if isinstance(condition, rule.TotalAtLeast):
                return condition.weighted
    return None


def total_of(rubric: Rubric, marks: Mapping[str, Mark]) -> Fraction | None:
    """Return the total that the rules ask for, or None when they ask for none."""
    weighted = asked_total(rubric)
    if weighted is None:
        return None
    return weighted_total(rubric.criteria if weighted else plain_weights(rubric.criteria), marks)


def shown_total(rubric: Rubric, total: Fraction) -> str:
    """Write a total so that it contradicts none of the cuts: 109.999 against 110 is 109.99."""
    return show_total(rubric, total, weighted=asked_total(rubric) is not False)


def outcome_label(rubric: Rubric, outcome_id: str) -> str:
    """Return what an outcome is called; one that is gone says so."""
    if outcome_id == INCOMPLETE:
        return _("Incomplete")
    labels = {outcome.id: outcome.label for outcome in rubric.decision.outcomes}
    return labels.get(outcome_id) or _("“{id}”, which is gone").format(id=outcome_id)


def _check(rubric: Rubric, example: WorkedExample) -> CheckedExample:
    if not rubric.scale.levels:
        return CheckedExample(example, {}, problem=_("The rubric has no levels yet."))
    try:
        marks = example_marks(rubric, example)
        decision = decide(rubric, marks)
    except CertDeskError as problem:
        return CheckedExample(example, {}, problem=str(problem))
    total = total_of(rubric, marks)
    why = why_decided(decision, example.outcome)
    return CheckedExample(example, marks, decision.mean, total, decision.outcome, decision.label, why)


def why_decided(decision: Decision, expected: str = "") -> str:
    """Say in one sentence what decides: the conditions that kept from the expected result, or from a certificate."""
    if not decision.complete:
        return " ".join(decision.reasons)
    missed = [tried for tried in decision.trace if not tried.met]
    nearest = next((tried for tried in missed if tried.outcome == expected), None)
    if nearest is None and not decision.certifies:
        nearest = next((tried for tried in reversed(missed) if tried.certifies), None)
    if nearest is None:
        return _("every condition of “{outcome}” holds").format(outcome=decision.label)
    failing = [line for line in nearest.lines if not line.met]
    parts = "; ".join(_("{rule} ({found})").format(rule=line.rule, found=line.found) for line in failing)
    return _("not “{outcome}”: {parts}").format(outcome=nearest.label, parts=parts)


def _as_found(rubric: Rubric, example: WorkedExample) -> WorkedExample:
    checked = _check(rubric, example)
    mean = example.mean if checked.mean is None else checked.mean
    return replace(example, mean=mean, outcome=checked.outcome or example.outcome)


def _changed(rubric: Rubric, place: int, example: WorkedExample) -> Rubric:
    return with_examples(rubric, (example if n == place else each for n, each in enumerate(rubric.examples)))


def _fresh_name(wanted: str, known: set[str]) -> str:
    if wanted not in known:
        return wanted
    text = _("{name}, {number}")
    number = next(n for n in range(2, len(known) + 3) if text.format(name=wanted, number=n) not in known)
    return text.format(name=wanted, number=number)
