"""Exact means over marks. Everything is a Fraction: a mean of exactly 2.75 passes a cut of 2.75."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from certdesk.core.conditions import MeanAtLeast, TotalAtLeast
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


def plain_weights(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Return the criteria each with a weight of one, for means and totals that don't weigh."""
    return tuple(replace(criterion, weight=Fraction(1)) for criterion in criteria)


def in_section(rubric: Rubric, section_id: str) -> tuple[Criterion, ...]:
    """Return the criteria of a section; none when a draft has no such section."""
    members = next((set(section.criteria) for section in rubric.sections if section.id == section_id), set())
    return tuple(criterion for criterion in rubric.criteria if criterion.id in members)


def show_mean(rubric: Rubric, mean: Fraction, *, weighted: bool = True) -> str:
    """Write the mean of a whole assessment so that it contradicts none of the rubric's cuts on that mean."""
    cuts = _cuts(rubric, MeanAtLeast, weighted=weighted)
    return show_among(mean, rubric.decision.display_decimals, cuts)


def show_total(rubric: Rubric, total: Fraction, *, weighted: bool = True) -> str:
    """Write the total of a whole assessment so that it contradicts none of the rubric's cuts on that total."""
    cuts = _cuts(rubric, TotalAtLeast, weighted=weighted)
    return show_among(total, 0 if _all_whole(total, *cuts) else rubric.decision.display_decimals, cuts)


def show_among(value: Fraction, decimals: int, cuts: Iterable[Fraction]) -> str:
    """Write a number so that it stands on its own side of each cut, with more decimals where so many are too few."""
    cuts = tuple(cuts)
    for places in range(decimals, _MOST_DECIMALS):
        for rounding in (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING):
            shown = _rounded(value, places, rounding)
            if all((Fraction(shown) >= cut) == (value >= cut) for cut in cuts):
                return str(shown)
    return str(_rounded(value, _MOST_DECIMALS, ROUND_HALF_UP))


_MOST_DECIMALS = 12


def _cuts(rubric: Rubric, kind: type[MeanAtLeast | TotalAtLeast], *, weighted: bool) -> tuple[Fraction, ...]:
    return tuple(
        condition.cut
        for outcome in rubric.decision.outcomes
        for condition in outcome.conditions
        if isinstance(condition, kind) and condition.weighted == weighted
    )


def show_sum(total: Fraction, decimals: int, cut: Fraction) -> str:
    """Write a total beside its cut: 41 where both are whole, else with so many decimals, never contradicting it."""
    return show_number(total, 0 if _all_whole(total, cut) else decimals, against=cut)


def _all_whole(*numbers: Fraction) -> bool:
    return all(number.denominator == 1 for number in numbers)


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
