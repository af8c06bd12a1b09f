"""The lists of contents (directories of tags) of TIFF files and of camera raw files made like them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from certdesk.evidence.decoders.opened import OpenedFile

_MOST_DIRECTORIES = 40
_MOST_ENTRIES = 500
SUB_DIRECTORIES = 330
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4}
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I"}

Place = tuple[int, int]
"""Where something begins, and how many bytes it has."""


@dataclass(slots=True)
class Directory:
    """A list of tags in the manner of TIFF: numbers by tag; of long bytes, where they are and how many."""

    numbers: dict[int, tuple[int, ...]] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    following: int = 0


def directories(opened: OpenedFile) -> Iterator[Directory]:
    """Yield the lists of contents: the first, those below it, those after it."""
    order = "<" if opened.head[:2] == b"II" else ">"
    ahead = [int.from_bytes(opened.head[4:8], "little" if order == "<" else "big")]
    seen: set[int] = set()
    while ahead and len(seen) < _MOST_DIRECTORIES:
        start = ahead.pop(0)
        if start in seen or not 0 < start < opened.size:
            continue
        seen.add(start)
        directory = _directory_at(opened, start, order)
        ahead.extend(directory.numbers.get(SUB_DIRECTORIES, ()))
        ahead.append(directory.following)
        yield directory


def _directory_at(opened: OpenedFile, start: int, order: str) -> Directory:
    read = Directory()
    count = int.from_bytes(bytes_at(opened, start, 2), "little" if order == "<" else "big")
    listed = bytes_at(opened, start + 2, 12 * min(count, _MOST_ENTRIES) + 4)
    for at in range(0, len(listed) - 11, 12):
        tag, form, length, value = struct.unpack_from(order + "HHII", listed, at)
        size = _SIZES.get(form, 0) * length
        if size > 4 and form == 7:
            read.places[tag] = (value, size)
        elif form in _NUMBERS and 0 < length <= 64:
            data = listed[at + 8 : at + 8 + size] if size <= 4 else bytes_at(opened, value, size)
            if len(data) == size:
                read.numbers[tag] = struct.unpack(f"{order}{length}{_NUMBERS[form]}", data)
    if len(listed) == 12 * count + 4:
        (read.following,) = struct.unpack_from(order + "I", listed, 12 * count)
    return read


def bytes_at(opened: OpenedFile, start: int, count: int) -> bytes:
    """Read ``count`` bytes, or what there is."""
    opened.file.seek(start)
    return opened.file.read(count)
