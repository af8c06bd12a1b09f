"""OpenDocument drawings and flat files, and draw.io diagrams: their words in order, page by page."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from certdesk.evidence.decoders import parts, texts, web, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, TableBlock

_MAX_DEPTH = 100
_MAX_CELLS = 100
_SILENT = frozenset({"annotation", "tracked-changes", "notes", "meta", "styles", "automatic-styles", "font-face-decls"})
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


def read_open(opened: OpenedFile) -> Iterator[Block]:
    """Yield the words of an OpenDocument file that stores everything in one XML, or of a drawing."""
    if opened.head.startswith(b"PK"):
        zips.check(opened.file)
        zips.check_open_document(opened.file)
        with zips.opened(opened.file) as archive:
            root = parts.tree(archive, "content.xml")
    else:
        root = _whole(opened)
    if root is None:
        raise Refused(Case.DAMAGED)
    return _below(root, 0)


def read_diagram(opened: OpenedFile) -> Iterator[Block]:
    """Yield the labels of a draw.io diagram."""
    root = _whole(opened)
    if root is None:
        raise Refused(Case.DAMAGED)
    for diagram in [each for each in root.iter() if parts.local(each) == "diagram"] or [root]:
        if diagram.get("name"):
            yield Heading(2, diagram.get("name", ""))
        unpacked = _unpacked((diagram.text or "").strip())
        for each in (unpacked if unpacked is not None else diagram).iter():
            label = each.get("value") or each.get("label") or ""
            words = " ".join(text for block in web.read_web(label)[1] for text in _texts(block))
            if words:
                yield ListItem(1, "•", words)


def _whole(opened: OpenedFile) -> Element | None:
    if opened.size > parts.MAX_XML:
        raise Refused(Case.TOO_LARGE)
    return parts.parsed(opened.everything())


def _unpacked(packed: str) -> Element | None:
    """Return a diagram that is stored packed: base64 of what zlib made of percent signs."""
    if not packed:
        return None
    try:
        unpacker = zlib.decompressobj(-15)
        data = unpacker.decompress(base64.b64decode(packed), parts.MAX_XML)
    except (binascii.Error, ValueError, zlib.error):
        return None  # its labels stand unpacked in the file, or nowhere
    return parts.parsed(_PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), data))


def _below(element: Element, depth: int) -> Iterator[Block]:
    for each in element:
        name = parts.local(each)
        if name in {"p", "h"}:
            words = flat(each)
            level = parts.attribute(each, "outline-level")
            if words and name == "h":
                yield Heading(max(1, min(6, int(level) if level.isdecimal() else 1)), words)
            elif words:
                yield Paragraph(words)
        elif name == "table":
            yield from _table(each)
        elif name not in _SILENT and depth < _MAX_DEPTH:
            if name == "page" and parts.attribute(each, "name"):
                yield Heading(2, parts.attribute(each, "name"))
            yield from _below(each, depth + 1)


def _table(table: Element) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for row in table.iter():
        if parts.local(row) == "table-row" and len(rows) < 2000:
            cells = [each for each in row if parts.local(each) == "table-cell"][:_MAX_CELLS]
            rows.append(tuple(flat(cell) for cell in cells))
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    if width:
        yield TableBlock(tuple(row + ("",) * (width - len(row)) for row in rows))


def flat(element: Element) -> str:
    """Return all words below an element, but not those of comments inside it."""
    return texts.cleaned("".join(_flat(element, 0))).strip()


def _flat(element: Element, depth: int) -> Iterator[str]:
    yield element.text or ""
    for each in element:
        name = parts.local(each)
        if name in {"s", "tab"}:
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name not in {"annotation", "change-info"} and depth < _MAX_DEPTH:
            yield from _flat(each, depth + 1)
        yield each.tail or ""


def _texts(block: Block) -> tuple[str, ...]:
    if isinstance(block, TableBlock):
        return tuple(cell for row in block.rows for cell in row)
    return (block.text,) if isinstance(block, Heading | Paragraph | ListItem) else ()
