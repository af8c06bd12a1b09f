"""What a file is, told by its first bytes and never by its name alone.

Everything here compares bytes and nothing here decodes, so it may run in the main process.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from certdesk.evidence import signatures
from certdesk.evidence.formats import BY_NAME, Format, Kind, agrees, by_extension

HEAD_BYTES = 65536
"""How much of a file's beginning ``sniff`` looks at."""

__all__ = ["HEAD_BYTES", "Kind", "Sniffed", "claimed_format", "extension_of", "sniff"]


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the first bytes say, and whether the name says the same."""

    kind: Kind
    mime: str
    extension_matches: bool
    format: str
    """Short name that people know: "PDF", "DOCX", "MP4", "plain text"."""


def sniff(head: bytes, name: str) -> Sniffed:
    """Tell what a file is from its first bytes (at most 64 KiB are looked at) and its name.

    The name only decides between formats whose bytes look alike (plain text, Markdown, CSV). Never raises.
    """
    head = head[:HEAD_BYTES]
    extension = extension_of(name)
    found = _format(head, extension)
    return Sniffed(found.kind, found.mime, agrees(extension, found), found.name)


def claimed_format(name: str) -> str:
    """Return the format that the name promises ("DOCX" for ``essay.docx``), or "" when it promises none we know."""
    claimed = by_extension(extension_of(name))
    return claimed.name if claimed else ""


def extension_of(name: str) -> str:
    """Return the extension of ``name`` in lower case, without the dot."""
    return PurePath(name).suffix.lower().lstrip(".")


def _format(head: bytes, extension: str) -> Format:
    if not head:
        return BY_NAME["empty"]
    found = signatures.recognise(head)
    if found == "plain text":
        found = _flavour_of_text(extension)
    return BY_NAME[found]


def _flavour_of_text(extension: str) -> str:
    match extension:
        case "md" | "markdown":
            return "Markdown"
        case "csv":
            return "CSV"
        case "tsv":
            return "TSV"
    return "plain text"
