"""Making a package: files of the vault are laid out in parts, sealed while they are read, and signed at the end."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from certdesk.core.errors import StorageError
from certdesk.core.plain import dumps
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.exchange.bag import DATA
from certdesk.exchange.beside import Beside
from certdesk.exchange.disk import flush_folder
from certdesk.exchange.hashing import PartHash
from certdesk.exchange.layout import Layout, Slice
from certdesk.exchange.package import (
    HEAD,
    HEAD_FORMAT,
    SIGNATURE,
    SIGNATURE_FORMAT,
    Head,
    HeadSignature,
    Index,
    Part,
    Purpose,
    Seal,
    format_of,
)
from certdesk.exchange.reading import packed_index, signed_bytes
from certdesk.exchange.sealing import Seals
from certdesk.exchange.troubles import FULL

FindFile = Callable[[str], Path]
"""Says where the file with this SHA-256 lies."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who signs: the did:key of their statement key, and what signs with it."""

    did: str
    sign: Callable[[bytes], bytes]

    def __repr__(self) -> str:
        return f"Author(did={self.did!r})"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be packed, all but its files."""

    package: str
    made_at: datetime
    purpose: Purpose
    seal: Seal
    seals: Seals
    index: Index
    layout: Layout


@dataclass(frozen=True, slots=True)
class Built:
    """A package in a folder of this computer: its head, and both files byte for byte."""

    folder: Path
    head: Head
    head_bytes: bytes
    signature_bytes: bytes


def build(draft: Draft, folder: Path, author: Author, find: FindFile, progress: Progress = silent) -> Built:
    """Seal everything into ``folder``/data, and write head and signature beside it.

    ``progress`` counts bytes before sealing. Stopped or failed, it leaves nothing that looks like a package. Raises
    StorageError for a file that is not there or damaged, and when the disk refuses.
    """
    data = folder / DATA
    try:
        data.mkdir(parents=True, exist_ok=True)
        parts = _parts(draft, data, find, progress)
        locked = draft.seals.locked_key
        key = _small(locked, data, "age") if locked else None
        index = _sealed_index(draft, data)
        head = Head(
            format_of(HEAD_FORMAT), draft.package, draft.made_at, author.did, draft.seal, draft.purpose, index, parts,
            key,
        )  # fmt: skip
        head_bytes = (dumps(head) + "\n").encode()
        signature = signature_of(head, head_bytes, author)
        _write(folder / HEAD, head_bytes)
        flush_folder(data)
        _write(folder / SIGNATURE, signature)
        flush_folder(folder)
    except OSError as problem:
        raise _not_written(folder, problem) from problem
    return Built(folder, head, head_bytes, signature)


def signature_of(head: Head, head_bytes: bytes, author: Author) -> bytes:
    """Return the content of the signature file."""
    value = base64.b64encode(author.sign(signed_bytes(head_bytes))).decode()
    digest = sha256(head_bytes).hexdigest()
    signature = HeadSignature(format_of(SIGNATURE_FORMAT), head.package, author.did, digest, value)
    return (dumps(signature) + "\n").encode()


def _parts(draft: Draft, data: Path, find: FindFile, progress: Progress) -> tuple[Part, ...]:
    made: list[Part] = []
    with _Source(find, draft.layout, progress) as source:
        for slices in draft.layout.parts:
            source.begin(slices)
            made.append(_sealed_part(draft.seals, source, data))
    return tuple(made)


def _sealed_index(draft: Draft, data: Path) -> Part:
    return _sealed_part(draft.seals, BytesIO(packed_index(draft.index)), data)


def _sealed_part(seals: Seals, source: _Source | BytesIO, data: Path) -> Part:
    path = data / "part.tmp"
    sink = _Sink(path)
    try:
        seals.seal(source, sink)
        sink.end()
    except BaseException:
        sink.drop()
        raise
    part = sink.hash.part(seals.suffix)
    path.replace(data / part.name)
    return part


def _small(content: bytes, data: Path, suffix: str) -> Part:
    found = PartHash()
    found.add(content)
    part = found.part(suffix)
    _write(data / part.name, content)
    return part


class _Source:
    """Reads the slices of a part one after the other, and sees whether every file still is what it was."""

    def __init__(self, find: FindFile, layout: Layout, progress: Progress) -> None:
        self._find = find
        self._sizes = {file.digest: file.size for file in layout.files}
        self._progress = progress
        self._total = layout.size
        self._done = 0
        self._slices: list[Slice] = []
        self._hash = sha256()
        self._left = 0
        self._file: BinaryIO | None = None
        self._held = ExitStack()
        self._beside = Beside()

    def __enter__(self) -> _Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.close()
        self._held.close()

    def begin(self, slices: Iterable[Slice]) -> None:
        """Go on with the slices of the next part."""
        self._slices = list(slices)
        self._left = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end of the part."""
        if not self._left and not self._next():
            return b""
        file, now = self._file, self._slices[0]
        if file is None:
            raise ValueError(now)
        block = file.read(min(size, self._left) if size >= 0 else self._left)
        if not block:
            raise _damaged_file(now.digest)
        self._beside.do(partial(self._hash.update, block))
        self._left -= len(block)
        self._done += len(block)
        if not self._left:
            self._end(now)
        self._progress(self._done, self._total, _("Sealing"))
        return block

    def _next(self) -> bool:
        while self._slices:
            now = self._slices[0]
            if now.start == 0:
                self._held.close()
                try:
                    self._file = self._held.enter_context(self._find(now.digest).open("rb", buffering=0))
                except OSError as problem:
                    raise _damaged_file(now.digest) from problem
                self._hash = sha256()
            self._left = now.size
            return True
        return False

    def _end(self, now: Slice) -> None:
        self._beside.settle()
        if now.start + now.size == self._sizes[now.digest] and self._hash.hexdigest() != now.digest:
            raise _damaged_file(now.digest)
        self._slices.pop(0)


class _Sink:
    """Takes what was sealed, hashes it, and brings it to the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("wb", buffering=0)
        self._beside = Beside()
        self.hash = PartHash()

    def write(self, data: bytes) -> int:
        self._beside.do(partial(self._put, data))
        return len(data)

    def flush(self) -> None:
        return

    def end(self) -> None:
        self._beside.settle()
        self._beside.close()
        os.fsync(self._file.fileno())
        self._file.close()

    def drop(self) -> None:
        self._beside.close()
        with suppress(OSError):  # the disk is gone, and what failed first says more
            self._file.close()
            self._path.unlink(missing_ok=True)

    def _put(self, data: bytes) -> None:
        rest = memoryview(data)
        self.hash.add(rest)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _damaged_file(digest: str) -> StorageError:
    text = _("A piece of evidence on this computer is missing or damaged ({digest}…), so it can't be packed.")
    return StorageError(text.format(digest=digest[:12]), _("Take that portfolio in again, then pack once more."))


def _not_written(folder: Path, problem: OSError) -> StorageError:
    if problem.errno in FULL:
        return StorageError(
            _("The disk of the workspace is full, so the package was not made."),
            _("Free some room, or pack fewer portfolios at once. Nothing is lost."),
        )
    text = _("The package could not be written in {folder}: {reason}.")
    text = text.format(folder=folder, reason=problem.strerror or problem)
    return StorageError(text, _("Check the disk of the workspace. Nothing is lost."))
