"""Whether a file kept under the digest of its bytes still holds those bytes."""

from __future__ import annotations

import os
import re
from hashlib import file_digest
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

LARGEST = 64 * 2**20
"""Larger files are not read for this: it would take longer than looking at them. “certdesk check --deep” does."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Genuine:
    """Remembers which files were found to be as they were taken in, so that each is read for this once."""

    def __init__(self) -> None:
        self._known: set[tuple[str, int, int, int]] = set()

    def is_itself(self, path: Path, file: BinaryIO) -> bool:
        """Say False for a file under a digest that has other bytes; any other file is what it is."""
        if not _DIGEST.fullmatch(path.name) or path.parent.name != path.name[:2]:
            return True
        told = os.fstat(file.fileno())
        state = (path.name, told.st_ino, told.st_size, told.st_mtime_ns)
        if told.st_size > LARGEST or state in self._known:
            return True
        file.seek(0)
        same = file_digest(cast(FileIO, file), "sha256").hexdigest() == path.name
        file.seek(0)
        if same:
            self._known.add(state)
        return same
