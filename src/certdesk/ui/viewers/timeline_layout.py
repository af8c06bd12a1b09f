"""Where things stand on a timeline; geometry only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certdesk.core.annotations import TimeSpan, clock
from certdesk.ui.viewers.marks_on_media import MediaMark

_STEPS_MS = tuple(seconds * 1000 for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200))
_TAG_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Tag:
    """The label of a marked span: where it stands (px) and what it points at."""

    mark: MediaMark
    span: TimeSpan
    left: float
    width: float


def to_x(position: int, duration: int, width: float) -> float:
    """Return how far along ``width`` px a moment lies."""
    return width * min(max(position / duration, 0.0), 1.0) if duration > 0 else 0.0


def to_ms(x: float, duration: int, width: float) -> int:
    """Return the moment at ``x`` px."""
    return round(duration * min(max(x / width, 0.0), 1.0)) if width > 0 else 0


def ticks(duration: int, width: float, least_gap: float) -> tuple[tuple[int, str], ...]:
    """Return moments to be written below, round ones not closer than ``least_gap`` px, and always beginning and end."""
    if duration <= 0:
        return ((0, clock(0)),)
    step = next((step for step in _STEPS_MS if to_x(step, duration, width) >= least_gap), duration)
    last_x = width - least_gap
    between = [at for at in range(step, duration, step) if to_x(at, duration, width) < last_x]
    return tuple((at, clock(at)) for at in (0, *between, duration))


def place_tags(
    spans: tuple[tuple[MediaMark, TimeSpan], ...], duration: int, width: float, wide: Callable[[str], float]
) -> tuple[Tag, ...]:
    """Put the labels under the middle of their spans, pushed along where they would cover each other."""
    placed: list[Tag] = []
    edge = 0.0
    for mark, span in spans:
        size = wide(mark.criterion_label)
        middle = (to_x(span.start_ms, duration, width) + to_x(span.end_ms, duration, width)) / 2
        left = min(max(middle - size / 2, edge), width - size)
        if left < edge - _TAG_GAP:
            continue  # no room left at the end of the line; the span itself is still drawn
        placed.append(Tag(mark, span, left, size))
        edge = left + size + _TAG_GAP
    return tuple(placed)
