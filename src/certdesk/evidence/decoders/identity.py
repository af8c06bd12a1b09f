"""What a file is when its first bytes leave it open: zip parts and Office streams are listed elsewhere in the file."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from certdesk.evidence import kinds, signatures
from certdesk.evidence.kinds import Sniffed

_SECTOR_SHIFT_AT = 30
_DIRECTORY_SECTOR_AT = 48
_DIRECTORY_BYTES = 16384


def identify(file: BinaryIO, head: bytes, name: str) -> Sniffed:
    """Return what the file is, looking beyond its first bytes where they don't say."""
    found = signatures.recognise(head) if head else "empty"
    if found == "ZIP":
        found = _zip_format(file)
    elif found == "Office file":
        found = signatures.ole_format(ole_directory(file, head))
    return kinds.named(kinds.text_by_name(found, head, name), name)


def _zip_format(file: BinaryIO) -> str:
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            names = "\n".join(archive.namelist()[:5000]).encode("utf-8", "replace")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "ZIP"  # what is wrong with it is told when it is opened
    return signatures.zip_format(names)


def ole_directory(file: BinaryIO, head: bytes) -> bytes:
    """Return the beginning of the list of streams in an old Office file, names in UTF-16."""
    shift = int.from_bytes(head[_SECTOR_SHIFT_AT : _SECTOR_SHIFT_AT + 2], "little")
    sector = int.from_bytes(head[_DIRECTORY_SECTOR_AT : _DIRECTORY_SECTOR_AT + 4], "little")
    if not 9 <= shift <= 12 or sector >= 2**28:
        return b""
    file.seek((sector + 1) << shift)
    return file.read(_DIRECTORY_BYTES)
