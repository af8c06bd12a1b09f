"""How much is shown around a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.annotations import Rect
from certdesk.core.framing import around, inside

SIZES = st.integers(20, 5000)
EDGES = st.integers(-50, 6000)


def test_a_place_stands_in_the_middle_with_air():
    box = around(Rect(400, 400, 500, 450), (1000, 1000), 2.0, 10)
    assert box == Rect(375, 387.5, 525, 462.5)


def test_a_small_place_gets_its_surroundings():
    box = around(Rect(490, 499, 510, 501), (1000, 1000), 2.0, 200)
    assert box == Rect(400, 450, 600, 550)


def test_at_the_edge_the_surroundings_move_inwards():
    assert around(Rect(0, 0, 20, 10), (1000, 1000), 2.0, 200) == Rect(0, 0, 200, 100)
    assert around(Rect(990, 995, 1000, 1000), (1000, 1000), 2.0, 200) == Rect(800, 900, 1000, 1000)


@pytest.mark.parametrize("nothing", [Rect(0, 0, 0, 0), Rect(5, 5, 5, 50), Rect(50, 5, 5, 50)])
def test_a_place_without_size_is_the_whole(nothing):
    assert around(nothing, (300, 200), 2.0, 100) == Rect(0, 0, 300, 200)


@given(SIZES, SIZES, EDGES, EDGES, SIZES, SIZES, st.sampled_from([0.5, 1.0, 1.9]), st.integers(1, 800))
def test_what_is_shown_is_inside_and_holds_the_place(wide, high, left, top, across, down, shape, least):
    place = inside(Rect(left, top, left + across, top + down), (wide, high))
    box = around(place, (wide, high), shape, least)
    assert 0 <= box.left <= place.left + 1e-6
    assert 0 <= box.top <= place.top + 1e-6
    assert place.right - 1e-6 <= box.right <= wide + 1e-6
    assert place.bottom - 1e-6 <= box.bottom <= high + 1e-6
