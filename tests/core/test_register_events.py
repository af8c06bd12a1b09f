"""Events as lines: the same event always gives the same line, and nothing else is read as one."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certdesk.core.credentials import Deed, RegisterEvent
from certdesk.core.errors import UntrustedFileError
from certdesk.core.plain import canonical
from certdesk.core.register_events import event_line, is_replaced, is_withdrawn, issue_of, position_of, read_event

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ISSUED = RegisterEvent(
    Deed.ISSUED,
    AT,
    "HSTP-2026-00317-4",
    award_id="0193b1c6-8f3a-7c11-9d53-2b8a6f0c1e77",
    pdf="a" * 64,
    badge="b" * 64,
    holder="sha256$" + "c" * 64,
    signer="d" * 64,
    status_index=77231,
    valid_until=date(2029, 11, 22),
    replaces="HSTP-2026-00101-2",
)
WITHDRAWN = RegisterEvent(
    Deed.WITHDRAWN, AT, "HSTP-2026-00317-4", since=date(2026, 11, 1), reason="A copied lesson plan."
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
EVENTS = st.builds(
    RegisterEvent,
    deed=st.sampled_from(Deed),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    serial=WORDS.filter(bool),
    award_id=WORDS,
    pdf=st.sampled_from(("", "0" * 64)),
    status_index=st.none() | st.integers(0, 131_071),
    since=st.none() | st.dates(),
    replaces=WORDS,
)


@given(EVENTS, st.integers(0, 10_000))
@settings(max_examples=40)
def test_a_line_is_read_back_as_the_event(event, position):
    line = event_line(event, position)
    assert read_event(line, position) == event
    assert event_line(read_event(line, position), position) == line
    assert position_of(line) == position
    with pytest.raises(UntrustedFileError):
        read_event(line, position + 1)


def test_what_is_not_said_is_left_out():
    assert json.loads(event_line(WITHDRAWN, 4)) == {
        "n": 4,
        "deed": "withdrawn",
        "at": "2026-11-22T09:30:00+00:00",
        "serial": "HSTP-2026-00317-4",
        "since": "2026-11-01",
        "reason": "A copied lesson plan.",
    }


def test_times_of_any_zone_are_written_in_utc():
    elsewhere = replace(ISSUED, at=AT.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert event_line(elsewhere, 0) == event_line(ISSUED, 0)


def test_a_long_reason_of_several_lines_becomes_a_short_one():
    read = read_event(event_line(replace(WITHDRAWN, reason="One.\n\tTwo. " + "x" * 600), 0), 0)
    assert read.reason.startswith("One. Two. xx")
    assert (len(read.reason), read.reason[-1]) == (500, "…")


CHANGED = {
    "no place": {"n": None},
    "a place that is no number": {"n": True},
    "an unknown deed": {"deed": "forged"},
    "a time without zone": {"at": "2026-11-22T09:30:00"},
    "a time of another zone": {"at": "2026-11-22T10:30:00+01:00"},
    "no serial": {"serial": ""},
    "a serial that is no text": {"serial": 5},
    "a control letter": {"serial": "A\nB"},
    "half a letter": {"serial": "\ud800"},
    "a digest that is none": {"pdf": "A" * 64},
    "a short digest": {"badge": "ab"},
    "a day that is none": {"valid_until": "2026-02-30"},
    "a day written otherwise": {"valid_until": "20261101"},
    "a place before the list": {"status_index": -1},
    "a place that is text": {"status_index": "7"},
    "too long": {"holder": "x" * 101},
    "a word of a later version": {"witness": "x"},
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_anything_else_is_refused(change):
    plain = json.loads(event_line(ISSUED, 0)) | change
    with pytest.raises(UntrustedFileError):
        read_event(canonical({key: value for key, value in plain.items() if value is not None}), 0)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        "5",
        "[" * 3000,
        '{"n":0}',
        " " + event_line(ISSUED, 0),
        "x" * 5000,
        '{"n":1e999}',
        "\ud800",
    ],
)
def test_what_is_no_event_is_refused(line):
    with pytest.raises(UntrustedFileError):
        read_event(line, 0)


def test_two_ways_to_write_the_same_are_refused():
    line = event_line(ISSUED, 0)
    for other in (line.replace(":", ": "), json.dumps(json.loads(line)), line.replace('"n":0', '"n":0,"n":0')):
        with pytest.raises(UntrustedFileError):
            read_event(other, 0)


def test_a_line_of_a_newer_version_says_so_and_one_that_may_be_passed_over_is():
    plain = json.loads(event_line(ISSUED, 0))
    with pytest.raises(UntrustedFileError) as problem:
        read_event(canonical(plain | {"conditions": "none"}), 0)
    assert "newer version" in problem.value.hint
    assert read_event(canonical(plain | {"x-note": "whatever"}), 0) == ISSUED


def test_what_became_of_a_certificate():
    again = replace(ISSUED, serial="HSTP-2026-00400-1", replaces=ISSUED.serial)
    events = (ISSUED, WITHDRAWN, again)
    assert issue_of(events, ISSUED.serial) is ISSUED
    assert is_withdrawn(events, ISSUED.serial) is WITHDRAWN
    assert is_replaced(events, ISSUED.serial) is again
    assert (issue_of(events, "X"), is_withdrawn(events, "X"), is_replaced(events, "X")) == (None, None, None)
