"""A zip inside a zip, read where it lies: nothing is unpacked to a disk, and little of it stays in memory."""

from __future__ import annotations

import os
from io import BytesIO
from typing import BinaryIO, cast

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.limits import MIB, Limits
from certdesk.intake.zip_reading import STORED, EntryReader
from certdesk.intake.zips import OpenZip

_IN_MEMORY = 32 * MIB
_BLOCK = 256 * 1024
_KEPT = 2 * MIB
_MOST_GROWTH = 20  # a zip hardly packs any smaller; one that does is a bomb or a copy of itself


def inner_stream(outer: OpenZip, index: int, name: str, limits: Limits) -> BinaryIO:
    """Open an entry so that it can be sought in. Raises UntrustedFileError for a damaged one or a bomb, and OSError."""
    entry = outer.entries[index]
    grows = entry.size > limits.zip_ratio_from and entry.size > entry.packed * _MOST_GROWTH
    if grows or entry.size > limits.portfolio_size:
        problem = _("“{file}” was not opened: it grows as a zip bomb does.").format(file=shown(name))
        raise UntrustedFileError(problem, _("Ask its sender for an ordinary zip or folder."))
    if entry.method == STORED:
        reader = outer.read_entry(index, name)
        return cast("BinaryIO", _Slice(outer.raw, reader.start, entry.packed))
    if entry.size <= _IN_MEMORY:
        reader = outer.read_entry(index, name)
        return BytesIO(b"".join(iter(lambda: reader.read(_BLOCK), b"")))
    return cast("BinaryIO", Rewound(outer, index, name))


class _Slice:
    """A part of a file as a file of its own."""

    def __init__(self, raw: BinaryIO, start: int, length: int) -> None:
        self._raw, self._start, self._length, self._at = raw, start, length, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._length - self._at)
        self._raw.seek(self._start + self._at)
        data = self._raw.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data


class Rewound:
    """A packed entry as a file: to go back, it is unpacked again, unless that place was read a moment ago."""

    def __init__(self, outer: OpenZip, index: int, name: str) -> None:
        self._outer, self._index, self._name = outer, index, name
        self._length = outer.entries[index].size
        self._at = 0
        self._begin()

    def _begin(self) -> None:
        self._reader: EntryReader = self._outer.read_entry(self._index, self._name)
        self._kept = bytearray()
        self._kept_from = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; nothing is unpacked for that."""
        self._at = offset + (0, self._at, self._length)[whence]
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, or all that follow. Raises UntrustedFileError when they are damaged."""
        left = max(0, self._length - self._at)
        wanted = left if size < 0 else min(size, left)
        if self._at < self._kept_from:
            self._begin()
        while (ends := self._kept_from + len(self._kept)) < self._at + wanted:
            block = self._reader.read(_BLOCK)
            if not block:
                break
            self._kept += block
            spare = min(len(self._kept) - _KEPT, self._at - self._kept_from, ends - self._kept_from)
            if spare > 0:
                del self._kept[:spare]
                self._kept_from += spare
        start = self._at - self._kept_from
        data = bytes(self._kept[start : start + wanted])
        self._at += len(data)
        return data
