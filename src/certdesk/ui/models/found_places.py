"""What was found in the portfolio as rows of a list: a heading for each item, its places, what can't be searched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.actions.searching import Findings, Hit
from certdesk.core.annotations import clock
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.models.evidence_items import kind_icon

Index = QModelIndex | QPersistentModelIndex


class RowKind(Enum):
    """What a row is."""

    HEADING = auto()
    HIT = auto()
    UNSEARCHABLE = auto()


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row. ``words`` is a heading or a reason; a hit has its words in three parts, the middle one found."""

    kind: RowKind
    item_id: str = ""
    words: str = ""
    icon: str = ""
    place: str = ""
    hit: Hit | None = None

    @property
    def chooseable(self) -> bool:
        """Whether the row leads anywhere."""
        return self.kind is not RowKind.HEADING


def rows_of(findings: Findings, items: tuple[EvidenceItem, ...]) -> tuple[FoundRow, ...]:
    """Make the rows: hits by item, then what can't be searched with its reason."""
    by_id = {item.id: item for item in items}
    rows: list[FoundRow] = []
    for item_id, hits in groupby(findings.hits, key=lambda hit: hit.item_id):
        found = tuple(hits)
        item = by_id[item_id]
        count = ngettext("{count} place", "{count} places", len(found)).format(count=len(found))
        rows.append(FoundRow(RowKind.HEADING, item_id, item.title, kind_icon(item.kind), count))
        rows += (FoundRow(RowKind.HIT, item_id, place=_place(hit), hit=hit) for hit in found)
    if findings.unsearchable:
        rows.append(FoundRow(RowKind.HEADING, words=_("Not searched"), icon="info"))
        for one in findings.unsearchable:
            title = by_id[one.item_id].title
            rows.append(FoundRow(RowKind.UNSEARCHABLE, one.item_id, one.reason, place=title))
    return tuple(rows)


class FoundPlaces(QAbstractListModel):
    """Shows the rows in their order; headings can't be chosen."""

    RowRole = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[FoundRow, ...] = ()

    def show_rows(self, rows: tuple[FoundRow, ...]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> tuple[FoundRow, ...]:
        """What is shown."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be read, not chosen."""
        chooseable = index.isValid() and self._rows[index.row()].chooseable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if chooseable else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a row, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        hit = row.hit
        said = f"…{hit.before}{hit.quote}{hit.after}…" if hit else row.words
        return ", ".join(part for part in (row.place, said) if part)


def _place(hit: Hit) -> str:
    if hit.kind == "note":
        return _("my note")
    if hit.at_ms is not None:
        return clock(hit.at_ms)
    return _("p. {page}").format(page=hit.page) if hit.page else ""
