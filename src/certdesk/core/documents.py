"""What a feedback report and a certificate say. How they look is the business of the reports package."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from certdesk.core.decision import Decision
from certdesk.core.marks import Mark
from certdesk.core.rubric import Scale


@dataclass(frozen=True, slots=True)
class EvidencePointer:
    """One piece of evidence as a report names it: item, place in words, note, and a small PNG or JPEG or none.

    ``stance`` is said above it where it does not simply support the level; those with the same one stand together.
    """

    item_title: str
    place: str
    note: str = ""
    picture: bytes | None = None
    picture_alt: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class CriterionFeedback:
    """One criterion of a feedback report: the mark, its descriptor's gist, evidence, strength and next step."""

    id: str
    title: str
    mark: Mark
    level_label: str
    gist: str
    strength: str
    next_step: str
    evidence: tuple[EvidencePointer, ...]
    weight: str
    critical: bool
    below_standard: bool
    own_scale: Scale | None = None
    """The levels of this criterion where they are not those of the rubric."""
    standards: tuple[str, ...] = ()
    """The codes of standards that the criterion stands for, a text for each framework."""


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Who signs, as printed in the panel: the signature itself is in the file."""

    name: str
    role: str
    fingerprint: str
    signed_at: datetime
    self_made: bool = True


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """Everything that a feedback report prints. Unless ``released``, it says that the result is not final."""

    language: str
    programme: str
    cohort: str
    portfolio_code: str
    portfolio_title: str
    candidate_name: str | None
    rubric_title: str
    rubric_version: str
    scale: Scale
    decision: Decision
    outcome_label: str
    summary: str
    priorities: tuple[tuple[str, str], ...]
    criteria: tuple[CriterionFeedback, ...]
    resubmit: tuple[str, ...]
    appeal: str
    signer: SignerLine
    document_id: str
    released: bool = False


@dataclass(frozen=True, slots=True)
class CertificateText:
    """Everything that a certificate prints."""

    language: str
    programme: str
    title: str
    holder: str
    statement: str
    outcome_label: str
    issued_on: date
    valid_until: date
    serial: str
    rubric: str
    signer: SignerLine
    document_id: str
