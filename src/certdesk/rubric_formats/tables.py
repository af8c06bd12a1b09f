"""A sheet of cells from somebody's file, wherever it came from: texts in rows, with the row numbers that people see."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_ROWS = 12_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
"""What a cell of a spreadsheet can hold."""
_COMMAND = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, which is empty for a CSV, and its rows, empty ones too."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def cell(self, row: int, column: int) -> str:
        """Return a cell, counted from 0; there is nothing beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


def neutralised(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; numbers stay as they are."""
    return f"'{text}" if _COMMAND.match(text) and not _NUMBER.fullmatch(text) else text


def meant(text: str) -> str:
    """Take away the apostrophe that `neutralised` put there."""
    return text[1:] if text[:1] == "'" and _COMMAND.match(text) else text


def repeats(rows: tuple[tuple[str, ...], ...], at: int) -> bool:
    """Whether a column says the same for several rows, or leaves rows empty, as the name of a section does."""
    filled = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    cells = [row[at].strip() for row in filled if at < len(row) and row[at].strip()]
    return len(set(cells)) < len(filled)
