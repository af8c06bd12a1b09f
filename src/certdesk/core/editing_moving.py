"""What stands on a level when the level moves or goes: descriptors, floors, caps, rules, examples, translations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from certdesk.core import conditions as rule
from certdesk.core.editing import with_criterion, with_outcomes
from certdesk.core.fields import exact_number, written
from certdesk.core.rubric import Criterion, ExternalId, Outcome, Rubric, WorkedExample
from certdesk.core.wordings import with_moved_keys


@dataclass(frozen=True, slots=True)
class Moves:
    """Old value to new, for texts (None where the text goes), for what asks for a level, and for caps."""

    texts: Mapping[Fraction, Fraction | None]
    asked: Mapping[Fraction, Fraction]
    capped: Mapping[Fraction, Fraction]

    def text(self, value: Fraction) -> Fraction | None:
        """Return where a text of this level is now, or None."""
        return self.texts.get(value, value)

    def ask(self, value: Fraction) -> Fraction:
        """Return the level that is asked for now."""
        return self.asked.get(value, value)

    def cap(self, value: Fraction) -> Fraction:
        """Return the level that is the highest allowed now."""
        return self.capped.get(value, value)


def with_moved_levels(rubric: Rubric, moves: Moves) -> Rubric:
    """Let everything follow the levels of the rubric's own scale."""
    shared = {criterion.id for criterion in rubric.criteria if not criterion.own_levels}
    changed = replace(
        rubric,
        scale=replace(rubric.scale, standard=moves.ask(rubric.scale.standard)),
        criteria=tuple(_criterion(each, moves) if each.id in shared else each for each in rubric.criteria),
        examples=tuple(_example(each, shared, moves) for each in rubric.examples),
        external=_external(rubric.external, shared, moves),
    )
    changed = with_outcomes(changed, lambda outcome: _outcome(outcome, moves))

    def moved(key: str) -> str | None:
        if key.startswith("level/"):
            return _level_key(key, "level/", moves)
        place, what, value = key.partition("/descriptor/")
        if what and place.removeprefix("criterion/") in shared:
            return _key(f"{place}/descriptor", value, moves)
        return key

    return with_moved_keys(changed, moved)


def with_own_moved(rubric: Rubric, criterion_id: str, moves: Moves) -> Rubric:
    """Let what belongs to one criterion follow its own levels. Rules speak of the rubric's scale and stay."""

    def followed(criterion: Criterion) -> Criterion:
        standard = None if criterion.own_standard is None else moves.ask(criterion.own_standard)
        return replace(_criterion(criterion, moves), own_standard=standard)

    changed = with_criterion(rubric, criterion_id, followed)
    changed = replace(
        changed,
        examples=tuple(_example(each, {criterion_id}, moves) for each in rubric.examples),
        external=_external(rubric.external, {criterion_id}, moves),
    )

    place = f"criterion/{criterion_id}"

    def moved(key: str) -> str | None:
        if key.startswith(f"{place}/level/"):
            return _level_key(key, f"{place}/level/", moves)
        if key.startswith(f"{place}/descriptor/"):
            return _key(f"{place}/descriptor", key.removeprefix(f"{place}/descriptor/"), moves)
        return key

    return with_moved_keys(changed, moved)


def _criterion(criterion: Criterion, moves: Moves) -> Criterion:
    moved = [(moves.text(value), text) for value, text in criterion.descriptors.items()]
    return replace(
        criterion,
        floor=moves.ask(criterion.floor),
        caps=tuple(replace(cap, max_level=moves.cap(cap.max_level)) for cap in criterion.caps),
        descriptors=dict(sorted((value, text) for value, text in moved if value is not None)),
    )


def _outcome(outcome: Outcome, moves: Moves) -> Outcome:
    banks = None if outcome.banks_from is None else moves.ask(outcome.banks_from)
    return replace(outcome, banks_from=banks, conditions=tuple(_condition(each, moves) for each in outcome.conditions))


def _condition(condition: rule.Condition, moves: Moves) -> rule.Condition:
    match condition:
        case rule.EveryCriterionAtLeast() | rule.CriticalAtLeast() | rule.CountAtLevel() | rule.NamedAtLeast():
            return replace(condition, level=moves.ask(condition.level))
        case _:
            return condition


def _example(example: WorkedExample, criteria: set[str], moves: Moves) -> WorkedExample:
    marks = {name: _mark(mark, moves) if name in criteria else mark for name, mark in example.marks.items()}
    return replace(example, marks=marks)


def _mark(mark: str, moves: Moves) -> str:
    """Move a mark that is a level; what stands between levels, or is no level, stays as it was written."""
    try:
        value = exact_number(mark)
    except ValueError:
        return mark
    return written(moves.ask(value)) if value in moves.asked else mark


def _external(external: tuple[ExternalId, ...], criteria: set[str], moves: Moves) -> tuple[ExternalId, ...]:
    kept: list[ExternalId] = []
    for each in external:
        name, _slash, value = each.part.partition("/")
        if name not in criteria or not value:
            kept.append(each)
        elif (now := _key(name, value, moves)) is not None:
            kept.append(replace(each, part=now))
    return tuple(kept)


def _level_key(key: str, start: str, moves: Moves) -> str | None:
    value, _slash, what = key.removeprefix(start).rpartition("/")
    now = _key(start.rstrip("/"), value, moves)
    return None if now is None else f"{now}/{what}"


def _key(start: str, value: str, moves: Moves) -> str | None:
    """Name a text of a level by the level's value of now; a value may be a fraction such as 5/2."""
    try:
        now = moves.text(Fraction(value))
    except (ValueError, ZeroDivisionError):
        return f"{start}/{value}"
    return None if now is None else f"{start}/{now}"
