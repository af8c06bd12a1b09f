"""Whether an assessor becomes stricter or milder over time, compared with those who marked the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from certdesk.core.rubric import Scale
from certdesk.core.statistics.distributions import t_quantile
from certdesk.core.statistics.double_marks import NO_OWN_SCALES, DoubleMark
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, no_spread
from certdesk.core.statistics.severity import Difference, clustered_mean, differences_of
from certdesk.core.words import _

DAYS = 30
"""The slope is told per this many days."""
PERIODS = 4


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with about as many shared marks as the others, and the mean difference in it."""

    first: date
    last: date
    difference: Estimate | NotComputed


@dataclass(frozen=True, slots=True)
class Drift:
    """How one assessor's difference from the others changes; ``slope`` is per 30 days, below 0 for stricter."""

    assessor: str
    slope: Estimate | NotComputed
    periods: tuple[Period, ...]
    undated: int
    """Shared marks without a day, which are left out."""


def drift_of(
    pairs: Iterable[DoubleMark], scale: Scale, own_scales: Mapping[str, Scale] = NO_OWN_SCALES, periods: int = PERIODS
) -> tuple[Drift, ...]:
    """Return the drift of every assessor who shares marks with others, by name."""
    found = differences_of(pairs, scale, own_scales)
    return tuple(_drift(name, own, periods) for name, own in sorted(found.items()))


def _drift(assessor: str, own: Sequence[Difference], periods: int) -> Drift:
    dated = sorted(((one.at, one) for one in own if one.at is not None), key=lambda pair: (pair[0], pair[1].portfolio))
    return Drift(assessor, _slope(dated), _periods(dated, periods), len(own) - len(dated))


def _periods(dated: Sequence[tuple[date, Difference]], wanted: int) -> tuple[Period, ...]:
    """Cut into stretches of equal size; one day is never cut in two, so there may be fewer."""
    by_day: defaultdict[date, list[Difference]] = defaultdict(list)
    for at, one in dated:
        by_day[at].append(one)
    found: list[Period] = []
    days: list[date] = []
    held: list[Difference] = []
    done = 0
    for day, marks in by_day.items():
        days.append(day)
        held += marks
        if done + len(held) >= (len(found) + 1) * len(dated) / wanted - 1e-9:
            found.append(Period(days[0], days[-1], clustered_mean(held)))
            done += len(held)
            days, held = [], []
    return tuple(found)


def _slope(dated: Sequence[tuple[date, Difference]]) -> Estimate | NotComputed:
    """Return the least-squares slope; standard error clustered by portfolio as in `clustered_mean`."""
    n = len(dated)
    groups = len({one.portfolio for _at, one in dated})
    if groups < 3:
        return NotComputed(_("Drift needs at least three portfolios with two dated marks"), n)
    times = [(at - dated[0][0]).days / DAYS for at, _one in dated]
    middle = math.fsum(times) / n
    spread = math.fsum((time - middle) ** 2 for time in times)
    if spread < 1e-12:
        return NotComputed(_("All these marks are of one day, so there is no drift to see"), n)
    mean = math.fsum(one.value for _at, one in dated) / n
    slope = math.fsum((time - middle) * one.value for time, (_at, one) in zip(times, dated, strict=True)) / spread
    scores: defaultdict[str, float] = defaultdict(float)
    for time, (_at, one) in zip(times, dated, strict=True):
        scores[one.portfolio] += (time - middle) * (one.value - mean - slope * (time - middle))
    # Two parameters are estimated: the correction of Stata and statsmodels for few clusters.
    correction = groups / (groups - 1) * (n - 1) / (n - 2)
    se = math.sqrt(correction * math.fsum(score * score for score in scores.values())) / spread
    if se < 1e-12:
        return Estimate(slope, n, 0.0, no_spread(n))
    half = t_quantile(0.975, groups - 1) * se
    return Estimate(slope, n, se, Interval(slope - half, slope + half, _("Student's t, clustered by portfolio")))
