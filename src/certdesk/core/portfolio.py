"""A portfolio and the evidence in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certdesk.core.annotations import Anchor, PageRegion, TimeSpan, clock
from certdesk.core.words import _


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

    def has(self, claim: Claim) -> bool:
        """Whether the place of a claim is in the file at all, as far as its length is known."""
        match claim.anchor:
            case PageRegion(page=page):
                return self.pages is None or page <= self.pages
            case TimeSpan(start_ms=start):
                return self.duration_ms is None or start <= self.duration_ms
        return True


def claim_in_words(claim: Claim) -> str:
    """Write a claim as the candidate made it: T4: page 3, “they argue about the scale”."""
    parts: list[str] = []
    match claim.anchor:
        case PageRegion(page=page):
            parts.append(_("page {page}").format(page=page))
        case TimeSpan(start_ms=start, end_ms=end) if end > start:
            parts.append(_("{start} to {end}").format(start=clock(start), end=clock(end)))
        case TimeSpan(start_ms=start):
            parts.append(_("at {start}").format(start=clock(start)))
    if claim.words:
        parts.append(_("“{words}”").format(words=claim.words))
    return f"{claim.criterion}: {', '.join(parts)}" if parts else claim.criterion
