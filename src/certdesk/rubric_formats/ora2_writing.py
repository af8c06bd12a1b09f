"""A rubric as Open edX can hold it: whole points, a name for everything, and a comment at every criterion."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.rubric_formats.building_points import plain
from certdesk.rubric_formats.losses import Holds, lost, rounded_points
from certdesk.rubric_formats.ora2_found import COMMENT_ONLY, SYSTEM, Asked, Option
from certdesk.rubric_formats.together import source_ids


@dataclass(frozen=True, slots=True)
class Written:
    """What both files of Open edX say of a rubric."""

    title: str
    prompt: str
    criteria: tuple[Asked, ...]


def written(rubric: Rubric) -> Written:
    """Return a rubric in the words of Open edX, with the names that it had there where they are known."""
    names = source_ids(rubric, SYSTEM)
    criteria = [_asked(rubric, one, names) for one in rubric.criteria]
    bare = [each for each in rubric.external if each.system == COMMENT_ONLY]
    for each in bare:
        label, _line_end, prompt = each.value.partition("\n")
        criteria.append(Asked("", each.part, label, prompt, (), "required"))
    return Written(rubric.title, rubric.purpose, tuple(criteria))


def ora2_losses(rubric: Rubric) -> tuple[str, ...]:
    """Say what Open edX can't hold of a rubric."""
    holds = frozenset({Holds.PURPOSE, Holds.QUESTIONS, Holds.LEVEL_NAMES, Holds.OWN_LEVELS})
    said = list(lost(rubric, holds))
    if rounded_points(rubric, 0):
        said.append(_("Points become whole numbers; levels that would be worth the same are counted from the lowest."))
    elif any(level.value < 0 for one in rubric.criteria for level in rubric.scale_of(one).levels):
        said.append(_("Points below nothing are counted from the lowest level."))
    return tuple(said)


def _asked(rubric: Rubric, criterion: Criterion, names: dict[str, str]) -> Asked:
    levels = rubric.scale_of(criterion).levels
    whole = _whole([level.value for level in levels])
    taken: set[str] = set()
    options: list[Option] = []
    for level, points in zip(levels, whole, strict=True):
        name = names.get(f"{criterion.id}/{level.value}") or level.key or plain(level.value)
        name = name if name not in taken else f"{name} ({plain(level.value)})"
        taken.add(name)
        label = level.label or plain(level.value)
        options.append(Option(name, label, str(points), criterion.descriptors.get(level.value, "")))
    name = names.get(criterion.id) or criterion.id
    return Asked("", name, criterion.title, criterion.question, tuple(options), "optional")


def _whole(values: list[Fraction]) -> list[int]:
    """Return whole points: the values, rounded where that keeps them apart, else counted from nothing."""
    rounded = [int(value + Fraction(1, 2)) for value in values]
    if len(set(rounded)) == len(rounded) and all(value >= 0 for value in values):
        return rounded
    return list(range(len(values)))
