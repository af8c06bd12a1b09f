"""A folder that Syncthing, Nextcloud or OneDrive replicates, as a drop box of files that never change."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from certdesk.core.errors import CertDeskError
from certdesk.exchange.bounds import USUAL
from certdesk.exchange.looking import MAIL_SUFFIX, is_mail, look_at_bag
from certdesk.exchange.mail import read_mail
from certdesk.exchange.package import HEAD, SIGNATURE, Head, Purpose
from certdesk.exchange.reading import read_head, read_signature, signature_fits
from certdesk.exchange.troubles import told

_MANY = 100_000
_CONFLICT = re.compile(r"sync-conflict-|\(conflicted copy|\(.*conflict.*\)|conflicted copy", re.IGNORECASE)
_GROWING = re.compile(r"^(~|\.~|\.syncthing\.|\._)|\.(tmp|part|partial|crdownload|filepart|swp)$", re.IGNORECASE)
OURS = re.compile(r"CertDesk-[0-9]{8}-[0-9a-f]{8}")


class Standing(StrEnum):
    """How far a package in a box is."""

    WHOLE = "whole"
    """Everything that belongs to it is there, as far as names and sizes say it."""
    ARRIVING = "arriving"
    """Some of it has not been replicated yet."""
    DAMAGED = "damaged"
    """It makes no sense, or its signature does not fit."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """One package in a box. ``paths`` are all the folders and files with parts of it."""

    package: str
    paths: tuple[Path, ...]
    standing: Standing
    made_at: datetime | None = None
    author: str = ""
    purpose: Purpose | None = None
    size: int = 0
    missing: int = 0
    """Bytes that have not arrived."""


def scan_box(box: Path, known: Collection[str] = ()) -> tuple[Boxed, ...]:
    """Say which packages lie in a box, newest first; ``known`` are names in it that need no second look.

    Other people's files and copies that a replicating program made of a conflict are passed over. Raises StorageError
    when the box is gone.
    """
    found: dict[str, list[tuple[Path, Head, frozenset[str], bool]]] = {}
    broken: list[Boxed] = []
    for name, is_folder in _entries(box):
        if name in known or _GROWING.search(name) or (is_folder and not OURS.match(name)):
            continue
        path = box / name
        try:
            looked = _folder(path) if is_folder else _mail(path)
        except CertDeskError:
            if not _CONFLICT.search(name):
                standing = Standing.DAMAGED if (path / SIGNATURE).exists() or not is_folder else Standing.ARRIVING
                broken.append(Boxed("", (path,), standing))
            continue
        if looked is not None:
            found.setdefault(looked[1].package, []).append(looked)
    boxed = [_boxed(looks) for looks in found.values()]
    boxed.sort(key=lambda one: (one.made_at is not None and one.made_at.timestamp()) or 0.0, reverse=True)
    return (*boxed, *broken)


def _entries(box: Path) -> list[tuple[str, bool]]:
    try:
        with os.scandir(box) as entries:
            listed = [
                (entry.name, entry.is_dir(follow_symlinks=False))
                for _number, entry in zip(range(_MANY), entries, strict=False)
                if entry.is_dir(follow_symlinks=False) or entry.name.lower().endswith(MAIL_SUFFIX)
            ]
    except OSError as problem:
        raise told(box.name, problem) from problem
    return sorted(listed)


def _folder(path: Path) -> tuple[Path, Head, frozenset[str], bool] | None:
    if not (path / HEAD).exists():
        if _CONFLICT.search(path.name):
            return None
        raise CertDeskError(path.name)  # its head has not arrived
    found = look_at_bag(path)
    here = frozenset(name for name, _path in found.here)
    # Without its signature it still arrives; with one that doesn't fit it is no package.
    if found.committed and not found.fits:
        raise CertDeskError(path.name)
    return path, found.head, here if found.committed else frozenset(), found.fits


def _mail(path: Path) -> tuple[Path, Head, frozenset[str], bool] | None:
    if not is_mail(path):
        return None
    files = read_mail(path, USUAL)
    head = read_head(files[HEAD])
    signature = read_signature(files[SIGNATURE]) if SIGNATURE in files else None
    if signature is None or not signature_fits(signature, files[HEAD], head):
        raise CertDeskError(path.name)
    here = frozenset(part.name for part in head.payload if f"data/{part.name}" in files)
    return path, head, here, True


def _boxed(looks: list[tuple[Path, Head, frozenset[str], bool]]) -> Boxed:
    head = looks[0][1]
    here = frozenset().union(*(one[2] for one in looks))
    missing = sum(part.size for part in head.payload if part.name not in here)
    standing = Standing.ARRIVING if missing else Standing.WHOLE
    paths = tuple(one[0] for one in looks)
    return Boxed(head.package, paths, standing, head.made_at, head.author, head.purpose, head.size, missing)
