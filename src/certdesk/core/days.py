"""How sentences write a day."""

from __future__ import annotations

from datetime import date


def day_in_words(day: date) -> str:
    """Write a day as 3 Nov 2026. A time counts as it is: turn it into the reader's own zone before."""
    return f"{day.day} {day:%b %Y}"
