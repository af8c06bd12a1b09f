from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from certdesk.reports.dates import in_words, with_time


def test_days_and_moments_in_words():
    assert in_words(date(2026, 11, 3)) == "3 November 2026"
    assert with_time(datetime(2026, 2, 1, 9, 5, tzinfo=UTC)) == "1 February 2026, 09:05 UTC"
    assert with_time(datetime(2026, 2, 1, 9, 5, tzinfo=timezone(timedelta(hours=3)))) == "1 February 2026, 09:05 +03:00"
    assert with_time(datetime(2026, 2, 1, 9, 5)) == "1 February 2026, 09:05"  # noqa: DTZ001 - on purpose
