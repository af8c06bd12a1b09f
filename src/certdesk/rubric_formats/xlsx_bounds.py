"""Looks into a spreadsheet's zip before a reader of cells does: nothing may be larger or wider than people need.

A reader of cells makes room for everything between the first cell and the last, and copies a shared text for each cell
that has it; a few kilobytes can ask for gigabytes that way.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.rubric_formats.archives import open_archive
from certdesk.rubric_formats.tables import LONGEST_CELL

LARGEST = 32 * 2**20
MOST_CELLS = 200_000
MOST_ROOM = 2_000_000
"""Cells between the first and the last of a sheet, empty ones too."""
MOST_TEXT = 64 * 2**20
_PARTS = (".xml", ".rels", ".bin", "mimetype")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]{0,400}?\br\s*=\s*["']([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_REPEATED = re.compile(rb"""(number-(?:rows|columns)-repeated\s*=\s*["'])([0-9]{3,})(["'])""")
_MOST_REPEATED = 99
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")


def bounded_book(data: bytes, name: str) -> bytes:
    """Return the same spreadsheet packed anew from what was looked at. Raises RubricError when it is out of bounds."""
    if len(data) > LARGEST:
        raise _refused(name, _("it is larger than any rubric"))
    opened = open_archive(data, name, lambda entry: entry.lower().endswith(_PARTS))
    if opened.problems:
        raise _refused(name, _("it would grow beyond what a rubric needs, or it is damaged"))
    files = dict(opened.files)
    strings = [content for entry, content in files.items() if entry.lower().endswith("sharedstrings.xml")]
    shared = max(map(_longest_shared, strings), default=0)
    if shared > 4 * LONGEST_CELL:
        raise _refused(name, _("one of its cells holds more than a cell can"))
    cells = references = 0
    for entry, content in files.items():
        if any(sign in content[:4096] or sign.lower() in content[:4096] for sign in _DECLARES):
            raise _refused(name, _("it declares things that no spreadsheet needs"))
        if "worksheets/" in entry.lower():
            _check_room(content, name)
            cells += len(_CELL.findall(content))
            references += len(_SHARED.findall(content))
        if entry.lower() == "content.xml":
            files[entry] = _REPEATED.sub(rb"\g<1>1\g<3>", content)
            cells += _repeated_cells(files[entry])
    if cells > MOST_CELLS or references * shared > MOST_TEXT:
        raise _refused(name, _("it has more cells than any rubric"))
    return _packed(files)


def _longest_shared(content: bytes) -> int:
    return max(map(len, re.split(rb"<(?:\w+:)?si\b", content)), default=0)


def _check_room(content: bytes, name: str) -> None:
    """Refuse a sheet whose cells lie so far apart that everything between them can't be kept."""
    places = _PLACE.findall(content)
    rows = [int(row) for _column, row in places] + [int(row) for row in _ROW.findall(content)]
    columns = [_column_number(column) for column in {column for column, _row in places}]
    if not rows or not columns:
        return
    if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_ROOM:
        raise _refused(name, _("its cells lie too far apart; delete the empty rows and columns around the table"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _repeated_cells(content: bytes) -> int:
    """Count the cells of an ODS at most, each repeated as often as the largest number that is left."""
    cells = content.count(b"table-cell")
    repeats = [int(match) for match in re.findall(rb"number-columns-repeated\s*=\s*[\"']([0-9]{1,2})[\"']", content)]
    rows = [int(match) for match in re.findall(rb"number-rows-repeated\s*=\s*[\"']([0-9]{1,2})[\"']", content)]
    return cells + sum(repeats) * max(rows, default=1)


def _packed(files: dict[str, bytes]) -> bytes:
    book = BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_STORED) as archive:
        for entry, content in files.items():
            archive.writestr(zipfile.ZipInfo(entry), content)
    return book.getvalue()


def _refused(name: str, reason: str) -> RubricError:
    problem = _("{file} was not opened: {reason}.").format(file=shown(name), reason=reason)
    return RubricError(problem, _("Copy the rubric alone into a new spreadsheet and save that."))
