"""Annotations as rows of a list: where each points, for which criteria, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, TextQuote, TimeSpan
from certdesk.core.composing import place_in_words
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FiledRow:
    """One annotation: the chip's words are empty where the list is about one criterion anyway."""

    id: str
    icon: str
    place: str
    note: str
    chip: str = ""
    current: bool = False


class FiledEvidence(QAbstractListModel):
    """Shows rows in the order given."""

    RowRole = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[FiledRow, ...] = ()

    def show_rows(self, rows: tuple[FiledRow, ...]) -> None:
        """Replace what is shown, unless it is the same."""
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the words of a row for people, or the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        words = " ".join(part for part in (row.chip, row.place, row.note) if part)
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        return words if role in texts else None


def rows_for_criterion(notes: tuple[Annotation, ...], items: tuple[EvidenceItem, ...]) -> tuple[FiledRow, ...]:
    """Make the rows of a criterion's evidence: item and place, then the note."""
    titles = {item.id: item.title for item in items}
    return tuple(FiledRow(note.id, _icon(note), _where(note, titles[note.item_id]), note.note) for note in notes)


def rows_on_item(notes: tuple[Annotation, ...], item_id: str, criterion: str) -> tuple[FiledRow, ...]:
    """Make the rows of everything filed from one item: criteria, then the place."""
    return tuple(
        FiledRow(note.id, "", place_in_words(note), note.note, " ".join(note.criteria), criterion in note.criteria)
        for note in notes
        if note.item_id == item_id
    )


def _where(note: Annotation, title: str) -> str:
    if isinstance(note.anchor, TimeSpan):
        return place_in_words(note)
    return _("{item}, {place}").format(item=title, place=place_in_words(note))


def _icon(note: Annotation) -> str:
    match note.anchor:
        case TimeSpan():
            return "video"
        case PhotoRegion():
            return "image"
        case TextQuote():
            return "quote"
        case PageRegion():
            return "document"
    return "package"
