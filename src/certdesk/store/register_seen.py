"""What this desk must never forget about its own registers, even when its database is taken back from a backup.

``register/<name>/seen.json`` in the workspace says which numbers and places in the status list were given out, and how
long the register was. It is on the disk before any of it is used, and nothing in it ever goes down.
"""

from __future__ import annotations

import json
import logging
import os
import platform
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.merkle import EMPTY_ROOT
from certdesk.core.plain import canonical, digest
from certdesk.core.words import _
from certdesk.store.flushing import flush_folder

log = logging.getLogger(__name__)
FOLDER, TRUST, SEEN, PUBLISHED = "register", "trust", "seen.json", "register.json"
_FORMAT = "certdesk-register-seen-1"
_LARGEST = 4 * 2**20
_NAME = re.compile(r"[0-9a-z][0-9a-z-]{3,63}")
_YEAR, _HIGHEST = re.compile(r"[0-9]{4}"), 10**12  # no desk gives out as many; a file that says so is damaged
_NUMBERS, _TEXTS = ("indices", "size", "pending_size"), ("register", "epoch", "place", "root", "pending_root", "at")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was given out and promised. ``numbers`` has the highest one of each year.

    ``size`` and ``root`` are of the longest register that was certainly kept; those that are pending were about to be.
    ``epoch`` is the installation that gave out the last number and ``place`` the folder in which it was remembered;
    ``at`` is when (ISO 8601).
    """

    register: str
    epoch: str = ""
    place: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    indices: int = 0
    size: int = 0
    root: str = EMPTY_ROOT.hex()
    pending_size: int = 0
    pending_root: str = ""
    at: str = ""

    def number(self, year: int) -> int:
        """Return the highest number of a year that was given out; 0 when none was."""
        return self.numbers.get(str(year), 0)

    def with_number(self, year: int, number: int) -> Seen:
        """Return this with a higher number for a year; never with a lower one."""
        return replace(self, numbers=self.numbers | {str(year): max(number, self.number(year))})


def register_folder(workspace_folder: Path, register: str) -> Path:
    """Return the folder of a register of this desk. Raises ValueError for a name that is none."""
    if not _NAME.fullmatch(register):
        raise ValueError(register)
    return workspace_folder / FOLDER / register


def place_of(workspace_folder: Path, register: str) -> str:
    """Return what tells a register's folder from a copy of it on this or another computer."""
    folder = register_folder(workspace_folder, register)
    return digest(f"{platform.node()} {folder.stat().st_ino}") if folder.is_dir() else ""


def read_seen(workspace_folder: Path, register: str) -> Seen | None:
    """Read what is remembered, or None when there is no such file or nobody can read it."""
    path = register_folder(workspace_folder, register) / SEEN
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
        return _read(content, register)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        log.warning("what was remembered of register %s can't be read", register)
        return None


def write_seen(workspace_folder: Path, seen: Seen) -> None:
    """Write it down, with the place where it is, and wait until it is on the disk. Raises StorageError."""
    folder = register_folder(workspace_folder, seen.register)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        here = replace(seen, place=place_of(workspace_folder, seen.register))
    except OSError as problem:
        raise _refused(folder, problem) from problem
    write_durably(folder / SEEN, canonical({"format": _FORMAT} | asdict(here)).encode())


def write_durably(path: Path, content: bytes) -> None:
    """Write a file that is whole whenever it can be seen, and wait until it is on the disk. Raises StorageError."""
    part = path.with_name(f"{path.name}.part")
    try:
        new = not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        for folder in (path.parent, *(path.parents[1:3] if new else ())):
            flush_folder(folder)
    except OSError as problem:
        raise _refused(path, problem) from problem


def _read(content: bytes, register: str) -> Seen:
    plain = json.loads(content)
    if not isinstance(plain, dict):
        raise TypeError(register)
    if plain.pop("format") != _FORMAT or plain["register"] != register:
        raise ValueError(register)
    numbers = plain["numbers"]
    if not isinstance(numbers, dict) or not all(map(_YEAR.fullmatch, numbers)):
        raise TypeError(register)
    counts = (*numbers.values(), *(plain[name] for name in _NUMBERS))
    if not all(type(each) is int and 0 <= each <= _HIGHEST for each in counts):
        raise ValueError(register)
    if not all(isinstance(plain[name], str) for name in _TEXTS):
        raise TypeError(register)
    bytes.fromhex(plain["root"]), bytes.fromhex(plain["pending_root"])
    return Seen(**plain)


def _refused(path: Path, problem: OSError) -> CertDeskError:
    text = _("{file} could not be written: {reason}.").format(file=path, reason=problem.strerror or problem)
    return StorageError(text, _("Nothing was issued. Make room on the disk and check that you may write there."))
