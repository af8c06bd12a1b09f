"""Drawing again from what was seen, with a recorded seed: the same numbers on any machine."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TypeVar

from certdesk.core.statistics.results import Interval, NotComputed
from certdesk.core.words import _

REPLICATES = 1000
SEED = 20260401
ENOUGH = 0.9
"""The share of replicates that must give a number; with fewer the interval would tell only of the good ones."""

T = TypeVar("T")


def binomial(chance: Random, n: int, p: float) -> int:
    """Draw how often a thing of probability ``p`` happens in ``n`` tries.

    Exact: the geometric method where few are expected, else BTRS of Hörmann 1993 (as in CPython from 3.12 on).
    """
    if p > 0.5:
        return n - binomial(chance, n, 1 - p)
    if n * p < 10:
        return _by_gaps(chance, n, p)
    return _by_rejection(chance, n, p)


def _by_gaps(chance: Random, n: int, p: float) -> int:
    found = at = 0
    scale = math.log1p(-p)
    if not scale:
        return 0
    while True:
        at += math.floor(math.log(1 - chance.random()) / scale) + 1
        if at > n:
            return found
        found += 1


def _by_rejection(chance: Random, n: int, p: float) -> int:
    spread = math.sqrt(n * p * (1 - p))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    limit = 0.92 - 4.2 / b
    alpha = (2.83 + 5.1 / b) * spread
    odds = math.log(p / (1 - p))
    mode = math.floor((n + 1) * p)
    top = math.lgamma(mode + 1) + math.lgamma(n - mode + 1)
    while True:
        u = chance.random() - 0.5
        inside = 0.5 - abs(u)
        if not inside:
            continue
        k = math.floor((2 * a / inside + b) * u + n * p + 0.5)
        if not 0 <= k <= n:
            continue
        v = 1 - chance.random()
        if inside >= 0.07 and v <= limit:
            return k
        v *= alpha / (a / (inside * inside) + b)
        if math.log(v) <= top - math.lgamma(k + 1) - math.lgamma(n - k + 1) + (k - mode) * odds:
            return k


def resampled_counts(counts: Sequence[int], seed: int, replicates: int) -> Iterator[list[int]]:
    """Draw as many as there are, with replacement, ``replicates`` times; give how often each kind was drawn.

    Drawing the numbers of each kind at once is the same as drawing one by one, and 100,000 units cost no more than 10.
    """
    chance = Random(seed)  # noqa: S311 - a sample that anybody can draw again, no secret
    for _replicate in range(replicates):
        left, weight = sum(counts), sum(counts)
        drawn = []
        for count in counts:
            got = binomial(chance, left, count / weight) if left and count else 0
            got = left if count == weight else got
            drawn.append(got)
            left -= got
            weight -= count
        yield drawn


def percentile_interval(values: Sequence[float | None], seed: int, what: str) -> Interval | NotComputed:
    """Return the middle 95 % of bootstrap values; None stands for a replicate that has no value."""
    kept = sorted(value for value in values if value is not None)
    if not values or len(kept) < ENOUGH * len(values):
        return NotComputed(_("Too many of the samples drawn again have no value, so there is no interval"), len(kept))
    if kept[-1] - kept[0] < 1e-12:
        return NotComputed(_("Every sample drawn again gives the same value, so there is no interval"), len(kept))
    return Interval(_at(kept, 0.025), _at(kept, 0.975), what, seed, len(values))


def _at(kept: Sequence[float], share: float) -> float:
    """Interpolate a quantile as most programs do (type 7 of Hyndman & Fan 1996)."""
    place = share * (len(kept) - 1)
    below = math.floor(place)
    return kept[below] + (place - below) * (kept[min(below + 1, len(kept) - 1)] - kept[below])


def bootstrap_se(values: Sequence[float | None]) -> float | None:
    """Return the standard deviation of bootstrap values, or None where there are fewer than two."""
    kept = [value for value in values if value is not None]
    if len(kept) < 2:
        return None
    mean = math.fsum(kept) / len(kept)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in kept) / (len(kept) - 1))


def bootstrap(
    cases: Sequence[T], statistic: Callable[[list[T]], float | None], seed: int, replicates: int
) -> list[float | None]:
    """Compute a statistic of samples that are drawn with replacement from the cases, each as large as they are."""
    chance = Random(seed)  # noqa: S311 - as above
    return [statistic(chance.choices(cases, k=len(cases))) for _replicate in range(replicates)]
