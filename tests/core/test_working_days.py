"""Working days: laws of the two functions that count them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.errors import CertDeskError
from certdesk.core.working_days import holidays_of, is_working_day, working_days_between, working_days_later

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NEAR = st.integers(-40, 60)
FREE = st.frozensets(st.integers(0, 6), max_size=5)


def near(day, offsets):
    return frozenset(day + timedelta(days=each) for each in offsets)


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 40), st.frozensets(NEAR, max_size=12), FREE)
def test_a_term_ends_on_a_working_day_and_has_so_many(day, count, offsets, free):
    holidays = near(day, offsets)
    end = working_days_later(day, count, holidays, free)
    assert is_working_day(end, holidays, free)
    if count:
        assert working_days_between(day, end, holidays, free) == count
        # No day before it is long enough: the term ends on the first that is.
        assert working_days_between(day, end - timedelta(days=1), holidays, free) == count - 1


@settings(max_examples=60, deadline=None)
@given(DAYS, NEAR, NEAR, st.frozensets(NEAR, max_size=12), FREE)
def test_counting_is_what_looking_at_every_day_gives(day, first, second, offsets, free):
    one, other = day + timedelta(days=first), day + timedelta(days=second)
    holidays = near(day, offsets)
    between = working_days_between(one, other, holidays, free)
    start, end = sorted((one, other))
    days = [start + timedelta(days=each) for each in range(1, (end - start).days + 1)]
    assert abs(between) == sum(is_working_day(each, holidays, free) for each in days)
    assert between == -working_days_between(other, one, holidays, free)


def test_a_weekend_and_a_holiday_take_no_time():
    friday = date(2026, 12, 18)
    assert working_days_later(friday, 1) == date(2026, 12, 21)
    assert working_days_later(friday, 5, holidays_of(["2026-12-25"])) == date(2026, 12, 28)
    assert working_days_later(date(2026, 12, 19), 0) == date(2026, 12, 21)
    thursday = date(2026, 12, 17)
    assert working_days_later(thursday, 1, free={4, 5}) == date(2026, 12, 20)


def test_what_can_not_be_counted_is_said():
    with pytest.raises(ValueError, match="-1"):
        working_days_later(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="6"):
        working_days_later(date(2026, 1, 1), 1, free=range(7))
    with pytest.raises(CertDeskError, match="“Easter” is no day"):
        holidays_of(["2026-12-25", "Easter"])
