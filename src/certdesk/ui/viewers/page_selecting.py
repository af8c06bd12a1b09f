"""Selecting on pages: words by mouse and keyboard, as they flow, or a rectangle with the words inside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from certdesk.evidence.replies import Match, PageText
from certdesk.ui.viewers import page_words
from certdesk.ui.viewers.page_texts import PageTexts
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Part, Tool

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a page, from where somebody began to where they are now."""

    page: int
    began: int
    now: int

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last word."""
        return min(self.began, self.now), max(self.began, self.now)


class PageSelecting(QObject):
    """Keeps the quote that belongs to what is selected on a canvas."""

    changed = Signal()
    """Something else is selected, or its words have arrived."""

    def __init__(self, canvas: SheetCanvas, texts: PageTexts, owner: QObject) -> None:
        super().__init__(owner)
        self._canvas = canvas
        self._texts = texts
        self._span: Span | None = None
        self._later: tuple[int, Callable[[], None]] | None = None
        self.quote = ""
        """The words selected, on one line."""
        canvas.selected.connect(self._selected)
        canvas.words_dragged.connect(self._drag)
        canvas.pointed.connect(self._pointed)
        canvas.take_keys(self.key)

    @property
    def span(self) -> Span | None:
        """The words selected, when it is words."""
        return self._span

    @property
    def waiting(self) -> bool:
        """Whether something is selected as soon as the words of its page are there."""
        return self._later is not None

    def forget(self) -> None:
        """Begin with another document."""
        self._span, self._later, self.quote = None, None, ""

    def words_arrived(self, page: int) -> None:
        """Go on with what waited for the words of a page."""
        later, chosen = self._later, self._canvas.selection
        if later is not None and later[0] == page:
            self._later = None
            later[1]()
        elif chosen is not None and chosen.page == page and self._span is None:
            self._selected()

    def select_words(self, page: int, began: int, now: int) -> None:
        """Select words of a page by their numbers."""
        text = self._texts.of(page)
        if text is None:
            self._later = (page, lambda: self.select_words(page, began, now))
            return
        if not text.words:
            return
        most = len(text.words) - 1
        self._span = Span(page, min(max(began, 0), most), min(max(now, 0), most))
        first, last = self._span.ends
        words = text.words[first : last + 1]
        self.quote = page_words.quote_of(words)
        lines = tuple(Part(page, line.box) for line in page_words.lines_of(text, first, last))
        self._canvas.select(Part(page, page_words.bounds_of(words)), lines=lines)

    def select_found(self, match: Match) -> None:
        """Select the words that were found, whole words where only a part was looked for."""
        text = self._texts.of(match.page)
        if text is None:
            self._later = (match.page, lambda: self.select_found(match))
            return
        numbers = page_words.words_touching(text, tuple(page_words.box_of(rect) for rect in match.rects))
        if numbers:
            self.select_words(match.page, numbers[0], numbers[-1])
        elif match.rects:
            # The page does not give its words one by one; the place is known all the same.
            self._span, self.quote = None, match.text
            boxes = tuple(page_words.box_of(rect) for rect in match.rects)
            lines = tuple(Part(match.page, box) for box in boxes)
            self._canvas.select(Part(match.page, page_words.bounds_of_rects(match.rects)), lines=lines)

    def copy(self) -> bool:
        """Put the words selected on the clipboard; False when there are none."""
        chosen = self._canvas.selection
        text = self._texts.of(chosen.page) if chosen is not None else None
        if chosen is None or text is None:
            return False
        if self._span is not None:
            words = page_words.copied(text, *self._span.ends)
        else:
            words = " ".join(word.text for word in page_words.words_inside(text, chosen.rect))
        if words:
            QGuiApplication.clipboard().setText(words)
        return bool(words)

    def key(self, event: QKeyEvent) -> bool:
        """Copy (Ctrl+C), select the page (Ctrl+A), begin (Enter), move (Ctrl+arrow) or grow (Shift+arrow) words."""
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_words(self._canvas.page, 0, page_words.MOST_WORDS)
            return True
        if self._span is None:
            begins = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
            if begins and self._canvas.tool is Tool.QUOTE and self._canvas.selection is None:
                self._begin()
                return True
            return False
        way = _WAYS.get(Qt.Key(event.key()))
        keys = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if way is None or keys not in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier):
            return False
        self._move(self._span, way, grow=keys == Qt.KeyboardModifier.ShiftModifier)
        return True

    # -- inside ----------------------------------------------------------------------------------

    def _selected(self) -> None:
        chosen = self._canvas.selection
        if chosen is None:
            self._span, self._later, self.quote = None, None, ""
        elif not self._canvas.scene.lines:
            self._span = None
            text = self._texts.of(chosen.page)
            inside = page_words.words_inside(text, chosen.rect) if text is not None else ()
            self.quote = page_words.quote_of(inside)
        self.changed.emit()

    def _drag(self, page: int, start: QPointF, end: QPointF) -> None:
        text = self._texts.of(page)
        if text is None:
            self._later = (page, lambda: self._drag(page, start, end))
        elif text.words:
            self.select_words(page, page_words.nearest_word(text, start), page_words.nearest_word(text, end))

    def _pointed(self, page: int, point: QPointF, clicks: int) -> None:
        if clicks < 2:
            return
        text = self._texts.of(page)
        if text is None:
            self._later = (page, lambda: self._pointed(page, point, clicks))
            return
        number = page_words.word_at(text, point)
        if number is None:
            return
        ends = (number, number) if clicks == 2 else page_words.paragraph_at(text, number)
        self.select_words(page, *ends)

    def _begin(self) -> None:
        """Select the first word in view."""
        page = self._canvas.page
        text = self._texts.of(page)
        if text is None:
            self._later = (page, self._begin)
            return
        seen = self._canvas.sheet_layout.seen_of(page, self._canvas.seen_box)
        first = next((at for at, word in enumerate(text.words) if seen and word.rect[1] >= seen.top), 0)
        self.select_words(page, first, first)

    def _move(self, span: Span, way: tuple[int, int], *, grow: bool) -> None:
        text = self._texts.of(span.page)
        if text is None:
            return
        now = span.now + way[0] if way[0] else _beside(text, span.now, way[1])
        now = min(max(now, 0), len(text.words) - 1)
        self.select_words(span.page, span.began if grow else now, now)
        box = self._canvas.sheet_layout.to_sheet(span.page, page_words.box_of(text.words[now].rect))
        self._canvas.bring_into_view(box)


def _beside(text: PageText, number: int, step: int) -> int:
    """Return the word of the next or previous line that stands nearest below or above."""
    lines = page_words.lines_of(text)
    here = next(at for at, line in enumerate(lines) if line.first <= number <= line.last)
    there = here + step
    if not 0 <= there < len(lines):
        return 0 if step < 0 else len(text.words) - 1
    box = page_words.box_of(text.words[number].rect)
    middle = QPointF((box.left + box.right) / 2, (lines[there].box.top + lines[there].box.bottom) / 2)
    words = range(lines[there].first, lines[there].last + 1)
    return min(words, key=lambda at: abs(sum(page_words.sides_of(text.words[at])) / 2 - middle.x()))
