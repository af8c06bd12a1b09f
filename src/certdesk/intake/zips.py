"""Listing and opening a zip from elsewhere: nothing is unpacked by name, and nothing may claim more than it is."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.intake.found import FoundFile, InZip, Skipped
from certdesk.intake.limits import Limits
from certdesk.intake.listing import Entry, Listing
from certdesk.intake.names import displayed, is_clutter, safe_parts, stand_in
from certdesk.intake.not_zips import not_a_zip, one_of_several, something_else
from certdesk.intake.zip_directory import (
    LOCAL,
    MASKED,
    BrokenZipError,
    CutZipError,
    LongDirectoryError,
    PackedEntry,
    read_directory,
)
from certdesk.intake.zip_methods import locked, not_opened
from certdesk.intake.zip_names import decoded_names
from certdesk.intake.zip_places import Place, overlapping, places_of
from certdesk.intake.zip_reading import DEFLATED, STORED, EntryReader, damaged
from certdesk.intake.zip_salvage import salvage

_HEAD = 512
_PART = re.compile(r"\.(?:z[0-9]{2,3}|zip\.?[0-9]{3})$", re.IGNORECASE)


@dataclass(slots=True)
class OpenZip:
    """A zip whose list of files was read. ``end`` is where the files must have ended: where that list begins.

    ``told`` says in words what is wrong with the zip as a whole although files can be read; ``cut`` names the file at
    which it was cut off, if it was.
    """

    raw: BinaryIO
    entries: tuple[PackedEntry, ...]
    end: int
    told: str = ""
    cut: bytes = b""
    _places: tuple[Place, ...] = field(default=())

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each entry's bytes begin. Raises OSError."""
        if len(self._places) != len(self.entries):
            self._places = places_of(self.raw, self.entries, self.end)
        return self._places

    def read_entry(self, index: int, name: str) -> EntryReader:
        """Open one file; ``name`` stands for it in messages. Raises UntrustedFileError and OSError."""
        place = self.places[index]
        if place.trouble:
            problem = _("“{file}” stays outside: {reason}.").format(file=shown(name), reason=place.trouble)
            raise UntrustedFileError(problem, damaged(name).hint)
        return EntryReader(self.raw, self.entries[index], place.data, name)


@contextmanager
def opened_zip(path: Path, limits: Limits) -> Iterator[OpenZip]:
    """Open a zip whose directory is within bounds. Raises UntrustedFileError when it is not a zip or is damaged."""
    try:
        ordinary = stat.S_ISREG(path.stat().st_mode)  # a pipe would be waited for without an end
        raw = path.open("rb") if ordinary else None
    except OSError as error:
        raise unreadable(path, error) from error
    if raw is None:
        problem = _("“{file}” is not an ordinary file.").format(file=shown(path.name))
        raise UntrustedFileError(problem, _("Choose a folder or a zip."))
    with raw:
        yield opened_stream(raw, path, limits)


def opened_stream(raw: BinaryIO, path: Path, limits: Limits) -> OpenZip:
    """Open a zip from its bytes, which can be sought in; ``path`` names it for people. Raises as `opened_zip`."""
    try:
        return _opened(raw, path, limits)
    except OSError as error:
        raise unreadable(path, error) from error


def list_zip(path: Path, limits: Limits) -> Listing:
    """List all files of a zip. Raises UntrustedFileError when the zip as a whole can't be trusted."""
    with opened_zip(path, limits) as archive:
        return list_archive(archive, path, path.stat().st_size, InZip(path, 0, 0), limits)


def list_archive(archive: OpenZip, path: Path, size: int, source: InZip, limits: Limits) -> Listing:
    """List all files of an open zip of ``size`` bytes; each gets ``source`` with its own index and checksum.

    ``path`` names it for people. Raises UntrustedFileError when the zip as a whole can't be trusted, and StorageError.
    """
    _check_whole(path, size, archive.entries, limits)
    try:
        places = archive.places
    except OSError as error:
        raise unreadable(path, error) from error
    _check_places(path, archive, places)
    entries: list[Entry] = []
    skipped = _about_whole(archive, path)
    for index, (info, name) in enumerate(zip(archive.entries, decoded_names(archive.entries), strict=True)):
        try:
            entry = _entry(name, info, replace(source, index=index, checksum=info.checksum), limits)
            if entry is not None and places[index].trouble:
                raise UntrustedFileError(places[index].trouble)
        except UntrustedFileError as error:
            skipped.append(Skipped(shown(name, 120).strip() or _("a file without a name"), str(error)))
            continue
        if entry is None:
            continue
        if reason := stand_in(entry.parts[-1]):
            skipped.append(Skipped(displayed(entry.parts), reason))
            continue
        if any(is_clutter(part) for part in entry.parts):
            reason = _("left behind by the system or another program")
            skipped.append(Skipped(displayed(entry.parts), reason, expected=True))
            continue
        entries.append(entry)
    if (other := something_else(path.name, ("/".join(entry.parts) for entry in entries))) is not None:
        raise other
    if not entries and (missed := [one for one in skipped if not one.expected]):
        raise _nothing_in(path, missed)
    return Listing(path.stem, tuple(entries), tuple(skipped))


def _about_whole(archive: OpenZip, path: Path) -> list[Skipped]:
    told = [Skipped(shown(path.name, 120), archive.told)] if archive.told else []
    if archive.cut:
        name = archive.cut.decode("utf-8", "replace")
        told.append(Skipped(shown(name, 120), _("it was cut off on its way")))
    return told


def _opened(raw: BinaryIO, path: Path, limits: Limits) -> OpenZip:
    head = raw.read(_HEAD)
    try:
        directory = read_directory(raw, limits.zip_directory)
    except LongDirectoryError as error:
        raise _refused(path, _("its list of files is unreasonably long")) from error
    except CutZipError as error:
        raise one_of_several(path.name) from error
    except BrokenZipError as error:
        if _PART.search(path.name):
            raise one_of_several(path.name) from error
        if not head.startswith(LOCAL):
            raise not_a_zip(path.name, head) from error
        return _salvaged(raw, path, head, limits)
    told = ""
    if directory.promised not in (len(directory.entries), len(directory.entries) & 0xFFFF):
        text = _("its list of files promises {promised} and names {count}; ask whether something is missing")
        told = text.format(promised=directory.promised, count=len(directory.entries))
    if not told and head.startswith(LOCAL) and directory.entries and min(one.offset for one in directory.entries) > 0:
        told = _("it begins with files that its own list does not name; ask whether something is missing")
    return OpenZip(raw, directory.entries, directory.start, told)


def _salvaged(raw: BinaryIO, path: Path, head: bytes, limits: Limits) -> OpenZip:
    found = salvage(raw, limits)
    if not found.entries:
        raise not_a_zip(path.name, head)
    told = _("its end is missing or damaged; what is whole comes in, the rest is lost: ask for the zip again")
    return OpenZip(raw, found.entries, found.end, told, found.cut)


def _check_whole(path: Path, size: int, infos: tuple[PackedEntry, ...], limits: Limits) -> None:
    if len(infos) > limits.zip_entries:
        raise _refused(path, _("it holds more than {count} files").format(count=limits.zip_entries))
    files = [info for info in infos if not info.is_folder]
    if files and all(info.is_locked for info in files):
        problem = _("“{file}” is locked with a password.").format(file=shown(path.name))
        raise UntrustedFileError(problem, locked(files[0]))
    packed, unpacked = sum(info.packed for info in files), sum(info.size for info in files)
    if packed > size and all(info.packed <= size for info in files):
        raise _refused(path, _("several of its files claim the same bytes, as in a zip bomb"))
    if unpacked > limits.zip_ratio_from and unpacked > size * limits.zip_ratio:
        raise _refused(
            path, _("it would grow more than {ratio} times, as a zip bomb does").format(ratio=limits.zip_ratio)
        )


def _check_places(path: Path, archive: OpenZip, places: tuple[Place, ...]) -> None:
    """Refuse a zip in which files lie over one another: that is how a few bytes become many."""
    spans = (
        (info.offset, min(place.data + info.packed, archive.end))
        for info, place in zip(archive.entries, places, strict=True)
        if place.data
    )
    if overlapping(spans):
        raise _refused(path, _("several of its files claim the same bytes, as in a zip bomb"))


def _entry(name: str, info: PackedEntry, source: InZip, limits: Limits) -> Entry | None:
    """Return an entry, None for a folder. Raises UntrustedFileError with the reason why it stays outside."""
    parts = safe_parts(name)
    kind = stat.S_IFMT(info.mode)
    if kind == stat.S_IFLNK:
        raise UntrustedFileError(_("it is a link to another place, and links are not followed"))
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UntrustedFileError(_("it is not an ordinary file"))
    if info.is_folder or kind == stat.S_IFDIR:
        return None
    if len(parts) > limits.folder_depth:
        raise UntrustedFileError(_("it lies too many folders deep"))
    if info.is_locked or info.flags & MASKED:
        raise UntrustedFileError(_("it is locked with a password; ask for the file without one"))
    if info.method not in (STORED, DEFLATED):
        raise UntrustedFileError(not_opened(info.method))
    if info.size > limits.zip_ratio_from and info.size > info.packed * limits.zip_ratio:
        raise UntrustedFileError(_("it would grow more than {ratio} times").format(ratio=limits.zip_ratio))
    return Entry(parts, FoundFile("/".join(parts), info.size, source))


def _nothing_in(path: Path, missed: list[Skipped]) -> UntrustedFileError:
    problem = _("There is no evidence in “{name}”.").format(name=shown(path.name))
    hint = _("{name}: {reason}. Ask its sender to pack it again as an ordinary zip.")
    last = missed[-1]
    return UntrustedFileError(problem, hint.format(name=last.name, reason=last.reason.rstrip(".")))


def _refused(path: Path, reason: str) -> UntrustedFileError:
    problem = _("“{file}” was not opened: {reason}.").format(file=shown(path.name), reason=reason)
    return UntrustedFileError(problem, _("Ask its sender for an ordinary zip or folder."))


def unreadable(path: Path, error: OSError) -> StorageError:
    """Return the error for a zip that can't be read from its disk."""
    problem = _("“{file}” can't be read: {reason}.").format(file=shown(path.name), reason=error.strerror or error)
    return StorageError(problem, _("Check that the stick is still there and that you may open this file."))
