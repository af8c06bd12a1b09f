"""The rows of a file as a table: where each stands, what it holds, what becomes of it and why."""

from __future__ import annotations

from certdesk.core.importing import Row, Verdict
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (136, None, 152)
_LONGEST = 300


class ImportRows(RowTable[Row]):
    """Pure adapter from rows of a reading."""

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Where"), _("What"), _("What becomes of it")

    def cell(self, row: Row, column: int) -> Cell:
        """Return what a cell shows."""
        return _cell(row, column)

    def spoken(self, row: Row, column: int) -> str:
        """Return the words with those below them."""
        cell = _cell(row, column)
        return f"{cell.words}. {cell.below}".strip(". ")

    def tip(self, row: Row, _column: int) -> str:
        """Return what the row holds and why it becomes what it does, where the cell cuts it."""
        return "\n".join(part for part in (row.what, row.reason) if part)[:_LONGEST]


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
