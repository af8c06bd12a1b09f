"""Which cells of an .ods are merged: the reader of cells tells it for .xlsx only."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

Merged = tuple[tuple[int, int], tuple[int, int]]
"""The first row and column and the last ones, counted from 0."""
_CONTENT = "content.xml"
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)((?:\s[^<>]{0,2000})?)/?>")
_NUMBER = re.compile(rb"table:number-(rows|columns)-(repeated|spanned)=[\"'](\d{1,6})[\"']")


def merged_of_sheets(book: bytes) -> tuple[tuple[Merged, ...], ...]:
    """Return the merged cells of each sheet of an .ods in its order; none for any other file."""
    with zipfile.ZipFile(BytesIO(book)) as archive:
        if _CONTENT not in archive.namelist():
            return ()
        content = archive.read(_CONTENT)
    sheets: list[list[Merged]] = []
    row = column = 0
    rows_repeated = 0
    for tag in _TAG.finditer(content):
        numbers = {(number[1], number[2]): int(number[3]) for number in _NUMBER.finditer(tag[2])}
        if tag[1] == b"table":
            sheets.append([])
            row, rows_repeated = 0, 0
        elif tag[1] == b"table-row":
            row, column = row + rows_repeated, 0
            rows_repeated = numbers.get((b"rows", b"repeated"), 1)
        elif sheets:
            down, along = numbers.get((b"rows", b"spanned"), 1), numbers.get((b"columns", b"spanned"), 1)
            if down > 1 or along > 1:
                sheets[-1].append(((row, column), (row + down - 1, column + along - 1)))
            column += numbers.get((b"columns", b"repeated"), 1)
    return tuple(map(tuple, sheets))
