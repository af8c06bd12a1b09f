"""What was handed over of a cohort before, as a table."""

from __future__ import annotations

from certdesk.core.words import _
from certdesk.store.handed_over import HandedOverResults
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell


class HandedTable(RowTable[HandedOverResults]):
    """What was handed over before."""

    def show_rows(self, rows: tuple[HandedOverResults, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("When"), _("For"), _("Candidates"), _("Names"), _("Where"))

    def cell(self, row: HandedOverResults, column: int) -> Cell:
        """Return what a cell shows."""
        when = row.at.astimezone()
        names = _("left out") if row.pseudonymised else _("included")
        cells = (
            Cell(f"{when.day} {when:%b %Y %H:%M}"), Cell(row.recipient or _("nobody named"), weight=500),
            Cell(str(row.candidates)), Cell(names, tone="text2"), Cell(row.place, tone="text2"),
        )  # fmt: skip
        return cells[column]

    def tip(self, row: HandedOverResults, column: int) -> str:
        """Return what may be cut, and the digest by which it is known again."""
        return f"{row.place}\nSHA-256 {row.digest}" if column == 4 else ""
