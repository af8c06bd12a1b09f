"""Finding packages in the places that somebody points at, and what can be told of them without any key."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.exchange.bag import DATA
from certdesk.exchange.bounds import USUAL, Bounds
from certdesk.exchange.package import HEAD, SIGNATURE, Head, HeadSignature
from certdesk.exchange.reading import damaged, read_head, read_signature, signature_fits
from certdesk.exchange.troubles import told

MAIL_SUFFIX = ".certdesk.zip"
_DEEP = 3
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """One folder or mail file with a package, or a part of one.

    ``here`` are the parts that lie here, by name, each with its path. ``signature`` is None while the signature file
    has not arrived: the package was not finished, or it still arrives. ``fits`` says that the signature is good.
    """

    path: Path
    head: Head
    head_bytes: bytes
    signature_bytes: bytes
    signature: HeadSignature | None
    fits: bool
    here: tuple[tuple[str, Path], ...]

    @property
    def committed(self) -> bool:
        """Whether whoever wrote it came to the end."""
        return self.signature is not None

    @property
    def complete(self) -> bool:
        """Whether every part is here, as far as names say it."""
        return {name for name, _path in self.here} >= {part.name for part in self.head.payload}


def looks_like_package(path: Path) -> bool:
    """Say quickly, without keys and without reading much, whether a path may be a package of ours."""
    if path.is_file():
        return is_mail(path)
    return next(_bags(path, _DEEP), None) is not None


def is_mail(path: Path) -> bool:
    """Say whether a file may be a package that came by mail: a zip that begins like ours."""
    try:
        with path.open("rb") as file:
            start = file.read(120)
    except OSError:
        return False
    return start.startswith(b"PK\x03\x04") and HEAD.encode() in start


def find_bags(places: Iterable[Path], bounds: Bounds = USUAL) -> tuple[Path, ...]:
    """Return the folders with packages in or below these places, in order. Raises StorageError when one is gone."""
    found: dict[Path, None] = {}
    for place in places:
        for folder in _bags(place, _DEEP):
            found[folder] = None
            if len(found) > bounds.sticks * 8:
                text = _("There are more than {count} packages in {place}.").format(count=len(found) - 1, place=place)
                raise UntrustedFileError(text, _("Choose fewer of them at once."))
    return tuple(found)


def look_at_bag(folder: Path, bounds: Bounds = USUAL) -> Found:
    """Read head and signature of one folder, and which parts are there. Raises UntrustedFileError, StorageError."""
    head_bytes = read_bounded(folder / HEAD, bounds.head)
    head = read_head(head_bytes, bounds)
    signature_bytes = b""
    if _is_file(folder / SIGNATURE):
        signature_bytes = read_bounded(folder / SIGNATURE, bounds.tag_file)
    return found_in(folder, (head, head_bytes), signature_bytes, tuple(_here(folder / DATA, head)))


def found_in(path: Path, head: tuple[Head, bytes], signature_bytes: bytes, here: tuple[tuple[str, Path], ...]) -> Found:
    """Put together what was read, and say whether the signature fits."""
    signature = read_signature(signature_bytes) if signature_bytes else None
    fits = signature is not None and signature_fits(signature, head[1], head[0])
    return Found(path, *head, signature_bytes, signature, fits, here)


def read_bounded(path: Path, most: int) -> bytes:
    """Read a small file that a stranger wrote. Raises UntrustedFileError when it is too big or no ordinary file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise damaged(path.name)
            content = file.read(most + 1)
    except OSError as problem:
        raise told(path.name, problem) from problem
    if len(content) > most:
        raise damaged(path.name)
    return content


def _here(data: Path, head: Head) -> Iterator[tuple[str, Path]]:
    # By the beginning of the name, so that a second name and a copy made of a conflict are found; the digest decides.
    by_stem = {part.name[:32]: part for part in head.payload}
    for name, path, size in sorted(_files(data)):
        part = by_stem.get(name[:32])
        if part is not None and size == part.size:
            yield part.name, path


def _files(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Name the ordinary files of a folder; links are not followed."""
    if folder.is_symlink():
        return
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number > _MANY:
                    return
                if entry.is_file(follow_symlinks=False):
                    yield entry.name, Path(entry.path), entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return
    except OSError as problem:
        raise told(folder.name, problem) from problem


def _bags(place: Path, deep: int) -> Iterator[Path]:
    if _is_file(place / HEAD):
        yield place
        return
    if not deep:
        return
    try:
        with os.scandir(place) as entries:
            folders = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError as problem:
        if deep == _DEEP:
            raise told(place.name, problem) from problem
        return  # a folder that may not be read holds nothing for us, and the others may
    for name in folders[:_MANY]:
        if not name.startswith((".", "$")) and name != "System Volume Information":
            yield from _bags(place / name, deep - 1)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
