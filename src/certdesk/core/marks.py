"""The five things that a mark can be. They stay apart everywhere: in the database, on screen, in every export."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from certdesk.core.fields import exact_number


@dataclass(frozen=True, slots=True)
class LevelGiven:
    """A level of the rubric's scale, exact; a half level where the rubric allows it."""

    level: Fraction


@dataclass(frozen=True, slots=True)
class NotObserved:
    """No opportunity arose: the criterion leaves the mean, and the other weights grow in proportion."""


@dataclass(frozen=True, slots=True)
class Unscorable:
    """The evidence cannot be judged, for the reason in ``code``: never averaged, never a fail."""

    code: str


@dataclass(frozen=True, slots=True)
class CommentOnly:
    """The assessor comments and gives no level."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Nobody has judged this criterion yet."""


Mark = LevelGiven | NotObserved | Unscorable | CommentOnly | Unmarked
UNMARKED = Unmarked()


def level_of(mark: Mark) -> Fraction | None:
    """Return the level, or None for the four kinds of mark that have none."""
    return mark.level if isinstance(mark, LevelGiven) else None


def mark_to_plain(mark: Mark) -> dict[str, str]:
    """Write a mark as plain values, the form it has in the journal, the database and JSON output."""
    match mark:
        case LevelGiven(level):
            return {"kind": "level", "level": str(level)}
        case NotObserved():
            return {"kind": "not_observed"}
        case Unscorable(code):
            return {"kind": "unscorable", "code": code}
        case CommentOnly():
            return {"kind": "comment_only"}
        case Unmarked():
            return {"kind": "unmarked"}


def mark_from_plain(plain: dict[str, str]) -> Mark:
    """Read what `mark_to_plain` wrote. Raises KeyError or ValueError when it did not."""
    match plain["kind"]:
        case "level":
            return _given(plain["level"])
        case "not_observed":
            return NotObserved()
        case "unscorable":
            return Unscorable(plain["code"])
        case "comment_only":
            return CommentOnly()
        case "unmarked":
            return UNMARKED
        case other:
            raise ValueError(other)


@lru_cache(maxsize=512)
def _given(level: str) -> LevelGiven:
    """Read a level; kept, because a cohort has thousands of marks and a handful of levels."""
    return LevelGiven(exact_number(level))
