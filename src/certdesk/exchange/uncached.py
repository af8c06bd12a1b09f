"""Reading what really lies on a medium: through the system's cache, a stick that dropped every write looks perfect."""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

BLOCK = 4 * 2**20
_F_NOCACHE = 48
_FILE_FLAG_NO_BUFFERING = 0x20000000
_NO_DIRECT = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def read_uncached(path: Path) -> Iterator[memoryview]:
    """Read a file in blocks straight from its medium, as far as system and file system allow it. Raises OSError.

    Each block is good until the next one is asked for.
    """
    if sys.platform == "win32":
        yield from _windows(path)
    elif sys.platform == "darwin":
        yield from _mac(path)
    else:
        yield from _linux(path)


def forget(descriptor: int) -> None:
    """Let the system forget what it keeps of a file in memory, where it can be told so."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):  # it is only advice; a file system that has none needs none
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _linux(path: Path) -> Iterator[memoryview]:
    """Read with O_DIRECT; where the file system knows none (tmpfs, some FUSE), drop the cache of the file first."""
    direct = getattr(os, "O_DIRECT", 0)
    try:
        descriptor = os.open(path, os.O_RDONLY | direct)
    except OSError as problem:
        if problem.errno not in _NO_DIRECT:
            raise
        yield from _dropped(path)
        return
    begun = False
    try:
        for block in _blocks(descriptor):
            begun = True
            yield block
    except OSError as problem:
        if begun or problem.errno != errno.EINVAL:
            raise
        yield from _dropped(path)
    finally:
        os.close(descriptor)


def _blocks(descriptor: int) -> Iterator[memoryview]:
    # Anonymous memory begins at a page, as direct reading needs it.
    memory = memoryview(mmap.mmap(-1, BLOCK))
    size, position = os.fstat(descriptor).st_size, 0
    while position < size:
        count = os.preadv(descriptor, [memory], position)
        if not count:
            return
        yield memory[:count]
        position += count


def _dropped(path: Path) -> Iterator[memoryview]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        forget(descriptor)
        while block := os.read(descriptor, BLOCK):
            yield memoryview(block)
        forget(descriptor)
    finally:
        os.close(descriptor)


def _mac(path: Path) -> Iterator[memoryview]:
    import fcntl

    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.fcntl(descriptor, _F_NOCACHE, 1)
        while block := os.read(descriptor, BLOCK):
            yield memoryview(block)
    finally:
        os.close(descriptor)


def _windows(path: Path) -> Iterator[memoryview]:
    """Read with FILE_FLAG_NO_BUFFERING: whole sectors into memory that begins at a page."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    share_read, open_existing, generic_read = 1, 3, 0x80000000
    handle = kernel.CreateFileW(str(path), generic_read, share_read, None, open_existing, _FILE_FLAG_NO_BUFFERING, None)
    if handle in {None, ctypes.c_void_p(-1).value}:
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore]
    try:
        memory = mmap.mmap(-1, BLOCK)
        view, count = memoryview(memory), ctypes.c_ulong(0)
        address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        while True:
            done = kernel.ReadFile(ctypes.c_void_p(handle), ctypes.c_void_p(address), BLOCK, ctypes.byref(count), None)
            if not done:
                raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore]
            if not count.value:
                return
            yield view[: count.value]
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
