"""Any document as a reading view: which reader takes which kind, and the bounds that hold for all of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import islice

from certdesk.evidence.decoders import (
    bundles,
    mail,
    notebooks,
    office,
    open_drawings,
    outlook,
    paging,
    pdf,
    refusing,
    sheets,
    slides,
    texts,
    web,
    zips,
)
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, PictureBlock, Reading, TableBlock

MAX_BLOCKS = 20_000
MAX_CHARACTERS = 4_000_000
_CELL_COST = 4
"""An empty cell costs something too, on the way to the main process."""
_HAND_BROKEN = 50
"""Lines longer than this on average are a paragraph that was broken by hand, not a list or a poem."""
_OPEN_DOCUMENT = frozenset({"ODT", "ODP", "ODS", "ODG"})
_OWN = frozenset(
    {
        "e-mail",
        "saved web page",
        "Outlook message",
        "Jupyter notebook",
        "GeoGebra",
        "Scratch",
        "H5P",
        "SMART Notebook",
        "Apple iWork",
        "XPS",
        "Visio",
        "Publisher",
        "draw.io",
        "ODG",
        "flat OpenDocument",
        "ZIP",
        "TAR",
    }
)
"""Read by ourselves, or not at all."""
ZIPPED = frozenset({"DOCX", "PPTX", "XLSX", "XLSB", "ODT", "ODP", "ODS", "EPUB"})


def read(opened: OpenedFile, *, pictures: bool = True) -> Reading:
    """Return the document's words, tables and, if wanted, pictures."""
    kind, form = opened.sniffed.kind, opened.sniffed.format
    if form in ZIPPED:
        zips.check(opened.file)
    if form in _OPEN_DOCUMENT:
        zips.check_open_document(opened.file)
    if form in _OWN:
        return _own(opened, pictures)
    if kind in {Kind.TEXT, Kind.MARKDOWN, Kind.WEB} or form == "SVG":
        return _text(opened, pictures)
    if kind in {Kind.SHEET, Kind.DOCUMENT, Kind.SLIDES}:
        return _office(opened, pictures)
    if kind is Kind.PDF:
        return _bounded(_text_of_pages(opened), Reading("", (), "pdfium", True))
    raise Refused(refusing.why_not(opened, Case.NO_READING))


def _office(opened: OpenedFile, pictures: bool) -> Reading:
    try:
        if opened.sniffed.kind is Kind.SHEET:
            return _sheet(opened)
        return _bounded(office.read(opened, pictures=pictures), Reading("", (), "anydoc", True))
    except Refused as refused:
        if refused.case is not Case.DAMAGED:
            raise
        if opened.sniffed.format == "PPTX" and slides.is_empty(opened):
            raise Refused(Case.NO_SLIDES) from refused
        if opened.sniffed.format not in _OPEN_DOCUMENT:
            raise
    # Programs that few use write OpenDocument in ways that the readers do not expect; its words are plain to see.
    return _bounded(open_drawings.read_open(opened), Reading("", (), "CertDesk", True))


def _sheet(opened: OpenedFile) -> Reading:
    if opened.sniffed.format in {"CSV", "TSV"}:
        tables, encoding, complete = sheets.read_separated(opened)
        return _bounded(tables, Reading("", (), "CertDesk", False, complete, encoding))
    tables, complete = sheets.read(opened)
    return _bounded(tables, Reading("", (), "calamine", True, complete))


def _own(opened: OpenedFile, pictures: bool) -> Reading:
    """Read the kinds that need no reader but ours."""
    complete = True
    title = ""
    blocks: Iterable[Block]
    match opened.sniffed.format:
        case "e-mail":
            title, blocks = mail.read(opened, pictures=pictures)
        case "saved web page":
            title, blocks = mail.read_page(opened, pictures=pictures)
        case "Outlook message":
            title, blocks = outlook.read(opened)
        case "Jupyter notebook":
            blocks = notebooks.read(opened, pictures=pictures)
        case "ODG" | "flat OpenDocument":
            blocks = open_drawings.read_open(opened)
        case "draw.io":
            blocks = open_drawings.read_diagram(opened)
        case "ZIP" | "TAR":
            blocks, complete = bundles.contents(opened)
        case _:
            blocks = bundles.read(opened, pictures=pictures)
    return _bounded(blocks, Reading(title, (), "CertDesk", True, complete))


def words_in(reading: Reading) -> int:
    """Count the words of a reading view, those in tables too; not the markers of lists."""
    return sum(len(text.split()) for block in reading.blocks for text in texts_in(block))


def lines_of(reading: Reading, most: int) -> list[tuple[str, bool]]:
    """Return the first lines as text and whether each is a heading, for drawing a small picture of the document.

    Text that was broken into lines by hand flows again, as the picture has its own width.
    """
    lines: list[tuple[str, bool]] = []
    for block in reading.blocks:
        if isinstance(block, TableBlock):
            lines.extend(("   ".join(row), False) for row in block.rows[:most])
        else:
            marker = f"{block.marker} " if isinstance(block, ListItem) else ""
            lines.extend((marker + _flowing(text), isinstance(block, Heading)) for text in texts_in(block))
        if len(lines) >= most:
            break
    return lines[:most]


def _flowing(text: str) -> str:
    rows = text.split("\n")
    return " ".join(rows) if len(text) > _HAND_BROKEN * len(rows) else text


def _text_of_pages(opened: OpenedFile) -> Iterator[Block]:
    document = paging.pages_of(opened)
    if isinstance(document, pdf.PdfPages):
        yield from (Paragraph(text) for text in document.paragraphs())


def _text(opened: OpenedFile, pictures: bool) -> Reading:
    kind = opened.sniffed.kind
    declared = web.declared_encoding(opened.head) if kind is Kind.WEB else ""
    text, encoding, complete = texts.read_encoded(opened, declared)
    if kind is Kind.WEB:
        title, blocks = web.read_web(text, pictures=pictures)
        return _bounded(blocks, Reading(title, (), "CertDesk", True, complete, encoding))
    plain = Reading("", (), "CertDesk", False, complete, encoding)
    if kind is Kind.MARKDOWN:
        return _bounded(texts.joined_tables(texts.markdown_blocks(text)), plain)
    return _bounded(texts.plain_blocks(text), plain)


def _bounded(blocks: Iterable[Block], about: Reading) -> Reading:
    """Return ``about`` with as many of the blocks as may be shown."""
    kept: list[Block] = []
    complete, left = about.complete, MAX_CHARACTERS
    for block in islice(blocks, MAX_BLOCKS + 1):
        if left <= 0 or len(kept) == MAX_BLOCKS:
            complete = False
            break
        short = _cut(block, left)
        complete = complete and short is block
        left -= _length(short)
        kept.append(short)
    return dataclasses.replace(about, title=about.title or _first_heading(kept), blocks=tuple(kept), complete=complete)


def _length(block: Block) -> int:
    return sum(len(text) + _CELL_COST for text in texts_in(block))


def _cut(block: Block, most: int) -> Block:
    """Return the block, or the beginning of it when it is longer than ``most`` characters."""
    if _length(block) <= most or isinstance(block, PictureBlock):
        return block
    if not isinstance(block, TableBlock):
        return dataclasses.replace(block, text=block.text[:most])
    rows = []
    for row in block.rows:
        most -= sum(len(cell) + _CELL_COST for cell in row)
        if most < 0:
            break
        rows.append(row)
    return dataclasses.replace(block, rows=tuple(rows))


def _first_heading(blocks: list[Block]) -> str:
    return next((block.text for block in blocks if isinstance(block, Heading)), "")[:200]


def texts_in(block: Block) -> tuple[str, ...]:
    """Return the words of a block: the cells of a table, the description of a picture."""
    if isinstance(block, TableBlock):
        return tuple(cell for row in block.rows for cell in row)
    if isinstance(block, PictureBlock):
        return (block.alt,) if block.alt else ()
    return (block.text,)
