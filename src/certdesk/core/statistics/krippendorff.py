"""Krippendorff's alpha: any number of raters, gaps, four kinds of scale; with an interval from a recorded seed.

Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; coincidences of pairable values only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate

from certdesk.core.statistics.rating_table import CategoryCounts, RatingTable
from certdesk.core.statistics.reasons import all_equal, too_few_pairs
from certdesk.core.statistics.resampling import (
    REPLICATES,
    SEED,
    bootstrap_se,
    percentile_interval,
    resampled_counts,
)
from certdesk.core.statistics.results import Estimate, Interval, NotComputed
from certdesk.core.words import _


class Metric(StrEnum):
    """What the levels of a scale are: names, an order, numbers with equal steps, numbers with a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What one pattern of ratings adds: values per category, and coincidences of unlike ones (both orders at once)."""

    values: tuple[tuple[int, int], ...]
    unlike: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class _Data:
    units: tuple[_Unit, ...]
    counts: tuple[int, ...]
    used: tuple[float, ...]
    """The values of the categories that occur, rising; categories are numbered anew by them."""


def krippendorff_alpha(
    table: RatingTable,
    values: Sequence[float | Fraction],
    metric: Metric,
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> Estimate | NotComputed:
    """Return alpha for one kind of scale; ``values`` are those of all categories, ``n`` counts pairable units.

    The interval is the middle 95 % of ``replicates`` samples of units drawn with replacement from ``seed`` (no
    interval for 0 replicates); the standard error is their standard deviation.
    """
    return krippendorff_alphas(table, values, (metric,), seed, replicates)[0]


def krippendorff_alphas(
    table: RatingTable,
    values: Sequence[float | Fraction],
    metrics: Iterable[Metric],
    seed: int = SEED,
    replicates: int = REPLICATES,
) -> tuple[Estimate | NotComputed, ...]:
    """Return alpha for several kinds of scale, in their order, from the same samples."""
    wanted = tuple(metrics)
    n = table.units_with_two
    if n < 2:
        return tuple(too_few_pairs(n) for _metric in wanted)
    data = _pairable(table, values)
    if len(data.used) < 2:
        return tuple(all_equal(n) for _metric in wanted)
    drawn: list[list[float | None]] = [[] for _metric in wanted]
    for counts in resampled_counts(data.counts, seed, replicates):
        for found, value in zip(drawn, _alphas(data, counts, wanted), strict=True):
            found.append(value)
    told = zip(wanted, _alphas(data, data.counts, wanted), drawn, strict=True)
    return tuple(
        _estimate(value, n, found, seed) if _allowed(metric, data) else _no_ratio(n) for metric, value, found in told
    )


def _allowed(metric: Metric, data: _Data) -> bool:
    return metric is not Metric.RATIO or data.used[0] >= 0


def _no_ratio(n: int) -> NotComputed:
    return NotComputed(_("Levels below zero have no ratios"), n)


def _estimate(value: float | None, n: int, drawn: Sequence[float | None], seed: int) -> Estimate | NotComputed:
    if value is None:
        return all_equal(n)
    interval: Interval | NotComputed = NotComputed(_("No interval was asked for"), n)
    if drawn:
        interval = percentile_interval(drawn, seed, _("bootstrap over portfolios"))
    return Estimate(value, n, bootstrap_se(drawn), interval)


def _pairable(table: RatingTable, values: Sequence[float | Fraction]) -> _Data:
    rows = [(counts, times) for counts, times in table.by_category() if sum(many for _at, many in counts) > 1]
    used = sorted({at for counts, _times in rows for at, _many in counts}, key=lambda at: values[at])
    places = {at: place for place, at in enumerate(used)}
    units = tuple(_unit(counts, places) for counts, _times in rows)
    return _Data(units, tuple(times for _counts, times in rows), tuple(float(values[at]) for at in used))


def _unit(counts: CategoryCounts, places: dict[int, int]) -> _Unit:
    own = sorted((places[at], many) for at, many in counts)
    size = sum(many for _at, many in own)
    unlike = tuple(
        (at, to, 2 * many * other / (size - 1))
        for place, (at, many) in enumerate(own)
        for to, other in own[place + 1 :]
    )
    return _Unit(tuple(own), unlike)


def _alphas(data: _Data, counts: Sequence[int], metrics: Sequence[Metric]) -> list[float | None]:
    totals = [0] * len(data.used)
    unlike: dict[tuple[int, int], float] = {}
    for unit, count in zip(data.units, counts, strict=True):
        if count:
            for at, many in unit.values:
                totals[at] += count * many
            for at, to, weight in unit.unlike:
                unlike[at, to] = unlike.get((at, to), 0.0) + count * weight
    return [_alpha(totals, unlike, _distance(metric, data.used, totals)) for metric in metrics]


def _alpha(
    totals: Sequence[int], unlike: dict[tuple[int, int], float], distance: Callable[[int, int], float]
) -> float | None:
    present = [at for at, total in enumerate(totals) if total]
    expected = sum(
        2 * totals[at] * totals[to] * distance(at, to)
        for place, at in enumerate(present)
        for to in present[place + 1 :]
    )
    if not expected:
        return None
    observed = sum(weight * distance(at, to) for (at, to), weight in unlike.items())
    return 1 - (sum(totals) - 1) * observed / expected


def _distance(metric: Metric, used: Sequence[float], totals: Sequence[int]) -> Callable[[int, int], float]:
    """Return the squared difference of two categories (the first below the second)."""
    match metric:
        case Metric.NOMINAL:
            return lambda _at, _to: 1.0
        case Metric.INTERVAL:
            return lambda at, to: (used[to] - used[at]) ** 2
        case Metric.RATIO:
            return lambda at, to: ((used[to] - used[at]) / ((used[to] + used[at]) or 1.0)) ** 2
        case Metric.ORDINAL:
            up_to = list(accumulate(totals))
            middles = [upper - total / 2 for upper, total in zip(up_to, totals, strict=True)]
            return lambda at, to: (middles[to] - middles[at]) ** 2
