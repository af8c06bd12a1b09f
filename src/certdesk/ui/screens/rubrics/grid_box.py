"""The one real text box of the grid, laid over the cell that is being edited, and the small one over a weight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from certdesk.core.fields import LONGEST_TEXT
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.kept_keys import keeps_key
from certdesk.ui.widgets.pasting import refusal

PAUSE_MS, LONGEST_MS = 700, 2000
_KEPT = frozenset({Qt.Key.Key_Escape})
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AWAY = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CellBox(QTextEdit):
    """A text without a frame, as it is drawn in the cell. ``paused`` comes after a short pause of typing.

    ``done(step)``: 0 with Enter, 1 and -1 with Tab and Shift+Tab. ``taken_back`` with Esc, ``left`` when the keyboard
    went elsewhere, ``block_pasted`` with text of several cells, ``not_pasted`` with a sentence about what is too long.
    """

    paused = Signal()
    done = Signal(int)
    taken_back = Signal()
    left = Signal()
    block_pasted = Signal(str)
    not_pasted = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellBox")
        self._theme = theme
        self._one_line = False
        self._pause, self._longest = QTimer(self), QTimer(self)
        for timer, wait in ((self._pause, PAUSE_MS), (self._longest, LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self._tell)
        self.setProperty("bare", "true")
        self.setProperty("ring", "none")
        self.setAcceptRichText(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._wait)
        self.hide()

    def open_with(self, text: str, name: str, *, role: str, weight: int | None, one_line: bool) -> None:
        """Show a text to edit, in the role that the cell is drawn in; ``name`` is for screen readers."""
        self._one_line = one_line
        self.setFont(self._theme.font(role, weight))
        self.setAccessibleName(name)
        self.put(text, self._theme.theme.line_height(role))

    def put(self, text: str, line_height: int) -> None:
        """Replace the text; the box's own undo starts anew and nobody is told."""
        self.blockSignals(True)
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setPlainText(text)
        lines = QTextBlockFormat()
        lines.setLineHeight(line_height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)
        document.setUndoRedoEnabled(True)
        self.blockSignals(False)
        self._stop()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        """Return what stands in the box."""
        return self.toPlainText()

    def settle(self) -> None:
        """Forget what waits to be told."""
        self._stop()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Enter from the shortcuts of the screen; leave undo to the window when none is here."""
        if keeps_key(event, _KEPT):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _ENTERS:
                event.accept()
                return True
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undo or redo:
                self._tell()
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter, Tab and Esc; a new line takes Shift+Enter."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.taken_back.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.done.emit(-1 if shift or key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (not shift or self._one_line):
            self.done.emit(0)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what has room; several cells of a spreadsheet fill cells."""
        if source.hasText() and "\t" in source.text():
            self.block_pasted.emit(source.text())
        elif words := refusal(source, self.textCursor(), LONGEST_TEXT):
            self.not_pasted.emit(words)
        else:
            self.insertPlainText(" ".join(source.text().splitlines()) if self._one_line else source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer went elsewhere; a menu that opens over the box does not count."""
        super().focusOutEvent(event)
        if event.reason() not in _AWAY:
            self.left.emit()
        else:
            self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the grid."""
        event.ignore()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Never scroll: the cell grows instead."""
        self.verticalScrollBar().setValue(0)
        super().scrollContentsBy(0, 0)

    def _wait(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _tell(self) -> None:
        if self._pause.isActive() or self._longest.isActive():
            self._stop()
            self.paused.emit()

    def _stop(self) -> None:
        self._pause.stop()
        self._longest.stop()


class NumberBox(QLineEdit):
    """A small line over a chip. ``entered`` with Enter, Tab or on leaving; Esc leaves everything as it was."""

    entered = Signal(str)
    taken_back = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("numberBox")
        self.setProperty("ring", "inside")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setStyleSheet("min-height: 0; padding: 0 2px;")
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts of the screen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self.entered.emit(self.text())
            return True
        return keeps_key(event, _KEPT) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc takes back, the arrows step."""
        if event.key() == Qt.Key.Key_Escape:
            self.taken_back.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.text())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was entered when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in _AWAY and self.isVisible():
            self.entered.emit(self.text())
