"""The frameworks of the workspace as a short list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.standards import Framework
from certdesk.core.words import _, ngettext
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex


class FrameworkTable(QAbstractTableModel):
    """Pure adapter from frameworks: title, and who made it with how many items below."""

    def __init__(self) -> None:
        super().__init__()
        self._frameworks: tuple[Framework, ...] = ()

    def show_frameworks(self, frameworks: tuple[Framework, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._frameworks = frameworks
        self.endResetModel()

    def framework(self, number: int) -> Framework | None:
        """Return one framework, or None outside the list."""
        return self._frameworks[number] if 0 <= number < len(self._frameworks) else None

    def place_of(self, identifier: str) -> int:
        """Return the row of a framework, or -1."""
        return next((n for n, one in enumerate(self._frameworks) if one.identifier == identifier), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many frameworks there are."""
        return 0 if parent is not None and parent.isValid() else len(self._frameworks)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the one column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or the whole title."""
        one = self.framework(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role == CELL:
            return Cell(one.title, below=about(one), weight=500)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return f"{one.title} {one.version}".strip()
        return f"{one.title}, {about(one)}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the head."""
        if orientation != Qt.Orientation.Horizontal or section:
            return None
        if role == CELL:
            return Head(_("Frameworks"))
        return _("Frameworks") if role == Qt.ItemDataRole.DisplayRole else None


def about(framework: Framework) -> str:
    """Say how much is in a framework and whose it is."""
    count = ngettext("{count} item", "{count} items", len(framework.items)).format(count=len(framework.items))
    return "  ·  ".join(part for part in (count, framework.creator, framework.version) if part)
