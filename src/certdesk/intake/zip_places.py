"""Where the files of a zip really lie, and whether the header in front of each says the same as the list at the end."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from certdesk.core.words import _
from certdesk.intake.zip_directory import ENCRYPTED, LOCAL, STREAMED, PackedEntry, extra_field

LOCAL_SIZE = 30
_FULL32 = 0xFFFFFFFF
_ZIP64 = 0x0001


@dataclass(frozen=True, slots=True)
class Place:
    """Where the packed bytes of an entry begin; ``trouble`` says why it can't be trusted, or is empty."""

    data: int
    trouble: str = ""


def places_of(raw: BinaryIO, entries: tuple[PackedEntry, ...], before: int) -> tuple[Place, ...]:
    """Look at the header in front of each entry, in the order in which they lie. Raises OSError."""
    found: dict[int, Place] = {}
    for index in sorted(range(len(entries)), key=lambda index: entries[index].offset):
        found[index] = place_of(raw, entries[index], before)
    return tuple(found[index] for index in range(len(entries)))


def place_of(raw: BinaryIO, entry: PackedEntry, before: int) -> Place:
    """Look at the header in front of an entry; nothing of it may lie behind ``before``. Raises OSError."""
    header = b""
    if 0 <= entry.offset <= before - LOCAL_SIZE:
        raw.seek(entry.offset)
        header = raw.read(LOCAL_SIZE)
    if len(header) < LOCAL_SIZE or header[:4] != LOCAL:
        return Place(0, _("it does not lie where the zip says"))
    flags, method, _time, _day, checksum, packed, size, name, extra = struct.unpack_from("<HHHHIIIHH", header, 6)
    data = entry.offset + LOCAL_SIZE + name + extra
    raw_name = raw.read(name)
    numbers = (*_wide(raw.read(extra), (size, packed)), checksum)
    told = (entry.size, entry.packed, entry.checksum)
    trouble = ""
    if data + entry.packed > before:
        trouble = _("it is longer than the zip itself; it was cut off on its way")
    elif raw_name != entry.raw_name:
        trouble = _("the zip gives it two different names")
    elif method != entry.method or (flags ^ entry.flags) & ENCRYPTED:
        trouble = _("the zip says in two different ways how it is packed")
    elif any(_differ(one, other, flags) for one, other in zip(numbers, told, strict=True)):
        trouble = _("the zip says two different things about its size or its bytes")
    return Place(data, trouble)


def overlapping(spans: Iterable[tuple[int, int]]) -> bool:
    """Whether two spans (begin, end) share a byte."""
    end = 0
    for start, stop in sorted(spans):
        if start < end:
            return True
        end = max(end, stop)
    return False


def _differ(local: int, central: int, flags: int) -> bool:
    """Whether a number differs; a file written in one go has nothing in front, its numbers stand behind it."""
    if flags & STREAMED and local in (0, _FULL32):
        return False
    return local != central


def _wide(extra: bytes, values: tuple[int, int]) -> tuple[int, int]:
    """Return unpacked and packed size, from the 64-bit field where the usual ones are full."""
    if _FULL32 not in values:
        return values
    field = extra_field(extra, _ZIP64) or b""
    numbers = [number for (number,) in struct.iter_unpack("<Q", field[: len(field) // 8 * 8])]
    size, packed = (numbers.pop(0) if value == _FULL32 and numbers else value for value in values)
    return size, packed
