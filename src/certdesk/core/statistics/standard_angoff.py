"""Angoff: judges say which level a portfolio that just deserves the certificate would reach on every criterion.

Sources: Angoff 1971, in Thorndike (ed.), Educational Measurement; extended to several levels by Hambleton & Plake 1995.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from certdesk.core.statistics.results import Estimate, NotComputed, no_spread, with_t_interval
from certdesk.core.words import _

Number = float | Fraction
UNBOUNDED = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class AngoffCut:
    """The mean of the judges' cuts; the standard error is sd / sqrt(judges), the interval Student's t over judges."""

    cut: Estimate
    judge_cuts: tuple[float, ...]
    sd: float | NotComputed
    left_out: int
    """Judges who did not judge every criterion with a weight."""


def angoff(judges: Sequence[Sequence[Number | None]], weights: Sequence[Number]) -> AngoffCut | NotComputed:
    """Return the weighted mean of each judge over the criteria, and their mean; ``n`` counts judges.

    A row per judge, a column per criterion, None for a gap. For the classic form give probabilities of success. The
    cut is on the scale of the judgements; times the sum of weights it is a cut on a total. Raises ValueError where a
    row and the weights differ in length.
    """
    whole = math.fsum(float(weight) for weight in weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        return NotComputed(_("The weights must be positive"), len(judges))
    cuts = [cut for cut in (_cut(row, weights, whole) for row in judges) if cut is not None]
    if not cuts:
        return NotComputed(_("No judge has judged every criterion"), 0)
    mean = math.fsum(cuts) / len(cuts)
    left_out = len(judges) - len(cuts)
    if len(cuts) < 2:
        reason = NotComputed(_("One judge alone has no spread"), 1)
        return AngoffCut(Estimate(mean, 1, None, reason), tuple(cuts), reason, left_out)
    sd = math.sqrt(math.fsum((cut - mean) ** 2 for cut in cuts) / (len(cuts) - 1))
    found = with_t_interval(mean, len(cuts), sd * sd / len(cuts), UNBOUNDED)
    return AngoffCut(found, tuple(cuts), sd if sd else no_spread(len(cuts)), left_out)


def _cut(row: Sequence[Number | None], weights: Sequence[Number], whole: float) -> float | None:
    pairs = list(zip(row, weights, strict=True))
    if any(value is None and weight for value, weight in pairs):
        return None
    return math.fsum(float(value) * float(weight) for value, weight in pairs if value is not None) / whole
