"""The worker process: takes one request after another about files it was handed, in a locked-up process of its own."""

from __future__ import annotations

import os
import traceback
from collections import OrderedDict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from certdesk.evidence import code_reader, handover, kinds, limits, wire
from certdesk.evidence.decoders import (
    animation,
    describing,
    extracting,
    looking_over,
    paging,
    pdf_outline,
    photos,
    reading,
    side_notes,
    thumbnails,
    transcripts,
)
from certdesk.evidence.decoders.opened import OpenedFile, open_file
from certdesk.evidence.problems import Case, Refused, Trouble
from certdesk.evidence.replies import Answer, LookedOver, Reply
from certdesk.evidence.requests import (
    Describe,
    ExtractText,
    FindText,
    LinksOfPage,
    LookOver,
    ReadAnimation,
    ReadCodes,
    ReadDocument,
    ReadOutline,
    ReadSideNotes,
    ReadTranscript,
    RenderPage,
    RenderPhoto,
    Request,
    TextOfPage,
    Thumbnail,
    ToPdf,
    name_of,
    password_of,
)

FILES_KEPT_OPEN = 2
MAX_OTHER_PIXELS = 200 * 2**20
"""How many bytes the pixels of other photos may take while one is looked at: enough for another one beside it."""
_MAX_REQUEST = 2**20


class Shelf:
    """The files last looked at, kept open so that the next page of the same document comes at once."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._files: OrderedDict[tuple[object, ...], OpenedFile] = OrderedDict()

    def open(self, descriptor: int, name: str, password: str = "", *, passing: bool = False) -> OpenedFile:
        """Return the file, opened now or before; the descriptor belongs to the shelf from here on.

        A file looked at in ``passing`` is the first to go, so that forty thumbnails don't close what is on screen.
        """
        facts = os.fstat(descriptor)
        key = (facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns, name, password)
        if key in self._files:
            os.close(descriptor)
            if not passing:
                self._files.move_to_end(key)
            return self._files[key]
        while len(self._files) >= self._room:
            self._files.popitem(last=False)[1].close()
        self._files[key] = open_file(descriptor, name, password)
        if passing:
            self._files.move_to_end(key, last=False)
        return self._files[key]

    def make_room(self, opened: OpenedFile) -> None:
        """Let go of the pixels of other photos than ``opened``, when they would leave it too little memory."""
        others = [each for each in self._files.values() if each is not opened and each.decoded is not None]
        if sum(each.decoded.bytes for each in others if each.decoded is not None) > MAX_OTHER_PIXELS:
            for each in others:
                each.decoded = None


def main() -> None:
    """Lock this process up, say what is in force, and serve until the other end is closed."""
    connection = handover.connection_on_standard_input()
    photos.prepare()
    in_force = limits.confine()
    connection.send_bytes("\n".join(in_force).encode())
    shelf = Shelf(FILES_KEPT_OPEN)
    while _serve(connection, shelf):
        pass


def _serve(connection: Connection, shelf: Shelf) -> bool:
    try:
        text = connection.recv_bytes(_MAX_REQUEST)
        descriptor = handover.take(connection)
    except EOFError:
        return False
    limits.allow_cpu()
    answer = answer_to(cast(Request, wire.unpack(Request, text, [])), descriptor, shelf)
    message, blobs = _packed(answer)
    connection.send_bytes(message)
    for blob in blobs:
        connection.send_bytes(blob)
    return True


def _packed(answer: Answer) -> tuple[bytes, list[bytes]]:
    try:
        message, blobs = wire.pack(answer)
        if len(message) <= wire.MAX_TEXT and sum(map(len, blobs)) <= wire.MAX_BLOB:
            return message, blobs
        return wire.pack(Answer(None, Trouble(Case.TOO_LARGE)))
    except ValueError as fault:  # a damaged file made a size or a place that is no number
        return wire.pack(Answer(None, Trouble(Case.DAMAGED), _place(fault)))


def answer_to(request: Request, descriptor: int, shelf: Shelf) -> Answer:
    """Do what is asked. What a damaged file makes a library raise becomes a trouble, with the place in ``detail``."""
    name = name_of(request)
    opened: OpenedFile | None = None
    try:
        passing = isinstance(request, Describe | Thumbnail | LookOver)
        opened = shelf.open(descriptor, name, password_of(request), passing=passing)
        shelf.make_room(opened)
        if isinstance(request, Describe):
            description, refused = describing.describe(opened)
            return Answer(description, _trouble(refused, opened) if refused is not None else None)
        if isinstance(request, LookOver):
            return Answer(LookedOver(looking_over.look_over(opened)))
        if opened.sniffed.locked:
            raise Refused(Case.LOCKED_FOR_GOOD)
        return Answer(_reply(request, opened))
    except Refused as refused:
        return Answer(None, _trouble(refused, opened))
    except MemoryError:
        return Answer(None, _trouble(Refused(Case.OUT_OF_MEMORY), opened))
    except Exception as fault:  # noqa: BLE001 - a library tripped over hostile bytes; the place goes to the log
        return Answer(None, _trouble(Refused(Case.DAMAGED), opened), _place(fault))


def _reply(request: Request, opened: OpenedFile) -> Reply:
    match request:
        case Thumbnail():
            return thumbnails.make(opened, request)
        case RenderPhoto():
            return photos.render(opened, request.max_width, request.max_height, request.region, request.page)
        case ReadAnimation():
            return animation.read(opened, request.max_width, request.max_height)
        case ReadTranscript():
            return transcripts.read(opened)
        case ReadCodes():
            return code_reader.read(opened)
    return _reply_in_words(request, opened)


def _reply_in_words(request: Request, opened: OpenedFile) -> Reply:
    match request:
        case ReadDocument():
            return reading.read(opened)
        case ReadSideNotes():
            return side_notes.read(opened)
        case ExtractText():
            return extracting.extract(opened)
        case ToPdf():
            return paging.to_pdf(opened)
    return _reply_from_pages(request, opened)


def _reply_from_pages(request: Request, opened: OpenedFile) -> Reply:
    match request:
        case RenderPage():
            return paging.pages_of(opened).render(request)
        case TextOfPage():
            return paging.pages_of(opened).text(request.page)
        case FindText():
            return paging.pages_of(opened).find(request.needle)
        case ReadOutline():
            return pdf_outline.outline(paging.pages_of(opened))
        case LinksOfPage():
            return pdf_outline.links(paging.pages_of(opened), request.page)
    return paging.measure(opened)


def _trouble(refused: Refused, opened: OpenedFile | None) -> Trouble:
    if opened is None:
        return Trouble(refused.case, numbers=refused.numbers)
    return Trouble(refused.case, opened.sniffed.format, kinds.claimed_format(opened.name), refused.numbers)


def _place(fault: Exception) -> str:
    """Name the kind of fault and where it happened; never its text, which may quote the file."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(fault).__name__} at {places}"


if __name__ == "__main__":
    main()
