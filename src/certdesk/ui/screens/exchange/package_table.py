"""Packages that came and went as a table: direction, whose, when, what, and how its receipt stands."""

from __future__ import annotations

from datetime import datetime

from certdesk.core.exchange import Direction, HistoryLine, ReceiptState
from certdesk.core.words import _
from certdesk.ui.models.item_table import size_words
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.exchange.words import carrier_words, counted, moment, receipt_words
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (128, None, 128, 104, 220, 84, 150)
EXPENDABLE, LEAST = (5, 3, 2, 0, 4), 150
_CHIPS = {
    ReceiptState.WAITED_FOR: "warn",
    ReceiptState.TO_SEND: "warn",
    ReceiptState.BACK: "ok",
    ReceiptState.SENT: "ok",
}


def direction_words(direction: Direction) -> str:
    """Say which way it went."""
    return _("Received") if direction is Direction.RECEIVED else _("Handed over")


def direction_icon(direction: Direction) -> str:
    """Return the arrow of a direction."""
    return "down" if direction is Direction.RECEIVED else "up"


def _small_words(row: HistoryLine) -> str:
    """Say what was in one that brings neither portfolios nor assessments; only a request says nothing of its own."""
    if row.receipts:
        return _("a receipt")
    if row.rubrics:
        return _("a rubric")
    return _("nothing new") if row.direction is Direction.RECEIVED else _("a request")


def what_words(row: HistoryLine) -> str:
    """Say what was in it, and whether all of it."""
    what = counted(row.portfolios, row.assessments) or _small_words(row)
    if row.taken_back:
        return _("{what}, taken back").format(what=what)
    if not row.complete:
        return _("{what}, not complete yet").format(what=what)
    return what


class PackageTable(RowTable[HistoryLine]):
    """Pure adapter; ``now`` says which days are called today."""

    right = frozenset({5})

    def __init__(self) -> None:
        super().__init__()
        self._now = datetime.now().astimezone()

    def show_rows(self, rows: tuple[HistoryLine, ...], now: datetime) -> None:
        """Replace what is shown."""
        self._now = now
        self._replace(rows)

    def place_of(self, line_id: str) -> int:
        """Return the row of a package, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == line_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Direction"), _("Whom"), _("When"), _("How"), _("What"), _("Size"), _("Receipt"))

    def tip(self, row: HistoryLine, column: int) -> str:
        """Return what may be cut, whole."""
        return {1: row.peer, 4: what_words(row)}.get(column, "")

    def cell(self, row: HistoryLine, column: int) -> Cell:
        """Return what a cell shows."""
        tone = "text3" if row.taken_back else "text"
        cells = (
            Cell(direction_words(row.direction), icon=direction_icon(row.direction), icon_tone="text2", tone=tone),
            Cell(row.peer, weight=500, tone=tone),
            Cell(moment(row.at, self._now), tone="text2"),
            Cell(carrier_words(row.carrier), tone="text2"),
            Cell(what_words(row), tone="text3" if row.taken_back else "text2"),
            Cell(size_words(row.size), right=True, tone="text2"),
            Cell(receipt_words(row.receipt), chip="" if row.taken_back else _CHIPS.get(row.receipt, "")),
        )
        return cells[column]
