"""What a candidate hands in again after a near miss, what stands until when, and how often they may still try."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from certdesk.core.banking import EarlierAttempt, bankable, with_banked
from certdesk.core.decision import Decision
from certdesk.core.later import months_later
from certdesk.core.marks import LevelGiven, Mark, Unscorable, level_of
from certdesk.core.policy import Resubmission
from certdesk.core.rubric import Outcome, Rubric
from certdesk.core.scoring import Marks


@dataclass(frozen=True, slots=True)
class Attempt:
    """An earlier attempt: its portfolio, what it gave, and which of its levels came from attempts before it."""

    portfolio_id: str
    earlier: EarlierAttempt
    taken_over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """A level that counts from an earlier attempt: of which, until when, and the lower one given now, if any."""

    criterion_id: str
    level: Fraction
    portfolio_id: str
    until: date
    instead_of: Fraction | None = None


@dataclass(frozen=True, slots=True)
class WithEarlier:
    """The marks of an attempt with those that stand from earlier ones."""

    marks: Mapping[str, Mark]
    kept: tuple[Kept, ...] = ()

    @property
    def banked(self) -> frozenset[str]:
        """The criteria that stand on an earlier attempt."""
        return frozenset(one.criterion_id for one in self.kept)


@dataclass(frozen=True, slots=True)
class ToHandIn:
    """What has to be handed in again. ``until`` is the last day, ``left`` how many attempts there still are.

    ``banked`` are criteria that need not be shown again; ``unscorable`` those of ``named`` that could not be scored,
    which costs no attempt.
    """

    named: tuple[str, ...]
    banked: tuple[str, ...]
    until: date | None
    left: int
    unscorable: tuple[str, ...] = ()


def with_earlier(
    rubric: Rubric, marks: Marks, attempts: Sequence[Attempt], today: date, policy: Resubmission
) -> WithEarlier:
    """Fill a new attempt with the banked levels of earlier ones, the newest first.

    Where the best score is kept, an earlier level that still counts stands in place of a lower one given now. A level
    counts from the attempt that reached it, so that handing in again never makes it last longer.
    """
    filled: dict[str, Mark] = dict(marks)
    kept: dict[str, Kept] = {}
    for attempt in attempts:
        own = _without(attempt.earlier, attempt.taken_over)
        until = last_day(own, policy)
        if until is None or today > until:
            continue
        found = with_banked(rubric, filled, own, today)
        for criterion_id in found.banked:
            level = bankable(own)[criterion_id]
            filled[criterion_id] = LevelGiven(level)
            kept[criterion_id] = Kept(criterion_id, level, attempt.portfolio_id, until)
        if policy.best_score_kept:
            better = _better(rubric, filled, own)
            for criterion_id, level in better.items():
                lower = level_of(filled[criterion_id])
                filled[criterion_id] = LevelGiven(level)
                kept[criterion_id] = Kept(criterion_id, level, attempt.portfolio_id, until, lower)
    return WithEarlier(filled, tuple(kept[c.id] for c in rubric.criteria if c.id in kept))


def last_day(earlier: EarlierAttempt, policy: Resubmission) -> date | None:
    """Return the last day on which levels of an attempt count: rubric and policy both have a say; None without any."""
    if earlier.outcome.banks_from is None:
        return None
    return months_later(earlier.decided_on, min(earlier.outcome.banks_months, policy.within_months))


def to_hand_in(
    rubric: Rubric, marks: Marks, decision: Decision, attempt: tuple[int, date], policy: Resubmission
) -> ToHandIn | None:
    """Say what somebody hands in again, or None where nothing is to be; ``attempt``: its number, and the day it ended.

    Without banked criteria all of them are handed in again. An attempt without a result, because something could not
    be scored, does not count.
    """
    number, ended_on = attempt
    if decision.certifies:
        return None
    if not decision.complete:
        again = tuple(c.id for c in rubric.criteria if isinstance(marks.get(c.id), Unscorable))
        until = months_later(ended_on, policy.within_months)
        return ToHandIn(again, (), until, max(0, policy.attempts - number + 1), again) if again else None
    outcome = next((one for one in rubric.decision.outcomes if one.id == decision.outcome), None)
    named = tuple(c.id for c in rubric.criteria if c.id not in decision.banked)
    return ToHandIn(named, decision.banked, _until(outcome, ended_on, policy), max(0, policy.attempts - number))


def _until(outcome: Outcome | None, ended_on: date, policy: Resubmission) -> date:
    months = policy.within_months
    if outcome is not None and outcome.banks_from is not None:
        months = min(months, outcome.banks_months)
    return months_later(ended_on, months)


def _without(earlier: EarlierAttempt, taken_over: frozenset[str]) -> EarlierAttempt:
    return replace(earlier, marks={id_: mark for id_, mark in earlier.marks.items() if id_ not in taken_over})


def _better(rubric: Rubric, marks: Marks, earlier: EarlierAttempt) -> dict[str, Fraction]:
    """Return the levels of an earlier attempt that are above those given now, where the scale still has them."""
    found = {}
    for criterion in rubric.criteria:
        now, before = level_of(marks[criterion.id]) if criterion.id in marks else None, None
        if criterion.id in earlier.marks:
            before = level_of(earlier.marks[criterion.id])
        if now is not None and before is not None and before > now and rubric.scale_of(criterion).covers(before):
            found[criterion.id] = before
    return found
