"""What a viewer shows on top of an evidence item: the places that were filed for criteria."""

from __future__ import annotations

from dataclasses import dataclass

from certdesk.core.annotations import Anchor, PageRegion, PhotoRegion, Stance, TextQuote, TimeSpan


@dataclass(frozen=True, slots=True)
class MediaMark:
    """One filed place, the label of its criterion ("T4"), and whether that is the criterion being marked now."""

    annotation_id: str
    criterion_label: str
    anchor: Anchor
    current: bool
    note: str = ""
    stance: Stance = Stance.SUPPORTS
    number: int = 0
    """Which criterion of the rubric it is, from 0: what decides colour and shape (see `criterion_looks`)."""


Marks = tuple[MediaMark, ...]
CUT = " …"
"""What a long quote of a page ends with instead of its last words."""


def photo_marks(marks: Marks) -> tuple[tuple[MediaMark, PhotoRegion], ...]:
    """Return the marks that are regions of a photo, those of the current criterion last."""
    return tuple((mark, mark.anchor) for mark in current_last(marks) if isinstance(mark.anchor, PhotoRegion))


def span_marks(marks: Marks) -> tuple[tuple[MediaMark, TimeSpan], ...]:
    """Return the marks that are spans of a recording, in order of time."""
    spans = [(mark, mark.anchor) for mark in marks if isinstance(mark.anchor, TimeSpan)]
    return tuple(sorted(spans, key=lambda each: (each[1].start_ms, each[1].end_ms)))


def quote_marks(marks: Marks) -> tuple[tuple[MediaMark, TextQuote], ...]:
    """Return the marks that quote words, also words on a page, those of the current criterion last."""
    quoted = ((mark, as_quote(mark.anchor)) for mark in current_last(marks))
    return tuple((mark, quote) for mark, quote in quoted if quote is not None)


def as_quote(anchor: Anchor) -> TextQuote | None:
    """Return the words that an anchor quotes, also those of a page, or None."""
    if isinstance(anchor, TextQuote):
        return anchor
    if isinstance(anchor, PageRegion) and anchor.quote:
        return TextQuote(anchor.quote.removesuffix(CUT))
    return None


def current_last(marks: Marks) -> list[MediaMark]:
    """Return the marks with those of the current criterion last, so that they lie on top."""
    return sorted(marks, key=lambda mark: mark.current)
