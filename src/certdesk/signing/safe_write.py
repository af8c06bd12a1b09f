"""Files that appear whole or not at all, and small files read with a bound."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.words import _

_SMALL = 64 * 1024


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder ``target`` with ``files`` in it, readable by its owner only; never replaces anything.

    Raises `StorageError` if it exists already or the disk refuses.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise FileExistsError(target)
        staging = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=target.parent))
        try:
            for name, content in files.items():
                _write_private(staging / name, content)
            _settle(staging)
            staging.rename(target)
        except OSError:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        _settle(target.parent)
    except OSError as problem:
        raise refused(target, problem) from problem


def write_file(target: Path, content: bytes) -> None:
    """Write ``target`` so that it is whole whenever it can be seen; replaces what was there.

    Raises `StorageError` if the disk refuses.
    """
    staging = target.with_name(target.name + ".part")
    try:
        with staging.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        staging.replace(target)
        _settle(target.parent)
    except OSError as problem:
        _drop(staging)
        raise refused(target, problem) from problem


def write_private_file(target: Path, content: bytes) -> None:
    """Write ``target`` as `write_file` does, readable by its owner only; makes its folder if it is not there.

    Raises `StorageError` if the disk refuses.
    """
    staging = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        staging.unlink(missing_ok=True)
        _write_private(staging, content)
        staging.replace(target)
        _settle(target.parent)
    except OSError as problem:
        _drop(staging)
        raise refused(target, problem) from problem


def remove_file(path: Path) -> None:
    """Remove a file if it is there. Raises `StorageError` if the disk refuses."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise refused(path, problem) from problem


def read_small(path: Path, most: int = _SMALL) -> bytes:
    """Read a file of at most ``most`` bytes; raises `UntrustedFileError` if it is missing, unreadable or larger."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as problem:
        raise UntrustedFileError(
            _("{path} can't be read: {problem}.").format(path=path, problem=problem.strerror),
            _("Check that the file is there and that you may open it."),
        ) from problem
    if len(content) > most:
        raise UntrustedFileError(
            _("{path} is too large to be what it should be.").format(path=path), _("Take it back from a backup.")
        )
    return content


def _write_private(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _drop(staging: Path) -> None:
    # On a stick that was pulled out even this fails, and what failed first is what counts.
    with suppress(OSError):
        staging.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    # Only POSIX can flush a folder; elsewhere the rename itself is journalled.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refused(target: Path, problem: OSError) -> StorageError:
    """Return the error for what a disk did not let us write."""
    return StorageError(
        _("{target} can't be written: {problem}.").format(target=target, problem=problem.strerror or problem),
        _("Check the free space and that you may write there, then try again."),
    )
