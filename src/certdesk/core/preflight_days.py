"""Whether evidence is recent enough, and whether its clock can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from certdesk.core.days import day_in_words
from certdesk.core.preflight import Finding
from certdesk.core.preflight_facts import CheckedItem, Programme
from certdesk.core.preflight_rules import found

_OTHER_SIDE = timedelta(days=1)
"""Where it is tomorrow already."""
_FIRST = date(1995, 1, 1)
"""Cameras and computers whose battery was empty begin again at 1904, 1970, 1980 or on 1 January of the year in which
they were made, and programs that want to be the same every time write such days too: they tell nothing."""


def day_findings(each: CheckedItem, programme: Programme, received: date) -> Iterator[Finding]:
    """Find evidence that is too old on the day on which it came in, or from the future."""
    months = programme.catalogue.currency_months
    oldest = _months_before(received, months)
    if each.made_on is not None:
        if each.made_on < oldest:
            yield found("outdated", each.id, day=day_in_words(each.made_on), months=months)
        if each.made_on > programme.today + _OTHER_SIDE:
            yield found("from_the_future", each.id, day=day_in_words(each.made_on))
        return
    if each.look is None:
        return
    told = [day for text in (each.look.taken, each.look.made) if (day := _day(text)) is not None]
    future = [day for day in told if day > programme.today + _OTHER_SIDE]
    if future:
        yield found("from_the_future", each.id, day=day_in_words(future[0]))
    elif told and _FIRST <= told[0] < oldest and (told[0].month, told[0].day) != (1, 1):
        yield found("maybe_outdated", each.id, day=day_in_words(told[0]), months=months)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, min(day.day, last))
        except ValueError:
            continue
    return date(years, month + 1, 1)
