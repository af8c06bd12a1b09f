"""The few things that are asked of a medium. Everything that is written for others goes through here."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from certdesk.exchange.uncached import forget, read_uncached


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the medium."""
    if os.name == "nt":  # no folder can be opened there, and names are flushed with the file
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class OpenFile(Protocol):
    """A file that is being written."""

    def write(self, data: memoryview) -> int:
        """Write some of the bytes and return how many: a medium may take fewer than it is given."""

    def flush(self) -> None:
        """Wait until what was written is on the medium. After it failed once, it must never be asked again."""

    def close(self) -> None:
        """Let go of it."""


class Disk(Protocol):
    """A medium. All of it raises OSError."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder, unless it is there."""

    def create(self, path: Path) -> OpenFile:
        """Begin a file that is not there yet."""

    def reopen(self, path: Path, keep: int) -> OpenFile:
        """Go on with a file after its first ``keep`` bytes; the rest of it is cut off."""

    def read(self, path: Path) -> Iterator[memoryview]:
        """Read what lies on the medium, past the cache."""

    def rename(self, path: Path, target: Path) -> None:
        """Give a file another name in its folder."""

    def remove(self, path: Path) -> None:
        """Remove a file."""

    def size(self, path: Path) -> int | None:
        """Return the bytes of a file, or None where there is none."""

    def free(self, folder: Path) -> int:
        """Return how many bytes are free."""

    def settle(self, folder: Path) -> None:
        """Wait until the names in a folder are on the medium."""

    def settle_all(self, folder: Path) -> None:
        """Wait until everything that was written there is on the medium."""


class RealDisk:
    """A medium of this computer."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder, unless it is there."""
        folder.mkdir(exist_ok=True)

    def create(self, path: Path) -> OpenFile:
        """Begin a file that is not there yet."""
        return _RealFile(path, os.O_CREAT | os.O_EXCL)

    def reopen(self, path: Path, keep: int) -> OpenFile:
        """Go on with a file after its first bytes."""
        file = _RealFile(path, 0)
        try:
            os.ftruncate(file.descriptor, keep)
            os.lseek(file.descriptor, keep, os.SEEK_SET)
        except OSError:
            file.close()
            raise
        return file

    def read(self, path: Path) -> Iterator[memoryview]:
        """Read what lies on the medium, past the cache."""
        return read_uncached(path)

    def rename(self, path: Path, target: Path) -> None:
        """Give a file another name."""
        path.rename(target)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def size(self, path: Path) -> int | None:
        """Return the bytes of a file, or None."""
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None

    def free(self, folder: Path) -> int:
        """Return how many bytes are free."""
        return shutil.disk_usage(folder).free

    def settle(self, folder: Path) -> None:
        """Bring the names in a folder to the medium."""
        flush_folder(folder)

    def settle_all(self, folder: Path) -> None:
        """Bring everything to the medium."""
        # Every file was flushed by itself; what is left are the tables of the file system.
        self.settle(folder)
        self.settle(folder.parent)
        if os.name != "nt":
            _sync_medium(folder)


def _sync_medium(folder: Path) -> None:
    """Flush this medium; flushing all of them would wait for every slow disk of the computer."""
    sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if sync is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if sync(descriptor):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
    finally:
        os.close(descriptor)


class _RealFile:
    """A file without a buffer of our own, so that nothing is left to fail when it is closed."""

    def __init__(self, path: Path, more: int) -> None:
        self.descriptor = os.open(path, os.O_WRONLY | more | getattr(os, "O_BINARY", 0), 0o644)

    def write(self, data: memoryview) -> int:
        return os.write(self.descriptor, data)

    def flush(self) -> None:
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(self.descriptor, fcntl.F_FULLFSYNC)  # there fsync ends at the disk's own memory
        else:
            os.fsync(self.descriptor)
        forget(self.descriptor)

    def close(self) -> None:
        with suppress(OSError):  # whatever closing could say was said by flushing
            os.close(self.descriptor)
