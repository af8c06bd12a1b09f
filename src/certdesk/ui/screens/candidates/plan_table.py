"""The rows of a list as a table: who it is, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.actions.candidate_rows import PlannedRow
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.candidates.words import facts_of, standing_words
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (56, None, 380, 168)
EXPENDABLE, LEAST = (2, 0), 150


class PlanTable(RowTable[PlannedRow]):
    """Pure adapter from planned rows and the decisions on them."""

    right = frozenset({0})

    def __init__(self) -> None:
        super().__init__()
        self._decisions: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[PlannedRow, ...], decisions: Mapping[str, str]) -> None:
        """Replace what is shown; with the same rows only what becomes of them changes."""
        self._decisions = dict(decisions)
        if rows == self._rows:
            self._renew()
        else:
            self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Row"), _("Name"), _("What it says"), _("What becomes of it")

    def cell(self, row: PlannedRow, column: int) -> Cell:
        """Return what a cell shows."""
        words, chip = standing_words(row, self._decisions.get(row.key, ""))
        quiet = chip == "neutral"
        if column == 0:
            return Cell(row.key, tone="text3", right=True)
        if column == 1:
            return Cell(row.row.name or "–", weight=500, tone="text2" if quiet else "text")
        if column == 2:
            told = facts_of(row.candidate) if row.candidate is not None else ""
            reason = row.reason[:1].upper() + row.reason[1:]
            return Cell(reason or told, below=told if reason else "", tone="text2")
        return Cell(words, chip=chip)

    def spoken(self, row: PlannedRow, column: int) -> str:
        """Return the words with those below them."""
        cell = self.cell(row, column)
        return f"{cell.words}. {cell.below}".strip(". ")

    def tip(self, row: PlannedRow, _column: int) -> str:
        """Return the whole reason, where the cell cuts it."""
        return row.reason

    def place_of(self, key: str) -> int:
        """Return the row of a key, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)
