"""XLSX sheets with a cell far out: the usual reader makes the whole rectangle, so what is far out is left out first."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree.ElementTree import Element, tostring

from certdesk.evidence.decoders import parts, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused

MOST_CELLS = 4_000_000
"""Of a rectangle that the usual reader may make."""
_FAR_RIGHT = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{2,3})\$?[0-9]""")
_FAR_DOWN = re.compile(rb"""\sr\s*=\s*["'][A-Za-z$]{0,5}([0-9]{4,7})["']""")
_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_USUAL_ACROSS, _USUAL_DOWN = 26, 999


def without_far_cells(opened: OpenedFile, rows: int, columns: int) -> bytes | None:
    """Return the workbook with the first ``rows`` and ``columns`` that are used in each sheet that reaches too far.

    None when none does. Raises `Refused` when such a sheet can't be taken apart.
    """
    with zips.opened(opened.file) as archive:
        far = {name: cut for name in _sheets(archive) if (cut := _cut(archive, name, rows, columns)) is not None}
        if not far:
            return None
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as out:
            for name in dict.fromkeys(archive.namelist()):
                content = far.get(name) or zips.read_part(archive, name, zips.MAX_PART)
                if content is not None:
                    out.writestr(name, content)
    return made.getvalue()


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts that are sheets, by what the workbook says of them."""
    told = {each.target for each in parts.relations(archive, "xl/workbook.xml") if each.kind == "worksheet"}
    return [name for name in archive.namelist() if name in told or name.lower().startswith("xl/worksheets/sheet")]


def _cut(archive: zipfile.ZipFile, name: str, rows: int, columns: int) -> bytes | None:
    data = zips.read_part(archive, name, zips.MAX_PART)
    if data is None or _reach(data) <= MOST_CELLS:
        return None
    root = parts.parsed(data) if len(data) <= parts.MAX_XML else None
    held = parts.find(root, "sheetData") if root is not None else None
    if root is None or held is None:
        raise Refused(Case.TOO_LARGE)
    _keep_near(held, rows, columns)
    written: bytes = tostring(root, encoding="utf-8")
    return written


def _reach(data: bytes) -> int:
    """Return how many cells the rectangle has in which all cells lie, at most; a small one is not counted exactly."""
    across = max(map(_column, set(_FAR_RIGHT.findall(data))), default=_USUAL_ACROSS)
    down = max(map(int, set(_FAR_DOWN.findall(data))), default=_USUAL_DOWN)
    return across * down


def _column(letters: bytes | str) -> int:
    plain = (letters.decode("ascii") if isinstance(letters, bytes) else letters).upper()
    number = 0
    for letter in plain:
        number = number * 26 + ord(letter) - 64
    return number


def _keep_near(held: Element, rows: int, columns: int) -> None:
    """Take out the cells beyond so many rows and columns, counted from the first that hold something."""
    placed = list(_placed(held))
    full = [(down, across) for _row, cell, down, across in placed if len(cell)]
    top, left = min((down for down, _across in full), default=1), min((across for _down, across in full), default=1)
    for row, cell, down, across in placed:
        if down >= top + rows or across >= left + columns:
            row.remove(cell)
    for row in [row for row in held if not len(row)]:
        held.remove(row)


def _placed(held: Element) -> list[tuple[Element, Element, int, int]]:
    """Return every cell with its row and column; where none is told, it is the next one."""
    found = []
    down = 0
    for row in held:
        told = row.get("r", "")
        down = int(told) if told.isdecimal() and len(told) < 8 else down + 1
        across = 0
        for cell in row:
            name = _NAME.fullmatch(cell.get("r", ""))
            across = _column(name[1]) if name else across + 1
            found.append((row, cell, int(name[2]) if name else down, across))
    return found
