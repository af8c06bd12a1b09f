"""Results as tables: what a certificate could follow from, and the certificates that there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from certdesk.actions.certificates import CertificateRow, Eligible
from certdesk.core.credentials import CertificateState
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.standing import day
from certdesk.ui.widgets.cell import Cell

ELIGIBLE_WIDTHS: tuple[int | None, ...] = (104, 180, 140, 112, None)
CERTIFICATE_WIDTHS: tuple[int | None, ...] = (216, None, 110, 110, 128)
STATE_CHIPS = {
    CertificateState.ACTIVE: "ok",
    CertificateState.RENEWAL_DUE: "warn",
    CertificateState.LAPSED: "neutral",
    CertificateState.WITHDRAWN: "bad",
    CertificateState.SUPERSEDED: "neutral",
}


def state_words(state: CertificateState) -> str:
    """Say in a word or two what a certificate is worth."""
    words = {
        CertificateState.ACTIVE: _("Active"),
        CertificateState.RENEWAL_DUE: _("Renewal due"),
        CertificateState.LAPSED: _("Lapsed"),
        CertificateState.WITHDRAWN: _("Withdrawn"),
        CertificateState.SUPERSEDED: _("Superseded"),
    }
    return words[state]


def date_words(when: date) -> str:
    """Write a date as the rest of the program does."""
    return f"{when.day} {when:%b %Y}"


class EligibleTable(RowTable[Eligible]):
    """Pure adapter from signed results; the last column says what can follow from each."""

    def __init__(self, *, reports: bool = False) -> None:
        super().__init__()
        self._reports = reports
        self._why: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[Eligible, ...], why_not: Mapping[str, str] | None = None) -> None:
        """Replace what is shown; ``why_not`` says by assessment why a report can't be countersigned."""
        self._why = why_not or {}
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        last = _("Report") if self._reports else _("Certificate")
        return (_("Code"), _("Candidate"), _("Result"), _("Signed"), last)

    def tip(self, row: Eligible, column: int) -> str:
        """Return what may be cut, whole."""
        why = self._why.get(row.assessment_id, "") if self._reports else row.obstacle
        return {2: row.title, 4: why}.get(column, "")

    def spoken(self, row: Eligible, column: int) -> str:
        """Say words and what follows them."""
        cell = self.cell(row, column)
        return f"{cell.words} {cell.rest}".strip()

    def cell(self, row: Eligible, column: int) -> Cell:
        """Return what a cell shows."""
        tone = "ok" if row.certifies else "text2"
        cells = (
            Cell(row.code, weight=600),
            Cell(row.holder or _("no name yet"), tone="text" if row.holder else "text3"),
            Cell(row.outcome, tone=tone, icon="ok" if row.certifies else "", icon_tone=tone),
            Cell(day(row.signed_at), tone="text2"),
        )
        if column < len(cells):
            return cells[column]
        return self._report_cell(row) if self._reports else _certificate_cell(row)

    def _report_cell(self, row: Eligible) -> Cell:
        words = _("by {name}").format(name=row.assessor)
        if row.countersigned:
            return Cell(_("Countersigned"), rest=words, icon="ok", icon_tone="ok")
        if why := self._why.get(row.assessment_id):
            return Cell(why, tone="text2", icon="info", icon_tone="text3")
        return Cell(_("Signed"), rest=words, icon="circle", icon_tone="ctl")


class CertificateTable(RowTable[CertificateRow]):
    """Pure adapter from certificates."""

    def show_rows(self, rows: tuple[CertificateRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, serial: str) -> int:
        """Return the row of a number, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.serial == serial), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Number"), _("Holder"), _("Issued"), _("Valid until"), _("State"))

    def cell(self, row: CertificateRow, column: int) -> Cell:
        """Return what a cell shows."""
        gone = row.state in (CertificateState.WITHDRAWN, CertificateState.SUPERSEDED)
        tone = "text3" if gone else "text"
        cells = (
            Cell(row.serial, weight=600, tone=tone),
            Cell(row.holder, tone=tone),
            Cell(date_words(row.issued_on), tone="text2"),
            Cell(date_words(row.valid_until), tone="text2"),
            Cell(state_words(row.state), chip=STATE_CHIPS[row.state]),
        )
        return cells[column]


def _certificate_cell(row: Eligible) -> Cell:
    if row.ready and row.serial:
        return Cell(_("Signed anew"), chip="warn", rest=_("replaces {serial}").format(serial=row.serial))
    if row.ready:
        return Cell(_("Can be issued"), chip="ok")
    if row.serial:
        return Cell(row.serial, icon="award", icon_tone="accent", tone="text2")
    return Cell(row.obstacle, tone="text2", icon="info", icon_tone="text3")
