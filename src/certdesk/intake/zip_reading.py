"""Reading one file out of a zip: never more than it said it would be, and checked at its end."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from certdesk.core.errors import UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.zip_directory import PackedEntry

STORED, DEFLATED = 0, 8
_BLOCK = 64 * 1024


class EntryReader:
    """Gives the bytes of an entry piece by piece. ``data`` is where its packed bytes begin.

    Several may be open at once on one file: each goes to its own place before it reads.
    """

    def __init__(self, raw: BinaryIO, entry: PackedEntry, data: int, name: str) -> None:
        self.start = data
        self._raw, self._entry, self._name = raw, entry, name
        self._at, self._end = data, data + entry.packed
        self._left, self._checksum = entry.size, 0
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == DEFLATED else None
        self._rest = b""
        self._done = False

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes. Raises UntrustedFileError when they are damaged or more than was said."""
        if self._done or size <= 0:
            return b""
        data = self._stored(size) if self._unpacker is None else self._inflated(self._unpacker, size)
        self._left -= len(data)
        self._checksum = zlib.crc32(data, self._checksum)
        if self._left < 0:
            raise damaged(self._name)
        if not data:
            self._done = True
            if self._left or self._checksum != self._entry.checksum:
                raise damaged(self._name)
        return data

    def _stored(self, size: int) -> bytes:
        return self._taken(min(size, self._end - self._at))

    def _inflated(self, unpacker: zlib._Decompress, size: int) -> bytes:
        while not unpacker.eof:
            block = self._rest or self._taken(min(_BLOCK, self._end - self._at))
            try:
                out = unpacker.decompress(block, size) if block else unpacker.flush()
            except zlib.error as error:
                raise damaged(self._name) from error
            self._rest = unpacker.unconsumed_tail
            if out:
                return out
            if not block:
                raise damaged(self._name)
        return b""

    def _taken(self, size: int) -> bytes:
        self._raw.seek(self._at)
        data = self._raw.read(size)
        self._at += len(data)
        return data


def damaged(name: str) -> UntrustedFileError:
    """Return the error for an entry of a zip whose bytes are not what the zip says they are."""
    problem = _("“{file}” is damaged inside the zip.").format(file=shown(name))
    return UntrustedFileError(problem, _("Ask its sender to pack it again; nothing else is affected."))
