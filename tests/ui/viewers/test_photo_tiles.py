"""Which pictures of a large photo are asked for, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.annotations import Rect
from certdesk.ui.viewers.drawing_plan import Wanted
from certdesk.ui.viewers.photo_tiles import MOST_PIXELS, TILE, level_for, plan_photo, tiles

SIZE = (20_000.0, 5_000.0)
SEEN = Rect(9_000, 2_000, 10_000, 2_700)


@pytest.mark.parametrize(
    ("scale", "level"), [(8.0, 1.0), (1.0, 1.0), (0.7, 1.0), (0.5, 0.5), (0.4, 0.5), (0.25, 0.25), (0.1, 0.125)]
)
def test_squares_are_at_least_as_fine_as_the_view(scale: float, level: float) -> None:
    assert level_for(scale) == level


def test_all_of_it_first_and_alone_then_squares_from_the_middle() -> None:
    wanted = Wanted(((1, SEEN),), (2,), 1.0)
    first = list(plan_photo(wanted, (SIZE, SIZE), {}))
    assert len(first) == 1
    assert first[0].part is None
    assert first[0].scale ** 2 * SIZE[0] * SIZE[1] <= MOST_PIXELS * 1.01
    asked = list(plan_photo(wanted, (SIZE, SIZE), {1: first}))
    assert all(shot.page == 1 and shot.part is not None for shot in asked)
    middle = asked[0].part
    assert middle is not None
    assert middle.left <= 9_500 <= middle.right
    assert middle.top <= 2_350 <= middle.bottom


def test_what_is_there_is_not_asked_for_again() -> None:
    wanted = Wanted(((1, SEEN),), (), 1.0)
    have = list(plan_photo(wanted, (SIZE,), {}))
    have += plan_photo(wanted, (SIZE,), {1: have})
    assert list(plan_photo(wanted, (SIZE,), {1: have})) == []
    assert list(plan_photo(Wanted(((1, SEEN),), (), 0.9), (SIZE,), {1: have})) == []


def test_a_small_photo_is_drawn_whole_at_once() -> None:
    asked = list(plan_photo(Wanted(((1, Rect(0, 0, 600, 400)),), (), 1.0), ((600.0, 400.0),), {}))
    assert [(shot.scale, shot.part) for shot in asked] == [(1.0, None)]


@given(
    st.floats(0, 19_000),
    st.floats(0, 4_000),
    st.floats(1, 4_000),
    st.floats(1, 3_000),
    st.sampled_from([1.0, 0.5, 0.25]),
)
def test_squares_cover_what_is_seen_without_overlapping(
    left: float, top: float, across: float, down: float, level: float
) -> None:
    seen = Rect(left, top, min(left + across, SIZE[0]), min(top + down, SIZE[1]))
    parts = [shot.part for shot in tiles(1, seen, level, SIZE) if shot.part is not None]
    assert min(part.left for part in parts) <= seen.left
    assert max(part.right for part in parts) >= seen.right
    assert min(part.top for part in parts) <= seen.top
    assert max(part.bottom for part in parts) >= seen.bottom
    assert len({(part.left, part.top) for part in parts}) == len(parts)
    assert all((part.right - part.left) * level <= TILE for part in parts)
