"""What a document carries besides its pages: who made it, a badge, the text of its code, data for checking it later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from certdesk.signing.pdf.pdf_objects import entry, name_at, resolved
from certdesk.signing.untrusted_words import tidy

BADGE_NAME = "credential.json"
_LARGEST_BADGE = 1024 * 1024
_LARGEST_PROOF = 4 * 1024 * 1024
_MOST_PROOFS = 200
_LONGEST_CODE, _LONGEST_TITLE = 4_000, 4_000


@dataclass(frozen=True, slots=True)
class Carried:
    """``badge`` are the bytes of the attached badge, ``certificates`` and ``lists`` (DER) come from the DSS."""

    producer: str = ""
    sort: str = ""
    title: str = field(default="", repr=False)
    """As it is written; not for showing."""
    badge: bytes = field(default=b"", repr=False)
    badges: int = 0
    code: str = field(default="", repr=False)
    certificates: tuple[bytes, ...] = field(default=(), repr=False)
    lists: tuple[bytes, ...] = field(default=(), repr=False)


def what_is_carried(reader: PdfFileReader) -> Carried:
    """Read what the newest revision carries; raises for what can't be read strictly."""
    badges = [content for name, content in _attached(reader) if name == BADGE_NAME]
    store = entry(reader.root, "/DSS")
    return Carried(
        producer=_told(reader, "/Producer"),
        sort=_told(reader, "/CertDeskDocument"),
        title=_written(reader, "/Title"),
        badge=badges[0] if badges else b"",
        badges=len(badges),
        code=_code(reader),
        certificates=tuple(_streams(entry(store, "/Certs"), _LARGEST_PROOF)),
        lists=tuple(_streams(entry(store, "/CRLs"), _LARGEST_PROOF)),
    )


def _told(reader: PdfFileReader, key: str) -> str:
    """Return a property, safe to show."""
    return tidy(_written(reader, key))


def _written(reader: PdfFileReader, key: str) -> str:
    """Return a property as the file had it when it was made: a later save by another program changes nothing.

    Not for showing, but for comparing: there are names longer than a line, and names with marks that can't be seen.
    """
    first = reader.get_historical_resolver(0)
    info = first.trailer_view.raw_get("/Info") if "/Info" in first.trailer_view else None
    if isinstance(info, generic.IndirectObject):
        # The trailer's references lead into the newest revision unless they are asked of this one.
        info = generic.IndirectObject(info.idnum, info.generation, first)  # type: ignore[no-untyped-call]
    value = entry(resolved(info), key)
    return str(value)[:_LONGEST_TITLE] if isinstance(value, generic.TextStringObject) else ""


def _attached(reader: PdfFileReader) -> Iterator[tuple[str, bytes]]:
    """Yield the associated files of the document that are data for machines: name and content."""
    files = entry(reader.root, "/AF")
    for each in map(resolved, files) if isinstance(files, generic.ArrayObject) else ():
        if name_at(each, "/AFRelationship") != "/Data":
            continue
        name = entry(each, "/UF") or entry(each, "/F")
        content = entry(entry(each, "/EF"), "/F")
        if isinstance(content, generic.StreamObject) and isinstance(name, generic.TextStringObject):
            yield str(name), _data(content, _LARGEST_BADGE)


def _code(reader: PdfFileReader) -> str:
    if int(reader.root["/Pages"]["/Count"]) < 1:
        return ""
    reference, _resources = reader.find_page_for_modification(0)  # type: ignore[no-untyped-call]
    ours = entry(entry(reference.get_object(), "/PieceInfo"), "/CertDesk")
    code = entry(entry(ours, "/Private"), "/Code")
    return str(code)[:_LONGEST_CODE] if isinstance(code, generic.TextStringObject) else ""


def _streams(given: generic.PdfObject | None, largest: int) -> Iterator[bytes]:
    for each in list(map(resolved, given))[:_MOST_PROOFS] if isinstance(given, generic.ArrayObject) else ():
        if isinstance(each, generic.StreamObject):
            yield _data(each, largest)


def _data(stream: generic.StreamObject, largest: int) -> bytes:
    # What is larger than anything that we would believe is not worth unpacking.
    return bytes(stream.data) if len(stream.encoded_data or b"") <= largest else b""
