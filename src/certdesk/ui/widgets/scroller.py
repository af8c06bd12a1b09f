"""A page that scrolls up and down when its content needs more height than there is; nothing in it is ever cut."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def scroller(content: QWidget) -> QScrollArea:
    """Return a scroll area as wide as its place around ``content``, which keeps its own ground."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    area.setMinimumWidth(content.minimumSizeHint().width())
    return area
