"""The rows of a file as a table: where each stands, what it holds, what becomes of it and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.importing import Row, Verdict
from certdesk.core.words import _
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
WIDTHS: tuple[int | None, ...] = (136, None, 152)
_LONGEST = 300


class ImportRows(QAbstractTableModel):
    """Pure adapter from rows of a reading."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or all of it where it is cut."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return _cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            cell = _cell(row, index.column())
            return f"{cell.words}. {cell.below}".strip(". ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.what, row.reason) if part)[:_LONGEST]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Where"), _("What"), _("What becomes of it"))
        if role == CELL:
            return Head(heads[section])
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """Return what a verdict is called, and the kind of chip that it stands in."""
    match verdict:
        case Verdict.ACCEPTED:
            return _("Accepted"), "ok"
        case Verdict.SKIPPED:
            return _("Skipped"), "neutral"
        case Verdict.QUESTION:
            return _("Your decision"), "warn"


def _cell(row: Row, column: int) -> Cell:
    if column == 0:
        return Cell(row.place, tone="text2")
    if column == 1:
        words = " ".join(row.what.split())[:_LONGEST]
        told = row.reason or (row.question.text if row.question and row.verdict is Verdict.QUESTION else "")
        return Cell(words or "–", below=" ".join(told.split())[:_LONGEST])
    words, chip = verdict_words(row.verdict)
    return Cell(words, chip=chip)
