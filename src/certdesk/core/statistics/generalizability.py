"""Generalizability: how much of the differences comes from portfolios, criteria, assessors, and from their interplay.

Source: Brennan 2001, Generalizability Theory, chapters 3 (p x i x o, expected mean squares) and 4 (D studies).
In marking, p are portfolios, i criteria and o assessors who all marked everything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from certdesk.core.statistics.results import NotComputed
from certdesk.core.words import _

EFFECTS = ("p", "i", "o", "pi", "po", "io", "pio")


@dataclass(frozen=True, slots=True)
class Components:
    """Variance components by effect, as estimated: one below zero stands for zero and is named in ``negative``."""

    persons: int
    items: int
    occasions: int
    estimates: Mapping[str, float]

    @property
    def negative(self) -> tuple[str, ...]:
        """The effects whose estimate is below zero; where a coefficient needs them they count as 0."""
        return tuple(effect for effect in EFFECTS if self.estimates[effect] < 0)

    def counted(self, effect: str) -> float:
        """Return a component as coefficients use it: never below zero."""
        return max(self.estimates[effect], 0.0)


@dataclass(frozen=True, slots=True)
class DecisionStudy:
    """What a number of criteria and assessors would give: error variances and the two coefficients."""

    items: int
    occasions: int
    relative_error: float
    absolute_error: float
    generalizability: float | NotComputed
    """E rho squared: for putting portfolios in order."""
    dependability: float | NotComputed
    """Phi: for comparing with a cut."""


def components_of(scores: Sequence[Sequence[Sequence[float]]]) -> Components | NotComputed:
    """Return the variance components of scores[person][item][occasion], complete, at least 2 of each.

    Raises ValueError where the rows differ in length: a balanced design has no gaps.
    """
    persons = len(scores)
    items = len(scores[0]) if persons else 0
    occasions = len(scores[0][0]) if items else 0
    if any(len(row) != items or any(len(cell) != occasions for cell in row) for row in scores):
        raise ValueError((persons, items, occasions))
    if min(persons, items, occasions) < 2:
        return NotComputed(
            _("It takes at least two portfolios, two criteria and two assessors who marked all"), persons
        )
    return _from_squares(_mean_squares(scores), (persons, items, occasions))


def decision_study(found: Components, items: int, occasions: int) -> DecisionStudy:
    """Return error and coefficients for means over this many criteria and assessors (random facets, crossed)."""
    relative = (
        found.counted("pi") / items + found.counted("po") / occasions + found.counted("pio") / (items * occasions)
    )
    absolute = (
        relative
        + found.counted("i") / items
        + found.counted("o") / occasions
        + found.counted("io") / (items * occasions)
    )
    return DecisionStudy(items, occasions, relative, absolute, _share(found, relative), _share(found, absolute))


def _share(found: Components, error: float) -> float | NotComputed:
    true = found.counted("p")
    if true + error <= 0:
        return NotComputed(_("Nothing varies, so there is nothing to generalise"), found.persons)
    return true / (true + error)


def _mean_squares(scores: Sequence[Sequence[Sequence[float]]]) -> dict[str, float]:
    sizes = {"p": len(scores), "i": len(scores[0]), "o": len(scores[0][0])}
    places = list(product(*(range(size) for size in sizes.values())))
    grand = _means(scores, places, lambda _at: ())[()]
    means = {effect: _means(scores, places, _keeping(effect)) for effect in (*EFFECTS[:6], "pio")}
    found = {}
    for effect in EFFECTS:
        keep = _keeping(effect)
        parts = [part for part in EFFECTS if set(part) < set(effect)]
        total = math.fsum(
            (means[effect][keep(at)] + _lower(means, parts, len(effect), at) + (-1) ** len(effect) * grand) ** 2
            for at in places
        )
        df = math.prod(sizes[name] - 1 for name in effect)
        found[effect] = total / df
    return found


def _lower(
    means: Mapping[str, Mapping[tuple[int, ...], float]], parts: Sequence[str], size: int, at: tuple[int, ...]
) -> float:
    return math.fsum((-1.0) ** (size - len(part)) * means[part][_keeping(part)(at)] for part in parts)


def _keeping(effect: str) -> Callable[[tuple[int, ...]], tuple[int, ...]]:
    places = tuple("pio".index(name) for name in effect)
    return lambda at: tuple(at[place] for place in places)


def _means(
    scores: Sequence[Sequence[Sequence[float]]],
    places: Sequence[tuple[int, ...]],
    keep: Callable[[tuple[int, ...]], tuple[int, ...]],
) -> dict[tuple[int, ...], float]:
    sums: dict[tuple[int, ...], list[float]] = {}
    for at in places:
        sums.setdefault(keep(at), []).append(float(scores[at[0]][at[1]][at[2]]))
    return {key: math.fsum(values) / len(values) for key, values in sums.items()}


def _from_squares(ms: Mapping[str, float], sizes: tuple[int, int, int]) -> Components:
    p, i, o = sizes
    rest = ms["pio"]
    return Components(
        p,
        i,
        o,
        {
            "p": (ms["p"] - ms["pi"] - ms["po"] + rest) / (i * o),
            "i": (ms["i"] - ms["pi"] - ms["io"] + rest) / (p * o),
            "o": (ms["o"] - ms["po"] - ms["io"] + rest) / (p * i),
            "pi": (ms["pi"] - rest) / o,
            "po": (ms["po"] - rest) / i,
            "io": (ms["io"] - rest) / p,
            "pio": rest,
        },
    )
