"""How fast a recording can be played."""

from __future__ import annotations

RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)


def beside(rate: float, steps: int) -> float:
    """Return the rate so many steps faster, or slower below zero; the ends are the end."""
    nearest = min(range(len(RATES)), key=lambda number: abs(RATES[number] - rate))
    return RATES[min(max(nearest + steps, 0), len(RATES) - 1)]
