"""Annotations and the candidate's claims as rows of a list: where each points, for which criteria, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.annotations import Annotation, PageRegion, PhotoRegion, Stance, TextQuote, TimeSpan
from certdesk.core.composing import place_in_words
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.ui.models.stances import stance_words

Index = QModelIndex | QPersistentModelIndex
Numbers = Mapping[str, int]
"""The place of each criterion in its rubric, from 0: what decides its colour and shape."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A criterion as a tag: its label, and its number in the rubric."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class FiledRow:
    """One annotation, or one claim of the candidate (``claim``), which is nobody's mark yet.

    ``tags`` are drawn whole before the place; ``also`` names other criteria after the words.
    """

    id: str
    icon: str
    place: str
    note: str
    tags: tuple[Tag, ...] = ()
    also: str = ""
    current: bool = False
    stance: Stance = Stance.SUPPORTS
    claim: bool = False


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
        if [row.id for row in rows] == [row.id for row in self._rows]:
            # The same rows with other words: whoever has the keyboard in the list keeps it where it is.
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, row_id: str) -> QModelIndex:
        """Find a row."""
        place = next((place for place, row in enumerate(self._rows) if row.id == row_id), None)
        return QModelIndex() if place is None else self.index(place)

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
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
        return words_of(row) if role in texts else None


def words_of(row: FiledRow) -> str:
    """Say a row in words, as a screen reader and a tooltip do."""
    labels = " ".join(tag.label for tag in row.tags)
    if row.claim:
        return _("Claimed by the candidate: {claim}").format(claim=_joined(labels, row.place, row.note))
    stance = "" if row.stance is Stance.SUPPORTS else stance_words(row.stance)
    also = _("also for {criteria}").format(criteria=row.also) if row.also else ""
    return _joined(labels, stance, row.place, row.note, also)


def rows_for_criterion(
    notes: tuple[Annotation, ...], items: tuple[EvidenceItem, ...], criterion: Tag
) -> tuple[FiledRow, ...]:
    """Make the rows of a criterion's evidence: item and place, then the note."""
    titles = {item.id: item.title for item in items}
    return tuple(
        FiledRow(
            note.id,
            _icon(note),
            _where(note, titles[note.item_id]),
            note.note,
            also=" ".join(name for name in note.criteria if name != criterion.label),
            current=True,
            stance=note.stance,
        )
        for note in notes
    )


def rows_on_item(notes: tuple[Annotation, ...], item_id: str, criterion: str, numbers: Numbers) -> tuple[FiledRow, ...]:
    """Make the rows of everything filed from one item: criteria, then the place."""
    return tuple(
        FiledRow(
            note.id,
            "",
            place_in_words(note),
            note.note,
            tuple(Tag(name, numbers[name]) for name in note.criteria),
            current=criterion in note.criteria,
            stance=note.stance,
        )
        for note in notes
        if note.item_id == item_id
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _where(note: Annotation, title: str) -> str:
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
