"""Texts from somebody's file made fit to keep: no marks of HTML, nothing invisible, not endless."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from certdesk.core.fields import LONGEST_TEXT

_KEPT = "\n\t"
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN_PARTS = frozenset({"script", "style", "head", "template"})
_MARKED_UP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\u00a0]+")


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text with its own line ends, without control characters and half letters, at most ``longest`` long."""
    lines = text[: longest * 2].replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(_seen(letter) for letter in lines) if not lines.isprintable() else lines
    return seen.strip()[:longest].rstrip()


def one_line(text: str, longest: int = 250) -> str:
    """Return a title: `clean`, on one line, with single spaces."""
    return " ".join(clean(text).split())[:longest].rstrip()


def from_html(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return the words of HTML with its paragraphs and list points on lines; plain text comes back as it is."""
    if not _MARKED_UP.search(text[: longest * 4]):
        return clean(text, longest)
    reader = _Words()
    reader.feed(text[: longest * 4])
    reader.close()
    words = "\n".join(_SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return clean(_MANY_BLANK_LINES.sub("\n\n", words), longest)


def _seen(letter: str) -> str:
    if letter in _KEPT:
        return letter
    category = unicodedata.category(letter)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return "" if category == "Cc" or letter == "\ufeff" else letter


class _Words(HTMLParser):
    """Collects what a reader of the page would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block, and a point for a list's item."""
        self._hidden += tag in _UNSEEN_PARTS
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append("- ")
        if tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a block's line."""
        if tag in _UNSEEN_PARTS:
            self._hidden = max(0, self._hidden - 1)
        if tag in _BLOCKS and tag not in {"li", "br"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the words; line ends in the source mean nothing."""
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))
