"""What lies on a text that is read: marks under the words, plates beside them, words that were found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from certdesk.core.annotations import Stance
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.mark_tags import tag_of, tag_size
from certdesk.ui.viewers.marked_scroll_bar import Ticks
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, quote_marks
from certdesk.ui.viewers.quotes import find_quote, to_units

Hit = tuple[int, int]
"""Beginning and end of words in the document (UTF-16 positions)."""
_MOST_HITS = 2000
_LINES = {
    Stance.SUPPORTS: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Stance.CONTRADICTS: QTextCharFormat.UnderlineStyle.DashUnderline,
    Stance.QUESTION: QTextCharFormat.UnderlineStyle.DotLine,
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a mark stands in the document (UTF-16 positions)."""

    mark: MediaMark
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything that lies on a text at one moment."""

    stretches: tuple[Stretch, ...] = ()
    hits: tuple[Hit, ...] = ()
    flash: Hit | None = None


def stretches_of(text: str, marks: Marks) -> tuple[Stretch, ...]:
    """Return the marks whose words are found, those of the current criterion last."""
    found = []
    for mark, quote in quote_marks(marks):
        place = find_quote(text, quote)
        if place is not None:
            found.append(Stretch(mark, to_units(text, place[0]), to_units(text, place[1])))
    return tuple(found)


def hits_of(text: str, words: str) -> tuple[Hit, ...]:
    """Return where words stand, whatever their case: the first 2,000 places."""
    found = re.finditer(re.escape(words), text, re.IGNORECASE)
    places = (match.span() for _number, match in zip(range(_MOST_HITS), found, strict=False))
    return tuple((to_units(text, start), to_units(text, end)) for start, end in places)


def hit_beside(hits: tuple[Hit, ...], cursor: QTextCursor, *, back: bool) -> int:
    """Return which of the hits comes next or before, round the ends."""
    if back:
        earlier = (at for at in reversed(range(len(hits))) if hits[at][1] <= cursor.selectionStart())
        return next(earlier, len(hits) - 1)
    return next((at for at, hit in enumerate(hits) if hit[0] >= cursor.selectionEnd()), 0)


def selections_of(document: QTextDocument, overlay: Overlay, theme: Theme) -> list[QTextEdit.ExtraSelection]:
    """Return how words are painted: found ones on a ground, marks underlined in the way of their stance."""
    shown = [_painted(document, hit, theme.color("warn-soft")) for hit in overlay.hits]
    for stretch in overlay.stretches:
        color = tag_of(stretch.mark, theme).color
        tint = QColor(color)
        tint.setAlphaF(0.18 if stretch.mark.current else 0.08)
        painted = _painted(document, (stretch.start, stretch.end), tint)
        painted.format.setUnderlineStyle(_LINES[stretch.mark.stance])
        painted.format.setUnderlineColor(color)
        shown.append(painted)
    if overlay.flash is not None:
        shown.append(_painted(document, overlay.flash, theme.color("accent-line")))
    return shown


def tag_boxes(view: QTextEdit, overlay: Overlay, theme: Theme) -> list[tuple[Stretch, QRectF]]:
    """Return the plates that are seen, each beside the line on which its mark begins, none over another."""
    boxes = []
    taken = -1e9
    cursor = QTextCursor(view.document())
    for stretch in sorted(overlay.stretches, key=lambda each: each.start):
        cursor.setPosition(stretch.start)
        line = view.cursorRect(cursor)
        size = tag_size(tag_of(stretch.mark, theme), theme)
        top = max(float(line.top()), taken)
        taken = top + size.height() + 2
        if -size.height() <= top <= view.viewport().height():
            left = view.viewport().width() - size.width() - 6
            boxes.append((stretch, QRectF(left, top, size.width(), size.height())))
    return boxes


def ticks_of(view: QTextEdit, overlay: Overlay) -> Ticks:
    """Return how far down each mark begins."""
    height = max(1.0, view.document().size().height())
    cursor = QTextCursor(view.document())
    ticks = []
    for stretch in overlay.stretches:
        cursor.setPosition(stretch.start)
        top = view.cursorRect(cursor).top() + view.verticalScrollBar().value()
        ticks.append((top / height, stretch.mark.current))
    return tuple(ticks)


def _painted(document: QTextDocument, hit: Hit, tint: QColor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(hit[0])
    cursor.setPosition(hit[1], QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor
    selection.format.setBackground(tint)
    return selection
