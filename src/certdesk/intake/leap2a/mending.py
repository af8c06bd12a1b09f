"""Making XML of what portfolio programs write: their entities, control characters and stray marks trip a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import islice

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _

_DECLARATION = re.compile(r"\A\s*<\?\s*xml\b[^>]{0,300}\?>", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!\s*doctype|<!\s*entity", re.IGNORECASE)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARK = re.compile(r"&(?:(#[0-9]{1,9}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,40}:)?feed\b")
_DECLARED = re.compile(r"\sxmlns:([A-Za-z_][\w.-]{0,40})\s*=")
_MOST_PREFIXES = 100
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_BYTE_ORDERS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def mended(data: bytes, name: str) -> str:
    """Return a feed as text that an XML parser takes: no declaration, no control characters, no entities of HTML.

    Raises UntrustedFileError when it brings definitions of its own (a DOCTYPE).
    """
    text = _DECLARATION.sub("", _decoded(data), count=1).lstrip("\ufeff \t\r\n")
    root = _ROOT.search(text)
    if _DOCTYPE.search(text, 0, root.start() if root else len(text)):
        problem = _("“{file}” brings definitions of its own (DOCTYPE), which no portfolio program writes.")
        raise UntrustedFileError(problem.format(file=shown(name)), _("Ask its sender to export it again."))
    return "".join(_pieces(_ILLEGAL.sub("", text)))


def with_prefixes(text: str) -> str:
    """Declare the prefixes that a feed uses and doesn't declare, as pasted office texts have them."""
    root = _ROOT.search(text)
    if root is None:
        return text
    head_end = text.find(">", root.end())
    head = text[root.end() : head_end] if head_end >= 0 else ""
    known = {"xml", "xmlns", *_DECLARED.findall(head)}
    missing = islice((name for name in dict.fromkeys(_PREFIX.findall(text)) if name not in known), _MOST_PREFIXES)
    declared = "".join(f' xmlns:{name}="urn:undeclared:{name}"' for name in missing)
    return text[: root.end()] + declared + text[root.end() :]


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDERS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    said = _ENCODING.search(data[:200])
    for encoding in (said[1].decode("ascii") if said else "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252" if said is None else "utf-8", "replace")


def _pieces(text: str) -> Iterator[str]:
    """Give the text with its marks mended, and what stands between <![CDATA[ and ]]> as it is."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        yield _MARK.sub(_mark, text[at:start])
        yield text[start : end + 3]
        at = end + 3
    yield _MARK.sub(_mark, text[at:])


def _mark(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;" + found[0][1:]
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return found[0] if number <= 0x10FFFF and not _ILLEGAL.match(chr(number)) else ""
    if name in _OF_XML:
        return found[0]
    meant = html5.get(name + ";", "")
    return meant if meant and not set(meant) & set('<>&"') else f"&amp;{name};"
