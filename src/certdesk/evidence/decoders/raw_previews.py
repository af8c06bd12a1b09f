"""The photo that a camera puts into its raw files beside what its sensor saw: the largest one is shown."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.orientation import orientation
from certdesk.evidence.decoders.tiff_directories import Directory, Place, bytes_at, directories
from certdesk.evidence.problems import Case, Refused

_MOST_BYTES = 64 * 2**20
_SEARCHED = 32 * 2**20
_MOST_FOUND = 60
_COMPRESSION, _STRIPS, _STRIP_BYTES, _ORIENTATION = 259, 273, 279, 274
_JPEG_AT, _JPEG_BYTES, _PANASONIC_JPEG = 513, 514, 46
_JPEG_COMPRESSIONS = frozenset({6, 7})
_FUJI = b"FUJIFILMCCD-RAW"
_PHOTO_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""How a JPEG that shows a photo is coded; what the sensor saw is often a JPEG of another kind."""


def largest(opened: OpenedFile) -> tuple[Image.Image, int]:
    """Return the largest photo inside, not decoded yet, and how it has to be turned (1 to 8 as EXIF counts)."""
    told, places = _told(opened)
    found = [image for place in places if (image := _photo_at(opened, place)) is not None]
    if not found:
        found = [image for place in _searched(opened) if (image := _photo_at(opened, place)) is not None]
    if not found:
        raise Refused(Case.NOT_DRAWN)
    best = max(found, key=lambda image: image.width * image.height)
    own = orientation(best)
    return best, own if own != 1 else told


def _told(opened: OpenedFile) -> tuple[int, list[Place]]:
    """Return how the camera was held, and where its lists of contents say that JPEGs are."""
    if opened.head.startswith(_FUJI):
        return 1, [struct.unpack_from(">II", opened.head, 84)] if len(opened.head) >= 92 else []
    if opened.head[:2] not in {b"II", b"MM"}:
        return 1, []
    turn = 1
    places: list[Place] = []
    for number, each in enumerate(directories(opened)):
        if number == 0:
            turn = each.numbers.get(_ORIENTATION, (1,))[0]
        places.extend(_places_in(each))
    return turn if 1 <= turn <= 8 else 1, places


def _places_in(directory: Directory) -> Iterator[Place]:
    numbers = directory.numbers
    if _PANASONIC_JPEG in directory.places:
        yield directory.places[_PANASONIC_JPEG]
    if _JPEG_AT in numbers and _JPEG_BYTES in numbers:
        yield numbers[_JPEG_AT][0], numbers[_JPEG_BYTES][0]
    strips, lengths = numbers.get(_STRIPS, ()), numbers.get(_STRIP_BYTES, ())
    if numbers.get(_COMPRESSION, (0,))[0] in _JPEG_COMPRESSIONS and len(strips) == len(lengths) == 1:
        yield strips[0], lengths[0]


def _searched(opened: OpenedFile) -> Iterator[Place]:
    """Yield where JPEGs begin, when no list of contents that we can read tells it."""
    data = bytes_at(opened, 0, _SEARCHED)
    at = data.find(b"\xff\xd8\xff")
    for _number in range(_MOST_FOUND):
        if at < 0:
            return
        yield at, min(opened.size - at, _MOST_BYTES)
        at = data.find(b"\xff\xd8\xff", at + 3)


def _photo_at(opened: OpenedFile, place: Place) -> Image.Image | None:
    start, length = place
    if not (0 < start < opened.size and 100 < length <= _MOST_BYTES):
        return None
    data = bytes_at(opened, start, length)
    if not _shows_a_photo(data):
        return None
    try:
        return Image.open(io.BytesIO(data), formats=("JPEG", "MPO"))
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, struct.error):
        return None  # another one may be whole


def _shows_a_photo(data: bytes) -> bool:
    at = 2
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            return mark in _PHOTO_FRAMES
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False
