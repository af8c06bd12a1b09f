"""A text to be read: selecting words, marks under them, their labels at the side."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from certdesk.core.annotations import TextQuote
from certdesk.evidence.replies import Reading
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.mark_tags import paint_tag, tag_of, told
from certdesk.ui.viewers.marked_scroll_bar import MarkedScrollBar
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark
from certdesk.ui.viewers.quotes import find_quote, quote_at, to_characters, to_units
from certdesk.ui.viewers.reading_document import SealedDocument, Style, widest_table, write_reading
from certdesk.ui.viewers.reading_marks import (
    Overlay,
    Stretch,
    hit_beside,
    hits_of,
    selections_of,
    stretches_of,
    tag_boxes,
    ticks_of,
)
from certdesk.ui.viewers.sheet_scene import FLASH_MS
from certdesk.ui.widgets.tips import plain_tip

COLUMN = 680
"""Lines longer than this are hard to follow."""
_SIDE = 16
_TAGS = 56
_NARROWEST_COLUMN = 64
"""Tables with many columns make the sheet wider than the window rather than break words into letters."""
LEAST, MOST = 0.5, 4.0


class ReadingView(QTextEdit):
    """Read-only; links are words like others and nothing is loaded."""

    zoomed = Signal()
    mark_clicked = Signal(str)
    words_selected = Signal()
    scrolled = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._themes = themes
        self._reading = Reading("", (), "", simplified=False)
        self._text = ""
        self._zoom = 1.0
        self._marks: Marks = ()
        self._overlay = Overlay()
        self._flash_over = QTimer(self, singleShot=True, interval=FLASH_MS)
        self._flash_over.timeout.connect(self._end_flash)
        self._pressed = QPointF()
        self._looked_for = ""
        self.setDocument(SealedDocument(self))
        self.setVerticalScrollBar(MarkedScrollBar(themes, self))
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setUndoRedoEnabled(False)
        self.setProperty("ring", "none")
        self._by_keyboard = False
        self.selectionChanged.connect(self.words_selected)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        themes.changed.connect(self._rewrite)
        themes.changed.connect(self._dress)
        self._dress()

    # -- what is shown -------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The plain text, into which offsets point."""
        return self._text

    @property
    def zoom(self) -> float:
        """1 is the usual size of letters."""
        return self._zoom

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The marks that were found in the text."""
        return self._overlay.stretches

    def show_reading(self, reading: Reading) -> None:
        """Show a text from its beginning."""
        self._reading = reading
        self.forget_found()
        self._write()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self._to_the_left()

    def set_marks(self, marks: Marks) -> None:
        """Show the marks whose words are found."""
        self._marks = marks
        self._lay(replace(self._overlay, stretches=stretches_of(self._text, marks)))

    def set_zoom(self, zoom: float) -> None:
        """Show letters larger or smaller, keeping the first line in view."""
        zoom = min(max(zoom, LEAST), MOST)
        if zoom != self._zoom:
            self._zoom = zoom
            self._rewrite()
            self.zoomed.emit()

    def quote(self) -> TextQuote | None:
        """Return the words selected, or None."""
        cursor = self.textCursor()
        start, end = (to_characters(self._text, at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        quote = quote_at(self._text, start, end)
        return quote if quote.quote else None

    def reveal(self, quote: TextQuote) -> bool:
        """Scroll to a quote, select it and point it out; False when its words are not here."""
        place = find_quote(self._text, quote)
        if place is None:
            return False
        start, end = (to_units(self._text, at) for at in place)
        self._select(start, end)
        self._scroll_to(start)
        self._flash_over.start()
        self._lay(replace(self._overlay, flash=(start, end)))
        return True

    def first_offset(self) -> int:
        """Return the character at the top of the window."""
        there = self.cursorForPosition(self.viewport().rect().topLeft())
        return to_characters(self._text, there.position())

    def scroll_to_offset(self, offset: int) -> None:
        """Bring a character to the top of the window."""
        self._bring_to_top(to_units(self._text, min(max(0, offset), len(self._text))))

    def clear_selection(self) -> None:
        """Select nothing."""
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def find_words(self, words: str, *, back: bool) -> tuple[int, int]:
        """Select the next or previous place of ``words``, round the ends; return which of how many (0 of 0)."""
        if words != self._looked_for:
            self._looked_for = words
            self._lay(replace(self._overlay, hits=hits_of(self._text, words)))
        hits = self._overlay.hits
        if not hits:
            return 0, 0
        now = hit_beside(hits, self.textCursor(), back=back)
        self._select(*hits[now])
        self._scroll_to(hits[now][0])
        return now + 1, len(hits)

    def forget_found(self) -> None:
        """Show no found words any more."""
        self._looked_for = ""
        self._lay(replace(self._overlay, hits=()))

    # -- Qt --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, then the labels of the marks beside it."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        theme = self._themes.theme
        for stretch, box in tag_boxes(self, self._overlay, self._themes.theme):
            paint_tag(painter, box, tag_of(stretch.mark, theme), theme)
        if self._by_keyboard:
            paint.ring(painter, QRectF(self.viewport().rect()), 0, theme.color("accent"))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring when the keyboard brought the focus."""
        self._by_keyboard = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._by_keyboard = False
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines short enough to be followed."""
        super().resizeEvent(event)
        self._set_margins()
        self._put_ticks()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; change the size of letters with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turn = event.angleDelta().y()
            if turn:
                self.set_zoom(round(self._zoom * (1.1 if turn > 0 else 1 / 1.1), 2))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, to tell a click from a selection."""
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the mark that was clicked."""
        super().mouseReleaseEvent(event)
        moved = (event.position() - self._pressed).manhattanLength() > 3
        mark = self.mark_at(event.position())
        if mark is not None and not moved and event.button() == Qt.MouseButton.LeftButton:
            self.mark_clicked.emit(mark.annotation_id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what a mark says."""
        if isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            words = told(mark) if mark is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    def mark_at(self, point: QPointF) -> MediaMark | None:
        """Return the mark at a point of the window: its label or its words."""
        for stretch, box in tag_boxes(self, self._overlay, self._themes.theme):
            if box.contains(point):
                return stretch.mark
        there = self.cursorForPosition(point.toPoint()).position()
        hit = [each.mark for each in self._overlay.stretches if each.start <= there <= each.end]
        return hit[-1] if hit else None

    # -- inside ----------------------------------------------------------------------------------

    def _write(self) -> None:
        # While the text is written again, scroll bars come and go and ask where the marks are: nowhere.
        self._overlay, self._looked_for = Overlay(), ""
        self.setExtraSelections([])
        write_reading(self.document(), self._reading, Style(self._themes.theme, self._zoom))
        self._text = self.document().toPlainText()
        self._set_margins()
        self.set_marks(self._marks)

    def _rewrite(self) -> None:
        cursor = self.textCursor()
        first, start, end = self.first_offset(), cursor.selectionStart(), cursor.selectionEnd()
        self._write()
        self._select(start, end)
        self.scroll_to_offset(first)
        self._to_the_left()

    def _to_the_left(self) -> None:
        """Show the side on which lines begin: placing the cursor in a wide table scrolls away from it."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum() if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0)

    def _dress(self) -> None:
        """Put selected words on the accent colour, on which they can be read in every theme."""
        ground, ink = self._themes.color("accent").name(), self._themes.color("on-accent").name()
        corner = "QAbstractScrollArea::corner { background: transparent; border: none; }"
        self.setStyleSheet(f"QTextEdit {{ selection-background-color: {ground}; selection-color: {ink}; }} {corner}")

    def _set_margins(self) -> None:
        frame = self.document().rootFrame().frameFormat()
        window = self.viewport().width()
        column = self._themes.px(_NARROWEST_COLUMN) * self._zoom
        tags = self._themes.px(_TAGS)
        wide = round(widest_table(self._reading) * column) + _SIDE + tags
        self.setLineWrapMode(self.LineWrapMode.FixedPixelWidth if wide > window else self.LineWrapMode.WidgetWidth)
        self.setLineWrapColumnOrWidth(wide if wide > window else 0)
        lines = self._themes.px(COLUMN) * max(1.0, self._zoom)
        side = max(_SIDE, (window - lines) / 2) if wide <= lines else _SIDE
        frame.setLeftMargin(side)
        frame.setRightMargin(max(side, tags))
        frame.setTopMargin(16)
        frame.setBottomMargin(32)
        self.document().rootFrame().setFrameFormat(frame)

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        last = max(0, self.document().characterCount() - 1)
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _scroll_to(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        rect = self.cursorRect(cursor)
        if not self.viewport().rect().adjusted(0, 8, 0, -40).contains(rect.topLeft()):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)

    def _bring_to_top(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _lay(self, overlay: Overlay) -> None:
        self._overlay = overlay
        self.setExtraSelections(selections_of(self.document(), overlay, self._themes.theme))
        self._put_ticks()
        self.viewport().update()

    def _put_ticks(self) -> None:
        bar = self.verticalScrollBar()
        if isinstance(bar, MarkedScrollBar):
            bar.set_ticks(ticks_of(self, self._overlay))

    def _end_flash(self) -> None:
        self._lay(replace(self._overlay, flash=None))
