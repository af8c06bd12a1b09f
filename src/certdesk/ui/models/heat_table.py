"""A heat map as a table: each cell with its number, and all of it in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from certdesk.core.insights.figures import Breakdown, HeatCell, HeatMap, HeatRow
from certdesk.core.words import _
from certdesk.ui.widgets.cell import CELL, Index
from certdesk.ui.widgets.tips import plain_tip


class HeatTable(QAbstractTableModel):
    """The rows and cells of a heat map."""

    def __init__(self) -> None:
        super().__init__()
        self.heat: HeatMap | None = None

    def show_heat(self, heat: HeatMap | None) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self.heat = heat
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many groups there are."""
        return 0 if self.heat is None or (parent is not None and parent.isValid()) else len(self.heat.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if self.heat is None or (parent is not None and parent.isValid()) else len(self.heat.columns)

    def row(self, number: int) -> HeatRow:
        """Return a group."""
        if self.heat is None:
            raise IndexError(number)
        return self.heat.rows[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its number, or all of it in words."""
        if self.heat is None or not index.isValid():
            return None
        row = self.heat.rows[index.row()]
        cell = row.cells[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.shown or "–"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(row, cell, index.column())
        return plain_tip(self._said(row, cell, index.column())) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return codes of criteria or names of groups; the whole title in the tip."""
        if self.heat is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.heat.rows[section]
            told = _("{name}, n = {n}").format(name=row.label, n=row.n)
            if role == Qt.ItemDataRole.DisplayRole:
                return told
            return plain_tip(f"{told}. {row.hidden}") if role == Qt.ItemDataRole.ToolTipRole and row.hidden else None
        column = self.heat.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column_words(self.heat, section)
        return plain_tip(f"{column.id} {column.title}".strip()) if role == Qt.ItemDataRole.ToolTipRole else None

    def _said(self, row: HeatRow, cell: HeatCell, column: int) -> str:
        of = self.heat.columns[column] if self.heat else None
        name = " ".join(dict.fromkeys((of.id, of.title))).strip() if of else ""
        if cell.mean is None or of is None:
            return f"{row.label}, {name}: {cell.hidden or _('no marks')}"
        side = _("at the standard or above") if cell.mean >= of.standard else _("below the standard")
        text = _("{group}, {column}: mean {mean}, {side}, from {n} marks")
        return text.format(group=row.label, column=name, mean=cell.shown, side=side, n=cell.n)


def column_words(heat: HeatMap, section: int) -> str:
    """Return what stands above a column: the code of a criterion, or the name of a group."""
    column = heat.columns[section]
    return column.title if heat.by in (Breakdown.SECTION, Breakdown.CODE) else column.id
