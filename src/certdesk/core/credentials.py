"""What one award says, wherever it is said: on the certificate, in its badge, in its QR code and in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion as an award names it: ``level`` is the label, ``value`` and ``required`` exact numbers as text."""

    criterion_id: str
    title: str
    level: str
    value: str
    required: str
    levels: tuple[tuple[str, str], ...] = ()
    """Every level of the scale, lowest first, as value and label."""


@dataclass(frozen=True, slots=True)
class Award:
    """One award. Times are aware; ``id`` is a UUID without a prefix, ``replaces`` the serial of an earlier one.

    ``salt`` is random and makes the holder's hash unguessable; ``status_index`` is the place in the status list.
    """

    id: str
    serial: str
    programme: str
    title: str
    holder: str
    outcome: str
    statement: str
    language: str
    issued_at: datetime
    issued_on: date
    valid_until: date
    rubric_id: str
    rubric_title: str
    rubric_version: str
    results: tuple[CriterionResult, ...]
    salt: str
    status_index: int
    replaces: str = ""


class CertificateState(StrEnum):
    """What a certificate is worth now; the last two are written in the register, the others follow from the date."""

    ACTIVE = "active"
    RENEWAL_DUE = "renewal_due"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Deed(StrEnum):
    """What the register records about documents."""

    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """One line of the register. It names no person: whoever holds the certificate can find its line, nobody else.

    ``pdf`` and ``badge`` are SHA-256 digests in hexadecimal, ``signer`` that of the certificate of the signing key,
    ``holder`` the salted hash that the badge has too. An award that replaces another one names its serial.
    A withdrawn one says since when and in a few words why.
    """

    deed: Deed
    at: datetime
    serial: str
    award_id: str = ""
    pdf: str = ""
    badge: str = ""
    holder: str = ""
    signer: str = ""
    status_index: int | None = None
    valid_until: date | None = None
    replaces: str = ""
    since: date | None = None
    reason: str = ""
