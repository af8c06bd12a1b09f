"""Evidence items as rows of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from certdesk.core.annotations import clock
from certdesk.core.coverage import ItemCoverage, words_for_coverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import N_, _, ngettext
from certdesk.evidence.problems import Code, code_of

Index = QModelIndex | QPersistentModelIndex
_TROUBLES = {
    Code.LOCKED: N_("{format}, locked"),
    Code.TRUNCATED: N_("{format}, cut off"),
    Code.NO_INDEX: N_("{format}, cut off"),
    Code.DAMAGED: N_("{format}, damaged"),
    Code.TOO_BIG: N_("{format}, too large"),
    Code.MISNAMED: N_("{format}, misnamed"),
}
"""What is said in a list; the item itself says it in full."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One evidence item with the criteria that it is filed for, those it is only claimed for, and what was seen."""

    item: EvidenceItem
    criteria: tuple[str, ...]
    claimed: tuple[str, ...] = ()
    seen: ItemCoverage | None = None
    beside: bool = False
    closed: str = ""
    """Why nobody may look at it, where that is so."""


class EvidenceItems(QAbstractListModel):
    """Shows items in the portfolio's order, with their pictures as they arrive."""

    RowRole = int(Qt.ItemDataRole.UserRole) + 1
    PictureRole = RowRole + 1

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ItemRow, ...] = ()
        self._pictures: dict[str, QPixmap] = {}

    def show_rows(self, rows: tuple[ItemRow, ...]) -> None:
        """Replace what is shown; rows of the same items are only told to have changed, so that selection stays."""
        same = [row.item.id for row in rows] == [row.item.id for row in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        if not any(row.item.id in self._pictures for row in rows):
            self._pictures.clear()  # of another portfolio; a filter keeps them
        self.endResetModel()

    def show_picture(self, item_id: str, picture: QPixmap) -> None:
        """Show the picture of an item that has arrived."""
        self._pictures[item_id] = picture
        index = self.index_of(item_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def index_of(self, item_id: str) -> QModelIndex:
        """Find an item's row."""
        for number, row in enumerate(self._rows):
            if row.item.id == item_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many items there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return title, whole words for screen readers, the row itself, or its picture."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role == self.PictureRole:
            return None if row.closed else self._pictures.get(row.item.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return _told(row)
        return None


def _told(row: ItemRow) -> str:
    seen = words_for_coverage(row.seen, heard=row.item.kind == "audio") if row.seen else ""
    filed = _("filed for {criteria}").format(criteria=" ".join(row.criteria)) if row.criteria else ""
    claimed = _("claimed for {criteria}").format(criteria=" ".join(row.claimed)) if row.claimed else ""
    beside = _("also in view") if row.beside else ""
    return ", ".join(
        part for part in (row.item.title, row.closed, facts(row.item), beside, filed, claimed, seen) if part
    )


def facts(item: EvidenceItem) -> str:
    """Say length, pages or format in a few words: ``18:40, MP4``, ``PDF, 6 pages``."""
    if item.problem:
        if item.kind in {"empty", "unknown"}:
            return _("Cannot be shown")
        words = _TROUBLES.get(code_of(item.problem) or Code.DAMAGED, N_("{format}, can't be shown"))
        return _(words).format(format=item.format)
    if item.duration_ms:
        return f"{clock(item.duration_ms)}, {item.format}"
    if item.pages:
        pages = ngettext("{count} page", "{count} pages", item.pages).format(count=item.pages)
        return f"{item.format}, {pages}"
    return _("Photo, {format}").format(format=item.format) if item.kind == "image" else item.format


def kind_icon(kind: str) -> str:
    """Return the icon of a kind of evidence."""
    icons = {"video": "video", "audio": "wave", "image": "image", "sheet": "grid", "archive": "package"}
    return icons.get(kind, "document")
