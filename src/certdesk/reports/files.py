"""Writes a finished document so that a file under its final name is complete."""

from __future__ import annotations

import os
from pathlib import Path

from certdesk.core.errors import StorageError
from certdesk.core.words import _


def write_bytes(target: Path, data: bytes) -> None:
    """Write ``data`` beside ``target`` and move it into place. Raises StorageError when the disk refuses."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            _("{name} could not be written: {reason}.").format(name=target.name, reason=error.strerror or error),
            _("Choose another folder, or make room on the disk."),
        ) from error
