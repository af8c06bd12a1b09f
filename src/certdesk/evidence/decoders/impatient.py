"""A picture file that is not searched byte by byte without end."""

from __future__ import annotations

from typing import IO, Any, cast

_MOST_BYTES_ALONE = 2**20
"""Pillow goes over what lies between the parts of a JPEG one byte at a time; in a sound one there is next to none."""


class _Impatient:
    """Everything that the file is, but a bounded number of single bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = _MOST_BYTES_ALONE

    def read(self, size: int = -1) -> bytes:
        """Read as the file does; raises `OSError` when somebody only passes over bytes."""
        if size == 1:
            self._left -= 1
            if self._left < 0:
                raise OSError("nothing but filling")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file has
        return getattr(self._file, name)


def impatient(file: IO[bytes]) -> IO[bytes]:
    """Return ``file`` as one that refuses to be searched for long."""
    return cast("IO[bytes]", _Impatient(file))
