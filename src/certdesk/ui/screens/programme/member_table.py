"""The people of a programme as a table: name, role, state, valid until."""

from __future__ import annotations

from certdesk.actions.programmes import Member, MemberState
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.standing import day
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 130, 120, 130)
_CHIPS = {
    MemberState.ACTIVE: "ok",
    MemberState.ENDING: "warn",
    MemberState.EXPIRED: "neutral",
    MemberState.REVOKED: "bad",
}


def state_words(state: MemberState) -> str:
    """Say in a word what somebody's certificate is worth."""
    words = {
        MemberState.ACTIVE: _("Active"),
        MemberState.ENDING: _("Ends soon"),
        MemberState.EXPIRED: _("Ended"),
        MemberState.REVOKED: _("Revoked"),
    }
    return words[state]


def role_words(role: str) -> str:
    """Return a role as people say it."""
    words = {"assessor": _("Assessor"), "coordinator": _("Coordinator"), "lead": _("Programme lead")}
    return words.get(role, role)


class MemberTable(RowTable[Member]):
    """Pure adapter from members."""

    def show_rows(self, rows: tuple[Member, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, member_id: str) -> int:
        """Return the row of a member, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == member_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Name"), _("Role"), _("State"), _("Valid until"))

    def cell(self, row: Member, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (
            Cell(row.name, weight=600, icon="person"),
            Cell(role_words(row.role), tone="text2"),
            Cell(state_words(row.state), chip=_CHIPS[row.state]),
            Cell(day(row.valid_until), tone="text2"),
        )
        return cells[column]
