"""What a workspace's folder knows of a register, checked on every look: files only, so that nothing has to be open.

``register/<name>/register.json`` is published by the desk that keeps the register, ``trust/<name>/register.json`` was
taken in from elsewhere, ``trust/<name>/register-seen.json`` remembers the longest one ever seen, whatever becomes of
the file beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from certdesk.core.credentials import RegisterEvent
from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.plain import canonical
from certdesk.core.register_events import is_replaced, is_withdrawn, issue_of
from certdesk.core.words import _
from certdesk.signing.register.checking import Checked, check_against, check_register
from certdesk.signing.register.files import read_register_file
from certdesk.signing.register.notes import signed_only
from certdesk.signing.safe_write import read_small, write_file
from certdesk.signing.trust import RegisterKey, RegisterView

OWN, TRUST = "register", "trust"
PUBLISHED, SEEN, OWN_SEEN = "register.json", "register-seen.json", "seen.json"
_FORMAT = "certdesk-register-known-1"


@dataclass(frozen=True, slots=True)
class Known:
    """The longest register that was ever seen: how many entries, under which root, and the note that said so."""

    size: int
    root: bytes
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What a register says about one certificate; None where it says nothing.

    ``issued`` is its entry, ``position`` that entry's place from 0; ``withdrawn`` and ``replaced`` say what came after.
    """

    serial: str
    position: int | None
    issued: RegisterEvent | None
    withdrawn: RegisterEvent | None
    replaced: RegisterEvent | None

    @property
    def since(self) -> date | None:
        """From which day a withdrawn certificate is worth nothing."""
        return None if self.withdrawn is None else self.withdrawn.since or self.withdrawn.at.date()


def register_view(folder: Path, register: str, keys: Iterable[RegisterKey]) -> RegisterView | None:
    """Return what the workspace in ``folder`` knows of a register, or None when it knows nothing.

    Raises `RegisterProblem` when it was tampered with, is older than what was seen, or is not signed by one of
    ``keys``; `UntrustedFileError` when a file is damaged.
    """
    checked = checked_register(folder, register, keys)
    return None if checked is None else checked.view()


def checked_register(folder: Path, register: str, keys: Iterable[RegisterKey]) -> Checked | None:
    """Return the longest register of this name in ``folder`` with its tree, or None; raises as `register_view`."""
    keys = tuple(keys)
    paths = [folder / each / register / PUBLISHED for each in (OWN, TRUST)]
    found = [check_register(read_register_file(path), keys) for path in paths if path.is_file()]
    if not found:
        return None
    longest = max(found, key=lambda each: (each.tree.size, each.signed_at))
    for each in found:
        check_against(longest, each.tree.size, each.tree.root(), each.file.lines)
    if (known := read_known(folder, register)) is not None:
        check_against(longest, known.size, known.root)
    if (own := _own_seen(folder, register)) is not None:
        check_against(longest, *own)
    return longest


def findings(view: RegisterView, serial: str) -> Finding:
    """Return what a register says about the certificate with this serial."""
    events = view.events
    issued = issue_of(events, serial)
    return Finding(
        serial=serial,
        position=None if issued is None else events.index(issued),
        issued=issued,
        withdrawn=is_withdrawn(events, serial),
        replaced=is_replaced(events, serial),
    )


def read_known(folder: Path, register: str) -> Known | None:
    """Read what was seen of somebody else's register, or None when nothing was. Raises `UntrustedFileError`."""
    path = folder / TRUST / register / SEEN
    if not path.is_file():
        return None
    try:
        plain = json.loads(read_small(path))
        return _known(plain)
    except (ValueError, KeyError, TypeError, RecursionError):
        text = _("What was remembered of a register in {path} is damaged.").format(path=path)
        raise UntrustedFileError(text, _("Take it back from a backup of the workspace.")) from None


def keep(folder: Path, checked: Checked, now: datetime) -> None:
    """Keep a register that was checked, first of all what was seen of it. Raises `StorageError`."""
    place = folder / TRUST / checked.file.register
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        text = _("{folder} could not be made: {reason}.").format(folder=place, reason=problem.strerror or problem)
        raise StorageError(text, _("Make room on the disk and check that you may write there.")) from problem
    plain = {
        "format": _FORMAT,
        "register": checked.file.register,
        "size": checked.tree.size,
        "root": checked.tree.root().hex(),
        "note": str(signed_only(checked.note, checked.key)),
        "at": now.astimezone(UTC).isoformat(),
    }
    write_file(place / SEEN, canonical(plain).encode())
    write_file(place / PUBLISHED, checked.file.content())


def _known(plain: Mapping[str, object]) -> Known:
    size, root, note, at = plain["size"], plain["root"], plain["note"], plain["at"]
    if plain["format"] != _FORMAT or type(size) is not int or size < 0:
        raise ValueError(size)
    if not (isinstance(root, str) and isinstance(note, str) and isinstance(at, str)):
        raise TypeError(root)
    return Known(size, bytes.fromhex(root), note, datetime.fromisoformat(at))


def _own_seen(folder: Path, register: str) -> tuple[int, bytes] | None:
    """Return how long this desk's own register certainly was, and its root; the store writes that file."""
    path = folder / OWN / register / OWN_SEEN
    if not path.is_file():
        return None
    try:
        plain = json.loads(read_small(path))
        size, root = plain["size"], bytes.fromhex(plain["root"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None  # the desk itself says so when it issues next, and works it out again
    return (size, root) if type(size) is int and size > 0 else None
