"""What one person says about one record, signed: the only thing that packages between desks are made of.

A statement is the whole record as its writer's desk has it, so the newest one is enough; it names what it builds on,
so no clock decides. The journal gives its numbers: ``seq`` is the position in the author's own chain on that desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from certdesk.core.plain import digest as sha256_of
from certdesk.core.plain import dumps

FORMAT = "certdesk-statement-1"


class SubjectKind(StrEnum):
    """The sorts of record. One record has one writer."""

    PORTFOLIO = "portfolio"
    """A portfolio with its items, consents and copies: the coordinator's desk."""
    BLIND_PORTFOLIO = "blind_portfolio"
    """The same under a pseudonym, without identity, as made for an assessor; it never replaces the full one."""
    ASSESSMENT = "assessment"
    """An assessment with marks, feedback, annotations and documents: its assessor."""
    RUBRIC = "rubric"
    """One frozen version of a rubric: whoever leads."""
    RECEIPT = "receipt"
    """That a package arrived, and what became of each thing in it: whoever took it in."""


@dataclass(frozen=True, slots=True)
class RowVersion:
    """A row as its writer last left it; ``row`` is None where it was removed.

    ``epoch`` and ``seq`` name the journal entry that made it so, on whichever desk of the author that was.
    """

    table: str
    key: Mapping[str, str]
    row: Mapping[str, str | int | None] | None
    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One record by one author. ``author`` is the did:key of the Ed25519 key, ``person`` the id of the identity.

    ``after`` says up to which ``seq`` of the author's other desks (by epoch) this one has taken everything in.
    ``at`` is for display only. ``signature`` (base64) is over `signed_bytes`.
    """

    format: str
    kind: SubjectKind
    subject: str
    programme: str
    author: str
    person: str
    epoch: str
    seq: int
    after: tuple[tuple[str, int], ...]
    at: datetime
    rows: tuple[RowVersion, ...]
    signature: str = ""


def statement_digest(statement: Statement) -> str:
    """Return the SHA-256 of a signed statement, which names it everywhere."""
    return sha256_of(dumps(statement))
