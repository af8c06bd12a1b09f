"""A portfolio and the evidence in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certdesk.core.annotations import Anchor


@dataclass(frozen=True, slots=True)
class RubricRef:
    """One version of a rubric, by identity."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """The teacher whose work it is."""

    name: str
    school: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One attempt of one candidate. ``code`` stands for the name where marking is blind."""

    id: str
    code: str
    title: str
    candidate: Candidate
    programme: str
    cohort: str
    rubric: RubricRef
    received_on: date
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Where the candidate says that a criterion shows, and in which words. It is a claim, never evidence.

    ``anchor`` is None when only words were given.
    """

    criterion: str
    anchor: Anchor | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One file of a portfolio. ``digest`` (SHA-256, hex) finds its bytes wherever the workspace moves."""

    id: str
    portfolio_id: str
    position: int
    digest: str
    size: int
    file_name: str
    title: str
    evidence_type: str = ""
    claims: tuple[str, ...] = ()
    caption: str = ""
    kind: str = "unknown"
    format: str = ""
    pages: int | None = None
    duration_ms: int | None = None
    problem: str = ""
    claim_places: tuple[Claim, ...] = ()
