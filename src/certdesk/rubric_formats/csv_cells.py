"""CSV as it really comes: any common separator and encoding, marks, ragged rows, decimal commas; and written safely."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table, meant, neutralised
from certdesk.rubric_formats.text_encoding import decoded

LARGEST = 4 * 2**20
_SEPARATORS = (",", ";", "\t", "|")
_TELLS_SEPARATOR = re.compile(r"\s*\"?sep=([,;\t|])\"?\r?\n", re.IGNORECASE)
_SPACED_QUOTES = re.compile(r"[,;] +\"[^\"\n]*\" *(?:[,;\r\n]|$)")
_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_LOOKED_AT = 20_000
_LINES_LOOKED_AT = 60


def read_cells(source: Source) -> Table:
    """Return the cells of a CSV without the rows' empty ends. Raises RubricError when it is no table, or too large."""
    if len(source.data) > LARGEST:
        problem = _("{file} is larger than any table of a rubric ({most} MB).")
        raise RubricError(problem.format(file=shown(source.name), most=LARGEST // 2**20), _("Choose another file."))
    text = decoded(source.data)
    told = _TELLS_SEPARATOR.match(text)
    separator = told[1] if told else separator_of(text)
    lines = io.StringIO(text[told.end() if told else 0 :], newline="")
    rows: list[tuple[str, ...]] = []
    try:
        reader = csv.reader(lines, delimiter=separator, skipinitialspace=_SPACED_QUOTES.search(text) is not None)
        for cells in islice(reader, MOST_ROWS + 1):
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error
            rows.append(_without_end(cells))
    except csv.Error as error:
        problem = _("{file}, row {row}: the cells can't be told apart, or one holds more than a cell can.")
        hint = _("Check the quotation marks around that row, or save the table again as CSV.")
        raise RubricError(problem.format(file=shown(source.name), row=len(rows) + 1), hint) from error
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        problem = _("{file} has more rows or columns than any rubric.").format(file=shown(source.name))
        raise RubricError(problem, _("Choose another file."))
    return Table("", tuple(rows))


def has_wide_rows(source: Source) -> bool:
    """Whether rows have more commas outside of quotation marks than the first row, which has some."""
    lines = decoded(source.data[:_LOOKED_AT]).splitlines(keepends=True)
    try:
        widths = [len(row) for row in csv.reader(lines) if row]
    except csv.Error:
        return False
    return len(widths) > 1 and 1 < widths[0] < max(widths)


def write_cells(rows: Iterable[Sequence[str]], *, marked: bool) -> bytes:
    """Return a CSV with commas. ``marked`` begins it with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([neutralised(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig" if marked else "utf-8")


def separator_of(text: str) -> str:
    """Choose the sign by which most rows have columns, none more than the first such row."""
    lines = [line for line in _LINE_ENDS.split(text[:_LOOKED_AT]) if line.strip()][:_LINES_LOOKED_AT]
    if len(text) > _LOOKED_AT and len(lines) > 1:
        lines.pop()  # it may be cut in the middle
    return max(_SEPARATORS, key=lambda separator: _fitness([f"{line}\n" for line in lines], separator))


def _fitness(lines: list[str], separator: str) -> tuple[float, int]:
    """Return the share of rows that have columns, at most as many as the first such row has, and how many that are.

    Rows may be shorter: programs leave out what is empty at the end.
    """
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return (0.0, 0)
    first = next((width for width in widths if width > 1), 0)
    return (sum(1 < width <= first for width in widths) / max(len(widths), 1), first)


def _without_end(cells: list[str]) -> tuple[str, ...]:
    width = next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)
    return tuple(meant(cell.replace("\r\n", "\n")) for cell in cells[:width])
