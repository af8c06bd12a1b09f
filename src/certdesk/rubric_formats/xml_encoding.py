"""Bytes to text where the file says one encoding and is written in another."""

from __future__ import annotations

import codecs
import re

from certdesk.core.words import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._\-]{0,39})[\"']")
_KNOWN = re.compile(
    r"(?:us-)?ascii|latin-?\d{1,2}|iso-?8859-?\d{1,2}|(?:windows-?|cp)\d{3,4}|koi8-[rut]|mac[-_]?\w{1,12}"
    r"|gb2312|gbk|gb18030|big5(?:-?hkscs)?|shift[-_]?jis|sjis|euc[-_](?:jp|kr|tw)|iso-?2022-?(?:jp|kr)\w{0,4}|tis-?620",
    re.IGNORECASE,
)
_BY_SEQUENCES = re.compile(r"iso-?2022", re.IGNORECASE)
_LAST_RESORT = "windows-1252"


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what had to be assumed, one sentence each.

    A mark at the beginning counts most, then what is valid UTF-8, then the declared encoding, then windows-1252.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    silent = _without_mark(data)
    if silent:
        return data.decode(silent, "replace"), ()
    declared = _declared(data)
    if declared and _BY_SEQUENCES.match(declared):
        return _decoded_as(declared, data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decoded_as(declared or _LAST_RESORT, data)


def _without_mark(data: bytes) -> str:
    """Tell UTF-16 without a mark by the zeros around its first “<”."""
    start = data[:4]
    if start[:2] == b"<\x00" and start[2:4] != b"\x00\x00":
        return "utf-16-le"
    if start[:2] == b"\x00<":
        return "utf-16-be"
    return ""


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:400])
    name = found[1].decode("ascii") if found else ""
    return name if _KNOWN.fullmatch(name) else ""


def _decoded_as(encoding: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except (UnicodeDecodeError, LookupError):
        text = data.decode(_LAST_RESORT, "replace")
        return text, (_("The file is not in the encoding that it claims; check letters with accents."),)
