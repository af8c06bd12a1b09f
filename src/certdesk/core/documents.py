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
    resubmit_note: str = ""
    """Until when and how often something may be handed in again."""
    settled: bool = False
    """Whether the programme's lead signs it alone, once the result is settled, and nobody after that."""
    marks_only: bool = False
    """Whether it is a record of marks on the criteria that somebody was asked for, and no feedback to the teacher."""


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
    code: str = ""
    """The text of the QR code; without it there is none on the page."""
    badge: bytes = b""
    """The signed Open Badge (JSON), attached to the file; without it nothing is attached."""
    criteria: tuple[str, ...] = ()
    """The titles of what was shown, for designs that name it."""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class DecisionLetter:
    """A letter that tells a candidate the result in one page: what was decided, why, and what can be done now."""

    language: str
    programme: str
    cohort: str
    portfolio_code: str
    portfolio_title: str
    candidate_name: str
    candidate_school: str
    rubric_title: str
    rubric_version: str
    outcome_label: str
    certifies: bool
    opening: str
    reasons: tuple[str, ...]
    resubmit: tuple[str, ...]
    next_steps: tuple[str, ...]
    appeal: str
    closing: str
    signer: SignerLine
    document_id: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One check as a record prints it: how it came out in a word, the sentence, and the technical detail."""

    outcome: str
    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """The printed record of one verification. ``digest`` is the SHA-256 of the file; ``facts`` are name and value."""

    language: str
    file_name: str
    file_size: int
    digest: str
    checked_at: datetime
    verdict: str
    verdict_kind: str
    summary: str
    done: tuple[CheckedLine, ...]
    not_done: tuple[CheckedLine, ...]
    facts: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    program: str
    document_id: str


@dataclass(frozen=True, slots=True)
class CeremonyMinutes:
    """The minutes of the making of a programme's root key. ``steps`` are times and what was done."""

    language: str
    programme: str
    rehearsal: bool
    place: str
    held_at: datetime
    people: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    root_fingerprint: str
    root_words: tuple[str, ...]
    code: str
    copies: tuple[str, ...]
    certificates: tuple[tuple[str, str, str], ...]
    """What was made: name, fingerprint, valid until."""
    signer: SignerLine
    document_id: str
