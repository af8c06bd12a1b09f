"""The worklist as a table: code, title, state, marks, due date, minutes left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.actions.looking import WorklistRow
from certdesk.core.preflight_words import listed
from certdesk.core.words import N_, _
from certdesk.ui.widgets.cell import CELL, Cell, Head, marks_width

Index = QModelIndex | QPersistentModelIndex

# State: icon, its colour, colour of the words, the words.
STATES: Mapping[str, tuple[str, str, str, str]] = {
    "not_started": ("circle", "text3", "text", N_("Not started")),
    "in_progress": ("in_progress", "accent", "text", N_("In progress")),
    "ready": ("ok", "ok", "ok", N_("Ready to sign")),
    "no_result": ("info", "warn", "warn", N_("Ready, no result")),
    "held": ("held", "warn", "warn", N_("Held")),
    "flagged": ("flag", "bad", "bad", N_("Flagged")),
    "signed": ("signature", "ok", "text", N_("Signed")),
    "conflict": ("lock", "text3", "text2", N_("Conflict declared")),
}
CODE, TITLE, STATE, MARKS, DUE, LEFT = range(6)
_CLOSED = frozenset({"signed", "conflict"})
_LEAST_MARKS, _AIR = 96, 28


class WorklistTable(QAbstractTableModel):
    """Pure adapter from worklist rows; ``scale`` of a row comes with its rubric."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[WorklistRow, ...] = ()
        self._open_ended: frozenset[str] = frozenset()
        self._today = date.min
        self._codes: tuple[str, ...] = ()

    def show_rows(
        self, rows: tuple[WorklistRow, ...], today: date, *, open_ended: frozenset[str] = frozenset()
    ) -> None:
        """Replace what is shown; overdue dates are told apart from ``today`` on.

        ``open_ended`` holds the assessments that may be signed, but whose rules give no result yet.
        """
        if rows == self._rows and today == self._today and open_ended == self._open_ended:
            return
        self.beginResetModel()
        self._rows, self._today, self._open_ended = rows, today, open_ended
        self._codes = shared_codes(rows)
        self.endResetModel()

    def row(self, number: int) -> WorklistRow | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def widths(self) -> tuple[int | None, ...]:
        """Return the width of each column in px at 100 %, with room for all discs; None takes what is left."""
        most = max((len(row.marks) for row in self._rows), default=0)
        marks = max(_LEAST_MARKS, marks_width(most, codes=bool(self._codes)) + _AIR)
        return (116, None, 150, marks, 132, 76)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many portfolios are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else LEFT + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, or its words for screen readers."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return self._cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in {TITLE, MARKS}:
            return self._words(row, TITLE) if index.column() == TITLE else self._words(row, MARKS)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns; above the discs stand the criteria where all rows have the same."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Code"), _("Portfolio"), _("State"), _("Marks"), _("Due"), _("Left"))
        if role == CELL:
            return Head(heads[section], right=section == LEFT, codes=self._codes if section == MARKS else ())
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, row: WorklistRow, column: int) -> Cell:
        match column:
            case 0:
                return Cell(row.code, weight=600)
            case 1:
                told = (row.candidate, row.title) if row.candidate else (row.title,)
                return Cell(told[0], rest=" · ".join(part for part in (only_words(row), *told[1:]) if part))
            case 2:
                icon, icon_tone, tone, words = STATES[self._state(row)]
                return Cell(_(words), icon=icon, icon_tone=icon_tone, tone=tone)
            case 3:
                return self._discs(row)
            case 4:
                late = is_late(row, self._today)
                return Cell(_day(row.due_on), rest=due_words(row, self._today), tone="bad" if late else "text")
        return Cell(_minutes(row), right=True)

    def _discs(self, row: WorklistRow) -> Cell:
        """Draw the marks below the codes of their criteria; what is not asked for leaves a gap."""
        codes = tuple(criterion for criterion, _mark in row.marks)
        if not self._codes or codes == self._codes:
            return Cell(marks=tuple(mark for _criterion, mark in row.marks), scales=row.scales)
        marks, scales = dict(row.marks), dict(zip(codes, row.scales, strict=True))
        return Cell(marks=tuple(map(marks.get, self._codes)), scales=tuple(map(scales.get, self._codes)))

    def _state(self, row: WorklistRow) -> str:
        return "no_result" if row.state == "ready" and row.assessment_id in self._open_ended else row.state

    def _words(self, row: WorklistRow, column: int) -> str:
        if column == MARKS:
            return _("{done} of {all} marked").format(done=row.marked, all=len(row.marks))
        cell = self._cell(row, column)
        return f"{cell.words} {cell.rest}".strip()


def state_words(row: WorklistRow) -> str:
    """Return the state of a row as it is read, for searching."""
    return _(STATES[row.state][3])


def shared_codes(rows: tuple[WorklistRow, ...]) -> tuple[str, ...]:
    """Return the criteria of all rows where they are the same, else nothing; asked for some of them is the same."""
    kinds = {tuple(criterion for criterion, _mark in row.marks) for row in rows if not row.asked}
    codes = kinds.pop() if len(kinds) == 1 else ()
    return codes if all(set(row.asked) <= set(codes) for row in rows) else ()


def only_words(row: WorklistRow) -> str:
    """Name the only criteria that are asked for; empty where it is all of them."""
    return _("{names} only").format(names=listed(row.asked)) if row.asked else ""


def is_late(row: WorklistRow, today: date) -> bool:
    """Whether the day is past and there is still something to do."""
    return row.due_on is not None and row.due_on < today and row.state not in _CLOSED


def due_words(row: WorklistRow, today: date) -> str:
    """Say what stands after a date: overdue, today, tomorrow, or the day of the week."""
    if row.due_on is None:
        return ""
    if is_late(row, today):
        return _("overdue")
    if row.due_on == today:
        return _("today")
    return _("tomorrow") if row.due_on == today + timedelta(days=1) else f"{row.due_on:%a}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""


def _minutes(row: WorklistRow) -> str:
    return _("{minutes} min").format(minutes=row.minutes_left) if row.minutes_left is not None else "–"
