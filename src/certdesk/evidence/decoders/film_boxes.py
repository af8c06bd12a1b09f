"""How an MP4 film is put together: pieces of its edit lists, and how many ways its pictures are coded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.evidence.decoders.opened import OpenedFile

_AROUND = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"})
_MOST_BOXES, _MOST_ENTRIES = 10_000, 10_000
_OTHER_CODES = frozenset(
    (
        b"mp4a", b"samr", b"sawb", b"sowt", b"twos", b"alac", b"ac-3", b"ec-3", b"Opus", b"lpcm", b"ulaw", b"alaw",
        b"tx3g", b"tmcd", b"text", b"mp4s", b"mebx",
    )
)  # fmt: skip
"""Sound, text and time codes."""
_FORMATS = frozenset({"MP4", "QuickTime", "3GP", "M4A"})


@dataclass(frozen=True, slots=True)
class Assembly:
    """``pieces`` of the picture that are played, ``descriptions`` by which it is coded, and the sizes these name."""

    pieces: int = 1
    descriptions: int = 1
    shapes: tuple[tuple[int, int], ...] = ()


def assembly_of(opened: OpenedFile) -> Assembly:
    """Read how the picture track of an MP4 (or QuickTime) film is put together."""
    if opened.sniffed.format not in _FORMATS:
        return Assembly()
    pieces, descriptions, found = 1, 1, Assembly()
    for name, data in _tables(opened):
        if name == b"trak":
            pieces, descriptions = 1, 1
        elif name == b"elst":
            pieces = _pieces(data)
        elif name == b"stsd":
            shapes = _shapes(data)
            if shapes and not found.shapes:
                descriptions = len(shapes)
                found = Assembly(max(1, pieces), max(1, descriptions), shapes)
    return found


def _tables(opened: OpenedFile) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    for _count in range(_MOST_BOXES):
        opened.file.seek(at)
        header = opened.file.read(16)
        if len(header) < 8:
            return
        length, name, head = int.from_bytes(header[:4], "big"), header[4:8], 8
        if length == 1:
            length, head = int.from_bytes(header[8:16], "big"), 16
        if length == 0:
            length = opened.size - at
        if length < head:
            return
        if name == b"trak":
            yield name, b""
        if name in {b"elst", b"stsd"}:
            opened.file.seek(at + head)
            yield name, opened.file.read(min(length - head, 2**18))
        at += head if name in _AROUND else length


def _pieces(data: bytes) -> int:
    """Count the pieces of an edit list that are played; one that begins with nothing only delays the beginning.

    Pieces that follow each other without a gap in the film are one.
    """
    wide = data[:1] == b"\x01"
    size = 20 if wide else 12
    count = min(int.from_bytes(data[4:8], "big"), _MOST_ENTRIES)
    pieces, end = 0, None
    for number in range(count):
        entry = data[8 + size * number : 8 + size * (number + 1)]
        if len(entry) < size:
            break
        half = 8 if wide else 4
        length = int.from_bytes(entry[:half], "big")
        begin = int.from_bytes(entry[half : 2 * half], "big", signed=True)
        if begin < 0 or length == 0:
            continue
        pieces += begin != end
        end = begin + length
    return pieces


def _shapes(data: bytes) -> tuple[tuple[int, int], ...]:
    """Return width and height of each description of a picture track; none of other tracks."""
    found = []
    at = 8
    for _number in range(min(int.from_bytes(data[4:8], "big"), 64)):
        length = int.from_bytes(data[at : at + 4], "big")
        if length < 36 or at + 36 > len(data):
            break
        width, height = (int.from_bytes(data[at + 32 + 2 * side : at + 34 + 2 * side], "big") for side in (0, 1))
        # Sound has other numbers in these places: version, channels and rates never look like a picture's size.
        if data[at + 16 : at + 18] == b"\0\0" and width >= 16 and height >= 16 and _is_picture(data[at + 4 : at + 8]):
            found.append((width, height))
        at += length
    return tuple(found)


def _is_picture(code: bytes) -> bool:
    return code not in _OTHER_CODES
