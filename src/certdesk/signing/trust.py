"""What a desk knows and believes before it looks at a file: people in person, programmes by their trust bundles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from certdesk.core.credentials import RegisterEvent


@dataclass(frozen=True, slots=True)
class KnownSigner:
    """A certificate that somebody here vouches for; ``how`` says why, in words.

    ``statement_key`` is the raw Ed25519 key that the certificate names for badges and codes, if it names one.
    """

    digest: str
    name: str
    role: str
    how: str
    statement_key: bytes = b""


@dataclass(frozen=True, slots=True)
class RegisterKey:
    """A programme's Ed25519 key (raw, 32 bytes). What it signed after ``retired_at`` does not count."""

    key: bytes
    since: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What is known of one register: every event in order, the checkpoint note over them, and how new that is."""

    origin: str
    events: tuple[RegisterEvent, ...]
    checkpoint: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ProgrammeTrust:
    """What a trust bundle says, after its signatures were checked. Certificates and lists are DER.

    ``id`` is the first 16 hexadecimal digits of the SHA-256 of the programme's first root certificate, and never
    changes. ``status_lists`` are signed status list credentials (JSON). ``made_at`` is when the newest part was signed.
    """

    id: str
    name: str
    version: int
    made_at: datetime
    roots: tuple[bytes, ...]
    issuers: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    register_keys: tuple[RegisterKey, ...]
    status_lists: tuple[bytes, ...] = ()
    register: RegisterView | None = None
    test: bool = False
    """Whether this is a rehearsal, whose certificates are worth nothing."""
    problem: str = ""
    """Why this programme can't be relied on at the moment, such as a bundle that was rolled back; empty is good."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom this desk knows. ``newest_seen`` is the latest moment that anything trustworthy here was signed at."""

    known: tuple[KnownSigner, ...] = ()
    programmes: tuple[ProgrammeTrust, ...] = ()
    own_registers: tuple[RegisterView, ...] = field(default=(), repr=False)
    """Registers of this very desk, by people who belong to no programme."""
    newest_seen: datetime | None = None
    roots: tuple[bytes, ...] = field(default=(), repr=False)
    """Roots (DER) of others, such as of a trust service, that somebody chose to believe in; no programme."""

    def find(self, digest: str) -> KnownSigner | None:
        """Return the known signer whose certificate has this SHA-256."""
        return next((each for each in self.known if each.digest == digest), None)
