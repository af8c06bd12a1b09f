"""The distributions that intervals need: F and Student's t from the incomplete beta function."""

from __future__ import annotations

import math
from functools import lru_cache

TINY = 1e-300
STEPS = 1000


def incomplete_beta(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), for a, b > 0; ``rest`` is 1 - x, kept exact.

    Continued fraction of DLMF 8.17.22 by the modified Lentz method (Press et al., Numerical Recipes, 6.4).
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _continued_fraction(a, b, x) / a
    return 1 - math.exp(log_front) * _continued_fraction(b, a, rest) / b


def _continued_fraction(a: float, b: float, x: float) -> float:
    c = 1.0
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, STEPS):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + part * d)
            c = _not_zero(1 + part / c)
            found *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return found


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def f_probability(value: float, df_over: float, df_under: float) -> float:
    """Return P(F <= value) for an F distribution with these degrees of freedom, which need not be whole."""
    if value <= 0:
        return 0.0
    whole = df_over * value + df_under
    return incomplete_beta(df_over / 2, df_under / 2, df_over * value / whole, df_under / whole)


@lru_cache(maxsize=4096)
def f_quantile(probability: float, df_over: float, df_under: float) -> float:
    """Return the value under which an F variable lies with this probability (0 < probability < 1).

    Newton's method on the logarithm, kept inside a shrinking bracket, so that it can't run away.
    """
    low, high = -700.0, 700.0
    at = 0.0
    for _step in range(STEPS):
        value = math.exp(at)
        off = f_probability(value, df_over, df_under) - probability
        low, high = (low, at) if off > 0 else (at, high)
        slope = value * _f_density(value, df_over, df_under)
        new = at - off / slope if slope > 1e-200 else math.nan
        new = new if low < new < high else (low + high) / 2
        if abs(new - at) < 1e-14 * max(1.0, abs(at)):
            break
        at = new
    return math.exp(at)


def _f_density(value: float, df_over: float, df_under: float) -> float:
    a, b = df_over / 2, df_under / 2
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    whole = df_over * value + df_under
    log_density = a * math.log(df_over * value / whole) + b * math.log(df_under / whole) - math.log(value) - log_beta
    return math.exp(log_density) if log_density > -700 else 0.0


def t_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t: t squared is F with 1 and ``df`` degrees of freedom."""
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    return math.sqrt(f_quantile(2 * probability - 1, 1.0, float(df)))


@lru_cache(maxsize=1024)
def chi_square_quantile(probability: float, df: float) -> float:
    """Return the value under which chi squared with ``df`` degrees of freedom lies with this probability."""
    low, high = 0.0, max(1.0, df)
    while lower_gamma(df / 2, high / 2) < probability:
        high *= 2
    for _halving in range(200):
        middle = (low + high) / 2
        if lower_gamma(df / 2, middle / 2) < probability:
            low = middle
        else:
            high = middle
        if high - low < 1e-14 * high:
            break
    return (low + high) / 2


def lower_gamma(a: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(a, x), by series or continued fraction.

    Press et al., Numerical Recipes, 6.2 (DLMF 8.7.1 and 8.9.2).
    """
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        part = total = 1 / a
        at = a
        while part > total * 1e-16:
            at += 1
            part *= x / at
            total += part
        return front * total
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    found = d
    for step in range(1, STEPS * 100):
        part = -step * (step - a)
        b += 2
        d = 1 / _not_zero(part * d + b)
        c = _not_zero(b + part / c)
        found *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return 1 - front * found
