"""What is whole in a zip that was cut off or whose list of files is damaged: read from the header of each file."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from certdesk.intake.limits import Limits
from certdesk.intake.zip_directory import LOCAL, STREAMED, PackedEntry, extra_field
from certdesk.intake.zip_places import LOCAL_SIZE

_BLOCK = 1024 * 1024
_FULL32 = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_DESCRIPTOR = b"PK\x07\x08"


@dataclass(frozen=True, slots=True)
class Salvage:
    """The whole files, where the last of them ends, and the name of the one that was cut off (or nothing)."""

    entries: tuple[PackedEntry, ...]
    end: int
    cut: bytes = b""


def salvage(raw: BinaryIO, limits: Limits) -> Salvage:
    """Walk from header to header from the beginning, as far as that leads. Raises OSError."""
    length = raw.seek(0, 2)
    entries: list[PackedEntry] = []
    at, unpacked = 0, 0
    while len(entries) < limits.zip_entries and unpacked <= limits.portfolio_size:
        raw.seek(at)
        header = raw.read(LOCAL_SIZE)
        if len(header) < LOCAL_SIZE or header[:4] != LOCAL:
            break
        found = _entry(raw, at, header, limits.portfolio_size - unpacked)
        if found is None or found[1] > length:
            return Salvage(tuple(entries), at, _name_of(raw, at, header))
        entry, at = found
        entries.append(entry)
        unpacked += entry.size
    return Salvage(tuple(entries), at)


def _entry(raw: BinaryIO, at: int, header: bytes, room: int) -> tuple[PackedEntry, int] | None:
    """Return an entry and where the next one begins, or None where that can't be known."""
    flags, method, _time, _day, checksum, packed, size, name, extra = struct.unpack_from("<HHHHIIIHH", header, 6)
    raw_name, fields = raw.read(name), raw.read(extra)
    data = at + LOCAL_SIZE + name + extra
    if _FULL32 in (size, packed):
        wide = extra_field(fields, 0x0001) or b""
        if len(wide) >= 16:
            size, packed = struct.unpack_from("<QQ", wide)
    if flags & STREAMED and not packed:
        told = _unpacked(raw, data, room) if method == _DEFLATED and not flags & 1 else None
        if told is None:
            return None
        packed, size, checksum = told
        return PackedEntry(raw_name, fields, flags, method, checksum, packed, size, at, 0), _behind(raw, data + packed)
    return PackedEntry(raw_name, fields, flags, method, checksum, packed, size, at, 0), data + packed


def _unpacked(raw: BinaryIO, data: int, room: int) -> tuple[int, int, int] | None:
    """Unpack what was written in one go, to see where it ends: packed and unpacked size and checksum."""
    raw.seek(data)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size = checksum = taken = 0
    rest = b""
    while not unpacker.eof:
        block = rest or raw.read(_BLOCK)
        if not block or size > room:
            return None
        try:
            out = unpacker.decompress(block, _BLOCK)
        except zlib.error:
            return None
        # At the end of the data both may name the same bytes behind it, and only one of them is to be counted.
        rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        taken += len(block) - len(rest)
        size += len(out)
        checksum = zlib.crc32(out, checksum)
    return taken, size, checksum


def _behind(raw: BinaryIO, end: int) -> int:
    """Return where the next header begins: behind the numbers that follow data written in one go."""
    raw.seek(end)
    told = raw.read(28)
    for skip in (16, 24, 12, 20) if told[:4] == _DESCRIPTOR else (12, 20):
        if told[skip : skip + 2] == b"PK":
            return end + skip
    return end + (16 if told[:4] == _DESCRIPTOR else 12)


def _name_of(raw: BinaryIO, at: int, header: bytes) -> bytes:
    raw.seek(at + LOCAL_SIZE)
    return raw.read(struct.unpack_from("<H", header, 26)[0])
