"""Assessors as rows: what they mark, how much, and whether they may."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.cohorts import Assessor
from certdesk.core.days import day_in_words
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 180, 110, 64, 150)


class AssessorTable(RowTable[Assessor]):
    """Pure adapter; ``barred`` says by id why somebody may not mark live work now."""

    right = frozenset({3})

    def __init__(self) -> None:
        super().__init__()
        self._barred: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[Assessor, ...], barred: Mapping[str, str]) -> None:
        """Replace what is shown."""
        self._barred = barred
        self._replace(rows)

    def place_of(self, assessor_id: str) -> int:
        """Return the row of somebody, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == assessor_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Assessor"), _("Subjects"), _("Languages"), _("Share"), _("State"))

    def cell(self, row: Assessor, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (
            Cell(row.name, rest=row.desk, weight=500, tone="text" if row.active else "text3"),
            _several(row.subjects),
            _several(row.languages),
            Cell(plain_number(row.share), right=True),
        )
        return cells[column] if column < len(cells) else self._state(row)

    def _state(self, row: Assessor) -> Cell:
        if not row.active:
            return Cell(_("Not active"), chip="neutral")
        if row.id in self._barred:
            return Cell(_("Not qualified"), chip="warn", icon="warning")
        return Cell(_("New"), chip="accent") if row.new_since else Cell(_("Active"), chip="ok")

    def tip(self, row: Assessor, column: int) -> str:
        """Return what may be cut, and why somebody may not mark."""
        if column == 4:
            since = _("new since {day}").format(day=day_in_words(row.new_since)) if row.new_since else ""
            return self._barred.get(row.id, "") or since
        return self.cell(row, column).words


def _several(words: tuple[str, ...]) -> Cell:
    return Cell(", ".join(words) or _("any"), tone="text2" if words else "text3")
