"""What a folder holds, and folders that are fast or nearly full."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file that is not empty, by its path; SQLite's shared memory and our lock say nothing."""
    return {
        path.relative_to(folder).as_posix(): content
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", ".lock")) and (content := path.read_bytes())
    }


@contextmanager
def fast_folder() -> Iterator[Path]:
    """A folder in memory where there is one: laws make thousands of commits, and each waits for the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder with a random name is made in it
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


@contextmanager
def tiny_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of ``size`` bytes, mounted at ``folder``. Skips the test where nobody may mount."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
