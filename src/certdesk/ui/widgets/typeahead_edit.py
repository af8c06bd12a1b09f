"""What type-ahead and slots need of a place to write, a box or a line. Places are counted as Python does."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, SignalInstance
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QWidget

from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead_places import from_qt, to_qt


class Edit(Protocol):
    """A place to write in. ``widget`` has the keyboard; ``text_changed`` and ``caret_moved`` tell of every change."""

    widget: QWidget
    text_changed: SignalInstance
    caret_moved: SignalInstance

    def text(self) -> str:
        """Return all that is written."""

    def caret(self) -> int:
        """Return the place of the caret."""

    def selection(self) -> tuple[int, int]:
        """Return where the selection begins and ends; both are the caret's place when nothing is selected."""

    def select(self, start: int, end: int) -> None:
        """Select from one place to another and bring it into view."""

    def insert(self, text: str, select: tuple[int, int] | None) -> None:
        """Write over the selection, as if typed; ``select`` names the part of it that waits to be replaced."""

    def read_only(self) -> bool:
        """Whether nobody may write here now."""

    def caret_in(self, window: QWidget) -> QRect:
        """Return where the caret is in a window."""


class BoxEdit:
    """A `TextBox`."""

    def __init__(self, box: TextBox) -> None:
        self._box = box
        self._writing = box.writing
        self.widget: QWidget = box.writing
        self.text_changed: SignalInstance = box.writing.textChanged
        self.caret_moved: SignalInstance = box.writing.cursorPositionChanged

    def text(self) -> str:
        """Return all that is written."""
        return self._writing.toPlainText()

    def caret(self) -> int:
        """Return the place of the caret."""
        return from_qt(self.text(), self._writing.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Return where the selection begins and ends."""
        cursor, text = self._writing.textCursor(), self.text()
        return from_qt(text, cursor.selectionStart()), from_qt(text, cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select from one place to another and bring it into view."""
        cursor, text = self._writing.textCursor(), self.text()
        cursor.setPosition(to_qt(text, start))
        cursor.setPosition(to_qt(text, end), QTextCursor.MoveMode.KeepAnchor)
        self._writing.setTextCursor(cursor)
        self._writing.ensureCursorVisible()

    def insert(self, text: str, select: tuple[int, int] | None) -> None:
        """Write over the selection, with a space before where one is needed."""
        self._box.insert(text, select=select)

    def read_only(self) -> bool:
        """Whether nobody may write here now."""
        return self._writing.isReadOnly()

    def caret_in(self, window: QWidget) -> QRect:
        """Return where the caret is in a window."""
        caret = self._writing.cursorRect()
        return QRect(self._writing.viewport().mapTo(window, caret.topLeft()), caret.size())


class LineEdit:
    """A line, such as that for a note on a piece of evidence."""

    def __init__(self, line: QLineEdit) -> None:
        self._line = line
        self.widget: QWidget = line
        self.text_changed: SignalInstance = line.textChanged
        self.caret_moved: SignalInstance = line.cursorPositionChanged

    def text(self) -> str:
        """Return all that is written."""
        return self._line.text()

    def caret(self) -> int:
        """Return the place of the caret."""
        return from_qt(self.text(), self._line.cursorPosition())

    def selection(self) -> tuple[int, int]:
        """Return where the selection begins and ends."""
        if not self._line.hasSelectedText():
            return self.caret(), self.caret()
        text = self.text()
        return from_qt(text, self._line.selectionStart()), from_qt(text, self._line.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select from one place to another."""
        text = self.text()
        first, last = to_qt(text, start), to_qt(text, end)
        self._line.setSelection(first, last - first)

    def insert(self, text: str, select: tuple[int, int] | None) -> None:
        """Write over the selection on one line, with a space before where one is needed."""
        start = self.selection()[0]
        before = self.text()[:start]
        space = " " if before and not before[-1].isspace() else ""
        self._line.insert(space + text.replace("\n", " "))
        if select:
            start += len(space)
            self.select(start + select[0], start + select[1])

    def read_only(self) -> bool:
        """Whether nobody may write here now."""
        return self._line.isReadOnly()

    def caret_in(self, window: QWidget) -> QRect:
        """Return where the caret is in a window."""
        caret = self._line.cursorRect()
        return QRect(self._line.mapTo(window, caret.topLeft()), caret.size())


def edit_of(place: TextBox | QLineEdit) -> Edit:
    """Return a box or a line as a place to write in."""
    return BoxEdit(place) if isinstance(place, TextBox) else LineEdit(place)
