"""Clean web pages of other programs' texts: nothing in them is fetched, run or hidden, and the words all stay."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from certdesk.intake.addresses import is_web_address

LONGEST = 2**20
DEEPEST = 100
_KEPT = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody",
    "tfoot", "tr", "td", "th", "blockquote", "pre", "code", "strong", "b", "em", "i", "u", "s", "sub", "sup", "div",
})  # fmt: skip
_EMPTY = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
)
_SILENT = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "head", "object", "applet", "select", "button", "form",
    "textarea", "audio", "video", "canvas", "title",
})  # fmt: skip
_HIDDEN = frozenset({
    "d-none", "hidden", "sr-only", "visually-hidden", "accessible-hidden", "js-hidden", "commentlink", "requiredmarker",
    "block-header", "blockinstance-controls", "pagination-wrapper", "no-print", "bt-myviews", "bt-newviews", "bt-inbox",
    "bt-mygroups", "bt-myfriends", "bt-wall", "bt-watchlist", "bt-navigation", "bt-groupviews", "bt-groupmembers",
    "bt-creativecommons", "bt-placeholder", "modal",
})  # fmt: skip
_SPACE = re.compile(r"\s+")
_INNER = re.compile(r"/(artefact|view|user|group|blocktype|theme|pluginfile\.php)\b")
"""Addresses within the portfolio program itself, which nobody else can open."""
_DECLARED = re.compile(r"<[!?][^<>]{0,8000}>")
_LOOSE = re.compile(r"<(?![A-Za-z/][^<>]{0,8000}>)")
"""A mark that begins no tag: on thousands of them the parser of the standard library takes minutes."""
_TAG = re.compile(r"<[^<>]{0,2000}>")


def clean(fragment: str) -> str:
    """Return a piece of HTML with nothing but structure and words; pictures are named, addresses written out."""
    if len(fragment) > LONGEST:
        return html.escape(_SPACE.sub(" ", html.unescape(_TAG.sub(" ", fragment))).strip(), quote=False)
    cleaner = _Cleaner()
    cleaner.feed(_LOOSE.sub("&lt;", _DECLARED.sub("", _without_comments(fragment))))
    cleaner.close()
    return cleaner.result()


def plain(fragment: str) -> str:
    """Return the words of a clean piece of HTML on one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", fragment))).strip()


def page(title: str, body: str, *, language: str = "") -> bytes:
    """Return a whole web page in UTF-8 around a clean piece of HTML."""
    said = f' lang="{html.escape(language)}"' if language else ""
    head = f'<meta charset="utf-8"><title>{html.escape(title, quote=False)}</title>'
    text = f"<!DOCTYPE html>\n<html{said}><head>{head}</head>\n<body>\n<h1>{html.escape(title, quote=False)}</h1>\n"
    return (text + body + "\n</body></html>\n").encode("utf-8", "replace")


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join(pieces) + text[at:]


class _Cleaner(HTMLParser):
    """Writes the tags that are kept, and closes what was left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []
        self._silent: list[str] = []
        self._link = ""

    def result(self) -> str:
        while self._open:
            self._out.append(f"</{self._open.pop()}>")
        return "".join(self._out).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if self._silent or (tag not in _EMPTY and (tag in _SILENT or _is_hidden(named))):
            if tag not in _EMPTY and len(self._silent) < DEEPEST:
                self._silent.append(tag)
            return
        if tag in {"br", "hr"}:
            self._out.append(f"<{tag}>")
        elif tag == "img":
            self._picture(named)
        elif tag in {"iframe", "embed"}:
            self._address(named.get("src", ""))
        elif tag == "a":
            self._link = named.get("href", "")
        elif tag in _KEPT and len(self._open) < DEEPEST:
            self._open.append(tag)
            self._out.append(f"<{tag}{_spans(tag, named)}>")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                last = len(self._silent) - 1 - self._silent[::-1].index(tag)
                del self._silent[last:]
            return
        if tag == "a":
            self._end_link()
        if tag not in self._open:
            return
        while self._open:
            inner = self._open.pop()
            self._out.append(f"</{inner}>")
            if inner == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._out.append(html.escape(_SPACE.sub(" ", data) if "pre" not in self._open else data, quote=False))

    def _picture(self, named: dict[str, str]) -> None:
        name = _SPACE.sub(" ", named.get("alt") or named.get("title") or "").strip()
        if name:
            self._out.append(f"[{html.escape(name[:200], quote=False)}]")

    def _end_link(self) -> None:
        """Write out where a link leads, if its words don't say that themselves."""
        address, self._link = self._link.strip(), ""
        if is_web_address(address) and not _INNER.search(address) and html.escape(address) not in self._out[-1:]:
            self._out.append(f" ({html.escape(address, quote=False)})")

    def _address(self, address: str) -> None:
        """Write out where something from elsewhere was shown, so that people can look there."""
        address = "https:" + address if address.startswith("//") else address
        if is_web_address(address):
            self._out.append(f"<p>{html.escape(address, quote=False)}</p>")


def _is_hidden(named: dict[str, str]) -> bool:
    if "hidden" in named or re.search(r"display\s*:\s*none", named.get("style", "")[:1000], re.IGNORECASE):
        return True
    return not _HIDDEN.isdisjoint(named.get("class", "").casefold().split())


def _spans(tag: str, named: dict[str, str]) -> str:
    if tag not in {"td", "th"}:
        return ""
    spans = ((name, named.get(name, "")) for name in ("colspan", "rowspan"))
    return "".join(f' {name}="{value}"' for name, value in spans if re.fullmatch(r"[1-9][0-9]{0,2}", value))
