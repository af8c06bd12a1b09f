"""Exact means over marks. Everything is a Fraction: a mean of exactly 2.75 passes a cut of 2.75."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from certdesk.core.marks import UNMARKED, LevelGiven, Mark, NotObserved, Unscorable, level_of
from certdesk.core.rubric import Criterion, Rubric

Marks = Mapping[str, Mark]


def weighted_mean(criteria: Iterable[Criterion], marks: Marks) -> Fraction | None:
    """Mean of levels by weight; criteria without a level leave it, so the other weights grow in proportion.

    Returns None when no criterion has a level.
    """
    total = weights = Fraction(0)
    for criterion in criteria:
        level = level_of(marks.get(criterion.id, UNMARKED))
        if level is not None:
            total += criterion.weight * level
            weights += criterion.weight
    return total / weights if weights else None


def weighted_total(criteria: Iterable[Criterion], marks: Marks) -> Fraction:
    """Sum of weight times level; what was not observed or can't be scored takes the mean of the rest.

    So a total is no harder to reach when no opportunity arose. Criteria still to be marked count as nothing.
    """
    total = with_level = without = Fraction(0)
    for criterion in criteria:
        mark = marks.get(criterion.id, UNMARKED)
        if isinstance(mark, LevelGiven):
            total += criterion.weight * mark.level
            with_level += criterion.weight
        elif isinstance(mark, NotObserved | Unscorable):
            without += criterion.weight
    return total * (with_level + without) / with_level if with_level else Fraction(0)


def section_mean(rubric: Rubric, section_id: str, marks: Marks) -> Fraction | None:
    """Weighted mean of one section, or None when nothing in it has a level."""
    members = rubric.section(section_id).criteria
    return weighted_mean((rubric.criterion(member) for member in members), marks)


def show_number(value: Fraction, decimals: int = 2, *, against: Fraction | None = None) -> str:
    """Write a number with so many decimals, so that it never contradicts a comparison with ``against``.

    109.999 against a cut of 110 prints as 109.99, never as 110.00. A half is rounded up.
    """
    exact = _rounded(value, decimals, ROUND_HALF_UP)
    if against is None or (Fraction(exact) >= against) == (value >= against):
        return str(exact)
    return str(_rounded(value, decimals, ROUND_FLOOR if value < against else ROUND_CEILING))


def _rounded(value: Fraction, decimals: int, rounding: str) -> Decimal:
    scaled = value * 10**decimals
    below = scaled.numerator // scaled.denominator
    rest = scaled - below
    up = (rounding == ROUND_CEILING and rest > 0) or (rounding == ROUND_HALF_UP and rest >= Fraction(1, 2))
    return Decimal(below + int(up)).scaleb(-decimals)
