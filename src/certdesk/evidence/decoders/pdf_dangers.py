"""What a PDF would do in another program: scripts, programs it would start, files it carries. Nothing runs here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import BinaryIO, cast

import pikepdf

from certdesk.evidence.replies import Danger

_SECONDS = 1.0
_MOST_OBJECTS = 100_000
_ACTS = {
    "/JavaScript": Danger.SCRIPTS,
    "/Launch": Danger.SCRIPTS,
    "/SubmitForm": Danger.OUTSIDE_LINKS,
    "/ImportData": Danger.OUTSIDE_LINKS,
    "/GoToE": Danger.EMBEDDED_FILES,
}
_EVERY = 256


def dangers(file: BinaryIO, password: str) -> tuple[Danger, ...]:
    """Return what was met within the time that this may take; a damaged file may hide something."""
    file.seek(0)
    try:
        with pikepdf.open(cast(BinaryIO, _Unclosed(file)), password=password, suppress_warnings=True) as document:
            return tuple(sorted(set(_met(document))))
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError, OSError, RecursionError):
        return ()  # what is wrong with the file is told by the one that draws it


class _Unclosed:
    """Lends a file to a reader that would close it."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def readinto(self, room: bytearray) -> int:
        data = self.read(len(room))
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        return


def _met(document: pikepdf.Pdf) -> Iterator[Danger]:
    until = time.monotonic() + _SECONDS
    for count, each in enumerate(document.objects):
        if count % _EVERY == 0 and (time.monotonic() > until or count > _MOST_OBJECTS):
            return
        try:
            yield from _in(each)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
            continue  # one object that can't be read says nothing about the others


def _in(each: pikepdf.Object) -> Iterator[Danger]:
    if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return
    for holder in (each, each.get("/A"), each.get("/OpenAction")):
        if isinstance(holder, pikepdf.Dictionary):
            yield from _acts(holder)
    extra = each.get("/AA")
    if isinstance(extra, pikepdf.Dictionary):
        for action in extra.values():
            if isinstance(action, pikepdf.Dictionary):
                yield from _acts(action)
    if "/EF" in each or "/EmbeddedFiles" in each or each.get("/Subtype") == "/RichMedia":
        yield Danger.EMBEDDED_FILES


def _acts(action: pikepdf.Object) -> Iterator[Danger]:
    kind = action.get("/S")
    if isinstance(kind, pikepdf.Name) and str(kind) in _ACTS:
        yield _ACTS[str(kind)]
    elif isinstance(action.get("/JS"), pikepdf.String | pikepdf.Stream):
        yield Danger.SCRIPTS
