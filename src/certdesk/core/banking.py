"""Results of an earlier attempt that still count: which criteria they are, for how long, and marks that use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from certdesk.core.judging import is_banked, level
from certdesk.core.later import months_later
from certdesk.core.marks import UNMARKED, LevelGiven, Mark, Unmarked
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.scoring import Marks


@dataclass(frozen=True, slots=True)
class EarlierAttempt:
    """What an earlier attempt gave: the rubric it was decided by, its marks, its outcome, and the day of that."""

    rubric: Rubric
    marks: Marks
    outcome: Outcome
    decided_on: date


@dataclass(frozen=True, slots=True)
class WithBanked:
    """The marks of a new attempt together with those that stand from an earlier one, which ``banked`` names."""

    marks: Mapping[str, Mark]
    banked: frozenset[str]


def with_banked(rubric: Rubric, marks: Marks, earlier: EarlierAttempt, today: date) -> WithBanked:
    """Fill criteria that the new attempt leaves unmarked with levels that the earlier outcome banked.

    A mark of the new attempt always counts, better or worse. Criteria are the same when their id is; a banked level
    that this version of the rubric no longer has is left out.
    """
    if not still_counts(earlier, today):
        return WithBanked(marks, frozenset())
    banked = bankable(earlier)
    taken = {
        criterion.id: LevelGiven(banked[criterion.id])
        for criterion in rubric.criteria
        if criterion.id in banked
        and isinstance(marks.get(criterion.id, UNMARKED), Unmarked)
        and rubric.scale_of(criterion).covers(banked[criterion.id])
    }
    return WithBanked({**marks, **taken}, frozenset(taken))


def bankable(earlier: EarlierAttempt) -> dict[str, Fraction]:
    """Return the levels of the earlier attempt that its outcome banks, by criterion id."""
    return {
        criterion.id: value
        for criterion in earlier.rubric.criteria
        if is_banked(earlier.rubric, earlier.outcome, criterion, earlier.marks)
        and (value := level(earlier.marks, criterion.id)) is not None
    }


def still_counts(earlier: EarlierAttempt, today: date) -> bool:
    """Whether banked results may be used today: on the last day, so many months later, they still may."""
    return earlier.outcome.banks_from is not None and today <= last_day(earlier)


def last_day(earlier: EarlierAttempt) -> date:
    """Return the last day on which banked results count: the same day so many months later, or that month's last."""
    return months_later(earlier.decided_on, earlier.outcome.banks_months)
