"""Contrasting groups: the cut that best parts portfolios called qualified from those called not qualified.

Two ways, both shown (Livingston & Zieky 1982, Passing Scores): where the two fitted normal curves cross, and where
logistic regression gives 50 %. The crossing is used where there is one, because it does not depend on how many
portfolios each group happens to have, and it exists also if the groups do not overlap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from certdesk.core.statistics.resampling import REPLICATES, SEED, bootstrap_se, percentile_interval
from certdesk.core.statistics.results import Z95, Estimate, Interval, NotComputed
from certdesk.core.words import _

Number = float | Fraction
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class ContrastingGroups:
    """Both cuts, the one that is used, and why. ``n`` of the estimates counts portfolios of both groups."""

    used: Estimate | NotComputed
    why: str
    normal_curves: Estimate | NotComputed
    """Standard error and interval by bootstrap within each group."""
    logistic: Estimate | NotComputed
    """Standard error by the delta method, interval normal."""


def contrasting_groups(
    qualified: Sequence[Number], not_qualified: Sequence[Number], seed: int = SEED, replicates: int = REPLICATES
) -> ContrastingGroups | NotComputed:
    """Return the cut between the scores of two groups; the qualified ones must be higher on average."""
    high, low = [float(score) for score in qualified], [float(score) for score in not_qualified]
    n = len(high) + len(low)
    if min(len(high), len(low)) < 2:
        return NotComputed(_("Each of the two groups needs at least two portfolios"), n)
    if math.fsum(high) / len(high) <= math.fsum(low) / len(low):
        return NotComputed(_("The qualified group does not have the higher scores, so no cut parts the groups"), n)
    curves, logistic = _of_curves(high, low, seed, replicates), _of_logistic(high, low)
    if isinstance(curves, Estimate):
        why = _("The crossing of the two curves is used: it doesn't depend on how many portfolios each group has.")
        return ContrastingGroups(curves, why, curves, logistic)
    if isinstance(logistic, Estimate):
        why = _("The logistic curve is used, because the two normal curves don't cross between the groups' means.")
        return ContrastingGroups(logistic, why, curves, logistic)
    return ContrastingGroups(curves, _("Neither way gives a cut."), curves, logistic)


def _of_curves(high: list[float], low: list[float], seed: int, replicates: int) -> Estimate | NotComputed:
    n = len(high) + len(low)
    cut = crossing(high, low)
    if cut is None:
        return NotComputed(_("The two fitted normal curves do not cross between the means of the groups"), n)
    chance = Random(seed)  # noqa: S311 - a sample that anybody can draw again, no secret
    drawn = [
        crossing(chance.choices(high, k=len(high)), chance.choices(low, k=len(low))) for _replicate in range(replicates)
    ]
    return Estimate(cut, n, bootstrap_se(drawn), percentile_interval(drawn, seed, _("bootstrap within each group")))


def crossing(high: Sequence[float], low: Sequence[float]) -> float | None:
    """Return where the normal densities of two groups are equal between their means; None if nowhere.

    With equal spread it is half-way between the means. Spreads are those of samples (n - 1).
    """
    (mean_high, var_high), (mean_low, var_low) = _moments(high), _moments(low)
    if mean_high <= mean_low or not var_high or not var_low:
        return None
    a = 1 / var_low - 1 / var_high
    b = -2 * (mean_low / var_low - mean_high / var_high)
    c = mean_low**2 / var_low - mean_high**2 / var_high + math.log(var_low / var_high)
    if abs(a) < 1e-9 * (1 / var_low + 1 / var_high):
        roots = [-c / b]
    else:
        root = math.sqrt(max(b * b - 4 * a * c, 0.0))
        half = -(b + math.copysign(root, b)) / 2
        roots = [half / a, c / half] if half else [0.0]
    between = [at for at in roots if mean_low <= at <= mean_high]
    return between[0] if len(between) == 1 else None


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = math.fsum(values) / len(values)
    return mean, math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _of_logistic(high: list[float], low: list[float]) -> Estimate | NotComputed:
    """Fit P(qualified) by Newton's method; the cut is where it is one half."""
    n = len(high) + len(low)
    if min(high) >= max(low):
        return NotComputed(_("The groups do not overlap, so every cut between them parts them equally well"), n)
    middle, variance = _moments([*high, *low])
    scale = math.sqrt(variance)
    points = [((value - middle) / scale, 1.0) for value in high] + [((value - middle) / scale, 0.0) for value in low]
    fitted = _newton(points)
    if fitted is None:
        return NotComputed(_("The logistic curve has no slope, so it gives no cut"), n)
    b0, b1, (h00, h01, h11) = fitted
    det = h00 * h11 - h01 * h01
    v00, v01, v11 = h11 / det, -h01 / det, h00 / det
    cut = -b0 / b1
    variance_of_cut = (v00 + 2 * cut * v01 + cut * cut * v11) / (b1 * b1)
    se = scale * math.sqrt(max(variance_of_cut, 0.0))
    at = middle + scale * cut
    return Estimate(at, n, se, Interval(at - Z95 * se, at + Z95 * se, _("normal")))


def _newton(points: Sequence[tuple[float, float]]) -> tuple[float, float, tuple[float, float, float]] | None:
    b0 = b1 = 0.0
    for _round in range(ROUNDS):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, y in points:
            p = 1 / (1 + math.exp(-max(-500.0, min(500.0, b0 + b1 * x))))
            weight = p * (1 - p)
            g0, g1 = g0 + y - p, g1 + (y - p) * x
            h00, h01, h11 = h00 + weight, h01 + weight * x, h11 + weight * x * x
        det = h00 * h11 - h01 * h01
        if det <= 1e-12:
            return None
        step0, step1 = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        b0, b1 = b0 + step0, b1 + step1
        if abs(step0) + abs(step1) < 1e-12:
            break
    return (b0, b1, (h00, h01, h11)) if b1 > 1e-9 else None
