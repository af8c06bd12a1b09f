"""The recovery key of a programme on paper: locked with a passphrase, as lines that can be typed back."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from certdesk.core.days import day_in_words
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.formats import SMALL, damaged, to_bytes, to_text
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.authority.paper import from_paper, to_paper
from certdesk.signing.authority.recovery import RecoveryHolder, holder_of, public_of
from certdesk.signing.authority.root_copies import recovery_path
from certdesk.signing.keystore import open_sealed, seal, wipe
from certdesk.signing.safe_write import read_small, write_private_file

_VERSION = 2  # 1 is the root key
_HEAD = struct.Struct(">BIBBBB8s")
_MOST_KEYS = 8


def recovery_paper(programme: tuple[str, str], secrets: Iterable[str], passphrase: str, day: date) -> tuple[str, ...]:
    """Return what is printed. ``programme`` is its id and name; ``secrets`` as `recovery_secrets` gives them.

    Raises `CertDeskError` for a passphrase that is too short.
    """
    programme_id, name = programme
    kept = tuple(secrets)[-_MOST_KEYS:]
    head = (
        _("RECOVERY KEY OF {programme}").format(programme=name),
        _("Programme {id}, {day}").format(id=programme_id, day=day_in_words(day)),
        _("Public part: {recipient}").format(recipient=public_of(kept[-1])),
        "",
        _("It opens every package that was made for the programme. It is locked with the passphrase that was"),
        _("typed when this form was made. Print it and keep it in a safe. To use it, type the lines below into"),
        _("a text file, with their numbers, then: certdesk programme recover PACKAGE --to FOLDER --paper FILE"),
        "",
    )
    return head + _lines(programme_id, kept, passphrase)


def lay_paper(copies: Iterable[Path], keys: AuthorityKeys, secrets: Iterable[str], passphrase: str, day: date) -> None:
    """Lay the form beside copies of a root key, locked with the same passphrase: the same people use both.

    Raises `StorageError`.
    """
    lines = recovery_paper((keys.programme_id, keys.programme_name), secrets, passphrase, day)
    for copy in copies:
        write_private_file(recovery_path(copy), ("\n".join(lines) + "\n").encode())


def open_paper(path: Path, passphrase: str) -> RecoveryHolder:
    """Open the key from a text file with the lines. Raises `WrongPassphraseError`, `UntrustedFileError`."""
    data = from_paper(read_small(path, SMALL).decode("utf-8", "replace"))
    try:
        version, memory, salt, nonce, passes, lanes, programme = _HEAD.unpack_from(data)
    except struct.error:
        raise damaged(path.name) from None
    if version != _VERSION:
        text = _("{name} is not the paper form of a recovery key.").format(name=path.name)
        raise UntrustedFileError(text, _("Take the form whose first line says “recovery key”."))
    rest = data[_HEAD.size :]
    fields = {
        "format": "certdesk-key-1",
        "memory_kib": memory,
        "passes": passes,
        "lanes": lanes,
        "salt": to_text(rest[:salt]),
        "nonce": to_text(rest[salt : salt + nonce]),
        "box": to_text(rest[salt + nonce :]),
    }
    secret = open_sealed(json.dumps(fields).encode(), passphrase, _about(programme.hex()))
    try:
        kept = secret.decode().split()
        for one in kept:
            public_of(one)
    except ValueError:
        raise damaged(path.name) from None
    finally:
        wipe(secret)
    return holder_of(programme.hex(), kept)


def _lines(programme_id: str, secrets: tuple[str, ...], passphrase: str) -> tuple[str, ...]:
    packed = bytearray("\n".join(secrets).encode())
    try:
        fields = json.loads(seal(packed, passphrase, _about(programme_id)))
    finally:
        wipe(packed)
    salt, nonce, box = (to_bytes(fields[name]) for name in ("salt", "nonce", "box"))
    sizes = (len(salt), len(nonce), fields["passes"], fields["lanes"])
    head = _HEAD.pack(_VERSION, fields["memory_kib"], *sizes, bytes.fromhex(programme_id))
    return to_paper(head + salt + nonce + box)


def _about(programme_id: str) -> str:
    return f"recovery|{programme_id}"
