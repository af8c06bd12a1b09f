"""Ready-made feedback that an assessor chooses and then makes their own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

ANY_CRITERION = "any"
_MOST_BETWEEN = 100


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
    whose own words these are; without one the text is official. ``points`` is what another system takes off or gives
    with this text; it is kept for the way back and counts for nothing here.
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
    points: Fraction | None = None

    def is_about(self, criterion_id: str, rubric_id: str = "") -> bool:
        """Whether it was written for this criterion, or for any; the rubric counts where both sides name one."""
        if self.rubric and rubric_id and self.rubric != rubric_id:
            return False
        return ANY_CRITERION in self.criteria or criterion_id in self.criteria

    def suits(self, criterion_id: str, level: Fraction | None) -> bool:
        """Whether to offer it for this criterion at this level; before a level is given, all that fit the criterion."""
        return self.is_about(criterion_id) and (level is None or self.fits_levels(_nearest(level)))

    def fits_levels(self, levels: Collection[Fraction]) -> bool:
        """Whether it was written for one of these levels; with none given, for whichever."""
        return not levels or any(level in self.levels for level in levels)


@dataclass(frozen=True, slots=True)
class Use:
    """How often one person used a comment for a criterion on this desk, and when last."""

    comment_id: str
    criterion_id: str
    times: int
    last: datetime


def offered(comments: Iterable[Comment], criterion_id: str, level: Fraction | None) -> tuple[Comment, ...]:
    """Return the comments that suit, those written for this very criterion first."""
    suited = [comment for comment in comments if comment.suits(criterion_id, level)]
    return tuple(sorted(suited, key=lambda comment: criterion_id not in comment.criteria))


def around(scale: Iterable[Fraction], value: Fraction) -> tuple[Fraction, ...]:
    """Return the level of a scale with this value, or the two that it stands between, whatever their distance."""
    known = sorted(set(scale))
    if value in known:
        return (value,)
    below, above = [one for one in known if one < value][-1:], [one for one in known if one > value][:1]
    return (*below, *above)


def levels_between(lowest: Fraction, highest: Fraction) -> tuple[Fraction, ...]:
    """Return both ends and the whole levels between them, rising; a range of more than a hundred is its two ends."""
    inner = range(ceil(lowest), floor(highest) + 1)
    if len(inner) > _MOST_BETWEEN:
        return (lowest, highest)
    return tuple(sorted({lowest, highest, *map(Fraction, inner)}))


def _nearest(level: Fraction) -> tuple[Fraction, ...]:
    """Return a whole level, or the two whole ones that a half level stands between."""
    return (level,) if level.denominator == 1 else (Fraction(level // 1), Fraction(level // 1 + 1), level)


def same_words(comment: Comment, other: Comment) -> bool:
    """Whether two comments say the same for the same place, whatever their ids, shortcuts and tags."""
    return words_key(comment) == words_key(other) and _compared(comment) == _compared(other)


def words_key(comment: Comment) -> str:
    """Return a comment's words as they are compared, to look for its twins among many."""
    return " ".join(comment.text.split()).casefold()


def by_words(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    """Put comments together that have the same words."""
    found: dict[str, list[Comment]] = {}
    for comment in comments:
        found.setdefault(words_key(comment), []).append(comment)
    return found


def _compared(comment: Comment) -> Comment:
    criteria, levels = tuple(sorted(comment.criteria)), tuple(sorted(comment.levels))
    return replace(comment, id="", text="", criteria=criteria, levels=levels, shortcut="", tags=(), points=None)
