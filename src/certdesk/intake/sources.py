"""Opening what was found, at the moment it is copied."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import FoundFile, InZip, OnDisk, Written
from certdesk.intake.limits import USUAL, Limits
from certdesk.intake.zips import DAMAGE, opened_zip, unreadable

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Readable(Protocol):
    """Anything that gives its bytes piece by piece, and nothing at its end."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes."""


class Sources:
    """Opens found files one after another, keeping a zip open between its entries. Use it in a ``with`` block."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._limits = limits
        self._zips: dict[Path, zipfile.ZipFile] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._zips.clear()
        self._stack.close()

    @contextmanager
    def open(self, file: FoundFile) -> Iterator[Readable]:
        """Open one file. Raises StorageError when it is gone or unreadable, UntrustedFileError when it is damaged."""
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
        archive = self._zips.get(source.zip_path)
        if archive is None:
            archive = self._stack.enter_context(opened_zip(source.zip_path, self._limits))
            self._zips[source.zip_path] = archive
        infos = archive.infolist()
        if source.index >= len(infos) or source.checksum != infos[source.index].CRC:
            problem = _("“{file}” has changed since it was looked at.").format(file=shown(source.zip_path.name))
            raise StorageError(problem, _("Choose it again."))
        try:
            stream = archive.open(infos[source.index])
        except DAMAGE as error:
            raise damaged(file.name) from error
        except OSError as error:
            raise unreadable(source.zip_path, error) from error
        with stream:
            yield _Checked(stream, file.name)


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


class _Checked:
    """A zip's entry whose damage is reported in our own words."""

    def __init__(self, stream: Readable, name: str) -> None:
        self._stream, self._name = stream, name

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except DAMAGE as error:
            raise damaged(self._name) from error


def damaged(name: str) -> UntrustedFileError:
    """Return the error for an entry of a zip whose bytes are not what the zip says they are."""
    problem = _("“{file}” is damaged inside the zip.").format(file=shown(name))
    return UntrustedFileError(problem, _("Ask its sender to pack it again; nothing else is affected."))
