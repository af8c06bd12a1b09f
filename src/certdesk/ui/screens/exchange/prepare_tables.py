"""What can be packed and who can get it, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.actions.packable import Packable
from certdesk.actions.recipients import Recipient
from certdesk.core.words import _, ngettext
from certdesk.ui.models.item_table import size_words
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

PORTFOLIO_WIDTHS: tuple[int | None, ...] = (132, None, 104, 72, 84)
PORTFOLIO_EXPENDABLE, PORTFOLIO_LEAST = (3, 2), 190
PERSON_WIDTHS: tuple[int | None, ...] = (None, 106)


class PackableTable(RowTable[Packable]):
    """Pure adapter; what is not ready says so in its second line."""

    right = frozenset({3, 4})

    def __init__(self) -> None:
        super().__init__()
        self._why: Mapping[str, str] = {}

    def show_rows(self, rows: tuple[Packable, ...], why_not: Mapping[str, str]) -> None:
        """Replace what is shown; ``why_not`` says by portfolio what is not ready in it."""
        self._why = why_not
        self._replace(rows)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Code"), _("Portfolio"), _("Cohort"), _("Items"), _("Size"))

    def tip(self, row: Packable, column: int) -> str:
        """Return what may be cut, whole."""
        why = self._why.get(row.portfolio_id, "")
        return {1: f"{row.candidate} {row.title}\n{why}".strip(), 2: row.cohort}.get(column, "")

    def spoken(self, row: Packable, column: int) -> str:
        """Say also what is not ready."""
        cell = self.cell(row, column)
        return ". ".join(part for part in (f"{cell.words} {cell.rest}".strip(), cell.below) if part)

    def cell(self, row: Packable, column: int) -> Cell:
        """Return what a cell shows."""
        why = self._why.get(row.portfolio_id, "")
        cells = (
            Cell(row.code, weight=600, icon="warning" if why else "", icon_tone="warn"),
            Cell(row.candidate or row.title, rest=row.title if row.candidate else "", below=why),
            Cell(row.cohort, tone="text2"),
            Cell(str(row.items), right=True, tone="text2"),
            Cell(size_words(row.size), right=True, tone="text2"),
        )
        return cells[column]


def role_words(role: str) -> str:
    """Say what somebody does."""
    known = {"assessor": _("Assessor"), "coordinator": _("Coordinator"), "lead": _("Lead")}
    return known.get(role, role)


class PersonTable(RowTable[Recipient]):
    """Pure adapter from the people whom this desk knows."""

    def show_rows(self, rows: tuple[Recipient, ...]) -> None:
        """Replace what is shown."""
        self._replace(rows)

    def place_of(self, person_id: str) -> int:
        """Return the row of a person, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == person_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (_("Name"), _("Role"))

    def tip(self, row: Recipient, column: int) -> str:
        """Say why somebody can't get anything yet."""
        return "" if row.reachable or column else row.gone or _("Their key is not known here yet.")

    def cell(self, row: Recipient, column: int) -> Cell:
        """Return what a cell shows."""
        tone = "text" if row.reachable else "text3"
        below = row.how if row.reachable else row.gone or _("no key known here yet")
        return (Cell(row.name, weight=500, below=below, tone=tone), Cell(role_words(row.role), tone="text2"))[column]


def people_words(rows: tuple[Recipient, ...]) -> str:
    """Name who gets it."""
    names = [row.name for row in rows]
    if len(names) <= 2:
        return _(" and ").join(names)
    text = ngettext("{name} and {count} more", "{name} and {count} more", len(names) - 1)
    return text.format(name=names[0], count=len(names) - 1)
