"""The catalogue of professional development as a table."""

from __future__ import annotations

from certdesk.core.bank_words import language_words
from certdesk.core.catalogue import Offer
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

TITLE, FOR, LENGTH, STATE = range(4)
WIDTHS: tuple[int | None, ...] = (None, 92, 104, 84)


class OffersTable(RowTable[Offer]):
    """Pure adapter from offers."""

    def show_rows(self, rows: tuple[Offer, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, offer_id: str) -> int:
        """Return the row of an offer, or -1."""
        return next((at for at, one in enumerate(self._rows) if one.id == offer_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Offer"), _("For"), _("Length"), _("State")

    def cell(self, row: Offer, column: int) -> Cell:
        """Return what a cell shows."""
        tone = "text" if row.active else "text3"
        if column == TITLE:
            below = " · ".join(part for part in (row.form, _tongue(row), _("offline") if row.offline else "") if part)
            return Cell(row.title, below=below, tone=tone)
        if column == FOR:
            return Cell(", ".join(dict.fromkeys(one.criterion for one in row.criteria)), tone="text2")
        if column == LENGTH:
            return Cell(row.length, tone="text2")
        return Cell(_("Offered"), tone="text2") if row.active else Cell(_("Retired"), chip="neutral")

    def tip(self, row: Offer, column: int) -> str:
        """Say what may be cut."""
        if column == FOR:
            return ", ".join(map(str, row.criteria))
        return "\n".join(part for part in (row.title, row.where_found, row.note) if part) if column == TITLE else ""


def _tongue(row: Offer) -> str:
    return language_words(row.language) if row.language else ""
