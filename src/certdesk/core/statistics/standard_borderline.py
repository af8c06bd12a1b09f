"""Borderline group and borderline regression: the cut from scores of portfolios that panels called borderline.

Sources: Livingston & Zieky 1982, Passing Scores; for regression Kramer et al. 2003, Wood, Humphrey-Murto & Norman 2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from certdesk.core.statistics.distributions import t_quantile
from certdesk.core.statistics.resampling import REPLICATES, SEED, bootstrap, bootstrap_se, percentile_interval
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, no_spread, with_t_interval
from certdesk.core.words import _

Number = float | Fraction


@dataclass(frozen=True, slots=True)
class BorderlineGroup:
    """The middle of the borderline portfolios' scores. The median is the usual cut: single odd scores don't move it."""

    median: Estimate
    """Standard error and interval by bootstrap over portfolios."""
    mean: Estimate
    """Standard error sd / sqrt(n), interval Student's t."""


@dataclass(frozen=True, slots=True)
class BorderlineRegression:
    """The score that the line through (judgement, score) gives to "borderline"; standard error of that mean."""

    cut: Estimate
    intercept: float
    slope: float
    r_squared: float
    residual_sd: float


def borderline_group(
    scores: Sequence[Number], seed: int = SEED, replicates: int = REPLICATES
) -> BorderlineGroup | NotComputed:
    """Return median and mean of the scores of borderline portfolios; ``n`` counts them."""
    values = [float(score) for score in scores]
    n = len(values)
    if n < 2:
        return NotComputed(_("Fewer than two portfolios were called borderline"), n)
    mean = math.fsum(values) / n
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    drawn = bootstrap(values, median, seed, replicates)
    middle = Estimate(
        median(values), n, bootstrap_se(drawn), percentile_interval(drawn, seed, _("bootstrap over portfolios"))
    )
    return BorderlineGroup(middle, with_t_interval(mean, n, variance / n, (-math.inf, math.inf)))


def borderline_regression(
    judgements: Sequence[Number], scores: Sequence[Number], borderline: Number
) -> BorderlineRegression | NotComputed:
    """Return the cut from overall judgements (such as 1 fail, 2 borderline, 3 pass) and scores of all portfolios.

    Least squares of score on judgement; standard error s sqrt(1/n + (x0 - mean)^2 / Sxx), Student's t with n - 2
    degrees of freedom. Raises ValueError if one list is longer.
    """
    pairs = [(float(x), float(y)) for x, y in zip(judgements, scores, strict=True)]
    n = len(pairs)
    if n < 3:
        return NotComputed(_("A line needs at least three portfolios with a judgement and a score"), n)
    mean_x, mean_y = math.fsum(x for x, _y in pairs) / n, math.fsum(y for _x, y in pairs) / n
    sxx = math.fsum((x - mean_x) ** 2 for x, _y in pairs)
    syy = math.fsum((y - mean_y) ** 2 for _x, y in pairs)
    if not sxx:
        return NotComputed(_("All portfolios got the same judgement, so there is no line through them"), n)
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in pairs) / sxx
    if slope <= 0:
        return NotComputed(_("Better judgements do not go with higher scores, so the line gives no cut"), n)
    rest = math.fsum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in pairs)
    s = math.sqrt(rest / (n - 2))
    away = float(borderline) - mean_x
    cut = _predicted(mean_y + slope * away, n, s * math.sqrt(1 / n + away * away / sxx))
    return BorderlineRegression(cut, mean_y - slope * mean_x, slope, 1 - rest / syy, s)


def _predicted(value: float, n: int, se: float) -> Estimate:
    if se < 1e-12:
        return Estimate(value, n, 0.0, no_spread(n))
    half = t_quantile(0.975, n - 2) * se
    return Estimate(value, n, se, Interval(value - half, value + half, _("Student's t")))
