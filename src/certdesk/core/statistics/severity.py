"""How severe each assessor is: the mean difference from the others who marked the same portfolio and criterion."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Scale
from certdesk.core.statistics.distributions import t_quantile
from certdesk.core.statistics.double_marks import NO_OWN_SCALES, DoubleMark
from certdesk.core.statistics.results import Estimate, Interval, NotComputed, no_spread
from certdesk.core.words import _


class Difference(NamedTuple):
    """What one assessor gave less what the others gave on the same portfolio and criterion, in levels' values."""

    portfolio: str
    value: float
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """One assessor against the others.

    ``difference`` is above 0 for one who gives more, below 0 for a stricter one; its ``n`` counts shared marks.
    """

    assessor: str
    marks: int
    portfolios: int
    difference: Estimate | NotComputed
    stricter: int
    """How many shared marks lie below those of the others."""
    same: int
    milder: int


def severity_of(
    pairs: Iterable[DoubleMark], scale: Scale, own_scales: Mapping[str, Scale] = NO_OWN_SCALES
) -> tuple[Severity, ...]:
    """Return the severity of every assessor, the strictest first.

    Where three or more marked the same (several double marks of one portfolio and criterion), an assessor is compared
    with the mean of the others. ``own_scales`` are those of criteria with their own levels. The interval takes
    portfolios, not marks, as independent: see `clustered_mean`.
    """
    found = [_severity(name, own) for name, own in differences_of(pairs, scale, own_scales).items()]
    return tuple(sorted(found, key=lambda one: (_value(one), one.assessor)))


def differences_of(
    pairs: Iterable[DoubleMark], scale: Scale, own_scales: Mapping[str, Scale] = NO_OWN_SCALES
) -> dict[str, list[Difference]]:
    """Return every assessor's differences from the others; marks that are no levels of the scale are left out."""
    given: defaultdict[tuple[str, str], dict[str, tuple[float, date | None]]] = defaultdict(dict)
    known: dict[tuple[int, int], tuple[object, float | None]] = {}
    for pair in pairs:
        if pair.first_assessor == pair.second_assessor:
            continue
        own = own_scales.get(pair.criterion, scale)
        first, second = _level(pair.first, own, known), _level(pair.second, own, known)
        if first is None or second is None:
            continue
        marks = given[pair.portfolio, pair.criterion]
        day = pair.at.date() if isinstance(pair.at, datetime) else pair.at
        marks[pair.first_assessor] = (first, day)
        marks[pair.second_assessor] = (second, day)
    found: defaultdict[str, list[Difference]] = defaultdict(list)
    for (portfolio, _criterion), marks in given.items():
        total = 0.0
        for level, _day in marks.values():
            total += level
        others = len(marks) - 1
        for assessor, (level, day) in marks.items():
            found[assessor].append(Difference(portfolio, level - (total - level) / others, day))
    return dict(found)


def _level(
    mark: Mark | Fraction, scale: Scale, known: dict[tuple[int, int], tuple[object, float | None]]
) -> float | None:
    """Return the value of a level that the scale has; each object is looked at once, and kept so that it stays."""
    seen = known.get((id(mark), id(scale)))
    if seen is None:
        value = mark.level if isinstance(mark, LevelGiven) else mark
        allowed = isinstance(value, Fraction) and scale.allows(value)
        seen = known[id(mark), id(scale)] = (mark, float(value) if isinstance(value, Fraction) and allowed else None)
    return seen[1]


def _severity(assessor: str, own: Sequence[Difference]) -> Severity:
    below = sum(one.value < -1e-12 for one in own)
    above = sum(one.value > 1e-12 for one in own)
    portfolios = len({one.portfolio for one in own})
    return Severity(assessor, len(own), portfolios, clustered_mean(own), below, len(own) - below - above, above)


def _value(severity: Severity) -> float:
    return severity.difference.value if isinstance(severity.difference, Estimate) else 0.0


def clustered_mean(differences: Sequence[Difference]) -> Estimate | NotComputed:
    """Return the mean difference with an interval that takes the marks of one portfolio as belonging together.

    Variance: G / (G - 1) times the sum over portfolios of the squared sum of deviations, divided by n squared (the
    sandwich of Liang & Zeger 1986 with the usual correction for few clusters); Student's t with G - 1 degrees of
    freedom, G the number of portfolios.
    """
    n = len(differences)
    if not n:
        return NotComputed(_("Nobody else marked the same portfolios"), 0)
    mean = math.fsum(one.value for one in differences) / n
    sums: defaultdict[str, float] = defaultdict(float)
    for one in differences:
        sums[one.portfolio] += one.value - mean
    if len(sums) < 2:
        return Estimate(mean, n, None, NotComputed(_("One portfolio alone has no interval"), n))
    return _estimate(mean, n, sums)


def _estimate(mean: float, n: int, sums: dict[str, float]) -> Estimate:
    groups = len(sums)
    se = math.sqrt(groups / (groups - 1) * math.fsum(value * value for value in sums.values())) / n
    if se < 1e-12:
        return Estimate(mean, n, 0.0, no_spread(n))
    half = t_quantile(0.975, groups - 1) * se
    return Estimate(mean, n, se, Interval(mean - half, mean + half, _("Student's t, clustered by portfolio")))
