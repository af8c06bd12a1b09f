"""What can't be decided: outcomes that are never reached, and conditions that nobody can meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.judging import plain_number
from certdesk.core.places import Contradiction
from certdesk.core.rubric import Criterion, Outcome, Rubric
from certdesk.core.scoring import in_section, plain_weights
from certdesk.core.words import _


def in_the_outcomes(rubric: Rubric) -> Iterator[Contradiction]:
    """Find what is wrong with the outcomes of a rubric that has levels, criteria and outcomes."""
    *earlier, last = rubric.decision.outcomes
    for outcome in earlier:
        if not outcome.conditions:
            text = _("Result “{name}” has no conditions, so those after it can never be reached.").format(
                name=_name(outcome)
            )
            yield Contradiction(text, f"outcome/{outcome.id}")
    if last.conditions:
        text = _("The last result, “{name}”, has conditions, so some marks would have no result; end with one without.")
        yield Contradiction(text.format(name=_name(last)), f"outcome/{last.id}")
    for outcome in rubric.decision.outcomes:
        for number, condition in enumerate(outcome.conditions, start=1):
            for text in _in_a_condition(rubric, outcome, condition):
                yield Contradiction(text, f"outcome/{outcome.id}/{number}")


def _in_a_condition(rubric: Rubric, outcome: Outcome, condition: rule.Condition) -> Iterator[str]:
    match condition:
        case rule.MeanAtLeast(cut, weighted):
            members = rubric.criteria if weighted else plain_weights(rubric.criteria)
            yield from _out_of_reach(outcome, cut, _highest_mean(rubric, members))
        case rule.TotalAtLeast(cut, weighted):
            members = rubric.criteria if weighted else plain_weights(rubric.criteria)
            yield from _out_of_reach(outcome, cut, _highest_total(rubric, members))
        case rule.SectionMeanAtLeast() | rule.SectionTotalAtLeast():
            yield from _in_a_section(rubric, outcome, condition)
        case rule.EveryCriterionAtLeast(level):
            yield from _out_of_reach(outcome, level, _lowest_top(rubric, rubric.criteria))
        case rule.CriticalAtLeast(level):
            critical = [criterion for criterion in rubric.criteria if criterion.critical]
            if not critical:
                yield _("Result “{name}” speaks of critical criteria, but none is critical.").format(
                    name=_name(outcome)
                )
            yield from _out_of_reach(outcome, level, _lowest_top(rubric, critical or rubric.criteria))
        case rule.NamedAtLeast():
            yield from _in_names(rubric, outcome, condition)
        case rule.CountAtLevel():
            yield from _in_a_count(rubric, outcome, condition)


def _in_a_section(
    rubric: Rubric, outcome: Outcome, condition: rule.SectionMeanAtLeast | rule.SectionTotalAtLeast
) -> Iterator[str]:
    members = in_section(rubric, condition.section)
    if condition.section not in {known.id for known in rubric.sections}:
        text = _("Result “{name}” asks for a mean of section {section}, which does not exist.")
        if isinstance(condition, rule.SectionTotalAtLeast):
            text = _("Result “{name}” asks for a total of section {section}, which does not exist.")
        yield text.format(name=_name(outcome), section=condition.section)
    if not members:
        members = rubric.criteria
    if isinstance(condition, rule.SectionMeanAtLeast):
        yield from _out_of_reach(outcome, condition.cut, _highest_mean(rubric, members))
        return
    members = members if condition.weighted else plain_weights(members)
    yield from _out_of_reach(outcome, condition.cut, _highest_total(rubric, members))


def _in_names(rubric: Rubric, outcome: Outcome, condition: rule.NamedAtLeast) -> Iterator[str]:
    if not condition.criteria:
        yield _("Result “{name}” has a rule for named criteria that names none.").format(name=_name(outcome))
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    for name in condition.criteria:
        if name not in criteria:
            text = _("Result “{name}” names {criterion}, which is not a criterion.")
            yield text.format(name=_name(outcome), criterion=name)
    named = [criteria[name] for name in condition.criteria if name in criteria]
    if named:
        yield from _out_of_reach(outcome, condition.level, _lowest_top(rubric, named))


def _in_a_count(rubric: Rubric, outcome: Outcome, condition: rule.CountAtLevel) -> Iterator[str]:
    scales = [rubric.scale_of(criterion) for criterion in rubric.criteria]
    having = [scale for scale in scales if scale.level(condition.level) is not None]
    if not having:
        yield _("Result “{name}” counts criteria at a level that the scale does not have.").format(name=_name(outcome))
    able = scales if condition.comparing is not rule.Comparing.EXACTLY else having or scales
    least, most = condition.at_least, condition.at_most
    if least is None and most is None:
        yield _("Result “{name}” counts criteria, but does not say how many.").format(name=_name(outcome))
    if least is not None and least > len(able):
        yield _("Result “{name}” counts more criteria than there are.").format(name=_name(outcome))
    if least is not None and most is not None and least > most:
        yield _("Result “{name}” asks for more criteria at a level than it allows.").format(name=_name(outcome))


def _name(outcome: Outcome) -> str:
    return outcome.label.strip() or outcome.id


def _out_of_reach(outcome: Outcome, cut: Fraction, highest: Fraction) -> Iterator[str]:
    if cut > highest:
        text = _("Result “{name}” asks for at least {cut}, but nobody can have more than {highest}.")
        yield text.format(name=_name(outcome), cut=plain_number(cut), highest=plain_number(highest))


def _top(rubric: Rubric, criterion: Criterion) -> Fraction:
    return max(level.value for level in rubric.scale_of(criterion).levels)


def _lowest_top(rubric: Rubric, criteria: Iterable[Criterion]) -> Fraction:
    return min(_top(rubric, criterion) for criterion in criteria)


def _highest_mean(rubric: Rubric, criteria: tuple[Criterion, ...]) -> Fraction:
    """Return a mean that nobody can exceed; without a criterion of few levels, the mean of the rest is higher."""
    weights = sum((criterion.weight for criterion in criteria), Fraction(0))
    if rubric.scale.not_observed_at_most or rubric.decision.unscorable_at_least > 1 or weights <= 0:
        return max(_top(rubric, criterion) for criterion in criteria)
    return sum((criterion.weight * _top(rubric, criterion) for criterion in criteria), Fraction(0)) / weights


def _highest_total(rubric: Rubric, criteria: tuple[Criterion, ...]) -> Fraction:
    weights = sum((criterion.weight for criterion in criteria), Fraction(0))
    return _highest_mean(rubric, criteria) * max(weights, Fraction(0))
