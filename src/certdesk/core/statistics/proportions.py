"""Shares with an interval that stays inside 0 to 1 and holds for small n."""

from __future__ import annotations

import math

from certdesk.core.statistics.results import Z95, Interval, NotComputed, Proportion
from certdesk.core.words import _


def wilson(count: int, n: int) -> Interval:
    """Return the Wilson score interval without continuity correction (Wilson 1927, JASA 22), for n >= 1."""
    share, square = count / n, Z95 * Z95
    middle = share + square / (2 * n)
    half = Z95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    below = (middle - half) / (1 + square / n) if count else 0.0
    above = (middle + half) / (1 + square / n) if count < n else 1.0
    return Interval(below, above, _("Wilson"))


def proportion(count: int, n: int) -> Proportion | NotComputed:
    """Return ``count`` of ``n`` with its Wilson interval; of nothing there is no share."""
    if not n:
        return NotComputed(_("There is nothing to count"), 0)
    return Proportion(count, n, wilson(count, n))
