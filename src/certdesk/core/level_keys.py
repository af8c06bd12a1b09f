"""Which level a number key means."""

from __future__ import annotations

from fractions import Fraction

from certdesk.core.rubric import Level, Scale

_HIGHEST_KEY = 12


def level_by_key(scale: Scale, number: int) -> Level | None:
    """Return the level of a key from 0 to 12: the one with that value, or the n-th where values are no such numbers.

    On levels 0 to 3 the key 1 is level 1; on 1.25, 2.25 ... or 10, 20, 30 it is the lowest of them.
    """
    if all(level.value.denominator == 1 and 0 <= level.value <= _HIGHEST_KEY for level in scale.levels):
        return scale.level(Fraction(number))
    return scale.levels[number - 1] if 1 <= number <= len(scale.levels) else None
