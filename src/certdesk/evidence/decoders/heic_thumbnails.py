"""The small picture inside a HEIC: found by its boxes (ISO/IEC 23008-12) and decoded as if it were the main one.

libheif has no other way to it from here: a copy of the file in which the two have changed places is decoded.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from certdesk.evidence.decoders.opened import OpenedFile

_MOST_BYTES = 64 * 2**20
_MOST_BOXES = 5000
_BIG_ENOUGH = 0.6
"""A small picture is taken when it has at least so much of the wanted width or height."""
_ASPECT_TOLERANCE = 0.02
_OWN_TRAITS = frozenset({b"ispe", b"hvcC", b"pixi", b"auxC", b"lhvC", b"av1C"})
"""Properties in which a small picture may differ from the main one; in all others (turns, colours) it must agree."""

_PRIMARIES, _CURVES = frozenset({1, 2, 5, 6}), frozenset({1, 2, 6, 13})
"""Codes of colours as on an ordinary screen (ITU-T H.273)."""


@dataclass(slots=True)
class _Boxes:
    """What was found of the boxes that matter; offsets are counted from the beginning of the file."""

    primary: int = 0
    primary_at: tuple[int, int] = (0, 0)
    """Where the number of the main picture stands, and in how many bytes."""
    thumbnails: dict[int, int] = field(default_factory=dict)
    """Where the reference from a small picture to the main one stands, by the number of the small one."""
    properties: list[bytes] = field(default_factory=list)
    belonging: dict[int, tuple[int, ...]] = field(default_factory=dict)


def find(opened: OpenedFile, wanted: tuple[int, int]) -> list[Image.Image]:
    """Return small pictures, not decoded yet, that are big enough and look like the main one; the largest first."""
    if opened.size > _MOST_BYTES:
        return []
    data = bytearray(opened.everything())
    try:
        boxes = _read(data)
    except (struct.error, IndexError):
        return []  # the main picture is decoded instead, and says what is wrong
    chosen = [each for each in boxes.thumbnails if _alike(boxes, each) and _is_enough(_seen_size(boxes, each), wanted)]
    chosen.sort(key=lambda each: -_size(boxes, each)[0])
    return [image for each in chosen if (image := _as_main(data, boxes, each)) is not None]


def _is_enough(size: tuple[int, int], wanted: tuple[int, int]) -> bool:
    return size[0] >= wanted[0] * _BIG_ENOUGH or size[1] >= wanted[1] * _BIG_ENOUGH


def _as_main(data: bytearray, boxes: _Boxes, chosen: int) -> Image.Image | None:
    at, length = boxes.primary_at
    data[at : at + length] = chosen.to_bytes(length, "big")
    for each in boxes.thumbnails.values():
        data[each : each + 4] = b"none"  # no longer anybody's small picture
    try:
        return Image.open(io.BytesIO(bytes(data)), formats=("HEIF",))
    except (OSError, SyntaxError, ValueError, RuntimeError, EOFError):
        return None


def _alike(boxes: _Boxes, item: int) -> bool:
    """Say whether a small picture has the shape of the main one and is turned and coloured as it is."""
    main, small = _size(boxes, boxes.primary), _size(boxes, item)
    if min(*main, *small) < 1 or abs(main[0] / main[1] * small[1] / small[0] - 1) > _ASPECT_TOLERANCE + 2 / min(small):
        return False
    own, wanted = _traits(boxes, item), _traits(boxes, boxes.primary)
    if not any(map(_is_profile, wanted)):  # a picture in pieces has its colour profile on each of the pieces
        own = [each for each in own if not _is_profile(each)]
    return own == wanted


def _is_profile(trait: bytes) -> bool:
    return trait[4:8] == b"colr"


def _traits(boxes: _Boxes, item: int) -> list[bytes]:
    return sorted(each for each in _properties(boxes, item) if each[4:8] not in _OWN_TRAITS and not _says_nothing(each))


def _says_nothing(trait: bytes) -> bool:
    """Say whether a property changes nothing that could be seen in a small picture: no turn, or a usual colour code."""
    usual = trait[4:12] == b"colrnclx" and len(trait) >= 16 and trait[13] in _PRIMARIES and trait[15] in _CURVES
    return trait[4:9] == b"irot\x00" or usual


def _properties(boxes: _Boxes, item: int) -> list[bytes]:
    known = boxes.properties
    return [known[each - 1] for each in boxes.belonging.get(item, ()) if 1 <= each <= len(known)]


def _size(boxes: _Boxes, item: int) -> tuple[int, int]:
    for each in _properties(boxes, item):
        if each[4:8] == b"ispe" and len(each) >= 20:
            width, height = struct.unpack_from(">II", each, 12)
            return width, height
    return 0, 0


def _seen_size(boxes: _Boxes, item: int) -> tuple[int, int]:
    across, down = _size(boxes, item)
    lying = any(each[4:8] == b"irot" and len(each) > 8 and each[8] & 1 for each in _properties(boxes, item))
    return (down, across) if lying else (across, down)


def _read(data: bytearray) -> _Boxes:
    found = _Boxes()
    for kind, start, end in _boxes_in(data, 0, len(data)):
        if kind == b"meta":
            for inner, begin, stop in _boxes_in(data, start + 4, end):
                _note(found, data, (inner, begin, stop))
    return found


def _note(found: _Boxes, data: bytearray, box: tuple[bytes, int, int]) -> None:
    kind, start, end = box
    if kind == b"pitm":
        length = 4 if data[start] else 2
        found.primary = int.from_bytes(data[start + 4 : start + 4 + length], "big")
        found.primary_at = start + 4, length
    elif kind == b"iref":
        _note_references(found, data, start, end)
    elif kind == b"iprp":
        for inner, begin, stop in _boxes_in(data, start, end):
            if inner == b"ipco":
                for _name, first, last in _boxes_in(data, begin, stop):
                    found.properties.append(bytes(data[first - 8 : last]))
            elif inner == b"ipma":
                _note_belonging(found, data, begin)


def _note_references(found: _Boxes, data: bytearray, start: int, end: int) -> None:
    length = 4 if data[start] else 2
    for kind, begin, _stop in _boxes_in(data, start + 4, end):
        source = int.from_bytes(data[begin : begin + length], "big")
        count = int.from_bytes(data[begin + length : begin + length + 2], "big")
        targets = {
            int.from_bytes(data[at : at + length], "big")
            for at in range(begin + length + 2, begin + length + 2 + length * min(count, _MOST_BOXES), length)
        }
        if kind == b"thmb" and found.primary in targets:
            found.thumbnails[source] = begin - 4


def _note_belonging(found: _Boxes, data: bytearray, start: int) -> None:
    wide_items, wide_numbers = data[start] >= 1, bool(data[start + 3] & 1)
    (count,) = struct.unpack_from(">I", data, start + 4)
    at = start + 8
    for _number in range(min(count, _MOST_BOXES)):
        length = 4 if wide_items else 2
        item = int.from_bytes(data[at : at + length], "big")
        how_many, at = data[at + length], at + length + 1
        form, step, mask = (">H", 2, 0x7FFF) if wide_numbers else (">B", 1, 0x7F)
        numbers = [struct.unpack_from(form, data, at + step * each)[0] & mask for each in range(how_many)]
        found.belonging[item] = tuple(numbers)
        at += step * how_many


def _boxes_in(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, beginning of the content and end of each box."""
    for _number in range(_MOST_BOXES):
        if start + 8 > end:
            return
        length, kind = struct.unpack_from(">I4s", data, start)
        header = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start + 8)
            header = 16
        stop = end if length == 0 else min(start + length, end)
        if stop < start + header:
            return
        yield kind, start + header, stop
        start = stop
