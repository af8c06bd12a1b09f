"""The comment bank as a table: words, what they are for, kind, whose, how often used."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from certdesk.core.bank_filtering import MINE, OTHERS, BankRow
from certdesk.core.bank_words import criteria_words, kind_words, level_words
from certdesk.core.comment_bank import CommentKind
from certdesk.core.words import _, ngettext
from certdesk.ui.widgets.cell import CELL, Cell, Head

Index = QModelIndex | QPersistentModelIndex
WORDS, FOR, KIND, WHOSE, USED = range(5)
WIDTHS: tuple[int | None, ...] = (None, 96, 152, 84, 56)
_KIND_CHIPS = {
    CommentKind.STRENGTH: "ok",
    CommentKind.NEXT_STEP: "accent",
    CommentKind.EVIDENCE_GAP: "warn",
    CommentKind.TECHNICAL: "neutral",
    CommentKind.DECISION: "neutral",
}
_LONGEST = 400


class BankTable(QAbstractTableModel):
    """Pure adapter from rows of the bank."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[BankRow, ...] = ()

    def show_rows(self, rows: tuple[BankRow, ...]) -> None:
        """Replace what is shown; where only texts differ, the place in the list stays."""
        if [row.comment.id for row in rows] == [row.comment.id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, USED))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> BankRow | None:
        """Return one row, or None outside the table."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, comment_id: str) -> int:
        """Return the row of a comment, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.comment.id == comment_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many comments are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the cell, its words for screen readers, or all of a text that is cut."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == CELL:
            return _cell(row, index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.comment.text if index.column() == WORDS else _cell(row, index.column()).words
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == WORDS:
            return row.comment.text[:_LONGEST]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        heads = (_("Words"), _("For"), _("Kind"), _("Whose"), _("Used"))
        if role == CELL:
            return Head(heads[section], right=section == USED)
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None


def whose_words(row: BankRow) -> str:
    """Say whose words these are."""
    if row.whose == MINE:
        return _("Mine")
    return row.owner_name or _("Another's") if row.whose == OTHERS else _("Official")


def _cell(row: BankRow, column: int) -> Cell:
    comment = row.comment
    match column:
        case 0:
            shortcut = f"/{comment.shortcut}" if comment.shortcut else ""
            below = " · ".join(part for part in (shortcut, *comment.tags) if part)
            return Cell(" ".join(comment.text.split()), below=below)
        case 1:
            levels = ngettext("level {levels}", "levels {levels}", len(comment.levels))
            below = levels.format(levels=level_words(comment.levels)) if comment.levels else _("no level")
            return Cell(criteria_words(comment), below=below)
        case 2:
            return Cell(kind_words(comment.kind), chip=_KIND_CHIPS[comment.kind])
        case 3:
            return Cell(whose_words(row), tone="text" if row.whose == MINE else "text2")
    return Cell(str(row.times) if row.times else "–", tone="text2", right=True)
