"""What a page that checks certificates by itself has to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PageKey:
    """A key that signs codes: its short name, the raw Ed25519 key, and until when it did (None: it still does)."""

    kid: str
    key: bytes
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What the register says about one certificate; digests in hexadecimal, ``award_id`` as a UUID."""

    serial: str
    award_id: str
    badge: str
    issued_on: date
    withdrawn: date | None = None
    reason: str = ""
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A programme as it stood at ``made_at``. ``words`` are those of its root; ``as_of`` dates the register."""

    programme: str
    rehearsal: bool
    words: tuple[str, ...]
    keys: tuple[PageKey, ...]
    entries: tuple[PageEntry, ...]
    made_at: datetime
    as_of: datetime | None = None
