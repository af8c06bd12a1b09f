"""Geometry of pages on the sheet."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from certdesk.core.annotations import Rect
from certdesk.ui.viewers import sheets

SIZES = st.lists(st.tuples(st.floats(20, 2000), st.floats(20, 2000)), min_size=1, max_size=12).map(tuple)
ROTATIONS = st.sampled_from((0, 90, 180, 270))
SCALES = st.floats(0.05, 12)


@given(sizes=SIZES, scale=SCALES, rotation=ROTATIONS, across=st.floats(0, 1), down=st.floats(0, 1), data=st.data())
def test_a_point_of_a_page_comes_back_from_the_sheet(sizes, scale, rotation, across, down, data) -> None:
    page = data.draw(st.integers(1, len(sizes)))
    layout = sheets.lay_out(sizes, scale, (800, 600), rotation)
    point = QPointF(sizes[page - 1][0] * across, sizes[page - 1][1] * down)
    back = layout.to_page(page, layout.transform(page).map(point))
    assert back.x() == pytest.approx(point.x(), abs=1e-6)
    assert back.y() == pytest.approx(point.y(), abs=1e-6)


@given(sizes=SIZES, scale=SCALES, rotation=ROTATIONS)
def test_pages_lie_below_each_other_inside_the_sheet(sizes, scale, rotation) -> None:
    layout = sheets.lay_out(sizes, scale, (800, 600), rotation)
    boxes = [layout.page_box(page) for page in range(1, len(sizes) + 1)]
    whole = QRectF(QPointF(0, 0), layout.extent).adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    assert all(whole.contains(box) for box in boxes)
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(boxes))
    assert list(layout.pages_between(0, layout.extent.height())) == list(range(1, len(sizes) + 1))


@given(sizes=SIZES, scale=SCALES, rotation=ROTATIONS, data=st.data())
def test_the_page_in_the_middle_of_a_box_is_found(sizes, scale, rotation, data) -> None:
    page = data.draw(st.integers(1, len(sizes)))
    layout = sheets.lay_out(sizes, scale, (800, 600), rotation)
    assert layout.page_at(layout.page_box(page).center().y()) == page


@given(size=st.tuples(st.floats(50, 2000), st.floats(50, 2000)), rotation=ROTATIONS)
def test_a_fitted_page_fits(size, rotation) -> None:
    layout = sheets.lay_out((size,), sheets.fitting_page(size, 566, 600, rotation), (566, 600), rotation)
    assert layout.extent.width() <= 566 + 1e-6
    assert layout.extent.height() <= 600 + 1e-6
    wide = sheets.lay_out((size,), sheets.fitting_width((size,), 566, rotation), (566, 600), rotation)
    assert wide.page_box(1).width() == pytest.approx(566 - 2 * sheets.MARGIN)


RECTS = st.tuples(st.floats(0, 300), st.floats(0, 400), st.floats(10, 90), st.floats(10, 90)).map(
    lambda each: Rect(each[0], each[1], each[0] + each[2], each[1] + each[3])
)


@given(rect=RECTS, right=st.floats(-900, 900), down=st.floats(-900, 900))
def test_a_pushed_region_stays_on_its_page(rect, right, down) -> None:
    for changed in (sheets.moved(rect, right, down, (400, 500)), sheets.stretched(rect, right, down, (400, 500))):
        assert -0.1 <= changed.left < changed.right <= 400.1
        assert -0.1 <= changed.top < changed.bottom <= 500.1


def test_zoom_steps_end_at_the_limits() -> None:
    assert sheets.next_zoom(1.0, 1) == 1.1
    assert sheets.next_zoom(1.0, -1) == 0.9
    assert sheets.next_zoom(8.0, 1) == 8.0
    assert sheets.next_zoom(0.25, -1) == 0.25
    assert sheets.next_zoom(0.68, 1) == 0.75
