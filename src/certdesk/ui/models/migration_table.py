"""The portfolios on a version of a rubric as a table: which go over, and what that does to each."""

from __future__ import annotations

from certdesk.actions.migrating import PlannedMove
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.models.worklist_table import STATES
from certdesk.ui.widgets.cell import Cell

CHOSEN, CODE, TITLE, STATE, KEPT, TO_MARK, GONE, RESULT = range(8)
WIDTHS: tuple[int | None, ...] = (36, 80, None, 124, 60, 84, 68, 280)


class MigrationTable(RowTable[PlannedMove]):
    """Pure adapter from planned moves; knows which are chosen."""

    right = frozenset({KEPT, TO_MARK, GONE})

    def __init__(self) -> None:
        super().__init__()
        self._chosen: frozenset[str] = frozenset()

    def show_moves(self, moves: tuple[PlannedMove, ...], chosen: frozenset[str]) -> None:
        """Replace what is shown; where the portfolios are the same, the place in the list stays."""
        self._chosen = chosen
        if [move.portfolio_id for move in moves] == [move.portfolio_id for move in self._rows]:
            self._rows = moves
            self._renew()
        else:
            self._replace(moves)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return "", _("Code"), _("Portfolio"), _("State"), _("Kept"), _("To mark"), _("Gone"), _("Result")

    def spoken(self, row: PlannedMove, column: int) -> str:
        """Say the sign of the first column in words."""
        if column != CHOSEN:
            return super().spoken(row, column)
        if row.refused:
            return row.refused
        return _("goes over") if row.portfolio_id in self._chosen else _("stays")

    def tip(self, row: PlannedMove, column: int) -> str:
        """Return the words that the cell may cut."""
        return self.spoken(row, column) if column in {TITLE, STATE, RESULT} else ""

    def cell(self, row: PlannedMove, column: int) -> Cell:
        """Return what a cell shows."""
        quiet = "text3" if row.refused else "text"
        match column:
            case 0:
                icon, tone = self._sign(row)
                return Cell(icon=icon, icon_tone=tone)
            case 1:
                return Cell(row.code, weight=600, tone=quiet)
            case 2:
                return Cell(row.title, tone=quiet)
            case 3:
                return Cell(state_words(row), tone=quiet)
            case 4 | 5 | 6:
                count = 0 if row.refused else (row.kept, row.to_mark, row.gone)[column - KEPT]
                tone = "warn" if count and column != KEPT else quiet
                return Cell(str(count) if count else "–", right=True, tone=tone if count else "text3")
        return Cell(_result(row), tone=quiet)

    def _sign(self, move: PlannedMove) -> tuple[str, str]:
        if move.refused:
            return "lock", "text3"
        return ("ok", "accent") if move.portfolio_id in self._chosen else ("circle", "ctl")


def state_words(move: PlannedMove) -> str:
    """Say how far the assessments of a portfolio are."""
    if move.refused:
        return _("Signed, stays")
    if not move.assessments:
        return _("Not started")
    count = len(move.assessments)
    if count == 1:
        return _(STATES[move.assessments[0].standing][3])
    return ngettext("{count} assessment", "{count} assessments", count).format(count=count)


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
