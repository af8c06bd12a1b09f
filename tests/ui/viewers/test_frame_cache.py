"""Pictures kept for stepping: found by how they follow each other, and never more than fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from certdesk.ui.viewers.frame_cache import FrameCache, bytes_of


def picture(start: int, length: int = 40_000, side: int = 20) -> QVideoFrame:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0)
    frame = QVideoFrame(image)
    frame.setStartTime(start)
    frame.setEndTime(start + length)
    return frame


def test_neighbours_are_those_that_touch() -> None:
    cache = FrameCache()
    for start in (0, 40_000, 120_000):
        cache.add(picture(start), start)
    before = cache.before(40_000)
    assert before is not None
    assert before.startTime() == 0
    assert cache.before(120_000) is None, "one is missing between"
    after = cache.after(picture(0))
    assert after is not None
    assert after.startTime() == 40_000
    assert cache.after(picture(40_000)) is None
    assert cache.before_in_a_row(80_000) == 2
    assert cache.before_in_a_row(160_000) == 1
    assert cache.after_in_a_row(picture(0)) == 1
    assert cache.after_in_a_row(picture(40_000)) == 0


def test_pictures_of_any_length_follow_each_other() -> None:
    cache = FrameCache()
    start = 0
    starts = []
    for length in (33_366, 100_000, 16_683, 41_708):
        cache.add(picture(start, length), start)
        starts.append(start)
        start += length
    walked = []
    while (frame := cache.before(start)) is not None:
        start = frame.startTime()
        walked.append(start)
    assert walked == starts[::-1]


def test_a_picture_is_kept_once() -> None:
    cache = FrameCache()
    cache.add(picture(0), 0)
    cache.add(picture(0), 0)
    assert len(cache) == 1
    cache.clear()
    assert len(cache) == cache.bytes_kept == 0


@given(starts=st.lists(st.integers(0, 200), max_size=40))
def test_memory_is_bounded_and_what_is_near_stays(starts: list[int]) -> None:
    size = bytes_of(picture(0))
    cache = FrameCache(5 * size)
    for start in starts:
        cache.add(picture(start * 40_000), start * 40_000)
        assert len(cache) <= 5
        assert cache.bytes_kept == len(cache) * size
        near = cache.before((start + 1) * 40_000)
        assert near is not None
        assert near.startTime() == start * 40_000
    assert cache.room_for(picture(0)) == 5


@pytest.mark.parametrize(("side", "times"), [(10, 1), (20, 4)])
def test_larger_pictures_take_more_room(side: int, times: int) -> None:
    assert bytes_of(picture(0, side=side)) == times * bytes_of(picture(0, side=10))


def test_a_picture_that_was_shown_takes_more_memory() -> None:
    """It keeps itself in the colours of the screen, besides those of the film."""
    form = QVideoFrameFormat(QSize(64, 64), QVideoFrameFormat.PixelFormat.Format_YUV420P)

    def film_picture(start: int) -> QVideoFrame:
        frame = QVideoFrame(form)
        frame.setStartTime(start)
        frame.setEndTime(start + 40_000)
        return frame

    raw, shown = bytes_of(film_picture(0)), bytes_of(film_picture(0), shown=True)
    assert (raw, shown) == (64 * 64 * 3 // 2, 64 * 64 * 11 // 2)
    cache = FrameCache(6 * shown)
    for number in range(11):
        cache.add(film_picture(number * 40_000), number * 40_000, shown=False)
    assert len(cache) == 11
    frame = film_picture(11 * 40_000)
    while (before := cache.before(frame.startTime())) is not None:
        frame = before
        assert cache.bytes_kept <= 6 * shown
    assert frame.startTime() == 0, "what lies ahead stays until it was stepped to"
