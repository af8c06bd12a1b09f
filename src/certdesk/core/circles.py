"""Calibration circles: everybody scores the same piece of evidence silently, and sees the spread only afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle about a portfolio, or one item of it. ``members`` are names or ids; only ``criteria`` are scored."""

    id: str
    portfolio_id: str
    item_id: str
    title: str
    criteria: tuple[str, ...]
    members: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member chose for one criterion."""

    circle_id: str
    member: str
    criterion_id: str
    mark: Mark
    at: datetime


@dataclass(frozen=True, slots=True)
class Spread:
    """How the members scored one criterion: votes by level over the whole scale, and those without a level.

    ``range`` is the number of levels of the scale from the lowest to the highest vote, None without votes on levels.
    """

    criterion_id: str
    levels: tuple[tuple[Fraction, int], ...]
    others: tuple[tuple[Mark, int], ...]
    median: Fraction | None
    range: int | None

    @property
    def votes(self) -> int:
        """How many members voted."""
        return sum(count for _level, count in self.levels) + sum(count for _mark, count in self.others)


def still_to_vote(circle: Circle, votes: Iterable[Vote]) -> tuple[str, ...]:
    """Return the members who have not scored every criterion yet, in their order."""
    done = {(vote.member, vote.criterion_id) for vote in votes}
    return tuple(each for each in circle.members if any((each, criterion) not in done for criterion in circle.criteria))


def may_be_seen(circle: Circle, votes: Iterable[Vote]) -> bool:
    """Whether the spread may be shown: everybody has scored everything, or the circle was closed."""
    return circle.closed_at is not None or not still_to_vote(circle, votes)


def spread_of(rubric: Rubric, circle: Circle, votes: Iterable[Vote]) -> tuple[Spread, ...]:
    """Count the votes criterion by criterion, over every level of its scale, also those that nobody chose."""
    given = tuple(vote for vote in votes if vote.member in circle.members)
    criteria = [criterion for criterion in rubric.criteria if criterion.id in circle.criteria]
    return tuple(
        _spread(
            criterion.id,
            [level.value for level in rubric.scale_of(criterion).levels],
            [vote.mark for vote in given if vote.criterion_id == criterion.id],
        )
        for criterion in criteria
    )


def _spread(criterion_id: str, scale: list[Fraction], marks: list[Mark]) -> Spread:
    chosen = sorted(mark.level for mark in marks if isinstance(mark, LevelGiven))
    others = Counter(mark for mark in marks if not isinstance(mark, LevelGiven))
    counts = Counter(chosen)
    values = sorted({*scale, *chosen})
    reach = values.index(chosen[-1]) - values.index(chosen[0]) + 1 if chosen else None
    return Spread(
        criterion_id=criterion_id,
        levels=tuple((value, counts[value]) for value in values),
        others=tuple(sorted(others.items(), key=lambda pair: repr(pair[0]))),
        median=_median(chosen),
        range=reach,
    )


def _median(ordered: list[Fraction]) -> Fraction | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
