"""What a statistic gives back: a number with its n and its interval, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from certdesk.core.statistics.distributions import t_quantile
from certdesk.core.words import _

SHARE = 0.95
"""How often an interval holds the true value."""
NO_WIDTH = 1e-7
"""A standard error below this is what rounding leaves of none at all."""
Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class NotComputed:
    """Why a number can't be computed, in a sentence for people, and how much there was to compute it from."""

    reason: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval and how it was found; ``seed`` and ``replicates`` where chance was used."""

    low: float
    high: float
    method: str = ""
    seed: int | None = None
    replicates: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number, from how many it comes (units, pairs: the function says which), its standard error and interval."""

    value: float
    n: int
    se: float | None
    interval: Interval | NotComputed


@dataclass(frozen=True, slots=True)
class Proportion:
    """``count`` of ``n``, with a Wilson interval."""

    count: int
    n: int
    interval: Interval

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.count / self.n


def no_spread(n: int) -> NotComputed:
    """Say that an interval would have no width although the truth is not known exactly."""
    return NotComputed(_("Every case gave the same result, so its uncertainty can't be estimated from the marks"), n)


def with_normal_interval(value: float, n: int, variance: float, bounds: tuple[float, float]) -> Estimate:
    """Give an estimate its interval of 1.96 standard errors, cut at the ``bounds`` of what is possible."""
    return _with_interval(value, n, variance, (Z95, _("normal"), bounds))


def with_t_interval(value: float, n: int, variance: float, bounds: tuple[float, float]) -> Estimate:
    """Give an estimate of ``n`` units an interval from Student's t with n - 1 degrees of freedom."""
    if n < 2:
        return Estimate(value, n, None, NotComputed(_("One case alone has no interval"), n))
    return _with_interval(value, n, variance, (t_quantile(0.975, n - 1), _("Student's t"), bounds))


def _with_interval(value: float, n: int, variance: float, how: tuple[float, str, tuple[float, float]]) -> Estimate:
    factor, method, (lowest, highest) = how
    se = math.sqrt(max(variance, 0.0))
    if se < NO_WIDTH:
        return Estimate(value, n, 0.0, no_spread(n))
    low, high = value - factor * se, value + factor * se
    return Estimate(value, n, se, Interval(max(low, lowest), min(high, highest), method))
