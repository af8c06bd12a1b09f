"""The words of a page as they are picked: those inside a rectangle, or those from one point to another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from certdesk.core.annotations import Rect
from certdesk.evidence.replies import PageText, Word
from certdesk.ui.viewers.marks_on_media import CUT

MOST_WORDS = 1_000_000
MOST_CHARACTERS = 600
"""A quote is for finding and recognising a place, not for copying the page."""


def box_of(rect: tuple[float, float, float, float]) -> Rect:
    """Return the worker's left, top, width, height as a rectangle."""
    left, top, width, height = rect
    return Rect(left, top, left + width, top + height)


def words_inside(text: PageText, rect: Rect) -> tuple[Word, ...]:
    """Return the words whose middle lies inside ``rect``, in reading order."""
    return tuple(word for word in text.words if _middle_inside(box_of(word.rect), rect))


def words_touching(text: PageText, boxes: tuple[Rect, ...]) -> tuple[int, ...]:
    """Return the numbers of the words of which some part lies in one of the boxes, in reading order."""
    return tuple(
        number for number, word in enumerate(text.words) if any(_touches(box_of(word.rect), box) for box in boxes)
    )


def quote_of(words: tuple[Word, ...]) -> str:
    """Return words as one line, cut at a word's end when it is long."""
    quote = " ".join(word.text for word in words)
    if len(quote) <= MOST_CHARACTERS:
        return quote
    return quote[:MOST_CHARACTERS].rsplit(" ", 1)[0] + CUT


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


def _touches(word: Rect, box: Rect) -> bool:
    """Say whether a word stands on the line of a box and shares more than an edge with it."""
    middle = (word.top + word.bottom) / 2
    shared = min(word.right, box.right) - max(word.left, box.left)
    return box.top <= middle <= box.bottom and shared > 0.2 * min(word.right - word.left, box.right - box.left)


def nearest_word(text: PageText, point: QPointF) -> int:
    """Return the word nearest to a point of a page that has words."""

    def far(number: int) -> float:
        box = box_of(text.words[number].rect)
        across = max(box.left - point.x(), 0.0, point.x() - box.right)
        down = max(box.top - point.y(), 0.0, point.y() - box.bottom)
        # Another line is further away than another word of the same line, however far along the line it is.
        return across + 20 * down

    return min(range(len(text.words)), key=far)


def sides_of(word: Word) -> tuple[float, float]:
    """Return the left and right edge of a word."""
    return word.rect[0], word.rect[0] + word.rect[2]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words on a page: the first and last of them, and the box round all."""

    first: int
    last: int
    box: Rect


def lines_of(text: PageText, first: int = 0, last: int | None = None) -> tuple[Line, ...]:
    """Return the lines on which the words from ``first`` to ``last`` stand; columns are lines of their own."""
    lines: list[Line] = []
    for number in range(first, len(text.words) if last is None else last + 1):
        box = box_of(text.words[number].rect)
        if lines and _same_line(lines[-1].box, box):
            lines[-1] = Line(lines[-1].first, number, _around(lines[-1].box, box))
        else:
            lines.append(Line(number, number, box))
    return tuple(lines)


def word_at(text: PageText, point: QPointF) -> int | None:
    """Return the word under a point, or None."""
    for number, word in enumerate(text.words):
        box = box_of(word.rect)
        if box.left - 1 <= point.x() <= box.right + 1 and box.top <= point.y() <= box.bottom:
            return number
    return None


def paragraph_at(text: PageText, number: int) -> tuple[int, int]:
    """Return the first and last word of the paragraph in which a word stands: lines closely below each other."""
    lines = lines_of(text)
    here = next(at for at, line in enumerate(lines) if line.first <= number <= line.last)
    first = last = here
    while first > 0 and _follows(lines[first - 1].box, lines[first].box):
        first -= 1
    while last + 1 < len(lines) and _follows(lines[last].box, lines[last + 1].box):
        last += 1
    return lines[first].first, lines[last].last


def copied(text: PageText, first: int, last: int) -> str:
    """Return words as they are put on the clipboard, line by line."""
    return "\n".join(
        " ".join(word.text for word in text.words[line.first : line.last + 1]) for line in lines_of(text, first, last)
    )


def _same_line(line: Rect, box: Rect) -> bool:
    middle, height = (box.top + box.bottom) / 2, line.bottom - line.top
    gap = max(box.left - line.right, line.left - box.right)
    return line.top <= middle <= line.bottom and gap <= 4 * height


def _around(one: Rect, other: Rect) -> Rect:
    return Rect(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _follows(upper: Rect, lower: Rect) -> bool:
    heights = sorted((upper.bottom - upper.top, lower.bottom - lower.top))
    apart = lower.top - upper.bottom
    beside = min(upper.right, lower.right) - max(upper.left, lower.left)
    return heights[1] <= 1.25 * heights[0] and -heights[0] / 2 < apart < 0.6 * heights[0] and beside > 0
