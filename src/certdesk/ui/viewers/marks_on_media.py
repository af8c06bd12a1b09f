"""What a viewer shows on top of an evidence item: the places that were filed for criteria."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, TextQuote, TimeSpan


@dataclass(frozen=True, slots=True)
class MediaMark:
    """One filed place, the label of its criterion ("T4"), and whether that is the criterion being marked now."""

    annotation_id: str
    criterion_label: str
    anchor: Anchor
    current: bool
    note: str = ""


Marks = tuple[MediaMark, ...]


def page_marks(marks: Marks) -> tuple[tuple[MediaMark, PageRegion], ...]:
    """Return the marks that are regions of pages, those of the current criterion last, so that they lie on top."""
    return tuple((mark, mark.anchor) for mark in _current_last(marks) if isinstance(mark.anchor, PageRegion))


def photo_marks(marks: Marks) -> tuple[tuple[MediaMark, PhotoRegion], ...]:
    """Return the marks that are regions of a photo, those of the current criterion last."""
    return tuple((mark, mark.anchor) for mark in _current_last(marks) if isinstance(mark.anchor, PhotoRegion))


def span_marks(marks: Marks) -> tuple[tuple[MediaMark, TimeSpan], ...]:
    """Return the marks that are spans of a recording, in order of time."""
    spans = [(mark, mark.anchor) for mark in marks if isinstance(mark.anchor, TimeSpan)]
    return tuple(sorted(spans, key=lambda each: (each[1].start_ms, each[1].end_ms)))


def quote_marks(marks: Marks) -> tuple[tuple[MediaMark, TextQuote], ...]:
    """Return the marks that quote words of a reading view, those of the current criterion last."""
    return tuple((mark, mark.anchor) for mark in _current_last(marks) if isinstance(mark.anchor, TextQuote))


def _current_last(marks: Marks) -> list[MediaMark]:
    return sorted(marks, key=lambda mark: mark.current)
