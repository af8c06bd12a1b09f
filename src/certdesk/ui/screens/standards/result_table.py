"""Signed results by code as a table; what is hidden says so and nothing else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.judging import plain_number
from certdesk.core.reading_by_code import FEWEST, CodeResult
from certdesk.core.scoring import show_number
from certdesk.core.words import _
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
CODE, CRITERIA, PEOPLE, MEAN, _STANDARD, SHARE, LEVELS = range(7)
WIDTHS: tuple[int | None, ...] = (None, 130, 84, 72, 104, 110, 250)
_RIGHT = {PEOPLE, MEAN}


class ResultTable(QAbstractTableModel):
    """Pure adapter from results by code."""

    def __init__(self) -> None:
        super().__init__()
        self._results: tuple[CodeResult, ...] = ()

    def show_results(self, results: tuple[CodeResult, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._results = results
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many codes there are."""
        return 0 if parent is not None and parent.isValid() else len(self._results)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or the statement and framework."""
        if not index.isValid() or not 0 <= index.row() < len(self._results):
            return None
        one = self._results[index.row()]
        if role == CELL:
            return _cell(one, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _cell(one, index.column()).words
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == CODE:
            return "\n".join(part for part in (one.framework, one.statement) if part)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Code"), _("Criteria"), _("People"), _("Mean"), _("At standard"), "", _("Marks by level"))
        if role == CELL:
            return Head(heads[section], right=section in _RIGHT)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None


def _cell(one: CodeResult, column: int) -> Cell:
    if column == CODE:
        return Cell(one.code, rest="  " + " ".join(one.statement.split()), weight=500)
    if column == CRITERIA:
        return Cell(", ".join(one.criteria), tone="text2")
    if column == PEOPLE:
        few = _("under {count}").format(count=FEWEST)
        return Cell(few if one.hidden else str(one.people), tone="text3" if one.hidden else "text", right=True)
    return Cell() if one.hidden or not one.people else _number(one, column)


def _number(one: CodeResult, column: int) -> Cell:
    match column:
        case 3:
            return Cell("" if one.mean is None else show_number(one.mean), right=True)
        case 4:
            return Cell(_("{count} of {all}").format(count=one.at_standard, all=one.marks))
        case 5:
            return Cell(share=one.at_standard / one.marks)
    return Cell("   ".join(f"{plain_number(value)}: {count}" for _label, value, count in one.levels), tone="text2")
