"""Where things stand on a timeline; geometry only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from certdesk.core.annotations import TimeSpan, clock
from certdesk.ui.viewers.marks_on_media import MediaMark

_STEPS_MS = tuple(seconds * 1000 for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200))
_TAG_GAP = 2.0
LEAST_SHOWN_MS = 4_000
"""Nobody needs to see less than this across the whole line."""
LEAST_SPAN_MS = 100
MOST_LANES = 4


@dataclass(frozen=True, slots=True)
class Reach:
    """The part of a recording that the line shows, ``width`` px wide; ``duration`` is that of the whole."""

    start: int
    end: int
    duration: int
    width: float

    @staticmethod
    def whole(duration: int, width: float) -> Reach:
        """Return the reach that shows everything."""
        return Reach(0, duration, duration, width)

    @property
    def zoomed(self) -> bool:
        """Whether a part is out of sight."""
        return self.end - self.start < self.duration

    def x(self, at: int) -> float:
        """Return where a moment stands; what lies outside stands outside the line."""
        length = self.end - self.start
        return self.width * (at - self.start) / length if length > 0 else 0.0

    def ms(self, x: float) -> int:
        """Return the moment at ``x`` px, inside what is shown."""
        share = min(max(x / self.width, 0.0), 1.0) if self.width > 0 else 0.0
        return round(self.start + (self.end - self.start) * share)

    def zoom(self, factor: float, at: int) -> Reach:
        """Return a part ``factor`` times as long that has the moment ``at`` where it was."""
        length = self.end - self.start
        wanted = min(max(round(length * factor), min(LEAST_SHOWN_MS, self.duration)), self.duration)
        share = (at - self.start) / length if length > 0 else 0.0
        return self.moved_to(round(at - share * wanted), wanted)

    def moved_to(self, start: int, length: int | None = None) -> Reach:
        """Return a part that begins at ``start``, or as near as the recording allows."""
        length = self.end - self.start if length is None else length
        start = min(max(0, start), max(0, self.duration - length))
        return Reach(start, start + length, self.duration, self.width)

    def following(self, at: int) -> Reach:
        """Return the part to be shown when the playhead is at ``at``: the next one when it leaves this one."""
        if not self.zoomed or self.start <= at < self.end:
            return self
        return self.moved_to(at - (self.end - self.start) // 10)

    def seen(self, span: TimeSpan) -> bool:
        """Return whether any of a span is in sight."""
        return span.end_ms >= self.start and span.start_ms <= self.end


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of a marked span: where it stands (px) and what it points at."""

    mark: MediaMark
    span: TimeSpan
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A span and which of how many lanes it lies in, from 0: spans that overlap lie below each other."""

    mark: MediaMark
    span: TimeSpan
    number: int
    count: int


def ticks(reach: Reach, least_gap: float) -> tuple[tuple[int, str], ...]:
    """Return moments to be written below, round ones not closer than ``least_gap`` px, and always both ends."""
    start, end = reach.start, reach.end
    if end <= start:
        return ((0, clock(0)),)
    step = next((step for step in _STEPS_MS if reach.x(start + step) >= least_gap), end - start)
    first = (start // step + 1) * step
    between = [at for at in range(first, end, step) if least_gap <= reach.x(at) < reach.width - least_gap]
    return tuple((at, clock(at)) for at in (start, *between, end))


def place_tags(
    spans: Sequence[tuple[MediaMark, TimeSpan]], reach: Reach, wide: Callable[[MediaMark], float]
) -> tuple[Tag, ...]:
    """Put the labels under the middle of their spans, pushed along where they would cover each other."""
    placed: list[Tag] = []
    edge = 0.0
    for mark, span in spans:
        if not reach.seen(span):
            continue
        size = wide(mark)
        middle = (max(0.0, reach.x(span.start_ms)) + min(reach.width, reach.x(span.end_ms))) / 2
        left = min(max(middle - size / 2, edge), reach.width - size)
        if left < edge - _TAG_GAP:
            continue  # no room left at the end of the line; the span itself is still drawn
        placed.append(Tag(mark, span, left, size))
        edge = left + size + _TAG_GAP
    return tuple(placed)


def lanes(spans: Sequence[tuple[MediaMark, TimeSpan]]) -> tuple[Lane, ...]:
    """Give spans that overlap lanes of their own; ``spans`` are in order of time. More than four share the last."""
    made: list[Lane] = []
    for group in _clusters(spans):
        ends: list[int] = []
        numbers: list[int] = []
        for _mark, span in group:
            free = next((number for number, end in enumerate(ends) if end <= span.start_ms), len(ends))
            free = min(free, MOST_LANES - 1)
            ends[free : free + 1] = [span.end_ms]
            numbers.append(free)
        made += (Lane(mark, span, number, len(ends)) for (mark, span), number in zip(group, numbers, strict=True))
    return tuple(made)


def _clusters(spans: Sequence[tuple[MediaMark, TimeSpan]]) -> list[list[tuple[MediaMark, TimeSpan]]]:
    """Return runs of spans of which each overlaps another one."""
    found: list[list[tuple[MediaMark, TimeSpan]]] = []
    reached = -1
    for mark, span in spans:
        if found and span.start_ms < reached:
            found[-1].append((mark, span))
        else:
            found.append([(mark, span)])
        reached = max(reached, span.end_ms)
    return found


def with_edge(span: TimeSpan, edge: int, at: int, duration: int) -> TimeSpan:
    """Return a span with its beginning (-1) or end (1) at ``at``; it never runs backwards and keeps its still."""
    start, end = span.start_ms, span.end_ms
    if edge < 0:
        start = min(max(0, at), end - LEAST_SPAN_MS)
    else:
        end = max(min(at, duration) if duration > 0 else at, start + LEAST_SPAN_MS)
    # The still shows where the span begins; another beginning needs another one.
    still = span.still if start == span.start_ms else ""
    return TimeSpan(max(0, start), end, still, span.region)
