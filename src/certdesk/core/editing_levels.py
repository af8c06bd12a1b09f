"""Levels added, removed, renamed and given other values; whatever stands on a level follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from certdesk.core.editing import with_criterion
from certdesk.core.editing_moving import Moves, with_moved_levels, with_own_moved
from certdesk.core.errors import NotAllowedError
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.core.words import _

FEWEST, MOST = 2, 12


def add_level(rubric: Rubric, place: int, *, label: str = "", of: str = "") -> Rubric:
    """Add a level at a place, counted from 0 at the lowest; ``of`` names a criterion with levels of its own.

    Below the lowest and above the highest it goes on by their step; between two it lies half-way. Where nothing is
    left below, all others move up. Raises NotAllowedError for more than twelve.
    """
    levels = _levels(rubric, of)
    if len(levels) >= MOST:
        raise NotAllowedError(_("A scale has {most} levels at most.").format(most=MOST))
    place = min(max(place, 0), len(levels))
    values = [level.value for level in levels]
    new = _value_at(values, place)
    if new < 0:
        rubric = _moved(rubric, {value: value - new for value in values}, of)
        levels, new = _levels(rubric, of), Fraction(0)
    made = Level(new, _free_key(label, levels), label)
    return _with_levels(rubric, (*levels[:place], made, *levels[place:]), of)


def remove_level(rubric: Rubric, value: Fraction, *, of: str = "") -> Rubric:
    """Take a level away with its descriptors. What asked for it asks for the next one up; caps fall to the next down.

    Raises NotAllowedError when only two are left, KeyError for an unknown level.
    """
    levels = _levels(rubric, of)
    _find(levels, value)
    if len(levels) <= FEWEST:
        raise NotAllowedError(_("A scale needs {fewest} levels at least.").format(fewest=FEWEST))
    values = [level.value for level in levels if level.value != value]
    up = next((each for each in values if each > value), values[-1])
    down = next((each for each in reversed(values) if each < value), values[0])
    rubric = _with_levels(rubric, tuple(level for level in levels if level.value != value), of)
    moves = Moves({value: None}, {value: up}, {value: down})
    return with_own_moved(rubric, of, moves) if of else with_moved_levels(rubric, moves)


def rename_level(
    rubric: Rubric, value: Fraction, *, label: str | None = None, meaning: str | None = None, of: str = ""
) -> Rubric:
    """Write a level's label or meaning; None leaves it. Raises KeyError for an unknown level."""
    levels = _levels(rubric, of)
    found = _find(levels, value)
    changed = replace(
        found,
        label=found.label if label is None else label,
        meaning=found.meaning if meaning is None else meaning,
    )
    return _put_levels(rubric, tuple(changed if level is found else level for level in levels), of)


def set_value(rubric: Rubric, old: Fraction, new: Fraction, *, of: str = "") -> Rubric:
    """Give a level another value between its neighbours; descriptors, floors, caps and rules go with it.

    Raises NotAllowedError for a value that is negative or would change the order, KeyError for an unknown level.
    """
    levels = _levels(rubric, of)
    _find(levels, old)
    below = max((level.value for level in levels if level.value < old), default=Fraction(-1))
    above = min((level.value for level in levels if level.value > old), default=None)
    if new < 0 or new <= below or (above is not None and new >= above):
        raise NotAllowedError(
            _("A level's value lies between those of its neighbours, and is not negative."),
            _("Move the neighbours first, or number all levels anew."),
        )
    return _moved(rubric, {old: new}, of)


def number_levels(rubric: Rubric, start: Fraction = Fraction(1), *, of: str = "") -> Rubric:
    """Give the levels numbers by whole steps from ``start`` on; all goes with them."""
    levels = _levels(rubric, of)
    return _moved(rubric, {level.value: start + place for place, level in enumerate(levels)}, of)


def set_standard(rubric: Rubric, value: Fraction, *, of: str = "") -> Rubric:
    """Say which level is the certificate standard. Raises KeyError for an unknown level."""
    _find(_levels(rubric, of), value)
    if of:
        return with_criterion(rubric, of, lambda each: replace(each, own_standard=value))
    return replace(rubric, scale=replace(rubric.scale, standard=value))


def set_steps_between(rubric: Rubric, *, half_levels: bool | None = None, ranges: bool | None = None) -> Rubric:
    """Allow half levels, or any value within a level's range; None leaves it as it is."""
    scale = rubric.scale
    return replace(
        rubric,
        scale=replace(
            scale,
            half_levels=scale.half_levels if half_levels is None else half_levels,
            ranges=scale.ranges if ranges is None else ranges,
        ),
    )


def set_not_observed(rubric: Rubric, at_most: int) -> Rubric:
    """Say how many criteria may stay unobserved; critical ones never may."""
    critical = frozenset(criterion.id for criterion in rubric.criteria if criterion.critical)
    never = rubric.scale.never_not_observed | critical
    return replace(rubric, scale=replace(rubric.scale, not_observed_at_most=max(at_most, 0), never_not_observed=never))


def set_never_not_observed(rubric: Rubric, criterion_id: str, *, never: bool) -> Rubric:
    """Say whether a criterion may stay unobserved. Raises KeyError; NotAllowedError for a critical one that should."""
    if rubric.criterion(criterion_id).critical and not never:
        raise NotAllowedError(_("A critical criterion may never stay unobserved."))
    names = rubric.scale.never_not_observed
    names = names | {criterion_id} if never else names - {criterion_id}
    return replace(rubric, scale=replace(rubric.scale, never_not_observed=names))


def give_own_levels(rubric: Rubric, criterion_id: str) -> Rubric:
    """Let a criterion have levels of its own, at first those of the rubric, translated like them."""
    if rubric.criterion(criterion_id).own_levels:
        return rubric
    changed = with_criterion(
        rubric,
        criterion_id,
        lambda each: replace(each, own_levels=rubric.scale.levels, own_standard=rubric.scale.standard),
    )
    place = f"criterion/{criterion_id}/"
    return replace(
        changed,
        translations=tuple(
            replace(
                each,
                texts={
                    **each.texts,
                    **{f"{place}{key}": text for key, text in each.texts.items() if key.startswith("level/")},
                },
            )
            for each in changed.translations
        ),
    )


def take_own_levels(rubric: Rubric, criterion_id: str) -> Rubric:
    """Mark a criterion on the rubric's scale again. Descriptors go by value; a level without one gets an empty one."""
    if not (criterion := rubric.criterion(criterion_id)).own_levels:
        return rubric
    known = {level.value for level in rubric.scale.levels}
    own = [level.value for level in criterion.own_levels]
    nearest = {value: min(known, key=lambda each: (abs(each - value), each)) for value in own}
    gone = Moves(
        {value: None for value in own if value not in known},
        {value: nearest[value] for value in own},
        {value: nearest[value] for value in own},
    )
    place = f"criterion/{criterion_id}/level/"
    changed = with_own_moved(rubric, criterion_id, gone)
    changed = with_criterion(changed, criterion_id, lambda each: replace(each, own_levels=(), own_standard=None))
    changed = with_criterion(changed, criterion_id, lambda each: _with_descriptors(each, rubric.scale.levels))
    return replace(
        changed,
        translations=tuple(
            replace(each, texts={key: text for key, text in each.texts.items() if not key.startswith(place)})
            for each in changed.translations
        ),
    )


def _levels(rubric: Rubric, of: str) -> tuple[Level, ...]:
    return rubric.criterion(of).own_levels if of else rubric.scale.levels


def _find(levels: tuple[Level, ...], value: Fraction) -> Level:
    for level in levels:
        if level.value == value:
            return level
    raise KeyError(value)


def _value_at(values: list[Fraction], place: int) -> Fraction:
    if 0 < place < len(values):
        return (values[place - 1] + values[place]) / 2
    if place:
        return values[-1] + (values[-1] - values[-2] if len(values) > 1 else 1)
    return values[0] - (values[1] - values[0] if len(values) > 1 else 1)


def _free_key(label: str, levels: tuple[Level, ...]) -> str:
    taken = {level.key for level in levels}
    words = "".join(letter if letter.isalnum() else "_" for letter in label.lower()).strip("_") or "level"
    if words not in taken:
        return words
    return next(name for number in range(2, len(taken) + 3) if (name := f"{words}_{number}") not in taken)


def _put_levels(rubric: Rubric, levels: tuple[Level, ...], of: str) -> Rubric:
    if of:
        return with_criterion(rubric, of, lambda each: replace(each, own_levels=levels))
    return replace(rubric, scale=replace(rubric.scale, levels=levels))


def _with_levels(rubric: Rubric, levels: tuple[Level, ...], of: str) -> Rubric:
    """Put levels, and give each criterion that is marked on them an empty descriptor where it has none."""
    changed = _put_levels(rubric, levels, of)
    return replace(
        changed,
        criteria=tuple(
            _with_descriptors(each, levels) if (each.id == of if of else not each.own_levels) else each
            for each in changed.criteria
        ),
    )


def _with_descriptors(criterion: Criterion, levels: tuple[Level, ...]) -> Criterion:
    missing = {level.value: "" for level in levels if level.value not in criterion.descriptors}
    if not missing:
        return criterion
    descriptors = {**criterion.descriptors, **missing}
    return replace(criterion, descriptors={value: descriptors[value] for value in sorted(descriptors)})


def _moved(rubric: Rubric, values: Mapping[Fraction, Fraction], of: str) -> Rubric:
    levels = tuple(replace(level, value=values.get(level.value, level.value)) for level in _levels(rubric, of))
    moves = Moves(values, values, values)
    changed = _put_levels(rubric, levels, of)
    return with_own_moved(changed, of, moves) if of else with_moved_levels(changed, moves)
