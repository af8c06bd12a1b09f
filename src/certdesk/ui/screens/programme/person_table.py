"""The people whose packages come in here as a table: name, role, how they are known, until when."""

from __future__ import annotations

from certdesk.actions.accepting import Ground, KnownPerson
from certdesk.core.words import _
from certdesk.signing.programme_store import Belonging
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.screens.programme.member_table import role_words
from certdesk.ui.screens.standing import day
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 140, 240, 120, 130)
_CHIPS = {Belonging.CURRENT: "ok", Belonging.ENDED: "warn", Belonging.REVOKED: "bad"}


def belonging_words(belonging: Belonging) -> str:
    """Say in a word whether somebody's key counts."""
    words = {Belonging.CURRENT: _("Current"), Belonging.ENDED: _("Ended"), Belonging.REVOKED: _("Revoked")}
    return words[belonging]


def known_words(one: KnownPerson) -> str:
    """Say where somebody is known from."""
    return _("Six words, by telephone") if one.ground is Ground.WORDS else one.where


class PersonTable(RowTable[KnownPerson]):
    """Pure adapter from the people whom this desk knows."""

    def show_rows(self, rows: tuple[KnownPerson, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, person_id: str, ground: Ground) -> int:
        """Return the row of a person, or -1."""
        return next((place for place, row in enumerate(self._rows) if (row.id, row.ground) == (person_id, ground)), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Name"), _("Role"), _("Known by"), _("Key"), _("Until"))

    def cell(self, row: KnownPerson, column: int) -> Cell:
        """Return what a cell shows."""
        cells = (
            Cell(row.name, weight=600, icon="person"),
            Cell(role_words(row.role), tone="text2"),
            Cell(known_words(row), tone="text2"),
            Cell(belonging_words(row.belonging), chip=_CHIPS[row.belonging]),
            Cell(day(row.until) if row.until else "", tone="text2"),
        )
        return cells[column]
