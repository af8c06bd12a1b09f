"""The frameworks of the workspace as a short list."""

from __future__ import annotations

from certdesk.core.standards import Framework
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell


class FrameworkTable(RowTable[Framework]):
    """Pure adapter from frameworks: title, and who made it with how many items below."""

    def show_frameworks(self, frameworks: tuple[Framework, ...]) -> None:
        """Replace what is shown."""
        self._replace(frameworks)

    def place_of(self, identifier: str) -> int:
        """Return the row of a framework, or -1."""
        return next((n for n, one in enumerate(self._rows) if one.identifier == identifier), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the head of the one column."""
        return (_("Frameworks"),)

    def cell(self, row: Framework, _column: int) -> Cell:
        """Return what a cell shows."""
        return Cell(row.title, below=about(row), weight=500)

    def spoken(self, row: Framework, _column: int) -> str:
        """Return the title with what stands below it."""
        return f"{row.title}, {about(row)}"

    def tip(self, row: Framework, _column: int) -> str:
        """Return the whole title."""
        return f"{row.title} {row.version}".strip()


def about(framework: Framework) -> str:
    """Say how much is in a framework and whose it is."""
    count = ngettext("{count} item", "{count} items", len(framework.items)).format(count=len(framework.items))
    return "  ·  ".join(part for part in (count, framework.creator, framework.version) if part)
