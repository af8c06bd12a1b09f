"""Days on which people work: deadlines are counted in them, so that a holiday takes nobody's time away."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _

SATURDAY_AND_SUNDAY = frozenset({5, 6})
"""Weekdays that are free, counted from Monday as 0; elsewhere they are Friday and Saturday."""
_ONE = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date] = (), free: Collection[int] = SATURDAY_AND_SUNDAY) -> bool:
    """Whether people work on a day."""
    return day.weekday() not in free and day not in holidays


def working_days_later(
    day: date, count: int, holidays: Collection[date] = (), free: Collection[int] = SATURDAY_AND_SUNDAY
) -> date:
    """Return the last day of a term of so many working days that begins on the day after ``day``.

    A term of none ends on ``day`` itself, or on the next working day. Raises ValueError below none, or where every
    weekday is free.
    """
    if count < 0 or len(set(free)) >= 7:
        raise ValueError(count, sorted(free))
    while not (count == 0 and is_working_day(day, holidays, free)):
        day += _ONE
        if count and is_working_day(day, holidays, free):
            count -= 1
    return day


def working_days_between(
    day: date, later: date, holidays: Collection[date] = (), free: Collection[int] = SATURDAY_AND_SUNDAY
) -> int:
    """Count the working days after ``day`` up to and with ``later``; less than none where that lies before."""
    if later < day:
        return -working_days_between(later, day, holidays, free)
    weeks, rest = divmod((later - day).days, 7)
    count = weeks * (7 - len(set(free)))
    count += sum((later - timedelta(days=back)).weekday() not in free for back in range(rest))
    return count - sum(day < each <= later and each.weekday() not in free for each in set(holidays))


def holidays_of(days: Iterable[str]) -> frozenset[date]:
    """Read the holidays of a policy, written as 2026-12-25. Raises CertDeskError naming the one that is no day."""
    found = set()
    for text in days:
        try:
            found.add(date.fromisoformat(text))
        except ValueError as problem:
            told = _("“{text}” is no day, so deadlines can't be counted.").format(text=text)
            raise CertDeskError(told, _("Write holidays in the policy as 2026-12-25.")) from problem
    return frozenset(found)
