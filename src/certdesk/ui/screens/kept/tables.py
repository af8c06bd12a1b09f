"""What is kept, as a table."""

from __future__ import annotations

from datetime import date

from certdesk.actions.retaining import KeptLine, why_kept
from certdesk.core.days import day_in_words
from certdesk.core.preflight_words import size_in_words
from certdesk.core.retention import CLASS_WORDS, REPRIEVE_WORDS, Reprieve
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (132, 150, 64, 92, 128, None)


class KeptTable(RowTable[KeptLine]):
    """Pure adapter from what is kept; the last column says why it stays, or that it is due."""

    right = frozenset({2, 3})

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min

    def show_rows(self, rows: tuple[KeptLine, ...], today: date) -> None:
        """Replace what is shown."""
        self._today = today
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("What"), _("Items"), _("Size"), _("Kept until"), _("State"))

    def cell(self, row: KeptLine, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (
            Cell(row.code, weight=600),
            Cell(_(CLASS_WORDS[row.kept])),
            Cell(str(len(row.items)), tone="text2", right=True),
            Cell(size_in_words(row.size), tone="text2", right=True),
            Cell(day_in_words(row.until) if row.until else "–", tone="text2"),
        )
        return cells[column] if column < len(cells) else self._state(row)

    def tip(self, row: KeptLine, column: int) -> str:
        """Return the sentence that says why."""
        return why_kept(row, self._today) if column >= 4 else ""

    def spoken(self, row: KeptLine, column: int) -> str:
        """Say the state as a sentence."""
        return self.cell(row, column).words if column < 5 else why_kept(row, self._today)

    def _state(self, row: KeptLine) -> Cell:
        if row.is_due(self._today):
            return Cell(_("Due to go"), chip="warn", icon="clock")
        if Reprieve.HOLD in row.reprieves:
            return Cell(_(REPRIEVE_WORDS[Reprieve.HOLD]), rest=row.detail, icon="held", icon_tone="text2")
        if row.reprieves:
            return Cell(_(REPRIEVE_WORDS[row.reprieves[0]]), tone="text2")
        return Cell(_("In time"), tone="text2")
