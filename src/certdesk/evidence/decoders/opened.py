"""A file that the worker was handed, and what has been found out about it so far."""

from __future__ import annotations

import io
import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from certdesk.evidence.decoders import identity
from certdesk.evidence.decoders.decoded import Decoded, Drawing
from certdesk.evidence.kinds import HEAD_BYTES, Sniffed
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Matches, PageText, Picture
from certdesk.evidence.requests import RenderPage

MAX_IN_MEMORY = 256 * 2**20
"""Largest file that is read into memory whole (documents; never videos)."""


class Paged(Protocol):
    """A document that can be looked at page by page; pages are counted from 1."""

    engine: str
    simplified: bool

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Return the width and height of every page in points, as seen."""
        ...

    def render(self, wanted: RenderPage) -> Picture:
        """Draw a page."""
        ...

    def text(self, page: int) -> PageText:
        """Return the words of a page."""
        ...

    def find(self, needle: str) -> Matches:
        """Return where ``needle`` stands."""
        ...


@dataclass(slots=True)
class OpenedFile:
    """One open file; closing it closes what was opened on top of it."""

    file: BinaryIO
    name: str
    head: bytes
    size: int
    sniffed: Sniffed
    password: str = field(default="", repr=False)
    """What the person typed to open it; "" where nothing was asked for."""
    pages: Paged | None = None
    decoded: Decoded | None = None
    """Pixels of a photo, for the next look at it."""
    frames: tuple[int, ...] | None = None
    """Which frames of a picture file are pages."""
    tracks: list[dict[str, Any]] | None = None
    """What MediaInfo told of a recording."""
    drawing: Drawing | None = None
    """An SVG, made harmless."""
    on_close: ExitStack = field(default_factory=ExitStack)

    def everything(self) -> bytes:
        """Read the whole file, if it is not too large."""
        if self.size > MAX_IN_MEMORY:
            raise Refused(Case.TOO_LARGE)
        self.file.seek(0)
        return self.file.read()

    def tail(self, count: int) -> bytes:
        """Read the last ``count`` bytes."""
        self.file.seek(max(0, self.size - count))
        return self.file.read(count)

    def close(self) -> None:
        """Give everything back."""
        self.on_close.close()
        self.decoded = None
        self.file.close()


def open_file(descriptor: int, name: str, password: str = "") -> OpenedFile:
    """Take over an open file descriptor."""
    file = os.fdopen(descriptor, "rb")
    file.seek(0)
    head = file.read(HEAD_BYTES)
    size = file.seek(0, io.SEEK_END)
    return OpenedFile(file, name, head, size, identity.identify(file, head, name), password)
