"""Intraclass correlation of complete ratings, from mean squares.

Sources: Shrout & Fleiss 1979, Psychological Bulletin 86 (the six coefficients and their intervals); McGraw & Wong 1996,
Psychological Methods 1, table 7 (the interval of the two-way agreement coefficient); Cronbach 1951.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from certdesk.core.statistics.distributions import f_quantile
from certdesk.core.statistics.results import Estimate, Interval, NotComputed
from certdesk.core.words import _

HIGH = 0.975


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """The analysis of variance of ``targets`` rated by each of ``judges``.

    Names as in Shrout & Fleiss: between targets, between judges, error, and within targets.
    """

    targets: int
    judges: int
    between: float
    judges_between: float
    error: float
    within: float


@dataclass(frozen=True, slots=True)
class Icc:
    """The six coefficients: 1 every target has other judges, 2 judges are a sample, 3 these judges; k their mean."""

    squares: MeanSquares
    left_out: int
    """Targets with a gap, which were left out."""
    icc1: Estimate | NotComputed
    icc2: Estimate | NotComputed
    icc3: Estimate | NotComputed
    icc1k: Estimate | NotComputed
    icc2k: Estimate | NotComputed
    icc3k: Estimate | NotComputed


def icc_of(rows: Iterable[Sequence[float | None]]) -> Icc | NotComputed:
    """Return the coefficients of a row per target and a column per judge; rows with a gap (None) are left out.

    ``n`` of each estimate counts targets. All rows must have the same length, else ValueError.
    """
    counts: dict[tuple[float | None, ...], int] = {}
    for row in rows:
        key = tuple(row)
        counts[key] = counts.get(key, 0) + 1
    return icc_of_counts(counts)


def icc_of_counts(rows: Mapping[tuple[float | None, ...], int]) -> Icc | NotComputed:
    """Return the coefficients of rows that occur several times; see `icc_of`."""
    if len({len(row) for row in rows}) > 1:
        raise ValueError(rows)
    full = [(tuple(float(value) for value in row if value is not None), times) for row, times in rows.items()]
    whole = [(row, times) for (row, times), given in zip(full, rows, strict=True) if len(row) == len(given)]
    left_out = sum(rows.values()) - sum(times for _row, times in whole)
    n = sum(times for _row, times in whole)
    if n < 2:
        return NotComputed(_("There are fewer than two portfolios that all these assessors marked"), n)
    if len(whole[0][0]) < 2:
        return NotComputed(_("One judgement is not agreement: nothing was marked by two assessors"), n)
    if len({value for row, _times in whole for value in row}) < 2:
        return NotComputed(_("All ratings are equal, so nothing varies that a correlation could explain"), n)
    return _coefficients(mean_squares(whole), left_out)


def mean_squares(rows: Sequence[tuple[tuple[float, ...], int]]) -> MeanSquares:
    """Return the two-way analysis of variance of complete rows, each with how often it occurs."""
    n = sum(times for _row, times in rows)
    k = len(rows[0][0])
    grand = math.fsum(times * math.fsum(row) for row, times in rows) / (n * k)
    means = [math.fsum(row) / k for row, _times in rows]
    columns = [math.fsum(times * row[at] for row, times in rows) / n for at in range(k)]
    between = k * math.fsum(times * (mean - grand) ** 2 for (_row, times), mean in zip(rows, means, strict=True))
    judges = n * math.fsum((mean - grand) ** 2 for mean in columns)
    within = math.fsum(
        times * (value - mean) ** 2 for (row, times), mean in zip(rows, means, strict=True) for value in row
    )
    error = math.fsum(
        times * (value - mean - column + grand) ** 2
        for (row, times), mean in zip(rows, means, strict=True)
        for value, column in zip(row, columns, strict=True)
    )
    # What rounding leaves of no variation at all must not be divided by.
    least = 1e-13 * n * k * max(abs(value) for row, _times in rows for value in row) ** 2
    between, judges, error, within = (0.0 if value < least else value for value in (between, judges, error, within))
    return MeanSquares(n, k, between / (n - 1), judges / (k - 1), error / ((n - 1) * (k - 1)), within / (n * (k - 1)))


def cronbach_alpha(rows: Iterable[Sequence[float | None]]) -> Estimate | NotComputed:
    """Return Cronbach's alpha of items (columns) over persons (rows): the same number as ICC(3,k)."""
    found = icc_of(rows)
    return found if isinstance(found, NotComputed) else found.icc3k


def _coefficients(squares: MeanSquares, left_out: int) -> Icc:
    n, k = squares.targets, squares.judges
    one = _ratio(squares, squares.between - squares.within, squares.between + (k - 1) * squares.within)
    three = _ratio(squares, squares.between - squares.error, squares.between + (k - 1) * squares.error)
    judges = (squares.judges_between - squares.error) / n
    two = _ratio(squares, squares.between - squares.error, squares.between + (k - 1) * squares.error + k * judges)
    bounds1 = _bounds(squares.between, squares.within, (n - 1, n * (k - 1)))
    bounds3 = _bounds(squares.between, squares.error, (n - 1, (n - 1) * (k - 1)))
    bounds2 = None if isinstance(two, NotComputed) else _bounds_of_two(squares, two.value)
    return Icc(
        squares,
        left_out,
        _single(one, bounds1, k),
        _of_two(two, bounds2),
        _single(three, bounds3, k),
        _mean_of(_ratio(squares, squares.between - squares.within, squares.between), bounds1),
        _of_two(_ratio(squares, squares.between - squares.error, squares.between + judges), _stepped_up(bounds2, k)),
        _mean_of(_ratio(squares, squares.between - squares.error, squares.between), bounds3),
    )


def _ratio(squares: MeanSquares, over: float, under: float) -> Estimate | NotComputed:
    n = squares.targets
    if abs(under) < 1e-12:
        return NotComputed(_("The portfolios don't differ on average, so the coefficient is not defined"), n)
    return Estimate(over / under, n, None, NotComputed(_("There is no variation left to base an interval on"), n))


def _bounds(between: float, rest: float, df: tuple[int, int]) -> tuple[float, float] | None:
    """Return the limits of the F ratio of Shrout & Fleiss, or None where nothing varies within targets."""
    if rest < 1e-15 * between or not rest or not between:
        return None
    ratio = between / rest
    return ratio / f_quantile(HIGH, df[0], df[1]), ratio * f_quantile(HIGH, df[1], df[0])


def _single(found: Estimate | NotComputed, bounds: tuple[float, float] | None, k: int) -> Estimate | NotComputed:
    if isinstance(found, NotComputed) or bounds is None:
        return found
    low, high = ((limit - 1) / (limit + k - 1) for limit in bounds)
    return Estimate(found.value, found.n, None, Interval(low, high, _("F distribution")))


def _mean_of(found: Estimate | NotComputed, bounds: tuple[float, float] | None) -> Estimate | NotComputed:
    if isinstance(found, NotComputed) or bounds is None:
        return found
    low, high = (1 - 1 / limit for limit in bounds)
    return Estimate(found.value, found.n, None, Interval(low, high, _("F distribution")))


def _of_two(found: Estimate | NotComputed, bounds: tuple[float, float] | None) -> Estimate | NotComputed:
    if isinstance(found, NotComputed) or bounds is None:
        return found
    if not bounds[0] <= found.value <= bounds[1]:
        reason = _("There are too few portfolios for the approximate formula of this interval")
        return Estimate(found.value, found.n, None, NotComputed(reason, found.n))
    return Estimate(found.value, found.n, None, Interval(*bounds, _("F distribution")))


def _bounds_of_two(squares: MeanSquares, icc: float) -> tuple[float, float] | None:
    """Return the interval of ICC(2,1), degrees of freedom after Satterthwaite (McGraw & Wong 1996, table 7)."""
    n, k = squares.targets, squares.judges
    if 1 - icc < 1e-12 or not squares.error:
        return None
    a = k * icc / (n * (1 - icc))
    b = 1 + k * icc * (n - 1) / (n * (1 - icc))
    judges, error = a * squares.judges_between, b * squares.error
    under = judges**2 / (k - 1) + error**2 / ((n - 1) * (k - 1))
    if not under or not squares.between:
        return None
    df = (judges + error) ** 2 / under
    if not math.isfinite(df) or df <= 1e-9:
        return None
    upper, lower = f_quantile(HIGH, n - 1, df), f_quantile(HIGH, df, n - 1)
    rest = k * squares.judges_between + (k * n - k - n) * squares.error
    low = n * (squares.between - upper * squares.error) / (upper * rest + n * squares.between)
    high = n * (lower * squares.between - squares.error) / (rest + n * lower * squares.between)
    return low, high


def _stepped_up(bounds: tuple[float, float] | None, k: int) -> tuple[float, float] | None:
    """Carry the limits of one judge over to the mean of k by Spearman-Brown, as Shrout & Fleiss do."""
    if bounds is None or min(1 + (k - 1) * limit for limit in bounds) < 1e-9:
        return None
    low, high = (k * limit / (1 + (k - 1) * limit) for limit in bounds)
    return low, high
