"""Which results lie so near a cut that the error of scoring could have put them on its other side."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import mul

from certdesk.core.conditions import MeanAtLeast, TotalAtLeast
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.policy import SecondMarking
from certdesk.core.quick_decisions import QuickDecisions
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.scoring import Marks, plain_weights
from certdesk.core.words import _

ENOUGH_PAIRS = 20
"""From so many portfolios that two have marked, the error of scoring is measured."""
_STEPS = 27_720
"""What every denominator of a level up to twelve divides: halves and thirds of levels stay exact."""


@dataclass(frozen=True, slots=True)
class Band:
    """How far from a cut is near, in points of the mean level, and how that is known.

    ``error`` is the measured standard error of scoring, None where too few were marked by two; ``pairs`` how many were.
    """

    size: float
    pairs: int
    error: float | None = None

    @property
    def measured(self) -> bool:
        """Whether it rests on double marks."""
        return self.error is not None

    @property
    def sentence(self) -> str:
        """Say which band was used, and why that one."""
        if self.error is None:
            text = _(
                "{band} points of the mean, as the policy says: {pairs} of {needed} double marks to measure it are here"
            )
            return text.format(band=f"{self.size:.2f}", pairs=self.pairs, needed=ENOUGH_PAIRS)
        text = _("{band} points of the mean: the scoring error of {error} measured on {pairs} double marks")
        return text.format(band=f"{self.size:.2f}", error=f"{self.error:.3f}", pairs=self.pairs)


def band_from(differences: Sequence[Fraction], policy: SecondMarking) -> Band:
    """Return the band. ``differences`` are those of two independent scores of the same portfolio.

    The error of scoring is the root of half the mean square of them: SEM = sqrt(mean d^2 / 2).
    """
    n = len(differences)
    if n < ENOUGH_PAIRS:
        return Band(float(policy.fallback_band), n)
    error = math.sqrt(sum(each * each for each in differences) / n / 2)
    return Band(float(policy.near_cut_errors) * error, n, error)


class NearCut:
    """The cuts of one rubric, ready for many results.

    Totals count as the mean that they come to, so that one band serves every rubric. Where no outcome turns on a mean
    or total, a result is near where one step of one criterion would give or take the certificate.
    """

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._means = {True: _Mean(rubric.criteria), False: _Mean(plain_weights(rubric.criteria))}
        self._quick = QuickDecisions(rubric)
        certifying = [one.id for one in rubric.decision.outcomes if one.certifies]
        self._certifying = frozenset(certifying)
        self.best = certifying[0] if len(certifying) > 1 else ""
        """The outcome that is a distinction: the first of several that certify; empty where one does."""
        self._cuts = tuple(self._found())
        self._kinds = frozenset(weighted for weighted, _cut in self._cuts)
        self._weighted = self._cuts[0][0] if self._cuts else True

    def score(self, marks: Marks) -> Fraction | None:
        """Return the mean that the rubric's first cut is about, None while there is no level."""
        return self._means[self._weighted].of(marks)

    def outcome(self, marks: Marks) -> str:
        """Return the id of the outcome, or "incomplete"."""
        return self._quick.outcome(marks)

    def is_near(self, marks: Marks, band: Band) -> bool:
        """Whether a result lies within the band around a cut."""
        if not self._cuts:
            return self._is_one_step_from_turning(marks)
        means = {weighted: self._means[weighted].of(marks) for weighted in self._kinds}
        near = (abs(mean - cut) for weighted, cut in self._cuts if (mean := means[weighted]) is not None)
        return any(float(distance) <= band.size + 1e-12 for distance in near)

    def _found(self) -> Iterable[tuple[bool, Fraction]]:
        for outcome in self._rubric.decision.outcomes:
            for condition in outcome.conditions if outcome.certifies else ():
                if isinstance(condition, MeanAtLeast):
                    yield condition.weighted, condition.cut
                elif isinstance(condition, TotalAtLeast) and self._means[condition.weighted].weight:
                    yield condition.weighted, condition.cut / self._means[condition.weighted].weight

    def _is_one_step_from_turning(self, marks: Marks) -> bool:
        certifies = self._quick.outcome(marks) in self._certifying
        for criterion in self._rubric.criteria:
            mark = marks.get(criterion.id)
            if not isinstance(mark, LevelGiven):
                continue
            for level in _beside(self._rubric, criterion, mark.level):
                if (self._quick.outcome({**marks, criterion.id: LevelGiven(level)}) in self._certifying) != certifies:
                    return True
        return False


class _Mean:
    """The weighted mean of the levels given, in whole numbers: a cohort has a million of them."""

    def __init__(self, criteria: Iterable[Criterion]) -> None:
        criteria = tuple(criteria)
        unit = lcm(*(one.weight.denominator for one in criteria))
        self.weight = sum((one.weight for one in criteria), Fraction(0))
        self._names = [one.id for one in criteria]
        self._weights = [int(one.weight * unit) for one in criteria]
        self._whole = sum(self._weights)
        self._known: dict[int, int | Fraction | None] = {}
        """By the identity of a mark, which is the same object wherever it was given: its level in small steps."""
        self._kept: list[Mark | None] = []

    def of(self, marks: Marks) -> Fraction | None:
        """Return the mean, None where there is no level or nothing that weighs."""
        given = [marks.get(name) for name in self._names]
        try:
            steps = [self._known[id(mark)] for mark in given]
        except KeyError:
            steps = [self._steps(mark) for mark in given]
        if None not in steps:
            total, weight = sum(map(mul, self._weights, steps)), self._whole
        else:
            counted = [(heavy, step) for heavy, step in zip(self._weights, steps, strict=True) if step is not None]
            total, weight = sum(heavy * step for heavy, step in counted), sum(heavy for heavy, _step in counted)
        return Fraction(total, weight * _STEPS) if weight else None

    def _steps(self, mark: Mark | None) -> int | Fraction | None:
        exact = mark.level * _STEPS if isinstance(mark, LevelGiven) else None
        steps = exact.numerator if exact is not None and exact.denominator == 1 else exact
        self._known[id(mark)] = steps
        self._kept.append(mark)
        return steps


def _beside(rubric: Rubric, criterion: Criterion, level: Fraction) -> Iterable[Fraction]:
    values = [one.value for one in rubric.scale_of(criterion).levels]
    lower = [value for value in values if value < level]
    higher = [value for value in values if value > level]
    return (*lower[-1:], *higher[:1])
