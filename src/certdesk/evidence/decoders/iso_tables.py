"""The tables of an MP4 film, of which a false one names more entries than it has: nobody is to count them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_AROUND = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts"})
_ENTRY_BYTES = {b"stts": 8, b"ctts": 8, b"stsc": 12, b"stco": 4, b"co64": 8, b"stss": 4, b"elst": 12}
_HEAD, _VERSION, _COUNT = 8, 4, 4
_MOST_BOXES = 10_000


def are_false(file: BinaryIO, size: int) -> bool:
    """Say whether a table promises more entries than its box has room for."""
    for name, at, length in _boxes(file, size):
        entry = _ENTRY_BYTES.get(name)
        if entry is None or length < _VERSION + _COUNT:
            continue
        file.seek(at + _VERSION)
        count = int.from_bytes(file.read(_COUNT), "big")
        if count * entry > length - _VERSION - _COUNT:
            return True
    return False


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Give name, place and length of what is in each box, of those inside after the one around them."""
    at = 0
    for _count in range(_MOST_BOXES):
        file.seek(at)
        header = file.read(_HEAD + 8)
        if len(header) < _HEAD:
            return
        length, name, head = int.from_bytes(header[:4], "big"), header[4:8], _HEAD
        if length == 1:
            length, head = int.from_bytes(header[8:16], "big"), _HEAD + 8
        if length == 0:
            length = size - at
        if length < head:
            return
        yield name, at + head, length - head
        at += head if name in _AROUND else length
