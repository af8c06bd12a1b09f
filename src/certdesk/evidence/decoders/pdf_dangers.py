"""What a PDF would do in another program: scripts, programs it would start, files it carries. Nothing runs here."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import BinaryIO, cast

import pikepdf

from certdesk.evidence.replies import Danger

_SECONDS = 2.0
_MOST_OBJECTS = 1_000_000
_EVERY = 256
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>", re.DOTALL)
"""Words, which may read like anything; what is left without them are names, numbers and brackets."""
_ACTS = (
    (re.compile(rb"/S /(?:JavaScript|Launch)\b|/JS (?:_|\d)|/XFA [\[_\d]"), Danger.SCRIPTS),
    (re.compile(rb"/S /(?:SubmitForm|ImportData|GoToR)\b|/FFilter "), Danger.OUTSIDE_LINKS),
    (re.compile(rb"/S /GoToE\b|/EF [<\d]|/EmbeddedFiles [<\d]|/Subtype /RichMedia\b"), Danger.EMBEDDED_FILES),
)
_ALONE = {
    b"/JavaScript": Danger.SCRIPTS,
    b"/Launch": Danger.SCRIPTS,
    b"/SubmitForm": Danger.OUTSIDE_LINKS,
    b"/ImportData": Danger.OUTSIDE_LINKS,
    b"/GoToR": Danger.OUTSIDE_LINKS,
    b"/GoToE": Danger.EMBEDDED_FILES,
}
"""The kind of an action may stand in an object of its own."""


def dangers(file: BinaryIO, password: str) -> tuple[Danger, ...]:
    """Return what was met, and that it was not all looked at where it takes too long or can't be read."""
    file.seek(0)
    found: set[Danger] = set()
    try:
        with pikepdf.open(cast(BinaryIO, Unclosed(file)), password=password, suppress_warnings=True) as document:
            found.update(_met(document))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError, OSError, RecursionError):
        found.add(Danger.UNCHECKED)  # what is wrong with the file is told by the one that draws it
    return tuple(sorted(found))


class Unclosed:
    """Lends a file to a reader that would close it."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def seekable(self) -> bool:
        """Say that one can go to any place."""
        return True

    def readable(self) -> bool:
        """Say that one can read."""
        return True

    def readinto(self, room: bytearray) -> int:
        """Read into a buffer; return how many bytes came."""
        data = self.read(len(room))
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Leave the file open."""


def _met(document: pikepdf.Pdf) -> Iterator[Danger]:
    until = time.monotonic() + _SECONDS
    for count, each in enumerate(document.objects):
        if count % _EVERY == 0 and (time.monotonic() > until or count > _MOST_OBJECTS):
            yield Danger.UNCHECKED
            return
        try:
            yield from _in(each)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
            yield Danger.UNCHECKED  # one object that can't be read says nothing about the others


def _in(each: pikepdf.Object) -> Iterator[Danger]:
    """Look at an object as it would be written: all that stands in it, however deep, and in one way of writing it."""
    if isinstance(each, pikepdf.Name):
        alone = _ALONE.get(each.unparse(resolved=True))
        if alone is not None:
            yield alone
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        return
    written = (each.stream_dict if isinstance(each, pikepdf.Stream) else each).unparse(resolved=True)
    bare = _STRING.sub(b"_", written) if b"(" in written or b"<" in written else written
    for act, danger in _ACTS:
        if act.search(bare):
            yield danger
