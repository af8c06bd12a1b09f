"""What a moderation report says: values only, ready to be printed, with candidates by their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from certdesk.core.documents import SignerLine

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LightLine:
    """One light: whose (empty for the whole), green, amber or red, in words, why, and counts."""

    who: str
    light: str
    word: str
    sentence: str
    marked: int = 0
    drawn: int = 0
    looked_at: int = 0


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A portfolio of the sample: its code, why it was drawn, who marked it, the verdict and where they differ."""

    code: str
    name: str
    reasons: str
    assessors: str
    verdict: str
    differences: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A portfolio in which assessors differed, and for each criterion what they gave and how it was settled."""

    code: str
    name: str
    criteria: tuple[tuple[str, str, str], ...]
    """Criterion, marks with their authors, what counts and by which rule."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic with its interval and n, or the reason why there is none."""

    name: str
    value: str
    interval: str
    n: str


@dataclass(frozen=True, slots=True)
class ModerationReport:
    """Everything that the report prints, in its order. ``signer`` is who signs it, None where nobody does."""

    language: str
    document_id: str
    program: str
    made_at: datetime
    programme: str
    cohort: str
    facts: Pairs
    whole: LightLine
    closing: Pairs
    requirements: tuple[tuple[str, str], ...]
    """"met" or "not met" in words, and the requirement."""
    lights: tuple[LightLine, ...]
    sample: tuple[SampleLine, ...]
    draws: Pairs
    """Earlier draws: when and by whom seeded, and how many."""
    sentences: tuple[str, ...]
    statistics: tuple[Statistic, ...]
    by_criterion: tuple[tuple[str, str, str, str, str], ...]
    """Criterion, n, same level, within one, AC2."""
    severity: tuple[str, ...]
    settled: Pairs
    """By which rule how many marks count."""
    disputes: tuple[DisputeLine, ...]
    policy: tuple[tuple[str, Pairs], ...]
    signer: SignerLine | None = None
