"""Listing and opening a zip from elsewhere: nothing is unpacked by name, and nothing may claim more than it is."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import FoundFile, InZip, Skipped
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, is_clutter, safe_parts
from certdesk.intake.zip_names import decoded_names

DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, UnicodeError, ValueError,
    OverflowError,
)  # fmt: skip
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def opened_zip(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a zip whose directory is within bounds. Raises UntrustedFileError when it is not a zip or is damaged."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    with raw, opened_stream(raw, path, limits) as archive:
        yield archive


@contextmanager
def opened_stream(raw: BinaryIO, path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a zip from its bytes, which can be sought in; ``path`` names it for people. Raises as `opened_zip`."""
    metered = _Metered(raw, limits.zip_directory)
    try:
        archive = zipfile.ZipFile(cast("BinaryIO", metered))
    except _TooMuchError as error:
        raise _refused(path, _("its list of files is unreasonably long")) from error
    except OSError as error:
        raise unreadable(path, error) from error
    except DAMAGE as error:
        problem = _("“{file}” is not a zip, or it was damaged on its way.").format(file=shown(path.name))
        raise UntrustedFileError(problem, _("Ask for it again, or copy it once more from the stick.")) from error
    metered.allowance = None
    with archive:
        yield archive


def list_zip(path: Path, limits: Limits) -> Listing:
    """List all files of a zip. Raises UntrustedFileError when the zip as a whole can't be trusted."""
    with opened_zip(path, limits) as archive:
        return list_archive(archive, path, path.stat().st_size, InZip(path, 0, 0), limits)


def list_archive(archive: zipfile.ZipFile, path: Path, size: int, source: InZip, limits: Limits) -> Listing:
    """List all files of an open zip of ``size`` bytes; each gets ``source`` with its own index and checksum.

    ``path`` names it for people. Raises UntrustedFileError when the zip as a whole can't be trusted.
    """
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    infos = archive.infolist()
    _check_whole(path, size, infos, limits)
    for index, (info, name) in enumerate(zip(infos, decoded_names(infos), strict=True)):
        try:
            entry = _entry(name, info, replace(source, index=index, checksum=info.CRC), limits)
        except UntrustedFileError as error:
            skipped.append(Skipped(shown(name, 120), str(error)))
            continue
        if entry is None:
            continue
        if any(is_clutter(part) for part in entry.parts):
            reason = _("left behind by the system or another program")
            skipped.append(Skipped(displayed(entry.parts), reason, expected=True))
            continue
        entries.append(entry)
    return Listing(path.stem, tuple(entries), tuple(skipped))


def _check_whole(path: Path, size: int, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.zip_entries:
        raise _refused(path, _("it holds more than {count} files").format(count=limits.zip_entries))
    files = [info for info in infos if not _is_folder(info)]
    if files and all(info.flag_bits & _ENCRYPTED for info in files):
        problem = _("“{file}” is locked with a password.").format(file=shown(path.name))
        raise UntrustedFileError(problem, _("Unpack it with its password first, then choose the folder."))
    packed, unpacked = sum(info.compress_size for info in files), sum(info.file_size for info in files)
    if packed > size:
        raise _refused(path, _("several of its files claim the same bytes, as in a zip bomb"))
    if unpacked > limits.zip_ratio_from and unpacked > size * limits.zip_ratio:
        raise _refused(
            path, _("it would grow more than {ratio} times, as a zip bomb does").format(ratio=limits.zip_ratio)
        )


def _entry(name: str, info: zipfile.ZipInfo, source: InZip, limits: Limits) -> Entry | None:
    """Return an entry, None for a folder. Raises UntrustedFileError with the reason why it stays outside."""
    parts = safe_parts(name)
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise UntrustedFileError(_("it is a link to another place, and links are not followed"))
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UntrustedFileError(_("it is not an ordinary file"))
    if _is_folder(info) or stat.S_ISDIR(mode):
        return None
    if len(parts) > limits.folder_depth:
        raise UntrustedFileError(_("it lies too many folders deep"))
    if info.flag_bits & _ENCRYPTED:
        raise UntrustedFileError(_("it is locked with a password"))
    if info.compress_type not in _METHODS:
        raise UntrustedFileError(
            _("it is packed in a way that CertDesk does not open; pack it again as an ordinary zip")
        )
    if info.file_size > limits.zip_ratio_from and info.file_size > info.compress_size * limits.zip_ratio:
        raise UntrustedFileError(_("it would grow more than {ratio} times").format(ratio=limits.zip_ratio))
    return Entry(parts, FoundFile("/".join(parts), info.file_size, source))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder by its name; the standard library's own question fails on an empty name."""
    return info.orig_filename.endswith("/")


def _refused(path: Path, reason: str) -> UntrustedFileError:
    problem = _("“{file}” was not opened: {reason}.").format(file=shown(path.name), reason=reason)
    return UntrustedFileError(problem, _("Ask its sender for an ordinary zip or folder."))


def unreadable(path: Path, error: OSError) -> StorageError:
    """Return the error for a zip that can't be read from its disk."""
    problem = _("“{file}” can't be read: {reason}.").format(file=shown(path.name), reason=error.strerror or error)
    return StorageError(problem, _("Check that the stick is still there and that you may open this file."))


class _TooMuchError(Exception):
    """A zip's directory is longer than anybody needs."""


class _Metered:
    """A file that refuses to be read in big gulps as long as it has an allowance."""

    def __init__(self, raw: BinaryIO, allowance: int) -> None:
        self._raw = raw
        self.allowance: int | None = allowance

    def read(self, size: int = -1) -> bytes:
        if self.allowance is None:
            return self._raw.read(size)
        if size > self.allowance:
            raise _TooMuchError
        data = self._raw.read(size if size >= 0 else self.allowance + 1)
        if len(data) > self.allowance:
            raise _TooMuchError
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 0 and offset < 0:
            raise ValueError(offset)  # a damaged directory, which the operating system would call a failing disk
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._raw.close()
