"""That a person signs for a programme: the file beside their key which holds the programme's certificate for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from certdesk.signing.authority.formats import SMALL, certificate, check_format, damaged, read_value, written
from certdesk.signing.safe_write import write_private_file

FORMAT = "certdesk-membership-1"
MEMBERSHIP = "programme.json"
FIRST_KEY, NEXT_KEY = "key.json", "next-key.json"
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
    if not path.exists():
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


def later_key(digest: str) -> str:
    """Return the name of the file of a later key, by the digest of its first certificate."""
    return f"key-{digest[:8]}.json"
