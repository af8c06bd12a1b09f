"""Who issues: the name and the key that stand behind badges, QR codes and the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from certdesk.core.did_keys import did_key


@dataclass(frozen=True, slots=True)
class Issuer:
    """The public part. ``key`` is a raw 32-byte Ed25519 public key: the programme's register key, or a person's own.

    ``programme_id`` is empty where a person issues who belongs to no programme.
    """

    name: str
    key: bytes
    programme_id: str = ""

    @property
    def did(self) -> str:
        """The ``did:key`` name of the key."""
        return did_key(self.key)

    @property
    def kid(self) -> str:
        """A short name of the key: the last 8 letters of its ``did:key``."""
        return self.did[-8:]


class StatementSigner(Protocol):
    """Whatever holds the private part unlocked; `certdesk.signing.signer.Signer` is one."""

    @property
    def statement_key(self) -> bytes:
        """The raw 32-byte Ed25519 public key."""

    def sign_statement(self, data: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of ``data``. Raises `CertDeskError` when locked."""
