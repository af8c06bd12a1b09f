"""Appeals as a table: whose, on which ground, how far, and how much time there is."""

from __future__ import annotations

from certdesk.actions.appealing import AppealRow
from certdesk.core.appeals import GROUNDS, STAGES, AppealState
from certdesk.core.days import day_in_words
from certdesk.core.words import N_, _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

APPEAL_WIDTHS: tuple[int | None, ...] = (104, 190, None, 150, 190)
ENDED = {
    AppealState.OPEN: (N_("Open"), "accent"),
    AppealState.UPHELD: (N_("Upheld"), "ok"),
    AppealState.DISMISSED: (N_("Dismissed"), "neutral"),
    AppealState.WITHDRAWN: (N_("Withdrawn"), "neutral"),
}


class AppealTable(RowTable[AppealRow]):
    """Pure adapter from appeals."""

    def show_rows(self, rows: tuple[AppealRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, appeal_id: str = "", portfolio_id: str = "") -> int:
        """Return the row of an appeal, or the first of a portfolio; -1 where there is none."""
        for place, row in enumerate(self._rows):
            if row.appeal.id == appeal_id or (portfolio_id and row.appeal.portfolio_id == portfolio_id):
                return place
        return -1

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("Candidate"), _("Ground"), _("Stage"), _("Time"))

    def cell(self, row: AppealRow, column: int) -> Cell:
        """Return what a cell shows."""
        appeal = row.appeal
        cells = (
            Cell(row.member.code, weight=600),
            Cell(row.member.name or _("no name yet")),
            Cell(_(GROUNDS[appeal.ground]), tone="text2"),
            Cell(_(STAGES[appeal.stage]), tone="text" if appeal.open else "text3"),
        )
        if column < len(cells):
            return cells[column]
        if not appeal.open:
            words, kind = ENDED[appeal.state]
            return Cell(_(words), chip=kind)
        return Cell(row.time_left, chip="bad" if row.late else "neutral", icon="clock" if row.late else "")

    def tip(self, row: AppealRow, column: int) -> str:
        """Return what may be cut, whole."""
        until = _("Until {day}").format(day=day_in_words(row.appeal.due_on)) if row.appeal.open else ""
        return {1: row.member.name, 2: row.appeal.words, 4: until}.get(column, "")
