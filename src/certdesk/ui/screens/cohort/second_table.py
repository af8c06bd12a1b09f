"""What is marked twice: each pick with its reasons, and how far its second mark is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certdesk.actions.second_marking import Picked
from certdesk.core.cohorts import Case, Turn
from certdesk.core.policy_told import pick_in_words
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (112, None, 170, 150)


@dataclass(frozen=True, slots=True)
class SecondRow:
    """A pick; ``who`` is the second assessor, empty where nobody is yet."""

    picked: Picked
    who: str
    signed: bool
    planned: bool = False
    why_not: str = ""


def rows_of(
    picks: tuple[Picked, ...], cases: Mapping[str, Case], names: Mapping[str, str], planned: Mapping[str, str]
) -> tuple[SecondRow, ...]:
    """Join picks with who marks them; ``planned`` are those whom the plan would ask, by portfolio."""
    found = []
    for one in picks:
        id_ = one.member.portfolio_id
        ratings = cases[id_].ratings if id_ in cases else ()
        second = next((each for each in ratings if each.turn is Turn.SECOND), None)
        person = one.second.assessor_id if one.second else second.assessor_id if second else ""
        who = names.get(person, "") if person else planned.get(id_, "")
        found.append(SecondRow(one, who, bool(second and second.signed), planned=not person and bool(who)))
    return tuple(found)


class SecondTable(RowTable[SecondRow]):
    """Pure adapter."""

    def show_rows(self, rows: tuple[SecondRow, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Portfolio"), _("Why it is marked twice"), _("Second assessor"), _("Second mark"))

    def cell(self, row: SecondRow, column: int) -> Cell:
        """Return what a cell shows."""
        if column == 0:
            return Cell(row.picked.member.code, weight=600)
        if column == 1:
            return Cell(", ".join(map(pick_in_words, row.picked.reasons)), tone="text2")
        if column == 2:
            return Cell(row.who or _("nobody yet"), tone="text" if row.who else "text3")
        if row.signed:
            return Cell(_("Signed"), chip="ok", icon="check")
        if row.planned or not row.who:
            return Cell(_("New pick") if row.planned else _("Nobody can"), chip="accent" if row.planned else "warn")
        return Cell(_("Open"), chip="neutral")

    def tip(self, row: SecondRow, column: int) -> str:
        """Return what may be cut."""
        return self.cell(row, column).words if column in (1, 2) else ""
