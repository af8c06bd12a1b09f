"""How portfolios stand before they are assessed, as a table: ready, to mend, can't be assessed, not looked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.core.portfolio import Portfolio
from certdesk.core.preflight import Preflight, Severity
from certdesk.core.words import N_, _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

READY, MEND, STOP, UNSEEN = "ready", "mend", "stop", "unseen"
STANDINGS: Mapping[str, tuple[str, str, str]] = {
    STOP: (N_("Can't be assessed"), "bad", "error"),
    MEND: (N_("To mend"), "warn", "warning"),
    READY: (N_("Ready"), "ok", "ok"),
    UNSEEN: (N_("Not looked through"), "neutral", "circle"),
}
WIDTHS: tuple[int | None, ...] = (110, None, 178, 80, 80, 92, 250)
EXPENDABLE, LEAST = (6, 5, 4, 3), 200


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One portfolio: what was found, by how much it matters."""

    portfolio: Portfolio
    told: Preflight
    standing: str
    named: bool = False
    """Whether whoever looks may see whose it is."""

    @property
    def candidate(self) -> str:
        """Whose it is, or nothing."""
        return self.portfolio.candidate.name if self.named else ""

    def count(self, severity: Severity) -> int:
        """Return how many findings matter so."""
        return sum(one.severity is severity for one in self.told.findings)


def standing_of(told: Preflight, *, waiting: bool) -> str:
    """Say how a portfolio stands; ``waiting`` when nobody has looked at some of its files."""
    if any(one.severity is Severity.STOP for one in told.findings):
        return STOP
    if waiting:
        return UNSEEN
    return MEND if any(one.severity is Severity.MEND for one in told.findings) else READY


class StandingTable(RowTable[StandingRow]):
    """Pure adapter."""

    right = frozenset({3, 4, 5})

    def show_rows(self, rows: tuple[StandingRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("Portfolio"), _("Stands"), _("Stops it"), _("To mend"), _("To look at"), _("Codes"))

    def spoken(self, row: StandingRow, column: int) -> str:
        """Return the words of a cell."""
        cell = self.cell(row, column)
        return _("none") if column in self.right and not cell.words else f"{cell.words} {cell.rest}".strip()

    def tip(self, row: StandingRow, column: int) -> str:
        """Return what may be cut, whole."""
        whose = f"{row.candidate} {row.portfolio.title}".strip()
        return {1: whose, 6: ", ".join(row.told.predicted_codes)}.get(column, "")

    def cell(self, row: StandingRow, column: int) -> Cell:
        """Return what a cell shows."""
        words, tone, icon = STANDINGS[row.standing]
        match column:
            case 0:
                return Cell(row.portfolio.code, weight=600)
            case 1:
                title = row.portfolio.title
                return Cell(row.candidate, rest=title) if row.candidate else Cell(title)
            case 2:
                return Cell(_(words), chip=tone, icon=icon)
            case 6:
                return Cell(" ".join(row.told.predicted_codes), tone="bad")
        severity = (Severity.STOP, Severity.MEND, Severity.LOOK)[column - 3]
        count = row.count(severity)
        return Cell(str(count) if count else "", right=True)
