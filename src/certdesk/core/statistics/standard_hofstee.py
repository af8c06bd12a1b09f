"""Hofstee: a compromise between what judges think a fair cut is and how many may fail.

Source: Hofstee 1983, in Anderson & Helmick (eds), On Educational Testing; described by de Gruijter 1985.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.statistics.resampling import REPLICATES, SEED, bootstrap, bootstrap_se, percentile_interval
from certdesk.core.statistics.results import Estimate, NotComputed
from certdesk.core.words import _

Number = float | Fraction


@dataclass(frozen=True, slots=True)
class HofsteeJudgement:
    """One judge: the lowest and highest cut that would do, the smallest and largest share (0 to 1) that may fail."""

    lowest_cut: Number
    highest_cut: Number
    fewest_fail: Number
    most_fail: Number


@dataclass(frozen=True, slots=True)
class HofsteeCut:
    """The cut, the share below it, and the box that the judges' means make. Standard error: bootstrap over judges."""

    cut: Estimate
    fails: float
    box: HofsteeJudgement


def hofstee(
    judges: Sequence[HofsteeJudgement], scores: Sequence[Number], seed: int = SEED, replicates: int = REPLICATES
) -> HofsteeCut | NotComputed:
    """Return where the diagonal of the judges' box meets the curve of how many score below a cut.

    The diagonal goes from (lowest cut, most fail) to (highest cut, fewest fail). ``n`` counts judges.
    """
    n = len(judges)
    ordered = sorted(float(score) for score in scores)
    if not judges:
        return NotComputed(_("No judge has said what would do"), 0)
    if not ordered:
        return NotComputed(_("There are no scores yet, so nobody knows how many would fail"), n)
    box = _box(judges)
    if box.lowest_cut >= box.highest_cut or box.fewest_fail >= box.most_fail:
        return NotComputed(_("The judges' lowest and highest values leave no room between them"), n)
    cut = _meeting(box, ordered)
    if cut is None:
        return _missed(box, ordered, n)
    if n < 2:
        found = Estimate(cut, n, None, NotComputed(_("One judge alone has no spread"), n))
    else:
        drawn = bootstrap(list(judges), lambda some: _meeting(_box(some), ordered), seed, replicates)
        found = Estimate(cut, n, bootstrap_se(drawn), percentile_interval(drawn, seed, _("bootstrap over judges")))
    return HofsteeCut(found, _below(ordered, cut), box)


def _box(judges: Sequence[HofsteeJudgement]) -> HofsteeJudgement:
    def mean(values: Sequence[Number]) -> float:
        return math.fsum(float(value) for value in values) / len(values)

    return HofsteeJudgement(
        mean([judge.lowest_cut for judge in judges]),
        mean([judge.highest_cut for judge in judges]),
        mean([judge.fewest_fail for judge in judges]),
        mean([judge.most_fail for judge in judges]),
    )


def _below(ordered: Sequence[float], cut: float) -> float:
    return bisect_left(ordered, cut) / len(ordered)


def _meeting(box: HofsteeJudgement, ordered: Sequence[float]) -> float | None:
    """Return the cut at which the falling diagonal meets the rising steps, or None if it does not in the box."""
    left, right = float(box.lowest_cut), float(box.highest_cut)
    top, bottom = float(box.most_fail), float(box.fewest_fail)
    if left >= right or top <= bottom or _below(ordered, left) > top or _below(ordered, right) < bottom:
        return None
    steps = sorted({score for score in ordered if left <= score < right} | {right})
    start = left
    for end in steps:
        # From just above `start` up to `end` the share below the cut stays the same.
        share = _below(ordered, end)
        at = left + (top - share) / (top - bottom) * (right - left)
        if at <= end:
            return max(at, start)
        start = end
    return right


def _missed(box: HofsteeJudgement, ordered: Sequence[float], n: int) -> NotComputed:
    if _below(ordered, float(box.lowest_cut)) > box.most_fail:
        return NotComputed(_("Even at the lowest cut more would fail than the judges accept"), n)
    return NotComputed(_("Even at the highest cut fewer would fail than the judges accept"), n)
