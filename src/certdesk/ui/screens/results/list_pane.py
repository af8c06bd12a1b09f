"""A list of results with a filter above and what is chosen beside it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.ui.screens.narrow import fit_columns, side_width
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.table import TableView

_SIDE = 360


class ListAndSide(QWidget):
    """The frame only: `filters`, `table` or `empty`, `below` them and `side` for whoever owns it."""

    def __init__(self, theme: ThemeSource, filters: tuple[Choice, ...], name: str) -> None:
        super().__init__()
        self._theme = theme
        self._columns: tuple[tuple[int | None, ...], tuple[int, ...], int] = ((), (), 0)
        self.filters = Segment(theme, filters)
        self.filters.setObjectName(f"{name}Filter")
        self.beside = QHBoxLayout()
        self.banners = QVBoxLayout()
        self.banners.setContentsMargins(16, 0, 16, 0)
        self.banners.setSpacing(8)
        self.table = TableView(theme, row_height=40)
        self.table.setObjectName(name)
        self.empty = EmptyState(theme, framed=False)
        self.below = QVBoxLayout()
        self.side = QVBoxLayout()
        self.side.setContentsMargins(20, 18, 16, 16)
        self.side.setSpacing(12)
        self._frame = QFrame()
        self._frame.setProperty("surface", "panel")
        self._frame.setLayout(self.side)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(self.filters)
        head.addStretch(1)
        head.addLayout(self.beside)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(head)
        left.addLayout(self.banners)
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        left.addLayout(self.below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self._frame)
        theme.changed.connect(self._dress)
        self._dress()

    def side_width(self) -> int:
        """Return the width of the side in px."""
        return self._frame.width()

    def set_columns(self, widths: tuple[int | None, ...], expendable: tuple[int, ...], least: int) -> None:
        """Set the widths of columns; those of ``expendable`` go first where the widest has less than ``least`` px."""
        self._columns = (widths, expendable, least)
        self.table.set_columns(widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the side give way, then columns."""
        super().resizeEvent(event)
        self._dress()

    def show_any(self, *, any_rows: bool) -> None:
        """Show the table, or say that it is empty."""
        self.table.setVisible(any_rows)
        self.empty.setVisible(not any_rows)

    def _dress(self) -> None:
        self._frame.setFixedWidth(side_width(self._theme, _SIDE, self.width()))
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        widths, expendable, least = self._columns
        fit_columns(self._theme, self.table, widths, expendable, least)
