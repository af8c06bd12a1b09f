"""An icon that stands for itself: in lists, empty states, panels."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource


class IconView(QWidget):
    """An icon of ``size`` px in the colour of ``tone``. The words beside it say what it means."""

    def __init__(self, theme: ThemeSource, icon: str, tone: str = "text2", size: int = 20) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_icon(self, icon: str, tone: str = "text2") -> None:
        """Change icon and colour."""
        self._icon = icon
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the icon."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, self._theme.color(self._tone))
        painter.end()
