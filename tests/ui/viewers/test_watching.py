"""Only seconds that played from beginning to end count as watched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from certdesk.ui.viewers.watching import Watching


def played(watching: Watching, start: int, end: int, step: int = 50) -> None:
    for at in range(start, end + 1, step):
        watching.at(at)


def test_a_run_counts_its_whole_seconds() -> None:
    watching = Watching()
    played(watching, 3_000, 6_500)
    assert watching.take() == {3, 4, 5}
    played(watching, 6_550, 7_000)
    assert watching.take() == {6}
    assert watching.take() == frozenset()


def test_seconds_that_were_begun_in_the_middle_or_left_early_do_not_count() -> None:
    watching = Watching()
    played(watching, 3_400, 4_900)
    assert watching.take() == frozenset()
    watching.rest()
    played(watching, 4_900, 6_000)
    assert watching.take() == {5}


def test_a_jump_watches_nothing_between() -> None:
    watching = Watching()
    played(watching, 0, 1_000)
    played(watching, 50_000, 51_000)
    assert watching.take() == {0, 50}
    played(watching, 10_000, 11_000)
    assert watching.take() == {10}


def test_double_speed_counts_twice_as_many() -> None:
    watching = Watching()
    played(watching, 0, 10_000, 100)
    assert watching.take() == frozenset(range(10))


def test_the_last_second_counts_although_it_is_seldom_a_whole_one() -> None:
    watching = Watching()
    played(watching, 3_000, 5_750)
    watching.rest()
    watching.end(5_800)
    assert watching.take() == {3, 4, 5}
    watching.end(5_800)
    assert watching.take() == frozenset()


def test_an_end_that_was_jumped_to_is_no_watched_second() -> None:
    watching = Watching()
    played(watching, 0, 1_500)
    played(watching, 5_400, 5_750)
    watching.end(5_800)
    assert watching.take() == {0}
    played(watching, 0, 1_500)
    watching.rest()
    watching.end(5_800)
    assert watching.take() == {0}


@given(runs=st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 9_000), st.integers(20, 400)), max_size=6))
def test_nothing_counts_that_no_run_has_covered(runs: list[tuple[int, int, int]]) -> None:
    watching = Watching()
    covered: set[int] = set()
    for start, length, step in runs:
        watching.rest()
        played(watching, start, start + length, step)
        covered |= {
            second for second in range(80) if start <= second * 1000 + 120 and (second + 1) * 1000 <= start + length
        }
    assert watching.take() <= covered
