"""A scroll bar with ticks where marks lie."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from certdesk.ui.theme.source import ThemeSource

Ticks = tuple[tuple[float, bool], ...]
"""How far down (0 to 1), and whether it belongs to the criterion being marked."""


class MarkedScrollBar(QScrollBar):
    """Upright; ticks of the current criterion in the accent colour."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._ticks: Ticks = ()

    @property
    def ticks(self) -> Ticks:
        """The ticks shown."""
        return self._ticks

    def set_ticks(self, ticks: Ticks) -> None:
        """Show these ticks."""
        self._ticks = ticks
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ticks over the bar."""
        super().paintEvent(event)
        if not self._ticks:
            return
        painter = QPainter(self)
        for far, current in sorted(self._ticks, key=lambda tick: tick[1]):
            color = self._themes.color("accent" if current else "ctl")
            painter.fillRect(QRectF(0, far * (self.height() - 3), self.width(), 3), color)
        painter.end()
