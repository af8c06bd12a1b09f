"""Agreement of any number of raters, with gaps, corrected for chance in four ways.

Formulae and standard errors (linearisation, over units): Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.,
chapters 2, 3 and 5; Gwet 2008 (AC1); Fleiss 1971; Conger 1980; Brennan & Prediger 1981. Intervals are Student's t with
n - 1 degrees of freedom, n the units that anybody rated. Agreement is averaged over units with two ratings or more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.statistics.rating_table import CategoryCounts, Pattern, RatingTable
from certdesk.core.statistics.reasons import all_equal, one_level, too_few_pairs
from certdesk.core.statistics.results import Estimate, NotComputed, with_t_interval
from certdesk.core.statistics.weights import Weights

_Chance = tuple[float, Callable[[Pattern], float]]
"""The agreement expected by chance, and what one unit adds to it."""


@dataclass(frozen=True, slots=True)
class _Observed:
    table: RatingTable
    weights: Weights
    per_unit: tuple[tuple[Pattern, int, float], ...]
    """Pattern, how many units, and the agreement inside the unit (0 for a unit with one rating)."""
    shares: dict[int, float]
    """Mean share of each category over the units."""


def gwet_ac(table: RatingTable, weights: Weights) -> Estimate | NotComputed:
    """Return Gwet's AC1 (identity weights) or AC2 (any other); ``n`` counts units. Defined also if all are equal."""
    refused = _refused(table)
    if refused:
        return refused
    seen = _observe(table, weights)
    factor = weights.total() / (table.categories * (table.categories - 1))
    expected = factor * sum(share * (1 - share) for share in seen.shares.values())

    def of_unit(pattern: Pattern) -> float:
        return factor * sum(1 - seen.shares[category] for _rater, category in pattern) / len(pattern)

    return _coefficient(seen, (expected, of_unit))


def brennan_prediger(table: RatingTable, weights: Weights) -> Estimate | NotComputed:
    """Return the coefficient of Brennan & Prediger: by chance every category of the scale is equally likely."""
    refused = _refused(table)
    if refused:
        return refused
    expected = weights.total() / table.categories**2
    return _coefficient(_observe(table, weights), (expected, lambda _pattern: expected))


def fleiss_kappa(table: RatingTable, weights: Weights) -> Estimate | NotComputed:
    """Return Fleiss' generalised kappa: by chance a rater draws from what all raters chose together."""
    refused = _refused(table)
    if refused:
        return refused
    seen = _observe(table, weights)
    if len(seen.shares) == 1:
        return all_equal(table.units)
    means = {at: sum(weights.of(at, other) * share for other, share in seen.shares.items()) for at in seen.shares}
    expected = sum(share * means[at] for at, share in seen.shares.items())

    def of_unit(pattern: Pattern) -> float:
        return sum(means[category] for _rater, category in pattern) / len(pattern)

    return _coefficient(seen, (expected, of_unit))


def conger_kappa(table: RatingTable, weights: Weights) -> Estimate | NotComputed:
    """Return Conger's kappa: by chance each rater draws from what that rater chose; Cohen's kappa for two."""
    refused = _refused(table)
    if refused:
        return refused
    seen = _observe(table, weights)
    if len(seen.shares) == 1:
        return all_equal(table.units)
    return _coefficient(seen, _conger_chance(table, weights))


def _conger_chance(table: RatingTable, weights: Weights) -> _Chance:
    chosen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for pattern, count in table.patterns:
        for rater, category in pattern:
            chosen[rater][category] += count
    rated = {rater: counts.total() for rater, counts in chosen.items()}
    shares = {rater: {at: k / rated[rater] for at, k in counts.items()} for rater, counts in chosen.items()}
    together: defaultdict[int, float] = defaultdict(float)
    for of_rater in shares.values():
        for at, share in of_rater.items():
            together[at] += share
    with_others = {
        rater: {
            at: sum(weights.of(at, other) * (share - mine.get(other, 0.0)) for other, share in together.items())
            for at in mine
        }
        for rater, mine in shares.items()
    }
    means = {rater: sum(share * with_others[rater][at] for at, share in mine.items()) for rater, mine in shares.items()}
    pairs = len(rated) * (len(rated) - 1)
    expected = sum(means.values()) / pairs
    units = table.units

    def of_unit(pattern: Pattern) -> float:
        off = sum(units / rated[rater] * (with_others[rater][at] - means[rater]) for rater, at in pattern)
        return expected + off / pairs

    return expected, of_unit


def _refused(table: RatingTable) -> NotComputed | None:
    if table.units_with_two < 2:
        return too_few_pairs(table.units_with_two)
    return one_level(table.units) if table.categories < 2 else None


def _observe(table: RatingTable, weights: Weights) -> _Observed:
    units = table.units
    shares: defaultdict[int, float] = defaultdict(float)
    per_unit = []
    for pattern, count in table.patterns:
        counts = tuple(Counter(category for _rater, category in pattern).items())
        for category, times in counts:
            shares[category] += count * times / (len(pattern) * units)
        per_unit.append((pattern, count, _agreement_inside(counts, weights)))
    return _Observed(table, weights, tuple(per_unit), dict(shares))


def _agreement_inside(counts: CategoryCounts, weights: Weights) -> float:
    size = sum(times for _category, times in counts)
    if size < 2:
        return 0.0
    together = sum(one * other * weights.of(at, to) for at, one in counts for to, other in counts)
    return (together - size) / (size * (size - 1))


def _coefficient(seen: _Observed, chance: _Chance) -> Estimate:
    expected, chance_of = chance
    units, with_two = seen.table.units, seen.table.units_with_two
    observed = sum(count * inside for pattern, count, inside in seen.per_unit if len(pattern) > 1) / with_two
    value = (observed - expected) / (1 - expected)
    square = 0.0
    for pattern, count, inside in seen.per_unit:
        own = units / with_two * (inside - expected) / (1 - expected) if len(pattern) > 1 else 0.0
        own -= 2 * (1 - value) * (chance_of(pattern) - expected) / (1 - expected)
        square += count * (own - value) ** 2
    variance = square / (units * (units - 1))
    # With gaps a coefficient can lie below -1, so only the upper end has a limit.
    return with_t_interval(value, units, variance, (-math.inf, 1.0))
