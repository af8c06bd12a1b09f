"""A field to search with: a lens before, the key that leads to it behind."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.key_cap import keys_width, paint_keys

_PAUSE_MS = 120


class SearchField(QLineEdit):
    """Type to search: ``edited`` comes when the typing pauses, Esc empties the field."""

    edited = Signal(str)

    def __init__(self, theme: ThemeSource, hint: str, *, key: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setProperty("soft", True)
        self.textChanged.connect(self._pause.start)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Put text into the field; tells nobody."""
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field with Esc; an empty field leaves Esc to others."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens, and the key while the field is empty."""
        super().paintEvent(event)
        theme = self._theme.theme
        painter = QPainter(self)
        side = theme.px(16)
        lens = QRectF(10, 0, side, self.height())
        left_to_right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        if not left_to_right:
            lens.moveRight(self.width() - 10)
        paint_icon(painter, lens, "search", theme.color("text2"))
        if self._key and not self.text() and not self.hasFocus():
            right = self.width() - 8 if left_to_right else 8 + keys_width(theme, (self._key,))
            paint_keys(painter, theme, right, self.height() / 2, (self._key,))
        painter.end()

    def _tell(self) -> None:
        self._pause.stop()
        self.edited.emit(self.text())

    def _dress(self) -> None:
        theme = self._theme.theme
        before = theme.px(16) + 8
        behind = keys_width(theme, (self._key,)) + 4 if self._key else 0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            before, behind = behind, before
        self.setTextMargins(before, 0, behind, 0)
        self.update()
