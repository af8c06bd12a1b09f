"""Office files are zip archives: what is in them is checked against bounds before any reader unpacks it."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import BinaryIO

from certdesk.evidence.problems import Case, Refused

MAX_PARTS = 20_000
MAX_UNPACKED = 512 * 2**20
MAX_PART = 256 * 2**20
MAX_RATIO = 200
_RATIO_FROM = 4 * 2**20
"""Smaller parts may shrink as much as they like: XML does."""
_ENCRYPTED = 1
_MAX_MANIFEST = 4 * 2**20
_END_BYTES = 18
"""What stands behind the mark at the end of every archive, at least."""
_UNREADABLE = (
    KeyError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)
"""What reading a part raises when it is missing or damaged."""


def check(file: BinaryIO, *, locked: bool = False) -> None:
    """Refuse an archive that is cut off or would unpack too big, and a locked one unless only its list is wanted."""
    with opened(file) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused(Case.UNPACKS_TOO_BIG)
        for part in parts:
            if part.flag_bits & _ENCRYPTED and not locked:
                raise Refused(Case.LOCKED_FOR_GOOD)
            if part.file_size > MAX_PART or _is_bomb(part):
                raise Refused(Case.UNPACKS_TOO_BIG)


def check_open_document(file: BinaryIO) -> None:
    """Refuse an OpenDocument file whose parts are locked: only their list can be read."""
    with opened(file) as archive:
        if b"encryption-data" in (read_part(archive, "META-INF/manifest.xml", _MAX_MANIFEST) or b""):
            raise Refused(Case.LOCKED_FOR_GOOD)


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """Open the archive, or say what is wrong with it."""
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
        raise Refused(Case.TRUNCATED if _no_directory(file) else Case.DAMAGED) from problem


def read_part(archive: zipfile.ZipFile, name: str, most: int) -> bytes | None:
    """Return a part of at most ``most`` bytes, or None when it is missing, larger or damaged."""
    try:
        with archive.open(name) as part:
            data = part.read(most + 1)
    except _UNREADABLE:
        return None
    return data if len(data) <= most else None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)


def _no_directory(file: BinaryIO) -> bool:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    _before, mark, end = file.read().rpartition(b"PK\x05\x06")
    return not mark or len(end) < _END_BYTES
