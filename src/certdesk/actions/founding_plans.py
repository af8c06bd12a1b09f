"""The founding of a programme from what two people decided to what was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from certdesk.signing.authority.profile import Curve
from certdesk.signing.identity import Identity
from certdesk.signing.signer import Signer


@dataclass(frozen=True, slots=True)
class FoundingWishes:
    """What the two people decided. ``people`` are names and roles, the lead first; ``copies`` are two folders.

    ``airplane`` is their word that the computer is cut off from every network. ``years`` is the term of the lead's own
    certificate. Passphrases are never shown, logged or stored.
    """

    name: str
    people: tuple[tuple[str, str], ...]
    place: str
    airplane: bool
    copies: tuple[Path, ...]
    root_passphrase: str
    desk_passphrase: str
    signer: Signer
    curve: Curve = Curve.P384
    years: int = 2
    rehearsal: bool = False

    def __repr__(self) -> str:
        return f"FoundingWishes(rehearsal={self.rehearsal!r})"


@dataclass(frozen=True, slots=True)
class FoundingPlan:
    """What will be made. ``name`` is as certificates say it, ``warnings`` are sentences to think about.

    ``networks`` are the interfaces that are up, or None where the platform can't tell.
    """

    name: str
    wishes: FoundingWishes
    identity: Identity
    networks: tuple[str, ...] | None
    warnings: tuple[str, ...]
    staging: Path
    document_id: str
    clock: Callable[[], datetime]

    def __repr__(self) -> str:
        return f"FoundingPlan(name={self.name!r})"


@dataclass(frozen=True, slots=True)
class Founded:
    """What was made and waits to be kept.

    ``words`` (10) and ``fingerprint`` are of the root; ``copies`` are its locked copies, ``paper`` the lines to be
    written down; ``minutes`` is the signed PDF; ``certificates`` are name, fingerprint and end.
    """

    programme_id: str
    name: str
    words: tuple[str, ...]
    fingerprint: str
    copies: tuple[Path, ...]
    paper: tuple[str, ...]
    minutes: Path
    certificates: tuple[tuple[str, str, str], ...]
    staging: Path
    identity: Identity
    lead: str
    """The certificate of whoever founded it (DER in base64)."""
