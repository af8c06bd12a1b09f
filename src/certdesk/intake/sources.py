"""Opening what was found, at the moment it is copied."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import FoundFile, InZip, OnDisk, Written
from certdesk.intake.limits import MIB, USUAL, Limits
from certdesk.intake.listing import Listing
from certdesk.intake.open_zips import OpenZips
from certdesk.intake.zips import list_archive, list_zip, unreadable

_BLOCK = MIB
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Readable(Protocol):
    """Anything that gives its bytes piece by piece, and nothing at its end."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes."""


class Sources:
    """Opens found files one after another and keeps a few zips open between their entries; for a ``with`` block."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._zips = OpenZips(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._zips.close()

    @contextmanager
    def open(self, file: FoundFile) -> Iterator[Readable]:
        """Open one file. Raises StorageError when it is gone or unreadable, UntrustedFileError when it is damaged.

        Damage, and sums of ``file`` that are not true, may show only when the end is read.
        """
        self._limits.opening(place_of(file))
        with self._opened(file) as stream:
            told = _Told(stream, file.name)
            yield _Summed(told, file) if file.sums else told

    def read(self, file: FoundFile, most: int) -> bytes:
        """Return all bytes of a small file. Raises as `open` does, and UntrustedFileError when there are more."""
        if file.size <= most:
            with self.open(file) as stream:
                data = b"".join(iter(lambda: stream.read(_BLOCK), b""))
            if len(data) <= most:
                return data
        problem = _("“{file}” is much longer than such a file should be.").format(file=shown(file.name))
        raise UntrustedFileError(problem, _("Ask its sender to make it again."))

    def list_inside(self, file: FoundFile) -> Listing:
        """List a zip that is a file of a folder or of another zip. Raises when it can't be opened or trusted."""
        self._limits.opening(place_of(file))
        match file.source:
            case OnDisk(path):
                return list_zip(path, self._limits)
            case InZip(path, index, checksum, above):
                if len(above) >= self._limits.nesting:
                    problem = _("“{file}” lies in too many zips inside each other.").format(file=shown(file.name))
                    raise UntrustedFileError(problem, _("Unpack the outer ones first, then choose the folder."))
                inner = InZip(path, 0, 0, (*above, (index, checksum)))
                with self._zips.archive(path, inner.above) as archive:
                    return list_archive(archive, Path(file.name.rpartition("/")[2]), file.size, inner, self._limits)
            case Written():
                raise UntrustedFileError(_("“{file}” is not a zip.").format(file=shown(file.name)))

    @contextmanager
    def _opened(self, file: FoundFile) -> Iterator[Readable]:
        match file.source:
            case OnDisk(path):
                with _ordinary_file(path, file.name) as stream:
                    yield stream
            case Written(data):
                yield BytesIO(data)
            case InZip():
                with self._entry(file, file.source) as stream:
                    yield stream

    @contextmanager
    def _entry(self, file: FoundFile, source: InZip) -> Iterator[Readable]:
        with self._zips.entry(source) as archive:
            try:
                stream = archive.read_entry(source.index, file.name)
            except OSError as error:
                raise unreadable(source.zip_path, error) from error
            yield stream


def place_of(file: FoundFile) -> str:
    """Return where a file lies, in words that no other file of the same intake has."""
    match file.source:
        case OnDisk(path):
            return str(path)
        case InZip(path):
            return f"{path}/{file.name}"
    return file.name


@contextmanager
def _ordinary_file(path: Path, name: str) -> Iterator[Readable]:
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        problem = _("“{file}” can't be read: {reason}.").format(file=shown(name), reason=error.strerror or error)
        raise StorageError(problem, _("Check that the stick is still there, then choose the folder again.")) from error
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UntrustedFileError(_("“{file}” is not an ordinary file.").format(file=shown(name)))
        yield stream


class _Told:
    """A file whose disk or stick may fail while it is read; then that is said in our own words."""

    def __init__(self, stream: Readable, name: str) -> None:
        self._stream, self._name = stream, name

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            problem = _("“{file}” could not be read to its end: {reason}.")
            hint = _("Check that the stick is still there; if it is, it may be damaged: ask for the file again.")
            raise StorageError(problem.format(file=shown(self._name), reason=error.strerror or error), hint) from error


class _Summed:
    """A file whose bytes are compared at its end with what its sender said of them."""

    def __init__(self, stream: Readable, file: FoundFile) -> None:
        self._stream, self._file = stream, file
        self._digests = [(hashlib.new(name, usedforsecurity=False), expected) for name, expected in file.sums]

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        for digest, _expected in self._digests:
            digest.update(data)
        if not data and size and any(digest.hexdigest() != expected for digest, expected in self._digests):
            problem = _("“{file}” is not what was packed: its digest is another.").format(file=shown(self._file.name))
            raise UntrustedFileError(problem, _("Ask for this file again; nothing else is affected."))
        return data
