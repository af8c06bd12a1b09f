"""Plain text, Markdown and web pages as blocks to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from certdesk.evidence.decoders import encodings
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, TableBlock

MAX_BYTES = 2 * 2**20
_HEADING = re.compile(r"(#{1,6})\s+(.*)$")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_TABLE_LINE = re.compile(r"\s*\|.*\|\s*$")
_MARKS = (
    (re.compile(r"!\[([^\[\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\*\*(?=\S)((?:[^*]|\*(?!\*))+)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"__(?=\S)((?:[^_]|_(?!_))+)(?<=\S)__"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?!\w)"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)
"""None of them looks further than to the next sign of its own kind: a text of signs alone must not take for ever."""


def read_text(opened: OpenedFile) -> tuple[str, bool]:
    """Return the text and whether it is all of it."""
    text, _encoding, complete = read_encoded(opened)
    return text, complete


def read_encoded(opened: OpenedFile, declared: str = "") -> tuple[str, str, bool]:
    """Return the text, the name of its encoding, and whether it is all of it."""
    opened.file.seek(0)
    text, encoding = encodings.decode(opened.file.read(MAX_BYTES), declared)
    return cleaned(text), encoding, opened.size <= MAX_BYTES


def decoded(data: bytes) -> str:
    """Return ``data`` as text with plain line ends and without control characters."""
    return cleaned(encodings.decode(data)[0])


def cleaned(text: str) -> str:
    """Return text with plain line ends and without control characters and halves of letters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t").encode("utf-8", "replace").decode()


def plain_blocks(text: str) -> Iterator[Block]:
    """Yield a paragraph for each line group; line breaks inside stay, as plain text is often laid out by hand."""
    for group in re.split(r"\n[ \t]*\n", text):
        if group.strip():
            yield Paragraph(group.strip("\n"))


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield headings, lists, tables and paragraphs of Markdown, its marks taken away."""
    paragraph: list[str] = []
    lines = iter(text.split("\n"))
    for line in lines:
        block = _markdown_block(line, lines)
        if block is None and line.strip() and not _RULE.match(line):
            paragraph.append(line.strip())
            continue
        if paragraph:
            yield Paragraph(_unmarked(" ".join(paragraph)))
            paragraph = []
        if block is not None:
            yield block
    if paragraph:
        yield Paragraph(_unmarked(" ".join(paragraph)))


def _markdown_block(line: str, lines: Iterator[str]) -> Block | None:
    if heading := _HEADING.match(line):
        return Heading(len(heading[1]), _unmarked(heading[2].rstrip().rstrip("#")))
    if _FENCE.match(line):
        return Paragraph("\n".join(_until_fence(lines)))
    if _RULE.match(line):
        return None
    if item := _ITEM.match(line):
        marker = item[2] if item[2][0].isdigit() else "•"
        return ListItem(min(6, 1 + len(item[1].expandtabs(4)) // 2), marker, _unmarked(item[3]))
    if _TABLE_LINE.match(line):
        return TableBlock((tuple(_unmarked(cell.strip()) for cell in line.strip().strip("|").split("|")),))
    return None


def _until_fence(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if _FENCE.match(line):
            return
        yield line


def _unmarked(text: str) -> str:
    for mark, plain in _MARKS:
        if mark.pattern.endswith(r"\)"):  # behind the last bracket none ends, and many may begin
            end = text.rfind(")") + 1
            text = mark.sub(plain, text[:end]) + text[end:]
        else:
            text = mark.sub(plain, text)
    return text.strip()


def joined_tables(blocks: Iterator[Block]) -> Iterator[Block]:
    """Put the rows of a Markdown table, which come one by one, together; the line under its head goes."""
    rows: list[tuple[str, ...]] = []
    for block in blocks:
        if isinstance(block, TableBlock):
            rows.extend(block.rows)
            continue
        if rows:
            yield _table(rows)
            rows = []
        yield block
    if rows:
        yield _table(rows)


def _table(rows: list[tuple[str, ...]]) -> TableBlock:
    ruled = len(rows) > 1 and all(re.fullmatch(r":?-*:?", cell) for cell in rows[1])
    kept = rows[:1] + rows[2:] if ruled else rows
    width = max(len(row) for row in kept)
    return TableBlock(tuple(row + ("",) * (width - len(row)) for row in kept), 1 if ruled else 0)
