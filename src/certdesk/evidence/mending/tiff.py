"""TIFF, written anew from its strips and tiles as they are coded, without notes (TIFF 6.0)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from certdesk.evidence.mending.refusing import CannotMendError, Reason

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SHORT, _LONG = 3, 4
_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES = 273, 279, 324, 325
_KEPT = frozenset(
    {
        *(254, 256, 257, 258, 259, 262, 263, 264, 265, 266, 274, 277, 278, 280, 281, 282, 283, 284, 290, 291, 292, 293),
        *(296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 336, 338, 339, 340, 341, 342, 347),
        *(529, 530, 531, 532, 34675),
    }
)
"""What a reader needs to draw the picture in its colours; words, dates, places and previews are none of it."""
_OLD_JPEG = 6
_INSIDE = 4
_MOST_PAGES = 2000


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    kind: int
    count: int
    value: bytes


def stripped(data: bytes) -> bytes:
    """Return the pages of a TIFF and nothing else. Raises CannotMendError for the kinds that can't be taken apart."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None:
        raise CannotMendError(Reason.NOT_THIS_KIND if data[:2] in {b"II", b"MM"} else Reason.DAMAGED)
    out = bytearray(data[:4] + bytes(4))
    pointer, at, seen = 4, _number(data, 4, order, 4), set[int]()
    while at and at not in seen and len(seen) < _MOST_PAGES:
        seen.add(at)
        entries, following = _directory(data, at, order)
        place = _written(out, entries, data, order)
        struct.pack_into(order + "I", out, pointer, place)
        pointer = place + 2 + 12 * struct.unpack_from(order + "H", out, place)[0]
        at = following
    if not seen:
        raise CannotMendError(Reason.DAMAGED)
    return bytes(out)


def _directory(data: bytes, at: int, order: str) -> tuple[list[_Entry], int]:
    count = _number(data, at, order, 2)
    entries = []
    for number in range(count):
        place = at + 2 + 12 * number
        if place + 12 > len(data):
            raise CannotMendError(Reason.DAMAGED)
        tag, kind, many = struct.unpack_from(order + "HHI", data, place)
        size = _SIZES.get(kind, 0) * many
        begin = place + 8 if size <= 4 else _number(data, place + 8, order, 4)
        if tag in _KEPT | {_STRIPS, _STRIP_BYTES, _TILES, _TILE_BYTES} and size:
            if begin + size > len(data):
                raise CannotMendError(Reason.DAMAGED)
            entries.append(_Entry(tag, kind, many, data[begin : begin + size]))
        if tag == 259 and _values(entries[-1], order)[:1] == [_OLD_JPEG]:
            raise CannotMendError(Reason.NOT_THIS_KIND)
    return entries, _number(data, at + 2 + 12 * count, order, 4)


def _written(out: bytearray, entries: list[_Entry], data: bytes, order: str) -> int:
    """Write one page behind what is there and return where its directory begins."""
    by_tag = {entry.tag: entry for entry in entries}
    for places, lengths in ((_STRIPS, _STRIP_BYTES), (_TILES, _TILE_BYTES)):
        if places in by_tag and lengths in by_tag:
            by_tag[places] = _moved(out, data, order, _values(by_tag[places], order), _values(by_tag[lengths], order))
            by_tag[places] = _Entry(places, _LONG, by_tag[places].count, by_tag[places].value)
    kept = [by_tag[tag] for tag in sorted(by_tag)]
    outside = [_room(out, entry.value) if len(entry.value) > _INSIDE else None for entry in kept]
    place = _room(out, bytes(2 + 12 * len(kept) + 4))
    struct.pack_into(order + "H", out, place, len(kept))
    for number, (entry, lies) in enumerate(zip(kept, outside, strict=True)):
        value = entry.value.ljust(4, b"\0") if lies is None else struct.pack(order + "I", lies)
        at = place + 2 + 12 * number
        out[at : at + 12] = struct.pack(order + "HHI", entry.tag, entry.kind, entry.count) + value
    return place


def _moved(out: bytearray, data: bytes, order: str, places: list[int], lengths: list[int]) -> _Entry:
    """Copy strips or tiles and return where they lie now."""
    now = []
    for place, length in zip(places, lengths, strict=False):
        if place + length > len(data) or len(out) + length > 2**32 - 2**20:
            raise CannotMendError(Reason.DAMAGED)
        now.append(_room(out, data[place : place + length]))
    return _Entry(0, _LONG, len(now), struct.pack(f"{order}{len(now)}I", *now))


def _room(out: bytearray, content: bytes) -> int:
    if len(out) % 2:
        out.append(0)
    place = len(out)
    out += content
    return place


def _values(entry: _Entry, order: str) -> list[int]:
    letter = {_SHORT: "H", _LONG: "I"}.get(entry.kind)
    if letter is None:
        raise CannotMendError(Reason.DAMAGED)
    return list(struct.unpack(f"{order}{entry.count}{letter}", entry.value))


def _number(data: bytes, at: int, order: str, size: int) -> int:
    try:
        value: int = struct.unpack_from(order + {2: "H", 4: "I"}[size], data, at)[0]
    except struct.error:
        raise CannotMendError(Reason.DAMAGED) from None
    return value
