"""The recovery key of a programme: packages are sealed for it too, so that somebody's lost key loses no package.

It is an age key (X25519) that is made on the issuing desk. ``authority/<programme id>/recovery.json`` holds it sealed
for the register key, so whatever unlocks the desk opens it, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.words import _
from certdesk.signing.authority.desk import desk_folder
from certdesk.signing.authority.formats import check_format, damaged, read_value, to_bytes, to_text, written
from certdesk.signing.authority.keys import AuthorityKeys
from certdesk.signing.safe_write import write_private_file

T = TypeVar("T")
FORMAT, RECOVERY = "certdesk-recovery-1", "recovery.json"


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """One key. ``recipient`` is its public part (``age1...``), ``locked`` the private one, sealed with age."""

    recipient: str
    since: datetime
    locked: str


@dataclass(frozen=True, slots=True)
class RecoveryKeys:
    """The file; the newest key last. Packages are sealed for that one, earlier ones open what they were sealed for."""

    format: str
    programme: str
    keys: tuple[RecoveryKey, ...]

    @property
    def recipient(self) -> str:
        """Whom packages are sealed for now."""
        return self.keys[-1].recipient


class RecoveryHolder:
    """The unlocked recovery keys of a programme, lent to what opens packages as an identity file of age."""

    __slots__ = ("_identities", "programme_id")

    def __init__(self, programme_id: str, identities: bytes) -> None:
        self.programme_id = programme_id
        self._identities = identities

    def lend_statement_key(self, use: Callable[[bytes], T]) -> T:
        """Give the keys to what opens sealed packages within this process."""
        return use(self._identities)

    def __repr__(self) -> str:
        return f"RecoveryHolder(programme_id={self.programme_id!r})"

    def __reduce__(self) -> str:
        raise TypeError("private keys never leave this process")


def is_recipient(text: str) -> bool:
    """Say whether a text is a public key that age can seal for."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except (ValueError, pyrage.RecipientError):
        return False
    return True


def new_recovery(programme_id: str, register_key: bytes, now: datetime) -> RecoveryKeys:
    """Make the first key, sealed for the register's (raw Ed25519)."""
    return RecoveryKeys(FORMAT, programme_id, (_made((register_key,), now),))


def read_recovery(workspace: Path, programme_id: str) -> RecoveryKeys | None:
    """Read the keys of a programme that this desk issues for, or None. Raises `UntrustedFileError` if damaged."""
    path = desk_folder(workspace, programme_id) / RECOVERY
    if not path.exists():
        return None
    found = read_value(RecoveryKeys, path)
    check_format(found.format, FORMAT, path.name)
    if found.programme != programme_id or not found.keys or not all(is_recipient(one.recipient) for one in found.keys):
        raise damaged(path.name)
    return found


def write_recovery(workspace: Path, recovery: RecoveryKeys) -> None:
    """Write the keys whole or not at all. Raises `StorageError`."""
    write_private_file(desk_folder(workspace, recovery.programme) / RECOVERY, written(recovery))


def ensure_recovery(workspace: Path, keys: AuthorityKeys, now: datetime) -> str:
    """Return whom packages are sealed for; a programme that was founded before there were such keys gets one now."""
    found = read_recovery(workspace, keys.programme_id)
    if found is None:
        found = new_recovery(keys.programme_id, keys.statement_key, now)
        write_recovery(workspace, found)
    return found.recipient


def renew_recovery(workspace: Path, keys: AuthorityKeys, now: datetime) -> None:
    """Let packages be sealed for a new key from now on, because somebody else may have the old one."""
    found = read_recovery(workspace, keys.programme_id)
    if found is not None:
        made = _made((keys.statement_key,), now)
        write_recovery(workspace, replace(found, keys=(*found.keys, made)))


def seal_recovery_anew(workspace: Path, old: AuthorityKeys, new: AuthorityKeys) -> None:
    """Seal the keys for two register keys: whichever the desk has after a rollover, finished or not, opens them."""
    found = read_recovery(workspace, old.programme_id)
    if found is None or old.statement_key == new.statement_key:
        return
    both = (old.statement_key, new.statement_key)
    again = tuple(replace(one, locked=_locked(_opened(one, old), both)) for one in found.keys)
    write_recovery(workspace, replace(found, keys=again))


def open_recovery(workspace: Path, keys: AuthorityKeys) -> RecoveryHolder:
    """Open all recovery keys, and with them the register key, for which packages were sealed before there was one.

    Raises `UntrustedFileError` where they are damaged.
    """
    secrets = recovery_secrets(workspace, keys) if read_recovery(workspace, keys.programme_id) else ()
    return keys.lend_statement_key(lambda register: holder_of(keys.programme_id, secrets, register))


def holder_of(programme_id: str, secrets: Iterable[str], register: bytes = b"") -> RecoveryHolder:
    """Return what opens packages, for private keys as age writes them and one in OpenSSH's form."""
    return RecoveryHolder(programme_id, "".join(f"{one}\n" for one in secrets).encode() + register)


def recovery_secrets(workspace: Path, keys: AuthorityKeys) -> tuple[str, ...]:
    """Return the private keys as age writes them, the newest last. For papers and `RecoveryHolder` only."""
    found = read_recovery(workspace, keys.programme_id)
    if found is None:
        text = _("{programme} has no recovery key yet.").format(programme=keys.programme_name)
        raise CertDeskError(text, _("It is made with the first programme file: certdesk programme file FILE"))
    return secrets_of(found, keys)


def secrets_of(recovery: RecoveryKeys, keys: AuthorityKeys) -> tuple[str, ...]:
    """Open what `read_recovery` or `new_recovery` gave. For papers and `RecoveryHolder` only."""
    return tuple(_opened(one, keys) for one in recovery.keys)


def public_of(secret: str) -> str:
    """Return the public part of a private key. Raises ValueError."""
    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError as problem:
        raise ValueError("no key of age") from problem


def _made(register_keys: Iterable[bytes], now: datetime) -> RecoveryKey:
    identity = pyrage.x25519.Identity.generate()
    return RecoveryKey(str(identity.to_public()), now, _locked(str(identity), register_keys))


def _locked(secret: str, register_keys: Iterable[bytes]) -> str:
    return to_text(pyrage.encrypt(secret.encode(), [_ssh_recipient(key) for key in register_keys]))


def _opened(one: RecoveryKey, keys: AuthorityKeys) -> str:
    def opened(private: bytes) -> str:
        secret: bytes = pyrage.decrypt(to_bytes(one.locked), [pyrage.ssh.Identity.from_buffer(private)])
        return secret.decode()

    try:
        secret = keys.lend_statement_key(opened)
        if public_of(secret) == one.recipient:
            return secret
    except (pyrage.DecryptError, ValueError):
        pass  # said below, in the same words as for a key of somebody else
    text = _("The recovery key on this desk is damaged, or does not belong to its other keys.")
    hint = _("Take the folder “authority” back from a backup, or use the paper form of the recovery key.")
    raise UntrustedFileError(text, hint)


def _ssh_recipient(key: bytes) -> object:
    line = Ed25519PublicKey.from_public_bytes(key).public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return pyrage.ssh.Recipient.from_str(line.decode())
