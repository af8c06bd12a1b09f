"""A hand scanner types the text of a code like a very quick person; it is listened to wherever the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from certdesk.ui.screens.verify.subject import CODE_PREFIX

_PAUSE_MS = 400
"""Scanners leave a few thousandths of a second between letters; after so long nothing more comes."""
_MOST = 8192
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Scanner(QObject):
    """Keeps what was typed since the prefix from everything else: a space in it must not press a button."""

    scanned = Signal(str)

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self._screen = screen
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._end)

    def listen(self) -> None:
        """Begin to listen."""
        self._typed = ""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Listen no more."""
        self._pause.stop()
        self._typed = ""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collect letters that belong to a code."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if not self._concerns(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # No letter of a code is a command.
            if self._collecting and event.text():
                event.accept()
                return True
            return False
        return self._take(event)

    @property
    def _collecting(self) -> bool:
        return self._typed.startswith(CODE_PREFIX)

    def _concerns(self, watched: QWidget) -> bool:
        # Keys come to the focused widget first, and to those around it only if nobody took them.
        return (
            watched.window() is self._screen.window()
            and (watched is QApplication.focusWidget() or QApplication.focusWidget() is None)
            and not isinstance(watched, QLineEdit | QTextEdit | QPlainTextEdit)
        )

    def _take(self, event: QKeyEvent) -> bool:
        if self._collecting and event.key() in _ENDS:
            self._end()
            return True
        text = event.text()
        if len(text) != 1 or not text.isprintable() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        was = self._collecting
        self._typed = self._typed + text if was else (self._typed + text)[-len(CODE_PREFIX) :]
        if not self._collecting:
            return False
        self._pause.start()
        if len(self._typed) > _MOST:
            self._end()
        return True

    def _end(self) -> None:
        text, self._typed = self._typed, ""
        self._pause.stop()
        if text.startswith(CODE_PREFIX) and len(text) > len(CODE_PREFIX):
            self.scanned.emit(text)
