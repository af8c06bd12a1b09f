"""The evidence of a portfolio as a table: title, facts, what was seen of it, size, claims, what is filed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.coverage import ItemCoverage, words_for_coverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.models.evidence_items import facts, kind_icon
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
TITLE, FACTS, SEEN, SIZE, CLAIMED, FILED = range(6)
WIDTHS: tuple[int | None, ...] = (None, 150, 170, 76, 96, 96)


class ItemTable(QAbstractTableModel):
    """Pure adapter from items; ``filed`` holds the criteria that each is filed for, ``seen`` what was on screen."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[EvidenceItem, ...] = ()
        self._filed: dict[str, tuple[str, ...]] = {}
        self._seen: Mapping[str, ItemCoverage] = {}

    def show_items(
        self,
        items: tuple[EvidenceItem, ...],
        filed: dict[str, tuple[str, ...]],
        seen: Mapping[str, ItemCoverage],
    ) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._items, self._filed, self._seen = items, filed, seen
        self.endResetModel()

    def item(self, number: int) -> EvidenceItem | None:
        """Return one item, or None outside the table."""
        return self._items[number] if 0 <= number < len(self._items) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many items there are."""
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or the file's name and what is wrong with it."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == CELL:
            return self._cell(item, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._cell(item, index.column()).words
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (item.file_name, item.caption, item.problem) if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Evidence"), _("What it is"), _("Seen by you"), _("Size"), _("Claimed for"), _("Filed for"))
        if role == CELL:
            return Head(heads[section], right=section == SIZE)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, item: EvidenceItem, column: int) -> Cell:
        match column:
            case 0:
                icon = "warning" if item.problem else kind_icon(item.kind)
                return Cell(item.title, icon=icon, icon_tone="warn" if item.problem else "text2", weight=500)
            case 1:
                return Cell(facts(item), tone="bad" if item.problem else "text2")
            case 2:
                seen = self._seen.get(item.id)
                return Cell(words_for_coverage(seen, heard=item.kind == "audio") if seen else "", tone="text2")
            case 3:
                return Cell(size_words(item.size), right=True)
            case 4:
                return Cell(" ".join(item.claims), tone="text2")
        return Cell(" ".join(self._filed.get(item.id, ())))


def size_words(size: int) -> str:
    """Write a size as people say it: ``612 kB``, ``3.1 MB``."""
    if size < 1_000_000:
        return _("{size} kB").format(size=max(1, round(size / 1000)))
    return _("{size:.1f} MB").format(size=size / 1_000_000)
