"""The list of files at the end of a zip, read entry by entry, so that one bad entry doesn't hide the others.

Layout after the published APPNOTE of PKWARE: end record, its 64-bit twin, and the central directory before both.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import BinaryIO

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _CENTRAL_SIZE, _LOCATOR_SIZE, _END64_SIZE = 22, 46, 20, 56
_LONGEST_COMMENT = 0xFFFF
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ZIP64 = 0x0001

ENCRYPTED, STREAMED, STRONG, UTF8, MASKED = 0x1, 0x8, 0x40, 0x800, 0x2000


class BrokenZipError(Exception):
    """The list of files is not there or contradicts itself."""


class CutZipError(Exception):
    """The zip is one of several parts."""


class LongDirectoryError(Exception):
    """The list of files is longer than anybody needs."""


@dataclass(frozen=True, slots=True)
class PackedEntry:
    """What the central directory says about one file; ``offset`` counts from the beginning of the file on disk."""

    raw_name: bytes
    extra: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    mode: int

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder by its name."""
        return self.raw_name.endswith((b"/", b"\\")) and not self.size

    @property
    def is_locked(self) -> bool:
        """Whether it is encrypted, in whichever way."""
        return bool(self.flags & (ENCRYPTED | STRONG))


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries, where their list begins, and how many the end record promises."""

    entries: tuple[PackedEntry, ...]
    start: int
    promised: int


@dataclass(frozen=True, slots=True)
class _End:
    """The end record: where the directory ends, how long it is, and where it says that it begins."""

    place: int
    count: int
    size: int
    offset: int


def read_directory(raw: BinaryIO, longest: int) -> Directory:
    """Read the central directory, of at most ``longest`` bytes.

    Raises BrokenZipError, CutZipError, LongDirectoryError and OSError.
    """
    raw.seek(0, 2)
    length = raw.tell()
    end = _end_record(raw, length)
    if end.size > longest:
        raise LongDirectoryError
    for start in (end.place - end.size, end.offset):
        if not 0 <= start <= end.place:
            continue
        if end.place - start > longest:
            raise LongDirectoryError
        data = _at(raw, start, end.place - start)
        if data[:4] == CENTRAL or not end.count:
            entries = _entries(data)
            return Directory(_moved(entries, _shift(raw, entries, start, start - end.offset)), start, end.count)
    raise BrokenZipError


def extra_field(extra: bytes, wanted: int) -> bytes | None:
    """Return one extra field of an entry, or None."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == wanted and len(field) == length:
            return field
    return None


def _end_record(raw: BinaryIO, length: int) -> _End:
    reach = min(length, _LONGEST_COMMENT + _END_SIZE)
    tail = _at(raw, length - reach, reach)
    at = _last_end(tail)
    disk, first, here, count, size, offset = struct.unpack_from("<HHHHIIH", tail, at + 4)[:6]
    place = length - reach + at
    wide = _wide_end(raw, place)
    if wide is not None:
        return wide
    if disk != first or here != count or disk not in (0, _FULL16):
        raise CutZipError
    return _End(place, count, size, offset)


def _last_end(tail: bytes) -> int:
    """Return where the end record lies. Raises BrokenZipError for none, and for two that both end with the file.

    Of two such records each program believes another one, so neither can be trusted.
    """
    exact: list[int] = []
    other: list[int] = []
    at = tail.rfind(END)
    while at >= 0:
        if at + _END_SIZE <= len(tail):
            end = at + _END_SIZE + int(struct.unpack_from("<H", tail, at + 20)[0])
            if end <= len(tail):
                (exact if end == len(tail) else other).append(at)
        at = tail.rfind(END, 0, at)
    if len(exact) > 1 or not (exact or other):
        raise BrokenZipError
    return (exact or other)[0]


def _wide_end(raw: BinaryIO, place: int) -> _End | None:
    """Read the 64-bit end record, if there is one in front of the usual one."""
    if place < _LOCATOR_SIZE + _END64_SIZE:
        return None
    locator = _at(raw, place - _LOCATOR_SIZE, _LOCATOR_SIZE)
    if locator[:4] != _LOCATOR64:
        return None
    _disk, offset, disks = struct.unpack_from("<IQI", locator, 4)
    if disks > 1:
        raise CutZipError
    for at in (offset, place - _LOCATOR_SIZE - _END64_SIZE):
        if at > place - _LOCATOR_SIZE - _END64_SIZE:
            continue
        record = _at(raw, at, _END64_SIZE)
        if record[:4] == _END64:
            count, size, start = struct.unpack_from("<QQQ", record, 32)
            return _End(at, count, size, start)
    raise BrokenZipError


def _shift(raw: BinaryIO, entries: tuple[PackedEntry, ...], start: int, told: int) -> int:
    """Return what stands in front of the zip, such as a program that unpacks it: then all places count from behind it.

    Where the place of the list itself was written down wrongly, the files still lie where they should.
    """
    first = next((entry for entry in entries if not entry.is_folder), None)
    if not told or first is None or _is_local(raw, first.offset + told, start):
        return told
    return 0 if _is_local(raw, first.offset, start) else told


def _is_local(raw: BinaryIO, place: int, before: int) -> bool:
    return 0 <= place < before and _at(raw, place, 4) == LOCAL


def _moved(entries: tuple[PackedEntry, ...], shift: int) -> tuple[PackedEntry, ...]:
    return tuple(replace(entry, offset=entry.offset + shift) for entry in entries) if shift else entries


def _entries(data: bytes) -> tuple[PackedEntry, ...]:
    entries: list[PackedEntry] = []
    at = 0
    while data[at : at + 4] == CENTRAL:
        if at + _CENTRAL_SIZE > len(data):
            raise BrokenZipError
        flags, method, _time, _day, checksum, packed, size, name, extra, comment = struct.unpack_from(
            "<HHHHIIIHHH", data, at + 8
        )
        disk, _inside, outside, offset = struct.unpack_from("<HHII", data, at + 34)
        end = at + _CENTRAL_SIZE + name + extra + comment
        if end > len(data):
            raise BrokenZipError
        if disk not in (0, _FULL16):
            raise CutZipError
        start = at + _CENTRAL_SIZE
        fields = data[start + name : start + name + extra]
        size, packed, offset = _wide_sizes(fields, size, packed, offset)
        entries.append(
            PackedEntry(
                data[start : start + name],
                fields,
                flags,
                method,
                checksum,
                packed,
                size,
                offset,
                outside >> 16,
            )
        )
        at = end
    return tuple(entries)


def _wide_sizes(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Replace the 32-bit numbers that are full by those of the 64-bit field, in the order in which they stand there."""
    if _FULL32 not in (size, packed, offset):
        return size, packed, offset
    field = extra_field(extra, _ZIP64) or b""
    numbers = [number for (number,) in struct.iter_unpack("<Q", field[: len(field) // 8 * 8])]
    size, packed, offset = (
        numbers.pop(0) if value == _FULL32 and numbers else value for value in (size, packed, offset)
    )
    return size, packed, offset


def _at(raw: BinaryIO, place: int, length: int) -> bytes:
    raw.seek(place)
    return raw.read(length)
