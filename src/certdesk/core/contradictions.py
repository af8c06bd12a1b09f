"""What makes a rubric impossible to use, found before anybody marks with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from certdesk.core.errors import RubricError
from certdesk.core.examples import example_mark
from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven
from certdesk.core.places import Contradiction
from certdesk.core.rubric import Criterion, Level, Rubric, WorkedExample
from certdesk.core.rule_contradictions import in_the_outcomes
from certdesk.core.words import _

_FEWEST_LEVELS, _MOST_LEVELS = 2, 12


def contradictions(rubric: Rubric) -> tuple[str, ...]:
    """Return one sentence for each contradiction, each naming the criterion, section or outcome; empty when sound."""
    return tuple(found.text for found in find_contradictions(rubric))


def find_contradictions(rubric: Rubric) -> tuple[Contradiction, ...]:
    """Return each contradiction with the place in the rubric that it is about."""
    return tuple(_all(rubric))


def outcome_contradictions(rubric: Rubric, outcome_id: str) -> tuple[str, ...]:
    """Return the sentences about one outcome and its conditions."""
    place = f"outcome/{outcome_id}"
    found = _in_all_outcomes(rubric) if _has_all(rubric) else ()
    return tuple(each.text for each in found if each.place == place or each.place.startswith(f"{place}/"))


def _all(rubric: Rubric) -> Iterator[Contradiction]:
    if not _has_all(rubric):
        yield Contradiction(_("A rubric needs levels, criteria and outcomes."), "")
        return
    yield from _twice(_("section"), [section.id for section in rubric.sections], "section/{name}")
    yield from _twice(_("criterion"), [criterion.id for criterion in rubric.criteria], "criterion/{name}")
    yield from _unreadable([criterion.id for criterion in rubric.criteria])
    yield from _in_the_scale(rubric)
    yield from _in_the_sections(rubric)
    for criterion in rubric.criteria:
        yield from _in_a_criterion(rubric, criterion)
    yield from _in_all_outcomes(rubric)
    for number, example in enumerate(rubric.examples, start=1):
        yield from _in_an_example(rubric, example, f"example/{number}")


def _has_all(rubric: Rubric) -> bool:
    return bool(rubric.scale.levels and rubric.criteria and rubric.decision.outcomes)


def _in_all_outcomes(rubric: Rubric) -> Iterator[Contradiction]:
    yield from _twice(_("outcome"), [outcome.id for outcome in rubric.decision.outcomes], "outcome/{name}")
    yield from in_the_outcomes(rubric)


def _twice(what: str, names: list[str], place: str) -> Iterator[Contradiction]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        text = _("There are two of {what} {name}; each needs its own.").format(what=what, name=name)
        yield Contradiction(text, place.format(name=name))


def _unreadable(names: list[str]) -> Iterator[Contradiction]:
    """Name criteria whose id nobody could read or type: empty ones, control characters, blanks at an end."""
    for name in names:
        if not name or name != name.strip() or not name.isprintable():
            text = _("The id of criterion {name} can't be read or typed; give it another one.")
            yield Contradiction(text.format(name=ascii(name)), f"criterion/{name}")


def _in_the_scale(rubric: Rubric) -> Iterator[Contradiction]:
    values = [level.value for level in rubric.scale.levels]
    yield from _twice(_("level"), [plain_number(value) for value in values], "scale/level/{name}")
    if values != sorted(values):
        yield Contradiction(_("The levels must rise from the lowest to the highest."), "scale")
    if not _FEWEST_LEVELS <= len(values) <= _MOST_LEVELS:
        yield Contradiction(_("A scale has from 2 to 12 levels, not {count}.").format(count=len(values)), "scale")
    if rubric.scale.standard not in values:
        yield Contradiction(_("The standard level is not one of the levels."), "scale/standard")
    known = {criterion.id for criterion in rubric.criteria}
    for name in sorted(rubric.scale.never_not_observed - known):
        text = _("“never_for” names {criterion}, which is not a criterion.").format(criterion=name)
        yield Contradiction(text, "scale/never_not_observed")
    if not rubric.scale.not_observed_at_most:
        return
    for criterion in rubric.criteria:
        if criterion.critical and criterion.id not in rubric.scale.never_not_observed:
            text = _("Criterion {id} is critical, so it must be named under “never_for”.").format(id=criterion.id)
            yield Contradiction(text, f"criterion/{criterion.id}/critical")


def _in_the_sections(rubric: Rubric) -> Iterator[Contradiction]:
    sections = {section.id: section for section in rubric.sections}
    known = {criterion.id: criterion.section for criterion in rubric.criteria}
    for section in rubric.sections:
        place = f"section/{section.id}"
        for name in section.criteria:
            if known.get(name) != section.id:
                text = _("Section {section} lists {criterion}, which does not say that it belongs there.")
                yield Contradiction(text.format(section=section.id, criterion=name), place)
        yield from _twice(_("criterion"), list(section.criteria), place)
    for criterion in rubric.criteria:
        place = f"criterion/{criterion.id}/section"
        if criterion.section not in sections:
            text = _("Criterion {id} belongs to section {section}, which does not exist.")
            yield Contradiction(text.format(id=criterion.id, section=criterion.section), place)
        elif criterion.id not in sections[criterion.section].criteria:
            text = _("Section {section} does not list {id}.").format(section=criterion.section, id=criterion.id)
            yield Contradiction(text, place)
    for name in rubric.decision.unscorable_in_section:
        if name not in sections:
            text = _("“unscorable_in_section” names section {section}, which does not exist.").format(section=name)
            yield Contradiction(text, f"incomplete/{name}")


def _in_a_criterion(rubric: Rubric, criterion: Criterion) -> Iterator[Contradiction]:
    place = f"criterion/{criterion.id}"
    scale = rubric.scale_of(criterion)
    if criterion.weight <= 0:
        text = _("Criterion {id}: the weight must be more than nothing.").format(id=criterion.id)
        yield Contradiction(text, f"{place}/weight")
    if criterion.own_levels:
        yield from _in_own_levels(criterion, criterion.own_levels, place)
    if not scale.allows(criterion.floor):
        text = _("Criterion {id}: the floor is not one of the levels.").format(id=criterion.id)
        yield Contradiction(text, f"{place}/floor")
    yield from _in_descriptors(criterion, {level.value for level in scale.levels}, place)
    for number, cap in enumerate(criterion.caps, start=1):
        if not scale.allows(cap.max_level):
            text = _("Criterion {id}: a cap is not one of the levels.").format(id=criterion.id)
            yield Contradiction(text, f"{place}/cap/{number}")


def _in_own_levels(criterion: Criterion, levels: tuple[Level, ...], place: str) -> Iterator[Contradiction]:
    values = [level.value for level in levels]
    place = f"{place}/levels"
    if values != sorted(set(values)):
        text = _("Criterion {id}: its own levels must rise, each with another value.").format(id=criterion.id)
        yield Contradiction(text, place)
    if not _FEWEST_LEVELS <= len(values) <= _MOST_LEVELS:
        text = _("Criterion {id}: it has {count} levels of its own; from 2 to 12 can be marked.")
        yield Contradiction(text.format(id=criterion.id, count=len(values)), place)
    if criterion.own_standard is not None and criterion.own_standard not in values:
        text = _("Criterion {id}: its own standard is not one of its levels.").format(id=criterion.id)
        yield Contradiction(text, place)


def _in_descriptors(criterion: Criterion, values: set[Fraction], place: str) -> Iterator[Contradiction]:
    for value in sorted(values - set(criterion.descriptors)):
        text = _("Criterion {id}: there is no descriptor for level {level}.")
        text = text.format(id=criterion.id, level=plain_number(value))
        yield Contradiction(text, f"{place}/descriptor/{value}")
    for value in sorted(set(criterion.descriptors) - values):
        text = _("Criterion {id}: there is a descriptor for level {level}, which the scale does not have.")
        text = text.format(id=criterion.id, level=plain_number(value))
        yield Contradiction(text, f"{place}/descriptor/{value}")


def _in_an_example(rubric: Rubric, example: WorkedExample, place: str) -> Iterator[Contradiction]:
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    for name, text in example.marks.items():
        if name not in criteria:
            problem = _("Worked example “{name}” marks {criterion}, which is not a criterion.")
            yield Contradiction(problem.format(name=example.name, criterion=name), place)
            continue
        try:
            mark = example_mark(rubric, example, text)
        except RubricError as unreadable:
            yield Contradiction(str(unreadable), place)
            continue
        if isinstance(mark, LevelGiven) and not rubric.scale_of(criteria[name]).covers(mark.level):
            problem = _("Worked example “{name}” gives {criterion} the level {level}, which it does not have.")
            yield Contradiction(
                problem.format(name=example.name, criterion=name, level=plain_number(mark.level)), place
            )
