"""The words of a page as they are picked: those inside a rectangle, or those from one point to another."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from certdesk.core.annotations import Rect
from certdesk.evidence.replies import PageText, Word

MOST_CHARACTERS = 600
"""A quote is for finding and recognising a place, not for copying the page."""


def box_of(rect: tuple[float, float, float, float]) -> Rect:
    """Return the worker's left, top, width, height as a rectangle."""
    left, top, width, height = rect
    return Rect(left, top, left + width, top + height)


def words_inside(text: PageText, rect: Rect) -> tuple[Word, ...]:
    """Return the words whose middle lies inside ``rect``, in reading order."""
    return tuple(word for word in text.words if _middle_inside(box_of(word.rect), rect))


def words_between(text: PageText, start: QPointF, end: QPointF) -> tuple[Word, ...]:
    """Return the words from the one nearest to ``start`` to the one nearest to ``end``, whichever comes first."""
    if not text.words:
        return ()
    first, last = sorted((_nearest(text, start), _nearest(text, end)))
    return text.words[first : last + 1]


def quote_of(words: tuple[Word, ...]) -> str:
    """Return words as one line, cut at a word's end when it is long."""
    quote = " ".join(word.text for word in words)
    if len(quote) <= MOST_CHARACTERS:
        return quote
    return quote[:MOST_CHARACTERS].rsplit(" ", 1)[0] + " …"


def bounds_of(words: tuple[Word, ...]) -> Rect:
    """Return the rectangle round words, with a little spare."""
    return bounds_of_rects(tuple(word.rect for word in words))


def bounds_of_rects(rects: tuple[tuple[float, float, float, float], ...], spare: float = 2.0) -> Rect:
    """Return the rectangle round the worker's boxes, with a little spare."""
    boxes = [box_of(rect) for rect in rects]
    return Rect(
        round(min(box.left for box in boxes) - spare, 1),
        round(min(box.top for box in boxes) - spare, 1),
        round(max(box.right for box in boxes) + spare, 1),
        round(max(box.bottom for box in boxes) + spare, 1),
    )


def _middle_inside(box: Rect, rect: Rect) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return rect.left <= across <= rect.right and rect.top <= down <= rect.bottom


def _nearest(text: PageText, point: QPointF) -> int:
    def far(number: int) -> float:
        box = box_of(text.words[number].rect)
        across = max(box.left - point.x(), 0.0, point.x() - box.right)
        down = max(box.top - point.y(), 0.0, point.y() - box.bottom)
        # Another line is further away than another word of the same line, however far along the line it is.
        return across + 20 * down

    return min(range(len(text.words)), key=far)
