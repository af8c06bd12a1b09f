"""Candidates and their outcomes as a table."""

from __future__ import annotations

from certdesk.core.cohorts import ResultState
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.results.outcomes import OutcomeRow
from certdesk.ui.widgets.cell import Cell

CHIPS = {
    ResultState.DECIDED: "accent",
    ResultState.HELD: "warn",
    ResultState.RELEASED: "ok",
    ResultState.RECALLED: "bad",
}
_CODE, _NAME, _OUTCOME, _NUMBER, _STATE, _NOTE = range(6)
_WIDTHS: tuple[int | None, ...] = (104, 150, None, 72, 116, 200)
_WIDE: tuple[int | None, ...] = (112, 250, 270, 84, 130, None)


class OutcomeTable(RowTable[OutcomeRow]):
    """Pure adapter from rows; candidates' names have a column only where there are any to show."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[int, ...] = tuple(range(6))

    def show_rows(self, rows: tuple[OutcomeRow, ...], *, names: bool) -> None:
        """Replace what is shown, with a column of ``names`` or without."""
        self._shown = tuple(one for one in range(6) if names or one != _NAME)
        self.right = frozenset({self._shown.index(_NUMBER)})
        self._replace(rows)

    def widths(self, *, wide: bool) -> tuple[tuple[int | None, ...], tuple[int, ...]]:
        """Return the widths of the columns, and which go first without room; in ``wide`` lists notes have the rest."""
        expendable = (one for one in (_NOTE, _NUMBER, _NAME) if one in self._shown)
        widths = _WIDE if wide else _WIDTHS
        return tuple(widths[one] for one in self._shown), tuple(self._shown.index(one) for one in expendable)

    def place_of(self, portfolio_id: str) -> int:
        """Return the row of a portfolio, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.member.portfolio_id == portfolio_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        words = (_("Code"), _("Candidate"), _("Outcome"), _("Score"), _("State"), _("Note"))
        return tuple(words[one] for one in self._shown)

    def cell(self, row: OutcomeRow, column: int) -> Cell:
        """Return what a cell shows."""
        match self._shown[column]:
            case 0:
                return Cell(row.member.code, weight=600)
            case 1:
                return Cell(row.name or _("not shown yet"), tone="text" if row.name else "text3")
            case 2:
                return _outcome(row)
            case 3:
                return Cell(row.number, right=True)
            case 4:
                return Cell(row.state_words, chip=CHIPS[row.result.state] if row.result else "neutral")
        changed = bool(row.result and row.result.would_be and not row.hidden)
        return Cell(row.note, tone="text2", icon="warning" if changed else "", icon_tone="warn" if changed else "")

    def tip(self, row: OutcomeRow, column: int) -> str:
        """Return what may be cut, whole."""
        blind = _("Names stand beside results once they are released.") if not row.name else row.name
        return {_NAME: blind, _OUTCOME: row.outcome, _NOTE: row.note}.get(self._shown[column], "")


def _outcome(row: OutcomeRow) -> Cell:
    result = row.result
    if result is None or row.hidden or not result.outcome:
        return Cell(row.outcome, tone="text3")
    tone = "ok" if result.certifies else "text2"
    return Cell(row.outcome, tone=tone, icon="ok" if result.certifies else "", icon_tone=tone)
