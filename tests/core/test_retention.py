from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.policy import Retention
from certdesk.core.retention import KeptClass, LegalHold, final_day, kept_class, kept_until

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_recordings_go_first_and_decision_records_last():
    final = date(2026, 11, 22)
    days = [kept_until(final, kept, Retention()) for kept in KeptClass]
    assert days == [date(2027, 5, 21), date(2027, 11, 22), date(2032, 11, 22)]


def test_whatever_plays_is_a_recording():
    assert kept_class("lesson_video", "unknown") is KeptClass.RECORDING
    assert kept_class("digital_artefact", "video") is KeptClass.RECORDING
    assert kept_class("lesson_plan", "document") is KeptClass.PORTFOLIO


@given(DAYS, st.integers(0, 90), st.lists(DAYS, max_size=3))
def test_nothing_is_final_before_its_window_and_every_appeal_ended(released, window, ended):
    final = final_day(released, window, tuple(ended))
    assert final is not None
    assert final >= released + timedelta(days=window)
    assert all(final >= day for day in ended)
    assert final_day(None, window, tuple(ended)) is None


def test_a_hold_holds_to_the_end_of_its_last_day_until_it_is_lifted():
    today = date(2026, 11, 22)
    held = LegalHold("h", "p", "audit", today, until=today)
    assert held.holds("p", today)
    assert not held.holds("p", today + timedelta(days=1))
    assert not held.holds("q", today)
    assert LegalHold("h", "*", "audit", today).holds("q", today)
    assert not LegalHold("h", "p", "audit", today, ended_on=today).holds("p", today)
