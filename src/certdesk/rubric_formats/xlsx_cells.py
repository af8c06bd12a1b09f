"""Spreadsheets as tables: values only, by calamine, with merged cells filled and numbers as people see them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from itertools import islice

import python_calamine

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.format import Source
from certdesk.rubric_formats.ods_merged import Merged, merged_of_sheets
from certdesk.rubric_formats.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table
from certdesk.rubric_formats.xlsx_bounds import bounded_book

MOST_SHEETS = 30
MOST_COVERED = 400_000
"""Cells that merged ones cover, together; ranges that lie over each other could take hours to fill."""
Rows = list[list[str]]


def read_sheets(source: Source) -> tuple[Table, ...]:
    """Return the sheets of an .xlsx or .ods that people see. Raises RubricError when it can't be opened."""
    book = bounded_book(source.data, source.name)
    try:
        return tuple(_sheets(book))
    except MemoryError:
        raise
    except Exception as problem:
        raise _damaged(source.name) from problem
    except BaseException as panic:  # what breaks in the library's Rust is no Exception
        if type(panic).__name__ != "PanicException":
            raise
        raise _damaged(source.name) from panic


def _damaged(name: str) -> RubricError:
    problem = _("{file} is damaged, locked with a password, or no spreadsheet.").format(file=shown(name))
    return RubricError(problem, _("Save it once more as .xlsx without a password."))


def _sheets(book: bytes) -> list[Table]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(book))
    found = []
    merged_in_ods = dict(enumerate(merged_of_sheets(book)))
    for number, sheet in enumerate(workbook.sheets_metadata[:MOST_SHEETS]):
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is not python_calamine.SheetVisibleEnum.Visible:
            continue
        cells = workbook.get_sheet_by_name(sheet.name)
        rows = [[_cell(value) for value in row[:MOST_COLUMNS]] for row in islice(cells.iter_rows(), MOST_ROWS)]
        merged = cells.merged_cell_ranges or merged_in_ods.get(number, ())
        _fill_merged(rows, merged, cells.start[1] if cells.start else 0)
        found.append(Table(sheet.name, tuple(_without_end(row) for row in rows)))
    return found


def _fill_merged(rows: Rows, merged: Sequence[Merged], before: int) -> None:
    """Write the value of a merged cell into each that it covers, but not along a line from the first column on.

    ``before`` is the number of empty columns before those that were read; rows are counted from the sheet's first.
    """
    room = MOST_COVERED
    for (top, left), (bottom, right) in merged[:MOST_ROWS]:
        start = left - before
        room -= (min(bottom, len(rows)) - top + 1) * (min(right, MOST_COLUMNS) - left + 1)
        if room < 0:
            return
        if start < 0 or (start == 0 and right > left) or top >= len(rows) or start >= len(rows[top]):
            continue
        value = rows[top][start]
        for row in rows[top : bottom + 1]:
            for at in range(start, min(right - before + 1, len(row))):
                row[at] = row[at] or value


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)[:LONGEST_CELL].replace("\r\n", "\n").replace("_x000D_", "").strip()


def _without_end(row: list[str]) -> tuple[str, ...]:
    width = next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
    return tuple(row[:width])
