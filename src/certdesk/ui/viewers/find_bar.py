"""Finding words in a document: a field, how many, next and previous."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from certdesk.core.words import _
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import icon_button
from certdesk.ui.widgets.labels import label


class FindBar(QWidget):
    """Emits what to look for, and steps through what was found; knows nothing of documents."""

    asked = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._asked = ""
        self._field = QLineEdit()
        self._field.setObjectName("findField")
        self._field.setPlaceholderText(_("Find in this document"))
        self._field.setAccessibleName(_("Find in this document"))
        self._field.setMaxLength(200)
        self._count = label("", "small", "text2", name="findCount")
        before = icon_button(themes, "up", _("Previous place"), key="Shift Enter", size="small")
        after = icon_button(themes, "down", _("Next place"), key="Enter", size="small")
        shut = icon_button(themes, "close", _("Close the search"), key="Esc", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        row.addSpacing(4)
        row.addWidget(self._count)
        for tool, name in ((before, "findPrevious"), (after, "findNext"), (shut, "findClose")):
            tool.setObjectName(name)
            row.addWidget(tool)
        before.clicked.connect(self._previous)
        after.clicked.connect(self._next)
        shut.clicked.connect(self.shut)
        self.hide()

    def open(self) -> None:
        """Show the bar with the keyboard in its field."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def shut(self) -> None:
        """Hide the bar and forget what was looked for."""
        self._asked = ""
        self.hide()
        self.closed.emit()

    def show_count(self, now: int, total: int, *, complete: bool = True) -> None:
        """Say which place of how many is shown (from 1), or that there is none."""
        if total == 0:
            self._count.setText(_("Not found"))
        elif complete:
            self._count.setText(_("{now} of {total}").format(now=now, total=total))
        else:
            self._count.setText(_("{now} of more than {total}").format(now=now, total=total))

    def show_words(self, words: str) -> None:
        """Show why there is nothing to count yet."""
        self._count.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks or goes on, Shift+Enter goes back, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._previous()
            else:
                self._next()
        elif event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        self._look(1)

    def _previous(self) -> None:
        self._look(-1)

    def _look(self, direction: int) -> None:
        words = self._field.text().strip()
        if not words:
            return
        if words == self._asked:
            self.stepped.emit(direction)
            return
        self._asked = words
        self._count.setText(_("Looking…"))
        self.asked.emit(words)
