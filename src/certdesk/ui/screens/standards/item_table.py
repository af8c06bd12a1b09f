"""The items of a framework as an indented list, each with the criteria of a draft that stand for it."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.standards import Framework, StandardItem, depths
from certdesk.core.words import _
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

WIDTHS: tuple[int | None, ...] = (None, 150)
_INDENT = "\u2003"
_LONGEST = 600


class StandardTable(RowTable[StandardItem]):
    """Pure adapter from items; headings, which have items below them, stand out."""

    def __init__(self) -> None:
        super().__init__()
        self._depths: Mapping[str, int] = {}
        self._headings: frozenset[str] = frozenset()
        self._criteria: Mapping[str, tuple[str, ...]] = {}

    def show_items(self, framework: Framework | None, items: tuple[StandardItem, ...]) -> None:
        """Replace what is shown."""
        self._depths = depths(framework) if framework else {}
        self._headings = frozenset(item.parent for item in framework.items) if framework else frozenset()
        self._replace(items)

    def show_criteria(self, criteria: Mapping[str, tuple[str, ...]]) -> None:
        """Show the ids of criteria that stand for each item; the list stays where it is."""
        self._criteria = criteria
        self._renew()

    def shown(self) -> tuple[StandardItem, ...]:
        """Return all items that are shown."""
        return self._rows

    def place_of(self, identifier: str) -> int:
        """Return the row of an item, or -1."""
        return next((n for n, one in enumerate(self._rows) if one.identifier == identifier), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Standard"), _("Criteria")

    def cell(self, row: StandardItem, column: int) -> Cell:
        """Return what a cell shows."""
        return self._words(row) if column == 0 else Cell(self.spoken(row, column), tone="accent", weight=500)

    def spoken(self, row: StandardItem, column: int) -> str:
        """Return code and statement without the indent, or the criteria."""
        criteria = ", ".join(self._criteria.get(row.identifier, ()))
        return f"{row.code} {row.statement}".strip() if column == 0 else criteria

    def tip(self, row: StandardItem, column: int) -> str:
        """Return the whole statement."""
        return row.statement[:_LONGEST] if column == 0 else ""

    def _words(self, item: StandardItem) -> Cell:
        heading = item.identifier in self._headings
        statement = " ".join(item.statement.split()) if item.statement != item.code else ""
        space = _INDENT * self._depths.get(item.identifier, 0)
        weight = 600 if heading else 500
        if not item.code:
            return Cell(f"{space}{statement}", weight=weight if heading else 400)
        return Cell(f"{space}{item.code}", rest=f"  {statement}", weight=weight)
