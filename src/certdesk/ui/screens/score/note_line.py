"""A note on one line: Enter is done, Esc lets go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from certdesk.ui.widgets.kept_keys import OPENS, keeps_key

_LONGEST = 4000


class NoteLine(QLineEdit):
    """``done()`` with Enter, ``let_go()`` with Esc, ``left()`` when the keyboard goes elsewhere."""

    done = Signal()
    let_go = Signal()
    left = Signal()

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.setMaxLength(_LONGEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the shortcuts."""
        return keeps_key(event, OPENS | {Qt.Key.Key_Escape}) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say that the note is done, or that it is let go."""
        if event.key() in OPENS:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the writer went elsewhere; a menu over the line does not count."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
