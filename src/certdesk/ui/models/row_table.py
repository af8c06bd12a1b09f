"""A table of values, one in each row: what every such table answers Qt in the same way."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, Qt

from certdesk.ui.widgets.cell import CELL, Cell, Head, Index

T = TypeVar("T")
_WORDS = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))


class RowTable(QAbstractTableModel, Generic[T]):
    """Children say the heads and the cell of a row; also its words for screen readers and its tip, if they want."""

    right: frozenset[int] = frozenset()
    """The columns whose heads stand at the far end, as numbers do."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[T, ...] = ()

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        raise NotImplementedError

    def cell(self, row: T, column: int) -> Cell:
        """Return what a cell shows."""
        raise NotImplementedError

    def spoken(self, row: T, column: int) -> str:
        """Return the words of a cell for screen readers."""
        return self.cell(row, column).words

    def tip(self, _row: T, _column: int) -> str:
        """Return what the cell says when the mouse rests on it, or an empty text."""
        return ""

    def row(self, number: int) -> T | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.heads())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words or its tip."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return self.cell(row, index.column())
        if role in _WORDS:
            return self.spoken(row, index.column())
        return self.tip(row, index.column()) or None if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == CELL:
            return Head(self.heads()[section], right=section in self.right)
        return self.heads()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _replace(self, rows: tuple[T, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _renew(self) -> None:
        """Say that every cell may read otherwise; the place in the list stays."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
