"""Copying evidence to its staging place while its digest is taken, so that the bytes are read only once."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from certdesk.core.errors import StorageError
from certdesk.core.fields import shown
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _, ngettext
from certdesk.intake.limits import MIB
from certdesk.intake.sources import Readable

BLOCK = MIB
RESERVE = 64 * MIB  # what the workspace itself needs to go on: journal, thumbnails, a backup
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Copied(NamedTuple):
    """SHA-256 of the bytes as 64 hex digits, and how many there are."""

    digest: str
    size: int


def copy_hashed(source: Readable, target: Path, progress: Progress = silent, *, name: str, size: int) -> Copied:
    """Copy ``size`` bytes to a new file at ``target`` and flush them to the disk.

    ``name`` stands for the file in messages and progress (bytes done, bytes in all, name). Whatever goes wrong, no file
    stays at ``target``. Raises StorageError; lets pass what the source and ``progress`` raise on purpose.
    """
    try:
        out = target.open("xb", buffering=0)
    except OSError as error:
        raise _not_written(name, size, error) from error
    try:
        with out:
            copied = _pump(source, out, progress, name, size)
            _flush(out, name, size)
    except BaseException:
        with suppress(OSError):  # the disk is gone or failing, and the first error says more
            target.unlink(missing_ok=True)
        raise
    return copied


def check_free_space(folder: Path, needed: int) -> None:
    """Raise StorageError when the disk of ``folder`` has no room for ``needed`` bytes and some reserve."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        problem = _("The disk of the workspace can't be read: {reason}.").format(reason=error.strerror or error)
        raise StorageError(problem, _("Check that it is still connected.")) from error
    if free >= needed + RESERVE:
        return
    problem = _("There is not enough room: {needed} are needed, {free} are free.")
    hint = _("Free {short} on this disk, or bring in fewer portfolios at once.")
    raise StorageError(
        problem.format(needed=human_size(needed + RESERVE), free=human_size(free)),
        hint.format(short=human_size(needed + RESERVE - free)),
    )


def human_size(size: int) -> str:
    """Write a number of bytes for people: 0 bytes, 1.5 MB, 3.9 GB (decimal units, as file managers use)."""
    if size < 1000:
        return ngettext("{size} byte", "{size} bytes", size).format(size=size)
    for unit, scale in (("kB", 10**3), ("MB", 10**6)):
        if (tenths := -(-size * 10 // scale)) < 10_000:
            return f"{tenths // 10}.{tenths % 10} {unit}"
    tenths = -(-size // 10**8)
    return f"{tenths // 10}.{tenths % 10} GB"


def _pump(source: Readable, out: FileIO, progress: Progress, name: str, size: int) -> Copied:
    digest, done = sha256(), 0
    progress(0, size, name)
    while block := _read(source, name):
        done += len(block)
        if done > size:
            problem = _("“{file}” is longer than it said it was, or grew while it was copied.").format(file=shown(name))
            raise StorageError(problem, _("Close programs that use it and choose it again."))
        digest.update(block)
        try:
            _write(out, block)
        except OSError as error:
            raise _not_written(name, size, error) from error
        progress(done, size, name)
    if done < size:
        problem = _("“{file}” ended after {done} of {size}.")
        hint = _("It was cut off on its way, or the stick is damaged: ask for it again.")
        raise StorageError(problem.format(file=shown(name), done=human_size(done), size=human_size(size)), hint)
    return Copied(digest.hexdigest(), done)


def _write(out: FileIO, block: bytes) -> None:
    """Write all of a block: an unbuffered file takes it in bites, and has nothing left to fail when it closes."""
    rest = memoryview(block)
    while rest:
        rest = rest[out.write(rest) :]


def _read(source: Readable, name: str) -> bytes:
    try:
        return source.read(BLOCK)
    except OSError as error:
        problem = _("“{file}” could not be read to its end: {reason}.")
        hint = _("Check that the stick is still there; if it is, it may be damaged: ask for the file again.")
        raise StorageError(problem.format(file=shown(name), reason=error.strerror or error), hint) from error


def _flush(out: FileIO, name: str, size: int) -> None:
    try:
        os.fsync(out.fileno())
    except OSError as error:
        raise _not_written(name, size, error) from error


def _not_written(name: str, size: int, error: OSError) -> StorageError:
    if error.errno in _FULL:
        problem = _("The disk is full: “{file}” ({size}) was not kept.")
        hint = _("Free some room on the disk of the workspace and try again. Nothing that was there before is lost.")
        return StorageError(problem.format(file=shown(name), size=human_size(size)), hint)
    if error.errno == errno.EFBIG:
        problem = _("“{file}” ({size}) is bigger than a file may be on this disk.")
        hint = _("Move the workspace to a disk that is not formatted as FAT32.")
        return StorageError(problem.format(file=shown(name), size=human_size(size)), hint)
    problem = _("“{file}” could not be written: {reason}.")
    hint = _("Check the disk of the workspace. Nothing that was there before is lost.")
    return StorageError(problem.format(file=shown(name), reason=error.strerror or error), hint)
