"""XLSX sheets read as plainly as can be, for workbooks that the usual reader gives up on (macro sheets, odd parts)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import parts, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.replies import Block, Heading, TableBlock

MAX_SHEETS = 50
MAX_ROWS = 2000
MAX_COLUMNS = 100
_CELL = 2000


def read(opened: OpenedFile) -> list[Block]:
    """Return a heading and a table for each worksheet; empty when none can be read."""
    blocks: list[Block] = []
    with zips.opened(opened.file) as archive:
        shared = _shared(archive)
        for name, part in parts.in_order(archive, "xl/workbook.xml", "sheets", "worksheet")[:MAX_SHEETS]:
            root = parts.tree(archive, part)
            rows = list(islice(_rows(root, shared), MAX_ROWS)) if root is not None else []
            width = max(map(len, rows), default=0)
            blocks.append(Heading(2, name))
            if width:
                blocks.append(TableBlock(tuple(row + ("",) * (width - len(row)) for row in rows)))
    return blocks


def _shared(archive: zipfile.ZipFile) -> list[str]:
    root = parts.tree(archive, "xl/sharedStrings.xml")
    return [_words(each) for each in root if parts.local(each) == "si"] if root is not None else []


def _rows(root: Element, shared: list[str]) -> Iterator[tuple[str, ...]]:
    for row in root.iter():
        if parts.local(row) == "row":
            yield tuple(_cell(cell, shared)[:_CELL] for cell in list(row)[:MAX_COLUMNS])


def _cell(cell: Element, shared: list[str]) -> str:
    value = parts.find(cell, "v")
    told = (value.text or "") if value is not None else ""
    if cell.get("t") == "s":
        return shared[int(told)] if told.isdecimal() and int(told) < len(shared) else ""
    return told or _words(cell)


def _words(element: Element) -> str:
    return "".join(each.text or "" for each in element.iter() if parts.local(each) == "t")
