"""Ready-made feedback that an assessor chooses and then makes their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

ANY_CRITERION = "any"


class CommentKind(StrEnum):
    """What a comment is for."""

    STRENGTH = "strength"
    NEXT_STEP = "next_step"
    EVIDENCE_GAP = "evidence_gap"
    TECHNICAL = "technical"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Comment:
    """One text with {slots} to fill in. ``criteria`` holds ids or "any"; without levels it is offered for none.

    ``rubric`` is the id of the rubric whose criteria are meant, or empty for any. ``owner`` is the id of the person
    whose own words these are; without one the text is official.
    """

    id: str
    kind: CommentKind
    criteria: tuple[str, ...]
    levels: tuple[Fraction, ...]
    text: str
    rubric: str = ""
    owner: str = ""
    language: str = "en"
    shortcut: str = ""
    tags: tuple[str, ...] = ()

    def suits(self, criterion_id: str, level: Fraction | None) -> bool:
        """Whether to offer it for this criterion at this level; before a level is given, all that fit the criterion."""
        if ANY_CRITERION not in self.criteria and criterion_id not in self.criteria:
            return False
        return level is None or level in self.levels


def offered(comments: Iterable[Comment], criterion_id: str, level: Fraction | None) -> tuple[Comment, ...]:
    """Return the comments that suit, those written for this very criterion first."""
    suited = [comment for comment in comments if comment.suits(criterion_id, level)]
    return tuple(sorted(suited, key=lambda comment: criterion_id not in comment.criteria))
