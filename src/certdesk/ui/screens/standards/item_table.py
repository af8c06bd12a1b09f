"""The items of a framework as an indented list, each with the criteria of a draft that stand for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.standards import Framework, StandardItem, depths
from certdesk.core.words import _
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
WIDTHS: tuple[int | None, ...] = (None, 150)
_INDENT = "\u2003"
_LONGEST = 600


class StandardTable(QAbstractTableModel):
    """Pure adapter from items; headings, which have items below them, stand out."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[StandardItem, ...] = ()
        self._depths: Mapping[str, int] = {}
        self._headings: frozenset[str] = frozenset()
        self._criteria: Mapping[str, tuple[str, ...]] = {}

    def show_items(self, framework: Framework | None, items: tuple[StandardItem, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._items = items
        self._depths = depths(framework) if framework else {}
        self._headings = frozenset(item.parent for item in framework.items) if framework else frozenset()
        self.endResetModel()

    def show_criteria(self, criteria: Mapping[str, tuple[str, ...]]) -> None:
        """Show the ids of criteria that stand for each item; the list stays where it is."""
        self._criteria = criteria
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, 1))

    def item(self, number: int) -> StandardItem | None:
        """Return one item, or None outside the list."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def shown(self) -> tuple[StandardItem, ...]:
        """Return all items that are shown."""
        return self._items

    def place_of(self, identifier: str) -> int:
        """Return the row of an item, or -1."""
        return next((n for n, one in enumerate(self._items) if one.identifier == identifier), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many items are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or the whole statement."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        criteria = ", ".join(self._criteria.get(item.identifier, ()))
        if role == CELL:
            return self._words(item) if index.column() == 0 else Cell(criteria, tone="accent", weight=500)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{item.code} {item.statement}".strip() if index.column() == 0 else criteria
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return item.statement[:_LONGEST]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Standard"), _("Criteria"))
        if role == CELL:
            return Head(heads[section])
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _words(self, item: StandardItem) -> Cell:
        heading = item.identifier in self._headings
        statement = " ".join(item.statement.split()) if item.statement != item.code else ""
        space = _INDENT * self._depths.get(item.identifier, 0)
        weight = 600 if heading else 500
        if not item.code:
            return Cell(f"{space}{statement}", weight=weight if heading else 400)
        return Cell(f"{space}{item.code}", rest=f"  {statement}", weight=weight)
