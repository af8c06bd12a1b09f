"""Dates and times in words."""

from __future__ import annotations

from datetime import date, datetime

from certdesk.core.words import N_, _

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def in_words(day: date) -> str:
    """Write a date as 3 November 2026."""
    return _("{day} {month} {year}").format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def with_time(moment: datetime) -> str:
    """Write a moment as 3 November 2026, 14:02 UTC, or with its distance from UTC: 14:02 +03:00."""
    time = f"{moment:%H:%M} {moment.isoformat()[-6:]}".replace("+00:00", "UTC") if moment.tzinfo else f"{moment:%H:%M}"
    return _("{date}, {time}").format(date=in_words(moment), time=time)
