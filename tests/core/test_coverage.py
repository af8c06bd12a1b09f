"""Ranges of what was seen, and how it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.coverage import ItemCoverage, Ranges, Unit, words_for_coverage

numbers = st.frozensets(st.integers(0, 60))


@given(numbers)
def test_ranges_hold_what_they_were_made_of(some):
    ranges = Ranges.of(some)
    assert frozenset(ranges) == some
    assert ranges.count == len(some)
    assert list(ranges) == sorted(some)
    assert all((number in ranges) == (number in some) for number in range(-1, 62))
    assert bool(ranges) == bool(some)


@given(numbers, numbers, numbers)
def test_union_is_that_of_sets(one, other, third):
    a, b, c = map(Ranges.of, (one, other, third))
    assert a.union(b) == b.union(a) == Ranges.of(one | other)
    assert a.union(b).union(c) == a.union(b.union(c))
    assert a.union(a) == a.union(Ranges()) == a


@given(numbers, st.integers(0, 60), st.integers(0, 60))
def test_a_cut_keeps_what_is_within(some, first, last):
    assert frozenset(Ranges.of(some).within(first, last)) == {number for number in some if first <= number <= last}


@given(numbers)
def test_the_text_is_canonical(some):
    ranges = Ranges.of(some)
    assert Ranges.read(str(ranges)) == ranges
    assert len(ranges.spans) == str(ranges).count(",") + bool(some)


def test_a_text_reads_as_people_write_pages():
    assert str(Ranges.of([7, 4, 1, 2, 3])) == "1-4,7"


@pytest.mark.parametrize("text", ["4-1", "1-2,3", "1,1", "7,1", "01", "1-1", "x", "1-", " 1", "1,"])
def test_another_text_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - int() and our own say different things
        Ranges.read(text)


def test_there_is_nothing_below_zero():
    with pytest.raises(ValueError, match="-1"):
        Ranges.of([-1, 3])


@pytest.mark.parametrize(
    ("unit", "seen", "total", "words"),
    [
        (Unit.PAGES, [], 12, "Not looked at yet"),
        (Unit.PAGES, [1, 2, 3, 9], 12, "4 of 12 pages seen"),
        (Unit.PAGES, range(1, 13), 12, "All 12 pages seen"),
        (Unit.PAGES, [1], 1, "The page seen"),
        (Unit.PAGES, [1], None, "1 page seen"),
        (Unit.PAGES, [1, 2], None, "2 pages seen"),
        (Unit.SECONDS, range(59), 60, "59 of 60 seconds watched"),
        (Unit.SECONDS, range(60), 60, "All 60 seconds watched"),
        (Unit.SECONDS, range(419), 1080, "6 of 18 minutes watched"),
        (Unit.SECONDS, range(1080), 1100, "18 of 19 minutes watched"),
        (Unit.SECONDS, range(1100), 1100, "All 19 minutes watched"),
        (Unit.SECONDS, range(30), 1100, "0 of 19 minutes watched"),
        (Unit.SECONDS, range(30), None, "30 seconds watched"),
        (Unit.SECONDS, range(200), None, "3 minutes watched"),
        (Unit.WHOLE, [0], 1, "Looked at"),
    ],
)
def test_it_is_told_without_flattery(unit, seen, total, words):
    assert words_for_coverage(ItemCoverage("i", unit, Ranges.of(seen), total)) == words


def test_sound_is_heard():
    half = ItemCoverage("i", Unit.SECONDS, Ranges.of(range(60)), 180)
    assert words_for_coverage(half, heard=True) == "1 of 3 minutes heard"
