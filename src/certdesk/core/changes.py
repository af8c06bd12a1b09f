"""What an action touched, so that each screen can decide whether to look again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto


class Kind(Flag):
    """The sorts of thing that can change."""

    NOTHING = 0
    PORTFOLIO = auto()
    EVIDENCE = auto()
    ASSESSMENT = auto()
    MARK = auto()
    FEEDBACK = auto()
    ANNOTATION = auto()
    RUBRIC = auto()
    PERSON = auto()
    DOCUMENT = auto()
    RUBRIC_DRAFT = auto()
    COMMENT = auto()
    FRAMEWORK = auto()
    CERTIFICATE = auto()
    REGISTER = auto()
    DESIGN = auto()
    CANDIDATE = auto()
    CONSENT = auto()
    EXCHANGE = auto()
    COHORT = auto()
    ALLOCATION = auto()
    RULING = auto()
    RESULT = auto()
    APPEAL = auto()
    TRAINING = auto()
    INSIGHT = auto()
    RETENTION = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """The outcome of an action: kinds of things, the ids of their subjects (portfolio, assessment ...), and a label."""

    kinds: Kind = Kind.NOTHING
    subjects: frozenset[str] = frozenset()
    label: str = ""
    entry_id: str = ""

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self.kinds is not Kind.NOTHING


UNCHANGED = Change()
