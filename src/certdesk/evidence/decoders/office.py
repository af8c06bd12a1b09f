"""Office documents and slides as blocks to be read, by anydoc; links, macros and templates are never followed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import anydoc

from certdesk.evidence.decoders import photos
from certdesk.evidence.decoders.natives import damaged_if_it_fails
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, PictureBlock, TableBlock

MAX_PICTURES = 60
MAX_PICTURE_SIDE = 900
MAX_PICTURE_BYTES = 96 * 2**20
MAX_COLUMNS = 200
_MAX_DEPTH = 40
_FORMATS: dict[str, anydoc.Format] = {
    "DOCX": "docx",
    "DOC": "doc",
    "ODT": "odt",
    "RTF": "rtf",
    "EPUB": "epub",
    "PPTX": "pptx",
    "PPT": "ppt",
    "ODP": "odp",
}


def read(opened: OpenedFile, *, pictures: bool) -> Iterator[Block]:
    """Return the blocks of the document, its pictures among them if wanted."""
    form = _FORMATS.get(opened.sniffed.format)
    if form is None:
        raise Refused(Case.UNKNOWN_FORMAT)
    try:
        with damaged_if_it_fails(anydoc.EncryptedError, anydoc.ResourceLimitError):
            document = anydoc.to_document(opened.everything(), form)
    except anydoc.EncryptedError as problem:
        raise Refused(Case.LOCKED_FOR_GOOD) from problem
    except anydoc.ResourceLimitError as problem:
        raise Refused(Case.UNPACKS_TOO_BIG) from problem
    walk = _Walk({asset.id: asset for asset in document.assets} if pictures else {})
    return walk.document(document)


def is_readable(opened: OpenedFile) -> bool:
    """Say whether the words of the document can be read."""
    try:
        next(read(opened, pictures=False), None)
    except Refused:
        return False
    return True


@dataclass(slots=True)
class _Walk:
    """One pass through a document, counting down what pictures may still cost."""

    assets: dict[int, anydoc.Asset]
    pictures_left: int = MAX_PICTURES
    bytes_left: int = MAX_PICTURE_BYTES

    def document(self, document: anydoc.Document) -> Iterator[Block]:
        yield from self.blocks(document.blocks, 0)
        for note in document.notes:
            for block in self.blocks(note.blocks, 0):
                yield ListItem(1, f"[{note.id}]", block.text) if isinstance(block, Paragraph) else block

    def blocks(self, blocks: Iterable[anydoc.Block], depth: int) -> Iterator[Block]:
        if depth > _MAX_DEPTH:
            return
        for block in blocks:
            yield from self.block(block, depth)

    def block(self, block: anydoc.Block, depth: int) -> Iterator[Block]:
        match block.kind:
            case "heading" | "paragraph":
                yield from self.running(block, depth)
            case "list" if block.list is not None:
                yield from self.items(block.list, depth)
            case "table" if block.table is not None:
                yield from self.table(block.table, depth)
            case "block_quote":
                yield from self.blocks(block.blocks or (), depth + 1)
            case "code_block" | "math":
                yield Paragraph(block.text or "")

    def running(self, block: anydoc.Block, depth: int) -> Iterator[Block]:
        content = block.content or []
        text = _text(content)
        if text:
            yield Heading(max(1, min(6, block.level or 1)), text) if block.kind == "heading" else Paragraph(text)
        yield from self.pictures(content)

    def items(self, items: anydoc.List, depth: int) -> Iterator[Block]:
        for number, item in enumerate(items.items, items.start):
            marker = item.marker_label or _marker(items.marker, number)
            for block in self.blocks(item.blocks, depth + 1):
                if isinstance(block, Paragraph) and marker:
                    yield ListItem(min(6, _level(depth)), marker, block.text)
                    marker = ""
                elif isinstance(block, Paragraph):
                    yield ListItem(min(6, _level(depth)), "", block.text)
                else:
                    yield block

    def table(self, table: anydoc.Table, depth: int) -> Iterator[Block]:
        if table.kind == "layout":
            for slots in table.grid:
                for slot in slots:
                    if slot.cell is not None:
                        yield from self.blocks(slot.cell.blocks, depth + 1)
            return
        inside: list[Block] = []
        rows = []
        for slots in table.grid:
            row = []
            for slot in slots[:MAX_COLUMNS]:
                parts = list(self.blocks(slot.cell.blocks, depth + 1)) if slot.cell is not None else []
                row.append(_cell_text(parts))
                inside.extend(part for part in parts if isinstance(part, PictureBlock | TableBlock))
            rows.append(tuple(row))
        if rows and rows[0]:
            width = max(len(row) for row in rows)
            yield TableBlock(tuple(row + ("",) * (width - len(row)) for row in rows), min(table.header_rows, len(rows)))
        yield from inside

    def pictures(self, content: Iterable[anydoc.Inline]) -> Iterator[Block]:
        for inline in content:
            if inline.kind == "link":
                yield from self.pictures(inline.content or ())
            if inline.kind != "image" or inline.source is None or inline.source.asset_id not in self.assets:
                continue
            if self.pictures_left <= 0 or self.bytes_left <= 0:
                return
            asset = self.assets[inline.source.asset_id]
            picture = photos.decode(io.BytesIO(asset.data), MAX_PICTURE_SIDE)
            if picture is not None:
                self.pictures_left -= 1
                self.bytes_left -= len(picture.pixels)
                yield PictureBlock(picture, inline.alt or "")


def _level(depth: int) -> int:
    return 1 + depth


def _text(content: Iterable[anydoc.Inline], depth: int = 0) -> str:
    parts = []
    for inline in content:
        match inline.kind:
            case "text" | "math":
                parts.append(inline.text or "")
            case "line_break":
                parts.append("\n")
            case "link" if depth < _MAX_DEPTH:
                parts.append(_text(inline.content or (), depth + 1))
            case "note_ref":
                parts.append(f"[{inline.note_id}]")
            case "checkbox":
                parts.append("☑ " if inline.checked else "☐ ")
    return "".join(parts).strip() if depth == 0 else "".join(parts)


def _cell_text(parts: list[Block]) -> str:
    lines = []
    for part in parts:
        if isinstance(part, ListItem):
            lines.append(f"{part.marker} {part.text}".strip())
        elif isinstance(part, Heading | Paragraph):
            lines.append(part.text)
    return "\n".join(lines)


def _marker(family: str, number: int) -> str:
    if family == "bullet":
        return "•"
    if family in {"lower_alpha", "upper_alpha"} and 1 <= number <= 26:
        letter = chr(96 + number)
        return f"{letter.upper() if family == 'upper_alpha' else letter}."
    if family in {"lower_roman", "upper_roman"} and 1 <= number < 400:
        roman = _roman(number)
        return f"{roman.upper() if family == 'upper_roman' else roman}."
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while number >= value:
            text += letters
            number -= value
    return text
