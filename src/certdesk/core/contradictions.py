"""What makes a rubric impossible to use, found before anybody marks with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.rubric import Criterion, Outcome, Rubric
from certdesk.core.words import _


def contradictions(rubric: Rubric) -> tuple[str, ...]:
    """Return one sentence for each contradiction, each naming the criterion, section or outcome; empty when sound."""
    return tuple(_all(rubric))


def _all(rubric: Rubric) -> Iterator[str]:
    if not rubric.scale.levels or not rubric.criteria or not rubric.decision.outcomes:
        yield _("A rubric needs levels, criteria and outcomes.")
        return
    yield from _twice(_("level"), [str(level.value) for level in rubric.scale.levels])
    yield from _twice(_("section"), [section.id for section in rubric.sections])
    yield from _twice(_("criterion"), [criterion.id for criterion in rubric.criteria])
    yield from _twice(_("outcome"), [outcome.id for outcome in rubric.decision.outcomes])
    yield from _in_the_scale(rubric)
    yield from _in_the_sections(rubric)
    for criterion in rubric.criteria:
        yield from _in_a_criterion(rubric, criterion)
    yield from _in_the_outcomes(rubric)
    yield from _in_the_examples(rubric)


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield _("There are two of {what} {name}; each needs its own.").format(what=what, name=name)


def _in_the_scale(rubric: Rubric) -> Iterator[str]:
    values = [level.value for level in rubric.scale.levels]
    if values != sorted(values):
        yield _("The levels must rise from the lowest to the highest.")
    if rubric.scale.standard not in values:
        yield _("The standard level is not one of the levels.")
    known = {criterion.id for criterion in rubric.criteria}
    for name in sorted(rubric.scale.never_not_observed - known):
        yield _("“never_for” names {criterion}, which is not a criterion.").format(criterion=name)
    if not rubric.scale.not_observed_at_most:
        return
    for criterion in rubric.criteria:
        if criterion.critical and criterion.id not in rubric.scale.never_not_observed:
            yield _("Criterion {id} is critical, so it must be named under “never_for”.").format(id=criterion.id)


def _in_the_sections(rubric: Rubric) -> Iterator[str]:
    sections = {section.id: section for section in rubric.sections}
    known = {criterion.id: criterion.section for criterion in rubric.criteria}
    for section in rubric.sections:
        for name in section.criteria:
            if known.get(name) != section.id:
                text = _("Section {section} lists {criterion}, which does not say that it belongs there.")
                yield text.format(section=section.id, criterion=name)
        yield from _twice(_("criterion"), list(section.criteria))
    for criterion in rubric.criteria:
        if criterion.section not in sections:
            text = _("Criterion {id} belongs to section {section}, which does not exist.")
            yield text.format(id=criterion.id, section=criterion.section)
        elif criterion.id not in sections[criterion.section].criteria:
            yield _("Section {section} does not list {id}.").format(section=criterion.section, id=criterion.id)
    for name in rubric.decision.unscorable_in_section:
        if name not in sections:
            yield _("“unscorable_in_section” names section {section}, which does not exist.").format(section=name)


def _in_a_criterion(rubric: Rubric, criterion: Criterion) -> Iterator[str]:
    values = {level.value for level in rubric.scale.levels}
    if criterion.weight <= 0:
        yield _("Criterion {id}: the weight must be more than nothing.").format(id=criterion.id)
    if criterion.floor not in values:
        yield _("Criterion {id}: the floor is not one of the levels.").format(id=criterion.id)
    for value in sorted(values - set(criterion.descriptors)):
        yield _("Criterion {id}: there is no descriptor for level {level}.").format(id=criterion.id, level=value)
    for value in sorted(set(criterion.descriptors) - values):
        text = _("Criterion {id}: there is a descriptor for level {level}, which the scale does not have.")
        yield text.format(id=criterion.id, level=value)
    for cap in criterion.caps:
        if cap.max_level not in values:
            yield _("Criterion {id}: a cap is not one of the levels.").format(id=criterion.id)


def _in_the_outcomes(rubric: Rubric) -> Iterator[str]:
    *earlier, last = rubric.decision.outcomes
    for outcome in earlier:
        if not outcome.conditions:
            yield _("Outcome {id} has no conditions, so those after it can never be reached.").format(id=outcome.id)
    if last.conditions:
        text = _("The last outcome, {id}, has conditions, so some marks would have no outcome; end with one without.")
        yield text.format(id=last.id)
    for outcome in rubric.decision.outcomes:
        for condition in outcome.conditions:
            yield from _in_a_condition(rubric, outcome, condition)


def _in_a_condition(rubric: Rubric, outcome: Outcome, condition: rule.Condition) -> Iterator[str]:
    match condition:
        case rule.MeanAtLeast(cut) | rule.EveryCriterionAtLeast(cut):
            yield from _out_of_reach(outcome, cut, rubric.scale.levels[-1].value)
        case rule.TotalAtLeast(cut):
            weights = sum((criterion.weight for criterion in rubric.criteria), Fraction(0))
            yield from _out_of_reach(outcome, cut, weights * rubric.scale.levels[-1].value)
        case rule.SectionMeanAtLeast(section, cut):
            if section not in {known.id for known in rubric.sections}:
                text = _("Outcome {id} asks for a mean of section {section}, which does not exist.")
                yield text.format(id=outcome.id, section=section)
            yield from _out_of_reach(outcome, cut, rubric.scale.levels[-1].value)
        case rule.CriticalAtLeast(cut):
            if not any(criterion.critical for criterion in rubric.criteria):
                yield _("Outcome {id} speaks of critical criteria, but none is critical.").format(id=outcome.id)
            yield from _out_of_reach(outcome, cut, rubric.scale.levels[-1].value)
        case rule.CountAtLevel(level):
            yield from _in_a_count(rubric, outcome, condition, level)
        case _:
            return


def _in_a_count(rubric: Rubric, outcome: Outcome, condition: rule.CountAtLevel, level: Fraction) -> Iterator[str]:
    if rubric.scale.level(level) is None:
        yield _("Outcome {id} counts criteria at a level that the scale does not have.").format(id=outcome.id)
    if condition.at_least is not None and condition.at_least > len(rubric.criteria):
        yield _("Outcome {id} counts more criteria than there are.").format(id=outcome.id)


def _out_of_reach(outcome: Outcome, cut: Fraction, highest: Fraction) -> Iterator[str]:
    if cut > highest:
        text = _("Outcome {id} asks for at least {cut}, but nobody can have more than {highest}.")
        yield text.format(id=outcome.id, cut=cut, highest=highest)


def _in_the_examples(rubric: Rubric) -> Iterator[str]:
    known = {criterion.id for criterion in rubric.criteria}
    for example in rubric.examples:
        for name in example.marks:
            if name not in known:
                text = _("Worked example “{name}” marks {criterion}, which is not a criterion.")
                yield text.format(name=example.name, criterion=name)
