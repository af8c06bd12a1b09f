"""Worksheets as text: which cells a quote covers, and the quote of cells. Plain values."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from certdesk.core.annotations import TextQuote
from certdesk.core.words import _
from certdesk.evidence.replies import Heading, Reading, TableBlock
from certdesk.ui.viewers.quotes import CONTEXT, find_quote

_NUMBER_SIGNS = frozenset("0123456789.,%-+ ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet, and which of its rows names the columns (from 0, -1 for none)."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    header: int = -1

    @property
    def columns(self) -> int:
        """How many cells each row has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Cells:
    """A block of cells of a worksheet, all counted from 0, the last ones included."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether a cell is one of them."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Workbook:
    """All worksheets and their text: cells of a row with tabs between them, rows and titles as lines."""

    def __init__(self, sheets: tuple[Sheet, ...]) -> None:
        self.sheets = sheets
        self._cells: list[tuple[int, int, int]] = []
        pieces: list[str] = []
        for number, sheet in enumerate(sheets):
            pieces.append(f"{sheet.title}\n")
            self._cells.append((number, 0, 0))
            for down, row in enumerate(sheet.rows):
                for across, cell in enumerate(row):
                    pieces.append(_plain(cell) + ("\n" if across == len(row) - 1 else "\t"))
                    self._cells.append((number, down, across))
        self.text = "".join(pieces)
        self._starts = list(accumulate((len(piece) for piece in pieces), initial=0))[:-1]
        self._places = dict(zip(self._cells, self._starts, strict=True))

    def offset(self, sheet: int, row: int, column: int) -> int:
        """Return where a cell begins in the text."""
        return self._places.get((sheet, row, column), 0)

    def cell(self, offset: int) -> tuple[int, int, int]:
        """Return the worksheet, row and column at an offset of the text."""
        return self._cells[max(0, bisect_right(self._starts, offset) - 1)] if self._cells else (0, 0, 0)

    def quote(self, cells: Cells) -> TextQuote | None:
        """Return what is in cells; None when they are empty."""
        block = self.block(cells)
        words = "\n".join("\t".join(row) for row in block)
        if not words.strip():
            return None
        start = self.offset(cells.sheet, cells.top, cells.left)
        last = self.offset(cells.sheet, cells.bottom, cells.right)
        end = last + len(block[-1][-1])
        return TextQuote(words, self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT], start)

    def block(self, cells: Cells) -> tuple[tuple[str, ...], ...]:
        """Return the words of cells, row by row."""
        rows = self.sheets[cells.sheet].rows[cells.top : cells.bottom + 1]
        return tuple(tuple(_plain(cell) for cell in row[cells.left : cells.right + 1]) for row in rows)

    def find(self, quote: TextQuote) -> Cells | None:
        """Return the cells of a quote: where it was, else where its words stand one after the other, else anywhere."""
        wanted = tuple(tuple(line.split("\t")) for line in quote.quote.split("\n"))
        there = self._fitting(self.cell(quote.offset), wanted)
        if there is not None:
            return there
        if len(wanted) == 1 or len({len(row) for row in wanted}) > 1 or len(wanted[0]) == 1:
            place = find_quote(self.text, quote)
            if place is not None:
                return self._between(*place)
        blocks = (self._fitting(cell, wanted) for cell in self._cells)
        return next((found for found in blocks if found is not None), None)

    def places_of(self, words: str) -> tuple[tuple[int, int, int], ...]:
        """Return the cells that hold words, whatever their case, in order."""
        sought = words.casefold()
        return tuple(
            (number, down, across)
            for number, sheet in enumerate(self.sheets)
            for down, row in enumerate(sheet.rows)
            for across, cell in enumerate(row)
            if sought in cell.casefold()
        )

    def _fitting(self, cell: tuple[int, int, int], wanted: tuple[tuple[str, ...], ...]) -> Cells | None:
        sheet, top, left = cell
        made = Cells(sheet, top, left, top + len(wanted) - 1, left + len(wanted[0]) - 1)
        return made if self.sheets and self.block(made) == wanted else None

    def _between(self, start: int, end: int) -> Cells:
        sheet, top, left = self.cell(start)
        other, bottom, right = self.cell(max(start, end - 1))
        if other != sheet:
            bottom, right = len(self.sheets[sheet].rows) - 1, self.sheets[sheet].columns - 1
        if bottom > top:
            left, right = 0, self.sheets[sheet].columns - 1
        return Cells(sheet, top, left, bottom, right)


def workbook_of(reading: Reading) -> Workbook | None:
    """Return the worksheets of a reading view that is nothing but titles and tables; None for running text."""
    if not all(isinstance(block, Heading | TableBlock) for block in reading.blocks):
        return None
    sheets: list[Sheet] = []
    title = ""
    for block in reading.blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, TableBlock) and block.rows:
            name = title or reading.title or _("Sheet {number}").format(number=len(sheets) + 1)
            sheets.append(Sheet(name, block.rows, 0 if block.header_rows or _names_columns(block.rows) else -1))
            title = ""
    return Workbook(tuple(sheets)) if sheets else None


def letters_of(column: int) -> str:
    """Return the letters by which people call a column: A, B, ..., Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_number(cell: str) -> bool:
    """Say whether a cell holds a number, which belongs at the right."""
    return bool(cell) and set(cell) <= _NUMBER_SIGNS and any(letter.isdigit() for letter in cell)


def lone_cell(row: tuple[str, ...]) -> int | None:
    """Return the column of the only cell of a row that says anything, such as a title above a table."""
    told = [column for column, cell in enumerate(row) if cell]
    return told[0] if len(told) == 1 else None


def _names_columns(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether the first row names the columns: words in most cells, and numbers below.

    A row further down stays where it is, under the letters by which people call columns: it would be there twice.
    """
    told = [cell for cell in rows[0] if cell]
    if len(told) < 2 or 2 * len(told) <= len(rows[0]) or any(is_number(cell) for cell in told):
        return False
    return any(is_number(cell) for below in rows[1:6] for cell in below)


def _plain(cell: str) -> str:
    return cell.replace("\t", " ").replace("\r\n", " ").replace("\n", " ")
