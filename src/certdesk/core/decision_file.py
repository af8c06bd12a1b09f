"""The decision file of one candidate: everything that somebody needs who has to judge how a result came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from certdesk.core.documents import SignerLine


@dataclass(frozen=True, slots=True)
class FileAssessment:
    """One assessment: by whom, as what, when it was signed, and what the journal says about its marks."""

    id: str
    who: str
    turn: str
    signed_at: datetime | None
    counts: bool
    reasons: str = ""
    journal: str = ""


@dataclass(frozen=True, slots=True)
class FileMark:
    """One criterion: what everybody gave in the order of the assessments, what counts, and by which rule."""

    criterion_id: str
    title: str
    weight: str
    given: tuple[str, ...]
    counts: str
    rule: str
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class FileWords:
    """What one assessor wrote about one criterion; ``told`` where the candidate was told it."""

    criterion_id: str
    who: str
    strength: str
    next_step: str
    comment: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class FileRule:
    """One condition of an outcome that was tried: what was asked, what was found, and how it came out."""

    outcome: str
    rule: str
    found: str
    verdict: str


@dataclass(frozen=True, slots=True)
class FileStep:
    """One thing that was done: when, by whom, and what, in words."""

    at: datetime
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A signed document: kind or number, what it is worth now, its file and the SHA-256 of that."""

    name: str
    state: str
    at: datetime
    file_name: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One journal entry by its place in its author's chain, with its hash and whether that fits."""

    seq: int
    at: datetime
    who: str
    type: str
    words: str
    id: str
    hash: str
    previous: str
    intact: bool


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """All of it. ``candidate`` is empty where the file is under the code alone."""

    language: str
    programme: str
    cohort: str
    code: str
    candidate: str
    school: str
    attempt: int
    rubric: str
    outcome: str
    certifies: bool
    state: str
    score: str
    decided_at: datetime | None
    released_at: datetime | None
    would_be: str
    facts: tuple[tuple[str, str], ...]
    assessments: tuple[FileAssessment, ...]
    marks: tuple[FileMark, ...]
    rules: tuple[FileRule, ...]
    reasons: tuple[str, ...]
    words: tuple[FileWords, ...]
    moderation: tuple[FileStep, ...]
    steps: tuple[FileStep, ...]
    appeals: tuple[FileStep, ...]
    papers: tuple[FilePaper, ...]
    journal: tuple[FileEntry, ...]
    policy: str
    policy_digest: str
    signer: SignerLine
    program: str
    document_id: str
