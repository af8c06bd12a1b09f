"""In, out and moments; where things stand on the timeline."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from certdesk.core.annotations import TimeSpan
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.span import MOMENT_MS, Span
from certdesk.ui.viewers.timeline_layout import LEAST_SPAN_MS, MOST_LANES, Reach, lanes, place_tags, ticks, with_edge

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
    reach = Reach.whole(100_000, 1000.0)
    assert abs(reach.ms(reach.x(at)) - at) <= 1


@given(duration=st.integers(0, 20_000_000), width=st.integers(100, 2000))
def test_times_on_the_line_do_not_crowd(duration, width) -> None:
    reach = Reach.whole(duration, float(width))
    shown = ticks(reach, 90)
    places = [reach.x(at) for at, _words in shown]
    assert all(right - left >= 89 or right == width for left, right in pairwise(places))
    assert shown[0][0] == 0
    assert len(shown) <= width / 90 + 3


REACHES = st.builds(
    lambda duration, turns: (duration, turns),
    st.integers(1_000, 10_000_000),
    st.lists(st.tuples(st.floats(0.2, 5.0), st.floats(0, 1)), max_size=8),
)


@given(REACHES)
def test_a_part_of_the_time_stays_inside_the_whole_however_it_is_zoomed(drawn) -> None:
    duration, turns = drawn
    reach = Reach.whole(duration, 800.0)
    for factor, share in turns:
        at = round(reach.start + share * (reach.end - reach.start))
        reach = reach.zoom(factor, at)
        assert 0 <= reach.start < reach.end <= duration
        assert reach.start <= at <= reach.end
    assert reach.following(duration).end == duration or not reach.zoomed
    assert reach.zoom(1e9, reach.start) == Reach.whole(duration, 800.0)


def test_zooming_keeps_the_moment_under_the_pointer_where_it_is() -> None:
    reach = Reach.whole(600_000, 600.0).zoom(0.5, 200_000)
    assert abs(reach.x(200_000) - 200) < 1
    assert reach.end - reach.start == 300_000


SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)), max_size=12)


@given(SPANS)
def test_spans_in_the_same_lane_do_not_overlap_until_there_are_too_many(drawn) -> None:
    spans = sorted((start * 100, (start + length) * 100) for start, length in drawn)
    placed = lanes([span_at(number, *span) for number, span in enumerate(spans)])
    assert [(lane.span.start_ms, lane.span.end_ms) for lane in placed] == spans
    for one in placed:
        assert 0 <= one.number < one.count <= MOST_LANES
        for other in placed:
            if one is not other and one.number == other.number < MOST_LANES - 1:
                assert one.span.end_ms <= other.span.start_ms or other.span.end_ms <= one.span.start_ms


def test_a_span_that_touches_no_other_has_the_whole_height() -> None:
    alone, *both = lanes([span_at(1, 0, 1000), span_at(2, 2000, 4000), span_at(3, 3000, 5000)])
    assert (alone.number, alone.count) == (0, 1)
    assert [(lane.number, lane.count) for lane in both] == [(0, 2), (1, 2)]


@given(st.integers(0, 90_000), st.integers(100, 10_000), st.sampled_from((-1, 1)), st.integers(-5_000, 130_000))
def test_an_edge_that_is_pulled_never_crosses_the_other_or_leaves_the_recording(start, length, edge, at) -> None:
    span = TimeSpan(start, start + length, "aa" * 32)
    moved = with_edge(span, edge, at, 100_000)
    assert 0 <= moved.start_ms < moved.end_ms
    assert moved.end_ms - moved.start_ms >= min(LEAST_SPAN_MS, length)
    assert moved.end_ms <= max(100_000, moved.start_ms + LEAST_SPAN_MS)
    assert (moved.still == span.still) == (moved.start_ms == span.start_ms)


def span_at(number: int, start: int, end: int) -> tuple[MediaMark, TimeSpan]:
    span = TimeSpan(start, end)
    return MediaMark(str(number), "T4", span, current=True), span


def test_labels_never_cover_each_other() -> None:
    spans = tuple(span_at(number, 1000 * number, 1000 * number + 500) for number in range(60))
    tags = place_tags(spans, Reach.whole(60_000, 500.0), lambda _mark: 28.0)
    assert all(left.left + left.width <= right.left for left, right in pairwise(tags))
    assert all(tag.left >= 0 and tag.left + tag.width <= 500 for tag in tags)


def test_a_label_stands_under_the_middle_of_its_span() -> None:
    (tag,) = place_tags((span_at(1, 20_000, 40_000),), Reach.whole(60_000, 600.0), lambda _mark: 30.0)
    assert tag.left + tag.width / 2 == 300.0
