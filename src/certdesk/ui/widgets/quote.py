"""Somebody's own words, with a line at their beginning that says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Paragraph

_LINE, _GAP = 3, 10


class Quote(QWidget):
    """Wraps; nothing of what somebody wrote is cut."""

    def __init__(self, theme: ThemeSource, text: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._words = Paragraph(theme, text, tone="text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(_LINE + _GAP, 0, 0, 0)
        column.addWidget(self._words)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._words.show_text(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        super().paintEvent(event)
        painter = QPainter(self)
        left = self.width() - _LINE if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(left, 0, _LINE, self.height(), self._theme.color("line2"))
        painter.end()
