"""Spreadsheets as tables, by calamine: values only, no formulas, links or macros."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator
from itertools import islice

import olefile
import python_calamine

from certdesk.evidence.decoders import plain_sheets, texts, wide_sheets
from certdesk.evidence.decoders.natives import damaged_if_it_fails
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, TableBlock

MAX_SHEETS = 50
MAX_ROWS = 2000
MAX_COLUMNS = 100
_CELL = 2000
_SEPARATORS = (",", ";", "\t", "|")
_TELLS_SEPARATOR = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)
_LOOKED_AT = 20_000
_LINES_LOOKED_AT = 40
_FILE_PASS, _RECORDS_LOOKED_AT = 0x2F, 12


def read(opened: OpenedFile) -> tuple[list[Block], bool]:
    """Return a heading and a table for each sheet that has anything in it, and whether nothing was left out."""
    data = opened.everything()
    near = wide_sheets.without_far_cells(opened, MAX_ROWS, MAX_COLUMNS) if _may_be_wide(opened) else None
    if near is not None:
        with damaged_if_it_fails():
            return _book(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(near)))[0], False
    try:
        with damaged_if_it_fails(python_calamine.PasswordError):
            return _book(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except python_calamine.PasswordError as problem:
        raise Refused(Case.LOCKED_FOR_GOOD) from problem
    except Refused as refused:
        if opened.sniffed.format == "XLS" and _is_locked(data):
            raise Refused(Case.LOCKED_FOR_GOOD) from refused
        plain = plain_sheets.read(opened) if opened.sniffed.format == "XLSX" else []
        if not plain:
            raise
        return plain, True


def _may_be_wide(opened: OpenedFile) -> bool:
    return opened.sniffed.format == "XLSX" and opened.head.startswith(b"PK")


def _is_locked(data: bytes) -> bool:
    """Say whether an old Excel file has a password: a record says so among the first of its stream."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            name = next(name for name in ("Workbook", "Book") if file.exists(name))
            start = file.openstream(name).read(_LOOKED_AT)
    except (OSError, ValueError, IndexError, AttributeError, TypeError, StopIteration, RecursionError):
        return False
    at = 0
    for _record in range(_RECORDS_LOOKED_AT):
        kind, length = int.from_bytes(start[at : at + 2], "little"), int.from_bytes(start[at + 2 : at + 4], "little")
        if kind == _FILE_PASS:
            return True
        at += 4 + length
    return False


def _book(book: python_calamine.CalamineWorkbook) -> tuple[list[Block], bool]:
    blocks: list[Block] = []
    metadata = book.sheets_metadata
    complete = len(metadata) <= MAX_SHEETS
    for sheet in metadata[:MAX_SHEETS]:
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        table = book.get_sheet_by_name(sheet.name)
        top, left = _first(table)
        shown = islice(table.iter_rows(), top, top + MAX_ROWS)
        rows = [tuple(_cell(value) for value in row[left : left + MAX_COLUMNS]) for row in shown]
        complete = complete and table.total_height - top <= MAX_ROWS and table.total_width - left <= MAX_COLUMNS
        trimmed = _trimmed(rows)
        if trimmed:
            blocks += [Heading(2, sheet.name), TableBlock(trimmed)]
    return blocks, complete


def _first(table: python_calamine.CalamineSheet) -> tuple[int, int]:
    """Return the row and column to start with: the first, unless all that is there lies beyond what is shown."""
    down, across = table.start or (0, 0)
    return (down if down >= MAX_ROWS else 0), (across if across >= MAX_COLUMNS else 0)


def read_separated(opened: OpenedFile) -> tuple[list[Block], str, bool]:
    """Return the table of a CSV or TSV, the name of its encoding, and whether nothing was left out."""
    text, encoding, complete = texts.read_encoded(opened)
    told = _TELLS_SEPARATOR.match(text)
    if told is not None:  # a line for one program only
        separator, text = told[1], text[told.end() :]
    else:
        separator = "\t" if opened.sniffed.format == "TSV" else _separator(text)
    usual = csv.field_size_limit(texts.MAX_BYTES)
    lines: Iterator[list[str]] = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        rows = [tuple(_cell(value) for value in row[:MAX_COLUMNS]) for row in islice(lines, MAX_ROWS + 1)]
    except csv.Error as problem:
        raise Refused(Case.DAMAGED) from problem
    finally:
        csv.field_size_limit(usual)
    trimmed = _trimmed(rows[:MAX_ROWS])
    return ([TableBlock(trimmed, 1)] if trimmed else []), encoding, complete and len(rows) <= MAX_ROWS


def _separator(text: str) -> str:
    """Choose the sign that cuts the first lines into the same number of columns, and into most.

    So a comma in prices ("3,50") does not win over the semicolons between them.
    """
    start = text[:_LOOKED_AT]
    lines = [line for line in start.split("\n")[:_LINES_LOOKED_AT] if line.strip()]
    if len(text) > _LOOKED_AT and len(lines) > 1:
        lines.pop()  # cut in the middle

    def fitness(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)

    return max(_SEPARATORS, key=fitness)


def _trimmed(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Leave out empty rows and columns at the end, and make all rows equally long."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return tuple((row + ("",) * width)[:width] for row in rows) if width else ()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    return str(value)[:_CELL]
