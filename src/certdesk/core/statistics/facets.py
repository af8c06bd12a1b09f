"""Many-facet Rasch measurement: how severe each assessor is, apart from which portfolios and criteria they had.

Model (Linacre 1989, Many-Facet Rasch Measurement; rating scale of Andrich 1978):
log(P_k / P_k-1) = theta(portfolio) - delta(criterion) - gamma(assessor) - tau_k, with the deltas, gammas and taus each
adding up to 0. Estimated by joint maximum likelihood (JMLE, Wright & Masters 1982, Rating Scale Analysis, chapter 4),
Newton steps for one parameter at a time. Fit: mean squares, outfit plain and infit weighted by information.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from certdesk.core.statistics.facets_checks import not_estimable
from certdesk.core.statistics.results import NotComputed
from certdesk.core.words import _

ROUNDS = 2000
STILL = 1e-6
"""The largest change of a parameter at which the estimation stops."""
TOO_FAR = 30.0
"""Logits beyond which a score is certain; further out powers would overflow."""
EXTREME = 0.3
"""How far a raw score at the end of what is possible is moved inwards to get a measure (as Linacre's program does)."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One observed rating: ``score`` is the place of its level on the scale, from 0."""

    portfolio: Hashable
    assessor: Hashable
    criterion: Hashable
    score: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One assessor: severity in logits (more is stricter), standard error, fit, mean as given and as if all were equal.

    ``fair_average`` is the mean score that the assessor would give to the average portfolio on the average criterion.
    """

    severity: float
    se: float
    infit: float
    outfit: float
    n: int
    mean: float
    fair_average: float


@dataclass(frozen=True, slots=True)
class Facets:
    """The measures of everybody and everything, in logits; extreme portfolios have measures but did not take part."""

    n: int
    assessors: Mapping[Hashable, Measure]
    criteria: Mapping[Hashable, float]
    portfolios: Mapping[Hashable, float]
    thresholds: tuple[float, ...]
    levels_used: tuple[int, ...]
    """The scores that occur; a level that nobody used has no threshold, its neighbours stand next to each other."""
    extreme: tuple[Hashable, ...]
    """Portfolios that got only the lowest or only the highest level: their measure is a rough one."""
    negative_log_likelihood: float
    separation: float
    reliability: float
    fixed_chi_square: float
    """Are all assessors equally severe? Chi squared with one degree of freedom less than there are assessors."""
    rounds: int


@dataclass(slots=True)
class _Fit:
    """The parameters while they are looked for."""

    ratings: Sequence[tuple[Hashable, Hashable, Hashable, int]]
    theta: dict[Hashable, float]
    gamma: dict[Hashable, float]
    delta: dict[Hashable, float]
    tau: list[float]

    def at(self, portfolio: Hashable, assessor: Hashable, criterion: Hashable) -> float:
        return self.theta[portfolio] - self.gamma[assessor] - self.delta[criterion]


def facets_of(ratings: Iterable[Rating]) -> Facets | NotComputed:
    """Return the measures; gaps in the data are allowed, but everybody must be linked by shared portfolios."""
    given = list(ratings)
    kept, extreme = _without_extremes(given)
    reason = not_estimable([(one.portfolio, one.assessor, one.criterion, one.score) for one in kept])
    if reason:
        return NotComputed(reason, len(given))
    used = sorted({one.score for one in kept})
    places = {score: place for place, score in enumerate(used)}
    rows = [(one.portfolio, one.assessor, one.criterion, places[one.score]) for one in kept]
    theta, gamma, delta = (dict.fromkeys((row[at] for row in rows), 0.0) for at in range(3))
    fit = _Fit(rows, theta, gamma, delta, [0.0] * (len(used) - 1))
    rounds = _estimate(fit)
    if rounds >= ROUNDS:
        return NotComputed(
            _("The severities did not settle; there are too few ratings that link the assessors"), len(given)
        )
    return _described(fit, given, extreme, (used, rounds))


def _without_extremes(given: Sequence[Rating]) -> tuple[list[Rating], tuple[Hashable, ...]]:
    """Take out portfolios with only the lowest or only the highest score: their measure would be infinite."""
    if not given:
        return [], ()
    low, high = min(one.score for one in given), max(one.score for one in given)
    scores: dict[Hashable, set[int]] = {}
    for one in given:
        scores.setdefault(one.portfolio, set()).add(one.score)
    extreme = {key for key, found in scores.items() if found in ({low}, {high})}
    return [one for one in given if one.portfolio not in extreme], tuple(key for key in scores if key in extreme)


def _estimate(fit: _Fit) -> int:
    for done in range(ROUNDS):
        moved = max(
            _step(fit, fit.theta, 0, 1), _step(fit, fit.gamma, 1, -1), _step(fit, fit.delta, 2, -1), _step_tau(fit)
        )
        if moved < STILL:
            return done
        if max(map(abs, (*fit.theta.values(), *fit.gamma.values(), *fit.delta.values(), *fit.tau))) > TOO_FAR:
            break  # there is no best value: it runs away
    return ROUNDS


def _step(fit: _Fit, parameters: dict[Hashable, float], facet: int, sign: int) -> float:
    """Move every parameter of a facet one Newton step; return the largest change before centring."""
    off = dict.fromkeys(parameters, 0.0)
    information = dict.fromkeys(parameters, 0.0)
    moments = _moments_by(fit.tau)
    theta, gamma, delta = fit.theta, fit.gamma, fit.delta
    for row in fit.ratings:
        mean, variance = moments(theta[row[0]] - gamma[row[1]] - delta[row[2]])
        off[row[facet]] += row[3] - mean
        information[row[facet]] += variance
    steps = {key: sign * _limited(off[key] / max(information[key], 1e-9)) for key in parameters}
    middle = 0.0 if facet == 0 else math.fsum(steps.values()) / len(steps)
    for key, step in steps.items():
        parameters[key] += step - middle
    return max(abs(step - middle) for step in steps.values())


def _step_tau(fit: _Fit) -> float:
    count = len(fit.tau)
    off, information = [0.0] * count, [0.0] * count
    known: dict[float, list[float]] = {}
    for portfolio, assessor, criterion, score in fit.ratings:
        at = fit.at(portfolio, assessor, criterion)
        if at not in known:
            chances = probabilities(at, fit.tau)
            known[at] = [math.fsum(chances[k + 1 :]) for k in range(count)]
        for k, reached in enumerate(known[at]):
            off[k] += (score > k) - reached
            information[k] += reached * (1 - reached)
    steps = [-_limited(one / max(info, 1e-9)) for one, info in zip(off, information, strict=True)]
    middle = math.fsum(steps) / count
    for k, step in enumerate(steps):
        fit.tau[k] += step - middle
    return max(abs(step - middle) for step in steps)


def _moments_by(tau: Sequence[float]) -> Callable[[float], tuple[float, float]]:
    """Return a quick way to the mean and the variance for these thresholds: one power per score, one exponential."""
    heights = [math.exp(-total) for total in accumulate(tau, initial=0.0)]

    @cache
    def moments(at: float) -> tuple[float, float]:
        step, power = math.exp(max(-TOO_FAR, min(TOO_FAR, at))), 1.0
        whole = first = second = 0.0
        for score, height in enumerate(heights):
            value = height * power
            whole += value
            first += score * value
            second += score * score * value
            power *= step
        mean = first / whole
        return mean, max(second / whole - mean * mean, 0.0)

    return moments


def _limited(step: float) -> float:
    return max(-1.0, min(1.0, step))


def probabilities(at: float, tau: Sequence[float]) -> list[float]:
    """Return the probability of each score for a portfolio that lies this far above assessor and criterion."""
    logs = [0.0]
    for threshold in tau:
        logs.append(logs[-1] + at - threshold)
    top = max(logs)
    parts = [math.exp(log - top) for log in logs]
    whole = math.fsum(parts)
    return [part / whole for part in parts]


def mean_and_variance(at: float, tau: Sequence[float]) -> tuple[float, float, list[float]]:
    """Return the expected score, its variance, and the probabilities they come from."""
    chances = probabilities(at, tau)
    mean = math.fsum(score * chance for score, chance in enumerate(chances))
    return mean, math.fsum((score - mean) ** 2 * chance for score, chance in enumerate(chances)), chances


def _described(
    fit: _Fit, given: Sequence[Rating], extreme: tuple[Hashable, ...], how: tuple[Sequence[int], int]
) -> Facets:
    used, rounds = how
    for portfolio in extreme:
        fit.theta[portfolio] = _extreme_measure(fit, [one for one in given if one.portfolio == portfolio], used)
    measures = {assessor: _measure(fit, assessor, given, used) for assessor in fit.gamma}
    error = math.fsum(one.se**2 for one in measures.values()) / len(measures)
    spread = math.fsum(one.severity**2 for one in measures.values()) / len(measures)
    separation = math.sqrt(max(spread - error, 0.0) / error)
    exact = [1 / one.se**2 for one in measures.values()]
    pulled = math.fsum(weight * one.severity for weight, one in zip(exact, measures.values(), strict=True))
    square = math.fsum(weight * one.severity**2 for weight, one in zip(exact, measures.values(), strict=True))
    return Facets(
        len(given),
        measures,
        dict(fit.delta),
        dict(fit.theta),
        tuple(fit.tau),
        tuple(used),
        extreme,
        -math.fsum(math.log(probabilities(fit.at(*row[:3]), fit.tau)[row[3]]) for row in fit.ratings),
        separation,
        separation**2 / (1 + separation**2),
        square - pulled**2 / math.fsum(exact),
        rounds,
    )


def _extreme_measure(fit: _Fit, own: Sequence[Rating], used: Sequence[int]) -> float:
    """Return the measure at which the expected raw score is 0.3 away from what can't be passed."""
    top = len(used) - 1
    places = [fit.gamma.get(one.assessor, 0.0) + fit.delta.get(one.criterion, 0.0) for one in own]
    wanted = EXTREME if own[0].score <= used[0] else top * len(own) - EXTREME
    low, high = -50.0, 50.0
    for _halving in range(60):
        middle = (low + high) / 2
        expected = math.fsum(mean_and_variance(middle - place, fit.tau)[0] for place in places)
        low, high = (middle, high) if expected < wanted else (low, middle)
    return (low + high) / 2


def _measure(fit: _Fit, assessor: Hashable, given: Sequence[Rating], used: Sequence[int]) -> Measure:
    squares, weighted, information = [], 0.0, 0.0
    for row in fit.ratings:
        if row[1] == assessor:
            mean, variance, _chances = mean_and_variance(fit.at(*row[:3]), fit.tau)
            squares.append((row[3] - mean) ** 2 / variance)
            weighted += (row[3] - mean) ** 2
            information += variance
    own = [one.score for one in given if one.assessor == assessor]
    middle = math.fsum(fit.theta.values()) / len(fit.theta)
    chances = probabilities(middle - fit.gamma[assessor], fit.tau)
    return Measure(
        fit.gamma[assessor],
        1 / math.sqrt(information),
        weighted / information,
        math.fsum(squares) / len(squares),
        len(own),
        math.fsum(own) / len(own),
        math.fsum(score * chance for score, chance in zip(used, chances, strict=True)),
    )
