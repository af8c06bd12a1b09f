"""One assessor's judgement of one portfolio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from certdesk.core.annotations import Annotation
from certdesk.core.marks import UNMARKED, Mark


class AssessmentState(StrEnum):
    """How far an assessment has come."""

    OPEN = "open"
    HELD = "held"
    FLAGGED = "flagged"
    SIGNED = "signed"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the assessor writes to the teacher about one criterion."""

    strength: str = ""
    next_step: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Marks, feedback and annotations of one assessor, by criterion id; what is absent is unmarked or empty."""

    id: str
    portfolio_id: str
    assessor_id: str
    state: AssessmentState
    begun_at: datetime
    marks: Mapping[str, Mark] = field(default_factory=dict)
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()
    summary: str = ""
    reason: str = ""
    signed_at: datetime | None = None

    def mark(self, criterion_id: str) -> Mark:
        """Return the mark of a criterion, unmarked when there is none."""
        return self.marks.get(criterion_id, UNMARKED)

    def words(self, criterion_id: str) -> Feedback:
        """Return the feedback on a criterion, empty when there is none."""
        return self.feedback.get(criterion_id, Feedback())

    def evidence_for(self, criterion_id: str) -> tuple[Annotation, ...]:
        """Return the annotations filed for a criterion."""
        return tuple(note for note in self.annotations if criterion_id in note.criteria)
