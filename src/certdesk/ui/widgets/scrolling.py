"""A column that scrolls when it has no room, without a frame and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


def from_the_top(inner: QWidget) -> QScrollArea:
    """Return a scroll area in which ``inner`` stays as tall as it is, at the top."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    column.addStretch(1)
    return scrolling(holder)


def scrolling(inner: QWidget) -> QScrollArea:
    """Return a scroll area around ``inner``."""
    area = QScrollArea()
    inner.setProperty("surface", "none")
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setProperty("surface", "none")
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
