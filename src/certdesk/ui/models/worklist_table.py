"""The worklist as a table: code, title, state, marks, due date, minutes left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.actions.looking import WorklistRow
from certdesk.core.marks import Mark
from certdesk.core.words import N_, _
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex

# State: icon, its colour, colour of the words, the words.
STATES: Mapping[str, tuple[str, str, str, str]] = {
    "not_started": ("circle", "text3", "text", N_("Not started")),
    "in_progress": ("in_progress", "accent", "text", N_("In progress")),
    "ready": ("ok", "ok", "ok", N_("Ready to sign")),
    "held": ("held", "warn", "warn", N_("Held")),
    "flagged": ("flag", "bad", "bad", N_("Flagged")),
    "signed": ("signature", "ok", "text", N_("Signed")),
    "conflict": ("lock", "text3", "text2", N_("Conflict declared")),
}
CODE, TITLE, STATE, MARKS, DUE, LEFT = range(6)
WIDTHS: tuple[int | None, ...] = (112, None, 156, 220, 108, 72)


class WorklistTable(QAbstractTableModel):
    """Pure adapter from worklist rows; ``scale`` of a row comes with its rubric."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[WorklistRow, ...] = ()
        self._today = date.min

    def show_rows(self, rows: tuple[WorklistRow, ...], today: date) -> None:
        """Replace what is shown; overdue dates are told apart from ``today`` on."""
        if rows == self._rows and today == self._today:
            return
        self.beginResetModel()
        self._rows, self._today = rows, today
        self.endResetModel()

    def row(self, number: int) -> WorklistRow | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many portfolios are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, or its words for screen readers."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return self._cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Code"), _("Portfolio"), _("State"), _("Marks"), _("Due"), _("Left"))
        if role == CELL:
            return Head(heads[section], right=section == LEFT)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, row: WorklistRow, column: int) -> Cell:
        icon, icon_tone, tone, words = STATES[row.state]
        late = row.due_on is not None and row.due_on < self._today and row.state not in {"signed", "conflict"}
        match column:
            case 0:
                return Cell(row.code, weight=600)
            case 1:
                return Cell(row.title)
            case 2:
                return Cell(_(words), icon=icon, icon_tone=icon_tone, tone=tone)
            case 3:
                return Cell(marks=_marks(row), scale=row.scale)
            case 4:
                return Cell(_day(row.due_on), rest=_weekday(row.due_on), tone="bad" if late else "text")
        return Cell(_minutes(row), right=True)

    def _words(self, row: WorklistRow, column: int) -> str:
        if column == MARKS:
            return _("{done} of {all} marked").format(done=row.marked, all=len(row.marks))
        cell = self._cell(row, column)
        return f"{cell.words} {cell.rest}".strip()


def _marks(row: WorklistRow) -> tuple[Mark, ...]:
    return tuple(mark for _criterion, mark in row.marks)


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""


def _weekday(day: date | None) -> str:
    return f"{day:%a}" if day else ""


def _minutes(row: WorklistRow) -> str:
    return _("{minutes} min").format(minutes=row.minutes_left) if row.minutes_left is not None else "–"
