"""Open {slots} in a box for words: they stand out, and Tab goes from one to the next as long as there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit

from certdesk.core.slots import open_slots, slot_after
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead_edit import edit_of
from certdesk.ui.widgets.typeahead_places import to_qt


class SlotKeys(QObject):
    """Marks the open slots of a box; on a line the braces alone have to do.

    Tab selects the next one, unless ``tab`` is off; after the last it leaves as usual, so nobody is kept inside.
    """

    def __init__(self, theme: ThemeSource, box: TextBox | QLineEdit, *, tab: bool = True) -> None:
        super().__init__(box)
        self._theme = theme
        self._edit = edit_of(box)
        self._writing = box.writing if isinstance(box, TextBox) else None
        if tab:
            self._edit.widget.installEventFilter(self)
        self._edit.text_changed.connect(self._mark)
        theme.changed.connect(self._mark)
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the next open slot with Tab."""
        if watched is self._edit.widget and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Tab and plain and self._go_on():
                return True
        return super().eventFilter(watched, event)

    def _go_on(self) -> bool:
        found = None if self._edit.read_only() else slot_after(self._edit.text(), self._edit.selection()[1])
        if found is None:
            return False
        self._edit.select(*found)
        return True

    def _mark(self) -> None:
        if self._writing is None:
            return
        text = self._edit.text()
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
