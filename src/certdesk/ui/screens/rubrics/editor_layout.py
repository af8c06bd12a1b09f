"""How the first page of the editor is laid out: the grid beside the rules, and the worked examples below both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.splitter import Splitter

_SIDE_WIDTH, _SIDE_LEAST = 324, 280


def grid_page(theme: ThemeSource, grid: QWidget, side: QWidget, examples: QWidget) -> QWidget:
    """Return the page. The border between grid and side can be moved; the grid takes the room that is left."""
    upper = Splitter(theme, Qt.Orientation.Horizontal)
    upper.addWidget(grid)
    upper.addWidget(side)
    upper.setStretchFactor(0, 1)
    upper.setStretchFactor(1, 0)
    upper.set_usual_sizes((2400, theme.px(_SIDE_WIDTH)))
    side.setMinimumWidth(theme.px(_SIDE_LEAST))
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(upper, 1)
    column.addWidget(examples)
    return page
