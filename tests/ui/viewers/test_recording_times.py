"""Times as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.ui.viewers.recording_times import exact_clock, read_clock


@pytest.mark.parametrize(
    ("typed", "milliseconds"),
    [
        ("3:05", 185_000),
        (" 03:05.2 ", 185_200),
        ("1:02:09", 3_729_000),
        ("1:02:09,5", 3_729_500),
        ("185", 185_000),
        ("185.25", 185_250),
        ("90:00", 5_400_000),
        ("٣:٠٥", 185_000),
        ("९:०५", 545_000),
        ("0", 0),
    ],
)
def test_what_people_type(typed: str, milliseconds: int) -> None:
    assert read_clock(typed) == milliseconds


@pytest.mark.parametrize("typed", ["", "x", "3:5x", "3:60", "1:60:00", "-3", "1:2:3:4", "3.", ":30", "1e3"])
def test_what_is_no_time(typed: str) -> None:
    assert read_clock(typed) is None


@given(st.integers(0, 500 * 3_600_000))
def test_what_is_shown_can_be_typed_again(milliseconds: int) -> None:
    assert read_clock(exact_clock(milliseconds)) == milliseconds // 100 * 100
