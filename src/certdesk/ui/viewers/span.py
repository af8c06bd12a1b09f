"""The stretch of a recording that is being marked: an in and an out, or the moment that is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.annotations import TimeSpan

MOMENT_MS = 10_000
"""How long a mark is when nobody set an in and an out: long enough to recognise what is meant."""


@dataclass(frozen=True, slots=True)
class Span:
    """In and out in milliseconds, each None until it is set; the out never comes before the in."""

    start: int | None = None
    end: int | None = None

    @property
    def empty(self) -> bool:
        """Whether neither is set."""
        return self.start is None and self.end is None

    def with_in(self, position: int) -> Span:
        """Set the in; an out that would come before it is forgotten."""
        end = self.end if self.end is not None and self.end > position else None
        return Span(position, end)

    def with_out(self, position: int) -> Span:
        """Set the out; an in that would come after it is forgotten."""
        start = self.start if self.start is not None and self.start < position else None
        return Span(start, position)

    def anchor(self, position: int, duration: int) -> TimeSpan:
        """Return what would be filed at ``position``: in to out, and what is open ends where the person is now."""
        if self.start is not None and self.end is not None:
            return TimeSpan(self.start, self.end)
        if self.start is not None:
            return _moment(self.start, duration) if position <= self.start else TimeSpan(self.start, position)
        if self.end is not None:
            return TimeSpan(position if position < self.end else max(0, self.end - MOMENT_MS), self.end)
        return _moment(position // 1000 * 1000, duration)


def _moment(start: int, duration: int) -> TimeSpan:
    end = start + MOMENT_MS
    return TimeSpan(start, min(end, duration) if duration > start else end)
