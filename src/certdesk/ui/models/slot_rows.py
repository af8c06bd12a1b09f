"""The evidence of a portfolio by its sorts, as a tree of two storeys: slots, and what is in each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.models.evidence_items import facts
from certdesk.ui.widgets.drop_zone import dropped_files

Index = QModelIndex | QPersistentModelIndex
ITEMS = "application/x-certdesk-items"
NODE = int(Qt.ItemDataRole.UserRole) + 1
PICTURE = NODE + 1
REMOVED = "\x00removed"
"""The group of what was taken out; every other group's key is an evidence type, or empty for what has none."""


@dataclass(frozen=True, slots=True)
class ItemNode:
    """One item; ``proposal`` and ``reason`` say where it may belong, as words."""

    item: EvidenceItem
    proposal: str = ""
    reason: str = ""
    removed: bool = False

    @property
    def told(self) -> str:
        """What screen readers hear."""
        claims = _("claimed for {criteria}").format(criteria=" ".join(self.item.claims)) if self.item.claims else ""
        offered = _("may be {type}: {reason}").format(type=self.proposal, reason=self.reason) if self.proposal else ""
        parts = (self.item.title, facts(self.item), self.item.problem, claims, offered)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class EmptyNode:
    """What stands where nothing is yet."""

    words: str


@dataclass(frozen=True, slots=True)
class GroupNode:
    """A slot, or what is in none; ``chip`` is words and kind, ``detail`` a quieter line."""

    key: str
    label: str
    detail: str = ""
    chip: tuple[str, str, str] = ("", "neutral", "")
    rows: tuple[ItemNode | EmptyNode, ...] = ()

    @property
    def told(self) -> str:
        """What screen readers hear."""
        return ", ".join(part for part in (self.label, self.chip[0], self.detail) if part)


class SlotRows(QAbstractItemModel):
    """``placed(item ids, group, before)`` and ``files_dropped(paths, group)`` when something is dropped.

    ``before`` is the item before which they belong, "" at the end, None where only the group was meant.
    """

    placed = Signal(object, str, object)
    files_dropped = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[GroupNode, ...] = ()
        self._pictures: Mapping[str, QPixmap] = {}
        self._fixed = False

    def show_groups(self, groups: tuple[GroupNode, ...], pictures: Mapping[str, QPixmap], *, fixed: bool) -> None:
        """Replace what is shown; ``fixed`` when nothing may be moved. ``pictures`` may grow later."""
        self._pictures = pictures
        if groups == self._groups and fixed == self._fixed:
            return
        self.beginResetModel()
        self._groups, self._fixed = groups, fixed
        self.endResetModel()

    def renew(self, item_id: str) -> None:
        """Say that the picture of an item has arrived."""
        index = self.index_of(item_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def index_of(self, item_id: str) -> QModelIndex:
        """Find an item."""
        for place, group in enumerate(self._groups):
            for row, node in enumerate(group.rows):
                if isinstance(node, ItemNode) and node.item.id == item_id:
                    return self.createIndex(row, 0, place + 1)
        return QModelIndex()

    def group_index(self, key: str) -> QModelIndex:
        """Find a group."""
        place = next((place for place, group in enumerate(self._groups) if group.key == key), -1)
        return self.index(place, 0) if place >= 0 else QModelIndex()

    def node(self, index: Index) -> GroupNode | ItemNode | EmptyNode | None:
        """Return what an index stands for."""
        if not index.isValid():
            return None
        if not index.internalId():
            return self._groups[index.row()]
        return self._groups[index.internalId() - 1].rows[index.row()]

    def group_of(self, index: Index) -> GroupNode | None:
        """Return the group of an index, or the group that it is."""
        if not index.isValid():
            return None
        return self._groups[index.internalId() - 1 if index.internalId() else index.row()]

    def _target(self, parent: Index) -> GroupNode | None:
        """Return the group that takes a drop: beside all groups it is the one for what has no sort."""
        return self.group_of(parent) or next((group for group in self._groups if not group.key), None)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Return the index of a group, or of a row in one."""
        if column or row < 0:
            return QModelIndex()
        if parent is None or not parent.isValid():
            return self.createIndex(row, 0, 0) if row < len(self._groups) else QModelIndex()
        if parent.internalId() or row >= len(self._groups[parent.row()].rows):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the group of a row."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many groups there are, or rows in one."""
        if parent is None or not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()].rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return one."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the node, its picture or its words."""
        node = self.node(index)
        if role == NODE:
            return node
        if role == PICTURE and isinstance(node, ItemNode):
            return self._pictures.get(node.item.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.item.title if isinstance(node, ItemNode) else getattr(node, "label", getattr(node, "words", ""))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return node.words if isinstance(node, EmptyNode) else node.told if node is not None else None
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(node, ItemNode):
            return "\n".join(part for part in (node.item.file_name, node.reason, node.item.problem) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be chosen and dragged, groups take what is dropped."""
        node, flag = self.node(index), Qt.ItemFlag
        if isinstance(node, ItemNode):
            return flag.ItemIsEnabled | flag.ItemIsSelectable | (flag(0) if self._fixed else flag.ItemIsDragEnabled)
        if isinstance(node, GroupNode):
            return flag.ItemIsEnabled | (flag(0) if self._fixed else flag.ItemIsDropEnabled)
        return flag.ItemIsEnabled if isinstance(node, EmptyNode) else flag(0)

    def supportedDropActions(self) -> Qt.DropAction:
        """Take moves of items, and copies of files from elsewhere."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped."""
        return [ITEMS, "text/uri-list"]

    def mimeData(self, indexes: Any) -> QMimeData:  # noqa: ANN401 - Qt's signature
        """Carry the ids of the dragged items, in the order in which they stand."""
        nodes = [self.node(index) for index in sorted(indexes, key=lambda each: (each.internalId(), each.row()))]
        made = QMimeData()
        ids = [node.item.id for node in nodes if isinstance(node, ItemNode)]
        made.setData(ITEMS, json.dumps(ids).encode())
        return made

    def canDropMimeData(self, data: QMimeData, _action: Any, _row: int, _column: int, parent: Index) -> bool:  # noqa: ANN401 - Qt's signature
        """Take items onto groups and between items, and files anywhere."""
        if self._fixed:
            return False
        return bool(dropped_files(data)) or (data.hasFormat(ITEMS) and self._target(parent) is not None)

    def dropMimeData(self, data: QMimeData, _action: Any, row: int, _column: int, parent: Index) -> bool:  # noqa: ANN401 - Qt's signature
        """Say what was dropped where. Nothing moves by itself, so that nothing is shown that is not on disk."""
        group = self._target(parent)
        files: tuple[Path, ...] = dropped_files(data)
        if files:
            key = group.key if group is not None and group.key != REMOVED else ""
            self.files_dropped.emit(files, key)
        elif group is not None and data.hasFormat(ITEMS) and not self._fixed:
            ids = tuple(json.loads(bytes(data.data(ITEMS).data())))
            self.placed.emit(ids, group.key, _before(group, row))
        return False


def _before(group: GroupNode, row: int) -> str | None:
    """Return the item before which a drop at a row belongs; None where only the group was meant."""
    items = [node.item.id for node in group.rows if isinstance(node, ItemNode)]
    if row < 0 or not items:
        return None
    return items[row] if row < len(items) else ""
