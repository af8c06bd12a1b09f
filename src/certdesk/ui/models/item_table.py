"""The evidence of a portfolio as a table: title, facts, what was seen of it, size, claims, what is filed."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.core.coverage import ItemCoverage, words_for_coverage
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.models.evidence_items import facts, kind_icon
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

TITLE, FACTS, SEEN, SIZE, CLAIMED, FILED = range(6)
WIDTHS: tuple[int | None, ...] = (None, 150, 170, 76, 96, 96)


class ItemTable(RowTable[EvidenceItem]):
    """Pure adapter from items; ``filed`` holds the criteria that each is filed for, ``seen`` what was on screen."""

    right = frozenset({SIZE})

    def __init__(self) -> None:
        super().__init__()
        self._filed: dict[str, tuple[str, ...]] = {}
        self._seen: Mapping[str, ItemCoverage] = {}

    def show_items(
        self,
        items: tuple[EvidenceItem, ...],
        filed: dict[str, tuple[str, ...]],
        seen: Mapping[str, ItemCoverage],
    ) -> None:
        """Replace what is shown."""
        self._filed, self._seen = filed, seen
        self._replace(items)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Evidence"), _("What it is"), _("Seen by you"), _("Size"), _("Claimed for"), _("Filed for")

    def tip(self, row: EvidenceItem, _column: int) -> str:
        """Return the file's name and what is wrong with it."""
        return "\n".join(part for part in (row.file_name, row.caption, row.problem) if part)

    def cell(self, row: EvidenceItem, column: int) -> Cell:
        """Return what a cell shows."""
        match column:
            case 0:
                icon = "warning" if row.problem else kind_icon(row.kind)
                return Cell(row.title, icon=icon, icon_tone="warn" if row.problem else "text2", weight=500)
            case 1:
                return Cell(facts(row), tone="bad" if row.problem else "text2")
            case 2:
                seen = self._seen.get(row.id)
                return Cell(words_for_coverage(seen, heard=row.kind == "audio") if seen else "", tone="text2")
            case 3:
                return Cell(size_words(row.size), right=True)
            case 4:
                return Cell(" ".join(row.claims), tone="text2")
        return Cell(" ".join(self._filed.get(row.id, ())))


def size_words(size: int) -> str:
    """Write a size as people say it: ``612 kB``, ``3.1 MB``, ``11.2 GB``."""
    if size < 1_000_000:
        return _("{size} kB").format(size=max(1, round(size / 1000)))
    if size < 1_000_000_000:
        return _("{size:.1f} MB").format(size=size / 1_000_000)
    return _("{size:.1f} GB").format(size=size / 1_000_000_000)
