"""Opening what came: sealed parts are checked, opened into a staging folder, and split into files that are checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from shutil import disk_usage

from certdesk.core.errors import StorageError
from certdesk.core.preflight_words import size_in_words
from certdesk.core.progress import Progress, silent
from certdesk.core.words import _
from certdesk.exchange.beside import Beside
from certdesk.exchange.bounds import USUAL, Bounds
from certdesk.exchange.hashing import PartHash
from certdesk.exchange.looking import Found, read_bounded
from certdesk.exchange.package import Head, Index, PackedFile, Part, Piece
from certdesk.exchange.reading import damaged, read_index
from certdesk.exchange.sealing import DamagedError, Open, opened_with_words
from certdesk.exchange.troubles import FULL, told

BLOCK = 2**20
_SPARE = 64 * 2**20
"""Bytes that stay free on the disk of the workspace."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of the parts that were here.

    ``files`` are whole, by SHA-256, in the staging folder. ``damaged`` files were here and do not fit their SHA-256;
    ``missing`` ones need parts that are elsewhere. ``damaged_parts`` are names; ``waiting_parts`` hold pieces of
    missing files and are worth keeping.
    """

    files: tuple[tuple[str, Path], ...] = ()
    damaged: tuple[PackedFile, ...] = ()
    missing: tuple[PackedFile, ...] = ()
    damaged_parts: tuple[str, ...] = ()
    waiting_parts: tuple[str, ...] = ()


def open_with_passphrase(volumes: Sequence[Found], passphrase: str, bounds: Bounds = USUAL) -> Open:
    """Return what opens a package with six words. Raises WrongPassphraseError, DamagedError."""
    part = volumes[0].head.key
    if part is None:
        raise ValueError(volumes[0].path)
    return opened_with_words(_whole_part(volumes, part, bounds.key), passphrase)


ReadIndex = Callable[[bytes, Head], Index]
"""Reads a list of contents that was opened, as `exchange.reading.read_index` does."""


def open_index(volumes: Sequence[Found], opened: Open, bounds: Bounds = USUAL, read: ReadIndex = read_index) -> Index:
    """Open the list of contents. Raises NotForUsError, DamagedError, UntrustedFileError, StorageError."""
    head = volumes[0].head
    sealed = _whole_part(volumes, head.index, bounds.index)
    target = BytesIO()
    opened(BytesIO(sealed), target)
    return read(target.getvalue(), head)


def unpack(
    volumes: Sequence[Found],
    index: Index,
    opened: Open,
    staging: Path,
    has: Callable[[str], bool],
    progress: Progress = silent,
) -> Unpacked:
    """Open the parts in ``volumes`` and stage every file that is whole, but for those that ``has`` says are here.

    ``progress`` counts sealed bytes. Raises StorageError when the disk of ``staging`` refuses.
    """
    return _Unpacker(volumes, index, opened, staging, progress).run(has)


def paths_of(volumes: Iterable[Found]) -> dict[str, list[Path]]:
    """Return where each part lies, by name; the same part may lie on several sticks."""
    places: dict[str, list[Path]] = {}
    for volume in volumes:
        for name, path in volume.here:
            places.setdefault(name, []).append(path)
    return places


class _Unpacker:
    def __init__(self, volumes: Sequence[Found], index: Index, opened: Open, staging: Path, progress: Progress) -> None:
        self._head: Head = volumes[0].head
        self._places = paths_of(volumes)
        self._index = index
        self._opened = opened
        self._staging = staging
        self._progress = progress
        self._done = self._total = 0
        self._bad_pieces: set[tuple[str, Piece]] = set()

    def run(self, has: Callable[[str], bool]) -> Unpacked:
        wanted = [file for file in self._index.files if not has(file.digest)]
        by_part: dict[int, list[tuple[PackedFile, Piece, int]]] = {}
        for file in wanted:
            start = 0
            for piece in file.pieces:
                by_part.setdefault(piece.part, []).append((file, piece, start))
                start += piece.size
        here = [number for number in sorted(by_part) if self._head.parts[number].name in self._places]
        self._total = sum(self._head.parts[number].size for number in here)
        _check_room(self._staging, sum(piece.size for number in here for _file, piece, _start in by_part[number]))
        bad = [self._head.parts[number].name for number in here if not self._part(number, by_part[number])]
        return self._sorted(wanted, set(here), bad)

    def _part(self, number: int, pieces: list[tuple[PackedFile, Piece, int]]) -> bool:
        """Open one part from the first place where it is whole; say whether that went well."""
        part = self._head.parts[number]
        before = self._done
        for path in self._places[part.name]:
            self._done = before
            splitter = _Splitter(self._staging, pieces)
            source = _Sealed(path, part, self._advance)
            try:
                self._opened(source, splitter)
                splitter.end()
                if source.fits():
                    self._bad_pieces.difference_update((file.digest, piece) for file, piece, _start in pieces)
                    return True
            except (DamagedError, _SourceFailedError):
                splitter.end()
            finally:
                source.close()
                splitter.close()
            self._bad_pieces.update(splitter.unfinished())
        return False

    def _advance(self, count: int) -> None:
        self._done += count
        self._progress(self._done, self._total, _("Opening"))

    def _sorted(self, wanted: list[PackedFile], here: set[int], bad_parts: list[str]) -> Unpacked:
        files: list[tuple[str, Path]] = []
        bad: list[PackedFile] = []
        missing: list[PackedFile] = []
        waiting: set[int] = set()
        for file in wanted:
            self._advance(0)  # thousands of small files take a while, and somebody may have had enough
            numbers = {piece.part for piece in file.pieces}
            if any((file.digest, piece) in self._bad_pieces for piece in file.pieces):
                bad.append(file)
            elif not numbers <= here:
                missing.append(file)
                waiting |= numbers & here
            elif self._is_whole(file):
                files.append((file.digest, self._staging / file.digest))
                continue
            else:
                bad.append(file)
            with suppress(FileNotFoundError):
                (self._staging / file.digest).unlink()
        names = tuple(self._head.parts[number].name for number in sorted(waiting))
        return Unpacked(tuple(files), tuple(bad), tuple(missing), tuple(bad_parts), names)

    def _is_whole(self, file: PackedFile) -> bool:
        """Hash the staged file once more as a whole, and bring it to the disk: only that decides what it is."""
        path = self._staging / file.digest
        try:
            if not file.size:
                path.touch()
            with path.open("r+b") as staged:
                whole = file_digest(staged, "sha256").hexdigest() == file.digest
                if whole:
                    os.fsync(staged.fileno())
                return whole
        except OSError as problem:
            raise _our_disk(problem) from problem


class _SourceFailedError(Exception):
    """The stick could not be read to the end of a part."""


class _Sealed:
    """Reads a part while its SHA-256 is taken."""

    def __init__(self, path: Path, part: Part, advance: Callable[[int], None]) -> None:
        self._part = part
        self._advance = advance
        self._hash = sha256()
        self._left = part.size
        self._beside = Beside()
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as problem:
            raise told(path.name, problem) from problem

    def read(self, size: int = -1) -> bytes:
        count = min(size if size >= 0 else BLOCK, self._left)
        if not count:
            return b""
        try:
            block = self._file.read(count)
        except OSError as problem:
            raise _SourceFailedError from problem
        self._beside.do(partial(self._hash.update, block))
        self._left -= len(block)
        self._advance(len(block))
        return block

    def fits(self) -> bool:
        """Say whether all of it was read and is what the head says."""
        self._beside.settle()
        return not self._left and self._hash.hexdigest() == self._part.digest

    def close(self) -> None:
        self._beside.close()
        self._file.close()


class _Splitter:
    """Takes what a part holds once it is open, and writes it to the files it belongs to."""

    def __init__(self, staging: Path, pieces: list[tuple[PackedFile, Piece, int]]) -> None:
        self._staging = staging
        self._pieces = sorted(pieces, key=lambda one: one[1].offset)
        self._position = 0
        self._number = 0
        self._file = -1
        self._finished: set[tuple[str, Piece]] = set()

    def write(self, data: bytes) -> int:
        try:
            self._take(memoryview(data))
        except OSError as problem:
            raise _our_disk(problem) from problem
        return len(data)

    def flush(self) -> None:
        return

    def end(self) -> None:
        self.close()

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def unfinished(self) -> set[tuple[str, Piece]]:
        """Return the pieces that did not come to their end."""
        return {(file.digest, piece) for file, piece, _start in self._pieces} - self._finished

    def _take(self, data: memoryview) -> None:
        while data and self._number < len(self._pieces):
            file, piece, start = self._pieces[self._number]
            if self._position < piece.offset:  # somebody else's file, or one that is here already
                skipped = min(len(data), piece.offset - self._position)
                data = data[skipped:]
                self._position += skipped
                continue
            inside = self._position - piece.offset
            if self._file < 0:
                self._file = os.open(
                    self._staging / file.digest, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600
                )
                os.lseek(self._file, start + inside, os.SEEK_SET)
            count = os.write(self._file, data[: piece.size - inside])
            data = data[count:]
            self._position += count
            if inside + count == piece.size:
                self._finished.add((file.digest, piece))
                self.close()
                self._number += 1
        self._position += len(data)


def _whole_part(volumes: Sequence[Found], part: Part, most: int) -> bytes:
    """Return a small part from the first place where it is whole."""
    for path in paths_of(volumes).get(part.name, ()):
        content = read_bounded(path, most)
        found = PartHash()
        found.add(content)
        if found.part("age").digest == part.digest:
            return content
    raise damaged(part.name)


def _check_room(staging: Path, size: int) -> None:
    """Refuse to begin what can't be finished."""
    try:
        free = disk_usage(staging).free
    except OSError as problem:
        raise _our_disk(problem) from problem
    if size + _SPARE > free:
        text = _("The package needs {size} on the disk of the workspace, and {free} are free.")
        raise StorageError(
            text.format(size=size_in_words(size + _SPARE), free=size_in_words(free)),
            _("Free some room and take it in again. Nothing was changed."),
        )


def _our_disk(problem: OSError) -> StorageError:
    if problem.errno in FULL:
        return StorageError(
            _("The disk of the workspace is full, so the package was not taken in."),
            _("Free some room and take it in again. Nothing was changed."),
        )
    text = _("The disk of the workspace failed: {reason}.").format(reason=problem.strerror or problem)
    return StorageError(text, _("Check the disk. Nothing was changed."))
