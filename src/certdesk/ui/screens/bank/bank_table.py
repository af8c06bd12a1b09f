"""The comment bank as a table: words, what they are for, kind, whose, how often used."""

from __future__ import annotations

from certdesk.core.bank_filtering import MINE, OTHERS, BankRow
from certdesk.core.bank_words import criteria_words, kind_words, level_words
from certdesk.core.comment_bank import CommentKind
from certdesk.core.words import _, ngettext
from certdesk.ui.models.row_table import RowTable
from certdesk.ui.widgets.cell import Cell

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


class BankTable(RowTable[BankRow]):
    """Pure adapter from rows of the bank."""

    right = frozenset({USED})

    def show_rows(self, rows: tuple[BankRow, ...]) -> None:
        """Replace what is shown; where only texts differ, the place in the list stays."""
        if [row.comment.id for row in rows] == [row.comment.id for row in self._rows]:
            self._rows = rows
            self._renew()
        else:
            self._replace(rows)

    def place_of(self, comment_id: str) -> int:
        """Return the row of a comment, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.comment.id == comment_id), -1)

    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return _("Words"), _("For"), _("Kind"), _("Whose"), _("Used")

    def cell(self, row: BankRow, column: int) -> Cell:
        """Return what a cell shows."""
        return _cell(row, column)

    def spoken(self, row: BankRow, column: int) -> str:
        """Return the whole text, which the cell may cut."""
        return row.comment.text if column == WORDS else super().spoken(row, column)

    def tip(self, row: BankRow, column: int) -> str:
        """Return as much of the text as a tip holds."""
        return row.comment.text[:_LONGEST] if column == WORDS else ""


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
