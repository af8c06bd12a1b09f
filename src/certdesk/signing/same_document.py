"""Whether two revisions of one PDF show the same document, object by object, without drawing it (needs pyHanko).

The later revision may fill or add signature fields and carry certificates for checking; nothing else may differ: no
page, no content, no font, no picture, no annotation, no form value, no layer, no structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

_MOST_OBJECTS = 1_000_000
_OF_SIGNING = frozenset({"/V", "/AP", "/F"})
_CHECK_DATA = frozenset({"/DSS", "/Extensions"})

Path = tuple[str, ...]
Pair = tuple[Path, generic.PdfObject | None, generic.PdfObject | None]


class Kind(StrEnum):
    """What sort of thing differs."""

    CHECK_DATA = "check data"
    PROPERTIES = "properties"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the revisions, at a path from the catalogue of the document."""

    kind: Kind
    path: str


class TooManyObjectsError(Exception):
    """The document has more objects than we are willing to compare."""


def differences(old: HistoricalResolver, new: HistoricalResolver) -> tuple[Difference, ...]:
    """Return what differs between two revisions beyond the filling and adding of signature fields."""
    waiting: list[Pair] = [
        (("/Info",), old.trailer_view.get("/Info"), new.trailer_view.get("/Info")),
        ((), old.root, new.root),
    ]
    seen: set[tuple[int, int, int, int]] = set()
    found: list[Difference] = []
    while waiting:
        path, before, after = waiting.pop()
        if isinstance(before, generic.IndirectObject) and isinstance(after, generic.IndirectObject):
            pair = (before.idnum, before.generation, after.idnum, after.generation)
            if pair in seen:
                continue
            seen.add(pair)
            if len(seen) > _MOST_OBJECTS:
                raise TooManyObjectsError
        before, after = _resolved(before), _resolved(after)
        if not _alike(before, after):
            found.append(Difference(_kind(path), "".join(path) or "/Root"))
            continue
        waiting.extend(_parts(path, before, after))
    return tuple(found)


def _resolved(value: generic.PdfObject | None) -> generic.PdfObject | None:
    if not isinstance(value, generic.IndirectObject):
        return value
    return value.get_object()  # type: ignore[no-untyped-call, no-any-return]


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
        yield (*path, key), _raw(before, key), _raw(after, key)


def _items(path: Path, before: generic.ArrayObject, after: generic.ArrayObject) -> Iterator[Pair]:
    for index in range(max(len(before), len(after))):
        earlier = before.raw_get(index) if index < len(before) else None
        later = after.raw_get(index) if index < len(after) else None
        if earlier is None and path[-1] in {"/Annots", "/Fields"} and _is_signature_field(later):
            continue
        yield (*path, f"[{index}]"), earlier, later


def _raw(dictionary: generic.DictionaryObject, key: str) -> generic.PdfObject | None:
    return dictionary.raw_get(key) if key in dictionary else None


def _was_just_signed(before: generic.DictionaryObject, after: generic.DictionaryObject) -> bool:
    return before.get("/FT") == "/Sig" and "/V" not in before and "/V" in after


def _is_signature_field(value: generic.PdfObject | None) -> bool:
    field = _resolved(value)
    if not isinstance(field, generic.DictionaryObject) or "/AA" in field or "/A" in field:
        return False
    parent = field.get("/Parent")
    kind = field.get("/FT") or (parent.get("/FT") if isinstance(parent, generic.DictionaryObject) else None)
    return bool(kind == "/Sig")


def _kind(path: Path) -> Kind:
    first = path[0] if path else ""
    if first in _CHECK_DATA:
        return Kind.CHECK_DATA
    return Kind.PROPERTIES if first in {"/Info", "/Metadata"} else Kind.CONTENT
