"""The portfolios on a version of a rubric as a table: which go over, and what that does to each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.actions.migrating import PlannedMove
from certdesk.core.words import _, ngettext
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
CHOSEN, CODE, TITLE, STATE, KEPT, TO_MARK, GONE, RESULT = range(8)
WIDTHS: tuple[int | None, ...] = (36, 88, None, 124, 56, 72, 56, 236)


class MigrationTable(QAbstractTableModel):
    """Pure adapter from planned moves; knows which are chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._moves: tuple[PlannedMove, ...] = ()
        self._chosen: frozenset[str] = frozenset()

    def show_moves(self, moves: tuple[PlannedMove, ...], chosen: frozenset[str]) -> None:
        """Replace what is shown."""
        same = [move.portfolio_id for move in moves] == [move.portfolio_id for move in self._moves]
        if same:
            self._moves, self._chosen = moves, chosen
            if moves:
                self.dataChanged.emit(self.index(0, 0), self.index(len(moves) - 1, RESULT))
            return
        self.beginResetModel()
        self._moves, self._chosen = moves, chosen
        self.endResetModel()

    def move(self, number: int) -> PlannedMove | None:
        """Return one row, or None outside the table."""
        return self._moves[number] if 0 <= number < len(self._moves) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many portfolios are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._moves)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else RESULT + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, or its words for screen readers."""
        move = self.move(index.row()) if index.isValid() else None
        if move is None:
            return None
        if role == CELL:
            return self._cell(move, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(move, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in {TITLE, STATE, RESULT}:
            return self._words(move, index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = ("", _("Code"), _("Portfolio"), _("State"), _("Kept"), _("To mark"), _("Gone"), _("Result"))
        if role == CELL:
            return Head(heads[section], right=section in {KEPT, TO_MARK, GONE})
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _cell(self, move: PlannedMove, column: int) -> Cell:
        quiet = "text3" if move.refused else "text"
        match column:
            case 0:
                icon, tone = self._sign(move)
                return Cell(icon=icon, icon_tone=tone)
            case 1:
                return Cell(move.code, weight=600, tone=quiet)
            case 2:
                return Cell(move.title, tone=quiet)
            case 3:
                return Cell(state_words(move), tone=quiet)
            case 4 | 5 | 6:
                count = 0 if move.refused else (move.kept, move.to_mark, move.gone)[column - KEPT]
                tone = "warn" if count and column != KEPT else quiet
                return Cell(str(count) if count else "–", right=True, tone=tone if count else "text3")
        return Cell(_result(move), tone=quiet)

    def _sign(self, move: PlannedMove) -> tuple[str, str]:
        if move.refused:
            return "lock", "text3"
        return ("ok", "accent") if move.portfolio_id in self._chosen else ("circle", "ctl")

    def _words(self, move: PlannedMove, column: int) -> str:
        if column == CHOSEN:
            if move.refused:
                return move.refused
            return _("goes over") if move.portfolio_id in self._chosen else _("stays")
        return self._cell(move, column).words


def state_words(move: PlannedMove) -> str:
    """Say how far the assessments of a portfolio are."""
    if move.refused:
        return _("Signed, stays")
    if not move.assessments:
        return _("Not started")
    count = len(move.assessments)
    if count == 1 and (state := _states().get(move.assessments[0].state.value)):
        return state
    return ngettext("{count} assessment", "{count} assessments", count).format(count=count)


def _states() -> dict[str, str]:
    return {
        "open": _("In progress"),
        "held": _("Held"),
        "flagged": _("Flagged"),
        "conflict": _("Conflict declared"),
    }


def _result(move: PlannedMove) -> str:
    """Say how the result of the first assessment changes, where there is one."""
    if not move.assessments:
        return "–"
    first = move.assessments[0]
    if move.refused:
        return first.before.label
    if first.before.outcome == first.after.outcome:
        return first.after.label
    return f"{first.before.label} → {first.after.label}"
