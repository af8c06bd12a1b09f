"""In, out and moments; where things stand on the timeline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.annotations import TimeSpan
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.span import MOMENT_MS, Span
from certdesk.ui.viewers.timeline_layout import place_tags, ticks, to_ms, to_x

MOMENTS = st.integers(0, 3_600_000)


def test_without_in_and_out_a_moment_is_filed() -> None:
    assert Span().anchor(185_700, 600_000) == TimeSpan(185_000, 185_000 + MOMENT_MS)
    assert Span().anchor(599_000, 600_000) == TimeSpan(599_000, 600_000)


def test_in_and_out_are_filed_wherever_the_playhead_is() -> None:
    span = Span().with_in(185_000).with_out(220_000)
    assert span.anchor(400_000, 600_000) == TimeSpan(185_000, 220_000)


def test_an_open_span_ends_where_the_person_is() -> None:
    assert Span(185_000).anchor(200_000, 600_000) == TimeSpan(185_000, 200_000)
    assert Span(185_000).anchor(100_000, 600_000) == TimeSpan(185_000, 195_000)
    assert Span(None, 220_000).anchor(210_000, 600_000) == TimeSpan(210_000, 220_000)
    assert Span(None, 220_000).anchor(300_000, 600_000) == TimeSpan(210_000, 220_000)


@given(steps=st.lists(st.tuples(st.booleans(), MOMENTS), max_size=8), now=MOMENTS)
def test_a_span_never_runs_backwards(steps, now) -> None:
    span = Span()
    for begins, at in steps:
        span = span.with_in(at) if begins else span.with_out(at)
        assert (span.start if begins else span.end) == at
    filed = span.anchor(now, 3_600_000)
    assert 0 <= filed.start_ms <= filed.end_ms


@given(at=st.integers(0, 100_000))
def test_a_moment_comes_back_from_the_line(at) -> None:
    assert abs(to_ms(to_x(at, 100_000, 1000.0), 100_000, 1000.0) - at) <= 1


@given(duration=st.integers(0, 20_000_000), width=st.integers(100, 2000))
def test_times_on_the_line_do_not_crowd(duration, width) -> None:
    shown = ticks(duration, width, 90)
    places = [to_x(at, duration, width) for at, _words in shown]
    assert all(right - left >= 89 or right == width for left, right in pairwise(places))
    assert shown[0][0] == 0
    assert len(shown) <= width / 90 + 3


def span_at(number: int, start: int, end: int) -> tuple[MediaMark, TimeSpan]:
    span = TimeSpan(start, end)
    return MediaMark(str(number), "T4", span, current=True), span


def test_labels_never_cover_each_other() -> None:
    spans = tuple(span_at(number, 1000 * number, 1000 * number + 500) for number in range(60))
    tags = place_tags(spans, 60_000, 500.0, lambda _words: 28.0)
    assert all(left.left + left.width <= right.left for left, right in pairwise(tags))
    assert all(tag.left >= 0 and tag.left + tag.width <= 500 for tag in tags)


def test_a_label_stands_under_the_middle_of_its_span() -> None:
    (tag,) = place_tags((span_at(1, 20_000, 40_000),), 60_000, 600.0, lambda _words: 30.0)
    assert tag.left + tag.width / 2 == 300.0
