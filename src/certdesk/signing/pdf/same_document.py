"""Whether two revisions of one PDF show the same document, object by object, without drawing it (needs pyHanko).

The later revision may fill or add signature fields and carry certificates for checking; nothing else may differ: no
page, no content, no font, no picture, no annotation, no form value, no layer, no structure.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from certdesk.signing.pdf.pdf_objects import entry, name_at, resolved

_MOST_OBJECTS = 200_000
_OF_SIGNING = frozenset({"/V", "/AP", "/F"})
# Word by word: one pattern for all of it would take years over a long line.
_DRAWS_NOTHING = re.compile(rb"[qQ]|cm|gs|/[A-Za-z0-9]+|[-+]?[0-9.]+")
_LONGEST_EMPTY = 2_000
_GROWING = {("/Annots",), ("/Fields",)}
_CHECK_DATA = frozenset({"/DSS", "/Extensions", "/Version"})

Path = tuple[str, ...]
Pair = tuple[Path, generic.PdfObject | None, generic.PdfObject | None]


class Kind(StrEnum):
    """What sort of thing differs."""

    CHECK_DATA = "check data"
    PROPERTIES = "properties"
    LOOK = "look of a signature"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the revisions; ``path`` leads there from the catalogue of the document."""

    kind: Kind
    path: Path


class TooManyObjectsError(Exception):
    """The document has more objects than we are willing to compare."""


def differences(old: HistoricalResolver, new: HistoricalResolver) -> tuple[Difference, ...]:
    """Return what differs between two revisions beyond the filling and adding of signature fields."""
    # Nearest first, so that a difference is found on its page before it is found through the structure tree.
    waiting: deque[Pair] = deque(
        [
            (("/Info",), _info(old), _info(new)),
            ((), old.root, new.root),
        ]
    )
    # Signatures refer to the catalogue (as their ``/Data``), which is compared once, from here.
    seen = _catalogues(old, new)
    found: list[Difference] = []
    while waiting:
        path, before, after = waiting.popleft()
        if isinstance(before, generic.IndirectObject) and isinstance(after, generic.IndirectObject):
            pair = (before.idnum, before.generation, after.idnum, after.generation)
            if pair in seen:
                continue
            seen.add(pair)
            if len(seen) > _MOST_OBJECTS:
                raise TooManyObjectsError
        before, after = resolved(before), resolved(after)
        if before is None and path[-2:-1] in _GROWING and _is_signature_field(after):
            if not _draws_nothing(after):
                found.append(Difference(Kind.LOOK, path))
            continue
        if not _alike(before, after):
            found.append(Difference(_kind(path), path))
            continue
        if _was_just_signed(before, after) and not _draws_nothing(after):
            found.append(Difference(Kind.LOOK, path))
        waiting.extend(_parts(path, before, after))
    return tuple(found)


def _catalogues(old: HistoricalResolver, new: HistoricalResolver) -> set[tuple[int, int, int, int]]:
    before, after = old.trailer_view.raw_get("/Root"), new.trailer_view.raw_get("/Root")
    return {(before.idnum, before.generation, after.idnum, after.generation)}


def _info(revision: HistoricalResolver) -> generic.PdfObject | None:
    info = _raw(revision.trailer_view, "/Info")
    # The trailer's references lead into the newest revision unless they are asked of this one.
    if not isinstance(info, generic.IndirectObject):
        return info
    return generic.IndirectObject(info.idnum, info.generation, revision)  # type: ignore[no-untyped-call]


def _alike(before: generic.PdfObject | None, after: generic.PdfObject | None) -> bool:
    """Say whether the two are equal without looking at what is inside containers."""
    strings = (generic.TextStringObject, generic.ByteStringObject)
    if isinstance(before, strings) and isinstance(after, strings):
        return bool(before.original_bytes == after.original_bytes)
    if type(before) is not type(after):
        return False
    if isinstance(before, generic.StreamObject):
        return bool(before.encoded_data == after.encoded_data)  # type: ignore[union-attr]
    if isinstance(before, generic.DictionaryObject | generic.ArrayObject):
        return True
    return bool(before == after)


def _parts(path: Path, before: generic.PdfObject | None, after: generic.PdfObject | None) -> Iterator[Pair]:
    if isinstance(before, generic.DictionaryObject) and isinstance(after, generic.DictionaryObject):
        yield from _entries(path, before, after)
    elif isinstance(before, generic.ArrayObject) and isinstance(after, generic.ArrayObject):
        yield from _items(path, before, after)


def _entries(path: Path, before: generic.DictionaryObject, after: generic.DictionaryObject) -> Iterator[Pair]:
    skipped = _OF_SIGNING if _was_just_signed(before, after) else frozenset()
    for key in sorted(before.keys() | after.keys()):
        if key in skipped:
            continue
        earlier = _raw(before, key)
        if earlier is None and key == "/Annots":
            earlier = generic.ArrayObject()  # so that a first signature field on a page counts as one more
        yield (*path, key), earlier, _raw(after, key)


def _items(path: Path, before: generic.ArrayObject, after: generic.ArrayObject) -> Iterator[Pair]:
    for index in range(max(len(before), len(after))):
        earlier = before.raw_get(index) if index < len(before) else None
        later = after.raw_get(index) if index < len(after) else None
        yield (*path, f"[{index}]"), earlier, later


def _raw(dictionary: generic.DictionaryObject, key: str) -> generic.PdfObject | None:
    return dictionary.raw_get(key) if key in dictionary else None


def _was_just_signed(before: generic.PdfObject | None, after: generic.PdfObject | None) -> bool:
    if not isinstance(before, generic.DictionaryObject) or not isinstance(after, generic.DictionaryObject):
        return False
    return name_at(before, "/FT") == "/Sig" and "/V" not in before and "/V" in after


def _draws_nothing(widget: generic.PdfObject | None) -> bool:
    """Say whether a widget adds nothing to the look of its page; whatever can't be read may draw."""
    looks = entry(widget, "/AP")
    if looks is None:
        return True
    drawing = entry(looks, "/N")
    if isinstance(looks, generic.DictionaryObject) and looks.keys() != {"/N"}:
        return False
    if not isinstance(drawing, generic.StreamObject):
        return False
    drawn = drawing.data if drawing.encoded_data else b""
    return len(drawn) <= _LONGEST_EMPTY and all(map(_DRAWS_NOTHING.fullmatch, drawn.split()))


def _is_signature_field(field: generic.PdfObject | None) -> bool:
    if not isinstance(field, generic.DictionaryObject) or "/AA" in field or "/A" in field:
        return False
    return (name_at(field, "/FT") or name_at(entry(field, "/Parent"), "/FT")) == "/Sig"


def _kind(path: Path) -> Kind:
    first = path[0] if path else ""
    if first in _CHECK_DATA:
        return Kind.CHECK_DATA
    return Kind.PROPERTIES if first in {"/Info", "/Metadata"} else Kind.CONTENT
