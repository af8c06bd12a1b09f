"""The frame of the bars at the foot of a viewer: two lines, which break where there is little room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource

_GAP = 8


class FootFrame(QFrame):
    """Two lines of a start and an end; what has no room beside each other stands below each other."""

    opened = Signal()
    """It has come, or gone."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "card")
        self._lines: list[tuple[QBoxLayout, QWidget, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.setSpacing(_GAP)

    def add_line(self, start: QWidget, end: QWidget) -> None:
        """Add a line: ``start`` takes what is left."""
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(_GAP)
        line.addWidget(start, 1)
        line.addWidget(end)
        self._lines.append((line, start, end))
        self._column.addLayout(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines that are too long."""
        super().resizeEvent(event)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """Say so."""
        super().showEvent(event)
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say so."""
        super().hideEvent(event)
        self.opened.emit()

    def _share(self) -> None:
        margins = self._column.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for line, start, end in self._lines:
            least = max(start.minimumSizeHint().width(), start.minimumWidth())
            both = least + end.sizeHint().width() + _GAP
            directions = QBoxLayout.Direction
            line.setDirection(directions.LeftToRight if both <= room else directions.TopToBottom)


def together(*parts: QWidget) -> QWidget:
    """Put widgets beside each other, no wider than they need."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    holder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return holder
