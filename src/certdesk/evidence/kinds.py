"""What a file is, told by its first bytes and never by its name alone.

Everything here compares bytes and nothing here decodes, so it may run in the main process.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from certdesk.evidence import signatures, written
from certdesk.evidence.formats import BY_NAME, Kind, agrees, by_extension

HEAD_BYTES = 65536
"""How much of a file's beginning ``sniff`` looks at."""

LINK = "link to an online document"
"""The format of what looks like a document on its author's computer and is only an address."""
_FLAVOURS = {"md": "Markdown", "markdown": "Markdown", "csv": "CSV", "tsv": "TSV", "tab": "TSV"} | dict.fromkeys(
    ("gdoc", "gsheet", "gslides", "gform", "gdraw", "url", "webloc"), LINK
)
_PAGES = frozenset({"html", "htm", "xhtml"})
"""What may be a piece of HTML without a head, such as a text that another system keeps and writes to a file."""
_TOLD_FURTHER_BACK = {
    "ZIP": frozenset(
        {"DOCX", "PPTX", "XLSX", "XLSB", "ODT", "ODP", "ODS", "EPUB", "GeoGebra", "Scratch", "Apple iWork", "XPS"}
    ),
    "Office file": frozenset({"DOC", "PPT", "XLS", "Publisher", "Visio", "Outlook message"}),
}

_MAY_BE_LOCKED = frozenset({"DOCX", "PPTX", "XLSX", "XLSB"})

__all__ = ["HEAD_BYTES", "Kind", "Sniffed", "claimed_format", "extension_of", "named", "sniff", "text_by_name"]


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the first bytes say, and whether the name says the same."""

    kind: Kind
    mime: str
    extension_matches: bool
    format: str
    """Short name that people know: "PDF", "DOCX", "MP4", "plain text"."""
    locked: bool = False
    """It is wrapped in a lock that only its own program opens."""


def sniff(head: bytes, name: str) -> Sniffed:
    """Tell what a file is from its first bytes (at most 64 KiB are looked at) and its name.

    The name only decides where bytes look alike: between kinds of plain text, and between office files whose telling
    parts lie further back than the head. Never raises.
    """
    head = head[:HEAD_BYTES]
    found = signatures.recognise(head) if head else "empty"
    if len(head) == HEAD_BYTES and claimed_format(name) in _TOLD_FURTHER_BACK.get(found, ()):
        found = claimed_format(name)
    return named(text_by_name(found, head, name), name)


def named(found: str, name: str) -> Sniffed:
    """Return what is known about a file of the format ``found`` that goes by ``name``."""
    extension = extension_of(name)
    if found == "plain text":
        found = _FLAVOURS.get(extension, found)
    locked = found == signatures.LOCKED_OFFICE_FILE
    if locked:
        found = claimed_format(name) if claimed_format(name) in _MAY_BE_LOCKED else "Office file"
    each = BY_NAME[found]
    return Sniffed(each.kind, each.mime, agrees(extension, each), each.name, locked)


def text_by_name(found: str, head: bytes, name: str) -> str:
    """Return the format of what looks like ``found``: a text that is called a page and holds marks of HTML is one."""
    is_page = found == "plain text" and extension_of(name) in _PAGES and written.is_piece_of_html(head)
    return "web page" if is_page else found


def claimed_format(name: str) -> str:
    """Return the format that the name promises ("DOCX" for ``essay.docx``), or "" when it promises none we know."""
    claimed = by_extension(extension_of(name))
    return claimed.name if claimed else ""


def extension_of(name: str) -> str:
    """Return the extension of ``name`` in lower case, without the dot."""
    return PurePath(name).suffix.lower().lstrip(".")
