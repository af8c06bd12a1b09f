"""That a person signs for a programme: the file beside their key which holds the programme's certificate for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from certdesk.signing.authority.formats import SMALL, certificate, check_format, damaged, read_value, written
from certdesk.signing.membership_file import MEMBERSHIP, has_membership
from certdesk.signing.safe_write import refused, write_private_file

FORMAT = "certdesk-membership-1"
FIRST_KEY, NEXT_KEY = "key.json", "next-key.json"
_ASIDE = re.compile(r"programme-[0-9a-f]{16}\.json")
_KEY_FILE = re.compile(r"key(-[0-9a-f]{8})?\.json")


@dataclass(frozen=True, slots=True)
class Membership:
    """Certificates are DER in base64. ``key_file`` is the locked key they are for.

    ``earlier`` are the SHA-256 digests of certificates that the person signed with before.
    """

    format: str
    programme_id: str
    programme_name: str
    certificate: str
    chain: tuple[str, ...]
    key_file: str = FIRST_KEY
    earlier: tuple[str, ...] = ()


def read_membership(folder: Path) -> Membership | None:
    """Read the membership of the identity in ``folder``, if it has one. Raises `UntrustedFileError` if damaged."""
    path = folder / MEMBERSHIP
    if not has_membership(folder):
        return None
    found = read_value(Membership, path, SMALL)
    check_format(found.format, FORMAT, path.name)
    try:
        for text in (found.certificate, *found.chain):
            certificate(text)
    except ValueError:
        raise damaged(path.name) from None
    if not _KEY_FILE.fullmatch(found.key_file):
        raise damaged(path.name)
    return found


def write_membership(folder: Path, membership: Membership) -> None:
    """Write it whole or not at all. Raises `StorageError`."""
    write_private_file(folder / MEMBERSHIP, written(membership))


def set_aside(folder: Path, membership: Membership) -> None:
    """Keep a membership for the day when the one that takes its place ends."""
    write_private_file(folder / f"programme-{membership.programme_id}.json", written(membership))


def taken_back(folder: Path) -> None:
    """End the membership; the one that was set aside last counts again. Raises `StorageError`."""
    here = read_membership(folder)
    ended = here.programme_id if here else ""
    aside = [path for path in folder.iterdir() if _ASIDE.fullmatch(path.name) and ended not in path.name]
    try:
        if aside:
            max(aside, key=lambda path: path.stat().st_mtime_ns).replace(folder / MEMBERSHIP)
        else:
            (folder / MEMBERSHIP).unlink(missing_ok=True)
    except OSError as problem:
        raise refused(folder / MEMBERSHIP, problem) from problem


def settle_next_key(folder: Path) -> str:
    """Give the key that was made last its final name, and return that. Raises `StorageError`."""
    try:
        name = f"key-{sha256((folder / NEXT_KEY).read_bytes()).hexdigest()[:8]}.json"
        (folder / NEXT_KEY).replace(folder / name)
    except OSError as problem:
        raise refused(folder / NEXT_KEY, problem) from problem
    return name
