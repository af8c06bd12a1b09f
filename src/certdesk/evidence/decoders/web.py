"""Web pages as text: nothing is fetched, run or followed."""

from __future__ import annotations

import base64
import binascii
import io
import re
from html.parser import HTMLParser

from certdesk.evidence.decoders import photos
from certdesk.evidence.replies import Block, Heading, ListItem, Paragraph, PictureBlock, TableBlock

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "head", "object", "iframe", "select"})
_BREAKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "blockquote",
        "pre",
        "form",
        "figure",
        "figcaption",
        "address",
        "dl",
        "dt",
        "dd",
        "hr",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "fieldset",
        "details",
        "summary",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "body",
        "title",
    }
)
_MAX_DEPTH = 200
MAX_PICTURES = 40
_MAX_SIDE = 900
_PICTURE_INSIDE = re.compile(r"data:image/(?:png|jpeg|jpg|gif|webp|bmp);base64,", re.IGNORECASE)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{3,30})""", re.IGNORECASE)
_LINE_END = "\0"
"""Stands for a ``<br>``; line ends in the source mean nothing, and this character can't stand in a web page."""


class WebText(HTMLParser):
    """Collects the readable blocks of a web page; read them from ``blocks`` after ``feed`` and ``close``."""

    def __init__(self, *, pictures: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures_left = MAX_PICTURES if pictures else 0
        self.blocks: list[Block] = []
        self.title = ""
        self._words: list[str] = []
        self._silent: list[str] = []
        self._lists: list[int | None] = []
        self._heading = 0
        self._marker = ""
        self._in_title = False
        self._row: list[str] | None = None
        self._rows: list[tuple[str, ...]] = []
        self._heads = 0
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where blocks, lists, tables and unreadable parts begin."""
        if tag == "title":
            self._in_title, self._words = True, []
            return
        if tag == "body":
            self._silent = []
        if tag in _SILENT and len(self._silent) < _MAX_DEPTH:
            self._silent.append(tag)
        if tag == "br":
            self._words.append(_LINE_END)
        if tag in _BREAKS and self._row is None:
            self._flush()
        self._open(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Note where they end."""
        if tag == "title" and self._in_title:
            self.title, self._words, self._in_title = self._text(), [], False
            return
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
            return
        if tag in {"td", "th"}:
            self._end_cell()
            return
        if tag in {"tr", "table"}:
            self._end_row()
        if tag == "table":
            self._end_table()
        if tag in _BREAKS and self._row is None:
            self._flush()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        """Take in words, unless they are not for reading."""
        if self._in_title or not self._silent:
            self._words.append(data)

    def close(self) -> None:
        """Finish: what is still open counts as closed."""
        super().close()
        self.finish()

    def finish(self) -> None:
        """Count everything that is still open as closed."""
        self._end_row()
        self._end_table()
        self._flush()

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
        elif tag in {"ul", "ol"} and len(self._lists) < _MAX_DEPTH:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._next_marker()
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._end_cell()
            self._in_cell = True
            self._heads = max(self._heads, 1 if tag == "th" and not self._rows else 0)
        elif tag == "img" and not self._silent:
            self._picture(attributes.get("src") or "", attributes.get("alt") or "")

    def _picture(self, source: str, alt: str) -> None:
        """Show a picture that stands in the page itself; of any other, only what it is said to show."""
        found = _PICTURE_INSIDE.match(source)
        if found is not None and self._pictures_left > 0 and self._row is None:
            try:
                picture = photos.decode(io.BytesIO(base64.b64decode(source[found.end() :])), _MAX_SIDE)
            except (binascii.Error, ValueError):
                picture = None
            if picture is not None:
                self._pictures_left -= 1
                self._flush()
                self.blocks.append(PictureBlock(picture, alt))
                return
        if alt:
            self._words.append(f" {alt} ")

    def _next_marker(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "•"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._words).split(_LINE_END))
        return "\n".join(line for line in lines if line)

    def _flush(self) -> None:
        text = self._text()
        self._words = []
        if text:
            if self._heading:
                self.blocks.append(Heading(self._heading, text))
            elif self._marker:
                self.blocks.append(ListItem(max(1, min(6, len(self._lists))), self._marker, text))
            else:
                self.blocks.append(Paragraph(text))
            self._marker = ""
        self._heading = 0

    def _end_row(self) -> None:
        if self._row is None:
            return
        self._end_cell()
        if self._row:
            self._rows.append(tuple(self._row))
        self._row = None

    def _end_cell(self) -> None:
        if self._row is None:
            return
        if self._in_cell or "".join(self._words).strip():
            self._row.append(self._text())
        self._words, self._in_cell = [], False

    def _end_table(self) -> None:
        if not self._rows:
            return
        width = max(len(row) for row in self._rows)
        rows = tuple(row + ("",) * (width - len(row)) for row in self._rows)
        self.blocks.append(TableBlock(rows, self._heads))
        self._rows, self._heads = [], 0


def read_web(text: str, *, pictures: bool = False) -> tuple[str, list[Block]]:
    """Return the title and the readable blocks of a web page."""
    page = WebText(pictures=pictures)
    try:
        page.feed(text)
        page.close()
    except AssertionError:  # the library's way of giving up on a declaration that is none
        page.finish()
    return page.title, page.blocks


def declared_encoding(head: bytes) -> str:
    """Return the encoding that a web page says it is in, or ""."""
    told = _DECLARED.search(head[:4096])
    return told[1].decode("ascii", "replace") if told is not None else ""
