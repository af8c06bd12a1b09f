"""Open {slots} in a box for words: they stand out, and Tab goes from one to the next as long as there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from certdesk.core.slots import open_slots, slot_after
from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead_places import from_qt, to_qt


class SlotKeys(QObject):
    """Marks the open slots of a box. After the last one Tab leaves the box as usual, so nobody is kept inside."""

    def __init__(self, theme: ThemeSource, box: TextBox) -> None:
        super().__init__(box)
        self._theme = theme
        self._writing = box.writing
        self._described = False
        self._writing.installEventFilter(self)
        self._writing.textChanged.connect(self._mark)
        theme.changed.connect(self._mark)
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next open slot with Tab."""
        if watched is self._writing and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Tab and plain and self._go_on():
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> bool:
        if self._writing.isReadOnly():
            return False
        cursor = self._writing.textCursor()
        text = self._writing.toPlainText()
        found = slot_after(text, from_qt(text, cursor.selectionEnd()))
        if found is None:
            return False
        cursor.setPosition(to_qt(text, found[0]))
        cursor.setPosition(to_qt(text, found[1]), QTextCursor.MoveMode.KeepAnchor)
        self._writing.setTextCursor(cursor)
        self._writing.ensureCursorVisible()
        return True

    def _mark(self) -> None:
        text = self._writing.toPlainText()
        spans = open_slots(text) if "{" in text else ()
        looks = QTextCharFormat()
        looks.setBackground(self._theme.color("warn-soft"))
        looks.setForeground(self._theme.color("warn"))
        marks = []
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self._writing.document())
            mark.cursor.setPosition(to_qt(text, start))
            mark.cursor.setPosition(to_qt(text, end), QTextCursor.MoveMode.KeepAnchor)
            mark.format = looks
            marks.append(mark)
        self._writing.setExtraSelections(marks)
        words = ngettext("{count} place to fill in", "{count} places to fill in", len(spans)).format(count=len(spans))
        if spans or self._described:
            self._writing.setStatusTip(_("{words}; Tab goes to the next").format(words=words) if spans else "")
        self._described = bool(spans)
