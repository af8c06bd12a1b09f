"""A few small files out of somebody's zip or tar: nothing is unpacked by name, nothing may grow beyond bounds."""

from __future__ import annotations

import gzip
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from certdesk.core.errors import RubricError
from certdesk.core.fields import shown
from certdesk.core.words import _

MOST_ENTRIES = 200_000
LARGEST_ENTRY = 24 * 2**20
LARGEST_TOGETHER = 96 * 2**20
LARGEST_UNPACKED = 2**30
STEEPEST = 200
_STEEP_FROM = 2**20
_LONGEST_HEADER = 2**16
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, gzip.BadGzipFile, EOFError, OSError,
    NotImplementedError, RuntimeError, UnicodeError, ValueError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """The wanted files by their names in the archive, which are only ever shown, and what could not be had of it."""

    files: dict[str, bytes]
    problems: tuple[tuple[str, str], ...] = ()
    """Name of the entry, or empty for the archive, and a sentence."""


class _TooMuch(Exception):  # noqa: N818 - it never leaves this module
    """The archive grows beyond what is read of it."""


def is_zip(data: bytes) -> bool:
    """Whether these bytes begin like a zip."""
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}


def is_tar(data: bytes) -> bool:
    """Whether these bytes are a tar, or begin like one that is compressed with gzip."""
    return data[:2] == b"\x1f\x8b" or data[257:262] == b"ustar"


def open_archive(data: bytes, name: str, wanted: Callable[[str], bool]) -> Opened:
    """Read the entries whose names are ``wanted``; ``name`` is the archive's own, for messages.

    Raises RubricError when it can't be opened at all; a bad entry is a problem, and what is bounded away too.
    """
    taken = _Taken(wanted)
    try:
        if is_zip(data):
            _from_zip(data, taken)
        else:
            _from_tar(data, taken)
    except _TooMuch:
        taken.problem("", _("The archive is larger than what is looked through; its end was not read."))
    except _DAMAGE as error:
        if not taken.files:
            problem = _("{file} is damaged or not an archive.").format(file=shown(name))
            raise RubricError(problem, _("Export it once more.")) from error
        taken.problem("", _("The archive is damaged; what stands before the damage was read."))
    return Opened(taken.files, tuple(taken.problems))


class _Taken:
    """Collects the wanted entries within the bounds."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.wanted = wanted
        self.files: dict[str, bytes] = {}
        self.problems: list[tuple[str, str]] = []
        self._left = LARGEST_TOGETHER

    def room_for(self, name: str, size: int) -> bool:
        """Whether an entry of this size may still be read; says so if not."""
        if size <= min(LARGEST_ENTRY, self._left):
            return True
        self.problem(name, _("It is larger than any rubric."))
        return False

    def take(self, name: str, body: bytes) -> None:
        self._left -= len(body)
        self.files.setdefault(name, body)

    def problem(self, name: str, sentence: str) -> None:
        self.problems.append((name, sentence))


def _from_zip(data: bytes, taken: _Taken) -> None:
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise _TooMuch
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            if not info.filename or info.is_dir() or not taken.wanted(info.filename):
                continue
            if info.flag_bits & 0x1:
                taken.problem(info.filename, _("It is locked with a password."))
            elif info.file_size > _STEEP_FROM and info.file_size > STEEPEST * max(info.compress_size, 1):
                taken.problem(info.filename, _("It claims to hold far more than fits into it."))
            elif taken.room_for(info.filename, info.file_size):
                _one_of_zip(archive, info, taken)


def _one_of_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, taken: _Taken) -> None:
    try:
        with archive.open(info) as opened:
            body = opened.read(info.file_size + 1)
    except _DAMAGE:
        taken.problem(info.filename, _("It is damaged."))
        return
    taken.take(info.filename, body)


def _from_tar(data: bytes, taken: _Taken) -> None:
    packed = BytesIO(data)
    whole = cast("BinaryIO", gzip.GzipFile(fileobj=packed)) if data[:2] == b"\x1f\x8b" else packed
    bounded = _Bounded(whole, min(LARGEST_UNPACKED, STEEPEST * len(data) + _STEEP_FROM))
    with tarfile.open(fileobj=cast("BinaryIO", bounded), mode="r:", tarinfo=_Member) as archive:
        for count, info in enumerate(archive):
            if count > MOST_ENTRIES:
                raise _TooMuch
            # The list that tarfile keeps of all members would grow with them.
            archive.members = []  # type: ignore[attr-defined]
            if not info.isfile() or not taken.wanted(info.name) or not taken.room_for(info.name, info.size):
                continue
            opened = archive.extractfile(info)
            if opened is not None:
                taken.take(info.name, opened.read(info.size))


class _Member(tarfile.TarInfo):
    """An entry of a tar whose extra headers hold names, not megabytes that take minutes to understand."""

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        if not self.isreg() and not self.isdir() and self.size > _LONGEST_HEADER:
            raise tarfile.HeaderError
        return super()._proc_member(tar)  # type: ignore[misc,no-any-return]


class _Bounded:
    """A file that refuses to be read further than allowed, or in one gulp larger than any entry that is wanted."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > LARGEST_ENTRY:
            raise _TooMuch
        data = self._file.read(size)
        if self._file.tell() > self._most:
            raise _TooMuch
        return data

    def seek(self, place: int, whence: int = 0) -> int:
        if place > self._most:
            raise _TooMuch
        return self._file.seek(place, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
