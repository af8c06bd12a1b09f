"""The categories of a rubric's scale: every level and every half that may be given, also those that nobody gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Scale

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Categories:
    """What may be given, rising, and where each lies among the levels: 0 for the lowest level, 1 for the next.

    A half level lies between its neighbours (0.5), so that "one level apart" means neighbouring levels of the
    scale, whatever numbers the rubric writes on them.
    """

    values: tuple[Fraction, ...]
    places: tuple[Fraction, ...]
    indices: Mapping[Fraction, int]
    scale: Scale

    def index_of(self, given: Mark | Fraction) -> int | None:
        """Return the category of a mark; None for a mark that is no level, or a value that is not on the scale."""
        value = given.level if isinstance(given, LevelGiven) else given
        if not isinstance(value, Fraction | int):
            return None
        if self.scale.ranges:
            value = self.scale.counted(value)
        return self.indices.get(value)


def categories_of(scale: Scale) -> Categories:
    """Return the categories of a scale. A level of a rubric with ranges stands for its whole range."""
    levels = sorted({level.value for level in scale.levels})
    values = set(levels)
    if scale.half_levels and not scale.ranges and levels:
        values.update(HALF * half for half in range(int(levels[0] / HALF), int(levels[-1] / HALF) + 1))
    ordered = tuple(sorted(value for value in values if levels[0] <= value <= levels[-1]))
    places = tuple(_place(levels, value) for value in ordered)
    return Categories(ordered, places, {value: index for index, value in enumerate(ordered)}, scale)


def _place(levels: list[Fraction], value: Fraction) -> Fraction:
    below = max(place for place, level in enumerate(levels) if level <= value)
    if levels[below] == value:
        return Fraction(below)
    return below + (value - levels[below]) / (levels[below + 1] - levels[below])
