"""How uncertain a score is that one assessor gave, from portfolios that two assessors marked independently.

Sources: Dahlberg 1940 and Brennan 2001 (standard error of measurement from duplicates), Spearman 1910 and Brown 1910,
Jacobson & Truax 1991 (reliable change), Livingston & Lewis 1995 for the idea of the probability beyond a cut.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from certdesk.core.statistics.distributions import chi_square_quantile
from certdesk.core.statistics.results import Z95, Estimate, Interval, NotComputed
from certdesk.core.words import _

Number = float | Fraction


@dataclass(frozen=True, slots=True)
class ScoringError:
    """The standard error of measurement of one assessor's score and of the mean of two, in points of the score."""

    n: int
    sum_of_squares: float
    sem: Estimate
    sem_of_mean: float
    bias: float
    """Mean of the first less the second: the part of the error that is a steady difference."""
    correlation: float | NotComputed
    spearman_brown: float | NotComputed
    """Reliability of the mean of two."""

    def sem_of(self, marks: int) -> float:
        """Return the standard error of the mean of this many independent assessors."""
        return self.sem.value / math.sqrt(marks)


def scoring_error(first: Sequence[Number], second: Sequence[Number]) -> ScoringError | NotComputed:
    """Return the error of scores given twice: SEM = sqrt(mean of squared differences / 2); ``n`` counts portfolios.

    The interval of the SEM takes differences as normal: n SEM^2 / sigma^2 is chi squared with n degrees of freedom.
    Raises ValueError if one list is longer.
    """
    differences = [float(one) - float(other) for one, other in zip(first, second, strict=True)]
    n = len(differences)
    if n < 2:
        return NotComputed(_("There are fewer than two portfolios with two marks"), n)
    squares = math.fsum(one * one for one in differences)
    sem = math.sqrt(squares / (2 * n))
    r = correlation(first, second)
    return ScoringError(
        n,
        squares,
        Estimate(sem, n, sem / math.sqrt(2 * n) if sem else None, _sem_interval(sem, n)),
        sem / math.sqrt(2),
        math.fsum(differences) / n,
        r,
        r if isinstance(r, NotComputed) else stepped_up(r, 2, n),
    )


def _sem_interval(sem: float, n: int) -> Interval | NotComputed:
    if not sem:
        return NotComputed(_("Both assessors gave the same score every time, so the error can't be estimated"), n)
    low, high = (sem * math.sqrt(n / chi_square_quantile(share, n)) for share in (0.975, 0.025))
    return Interval(low, high, _("chi squared"))


def correlation(first: Sequence[Number], second: Sequence[Number]) -> float | NotComputed:
    """Return Pearson's correlation, or why there is none."""
    n = len(first)
    if n < 2:
        return NotComputed(_("There are fewer than two portfolios with two marks"), n)
    one, other = ([float(value) for value in values] for values in (first, second))
    mean_one, mean_other = math.fsum(one) / n, math.fsum(other) / n
    over = math.fsum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    under = math.fsum((a - mean_one) ** 2 for a in one) * math.fsum((b - mean_other) ** 2 for b in other)
    if under < 1e-24 or min(max(one) - min(one), max(other) - min(other)) <= 0:
        return NotComputed(_("All scores of an assessor are equal, so nothing can correlate"), n)
    return max(-1.0, min(1.0, over / math.sqrt(under)))


def stepped_up(reliability: float, times: float, n: int = 0) -> float | NotComputed:
    """Return the reliability of the mean of ``times`` as many assessors (Spearman-Brown)."""
    under = 1 + (times - 1) * reliability
    if under <= 0:
        return NotComputed(_("The two assessors order portfolios the opposite way, so a mean has no reliability"), n)
    return times * reliability / under


@dataclass(frozen=True, slots=True)
class Band:
    """Scores around a cut at which another assessor could well have decided otherwise; both ends belong to it."""

    low: float
    high: float

    def holds(self, score: Number) -> bool:
        """Whether a score lies in the band."""
        return self.low <= float(score) <= self.high


def near_cut_band(cut: Number, sem: float, width: float = Z95) -> Band:
    """Return the band of ``width`` standard errors either side of the cut; 1.96 unless the policy says otherwise."""
    return Band(float(cut) - width * sem, float(cut) + width * sem)


def chance_at_or_above(score: Number, cut: Number, sem: float) -> float:
    """Return P(true score >= cut) for an observed score with this standard error, errors taken as normal.

    Nothing is assumed about how scores are spread among candidates (no regression to the mean). Without error the
    answer is 1 or 0.
    """
    if sem <= 0:
        return 1.0 if float(score) >= float(cut) else 0.0
    return NormalDist().cdf((float(score) - float(cut)) / sem)


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two attempts, and how large it has to be before it is more than scoring error."""

    difference: float
    needed: float
    interval: Interval

    @property
    def is_reliable(self) -> bool:
        """Whether the difference is larger than error alone would often be: |d| > 1.96 SEM sqrt 2."""
        return abs(self.difference) > self.needed


def change_between(before: Number, after: Number, sem: float) -> Change:
    """Return the change from one attempt to the next; ``sem`` is that of one attempt's score."""
    difference = float(after) - float(before)
    needed = Z95 * sem * math.sqrt(2)
    return Change(difference, needed, Interval(difference - needed, difference + needed, _("normal")))
