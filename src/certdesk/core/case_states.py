"""As what somebody marked a portfolio, and from that how far the portfolio has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from certdesk.core.cohorts import Allocation, CaseState, Rating, Turn

INDEPENDENT = frozenset({Turn.FIRST, Turn.SECOND})
COUNTED = frozenset({Turn.FIRST, Turn.SECOND, Turn.THIRD})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def is_independent(rating: Rating) -> bool:
    """Whether somebody marked without being asked because of a dispute."""
    return rating.turn in INDEPENDENT or (rating.turn is Turn.THIRD and not rating.criteria)


def when_signed(rating: Rating) -> tuple[datetime, str]:
    """Return by what ratings are put in order: the moment of signing, then the id."""
    return rating.signed_at or _LONG_AGO, rating.assessment_id


def with_turns(allocations: Sequence[Allocation], ratings: Sequence[Rating]) -> tuple[Rating, ...]:
    """Give ratings the turn of their allocation; without one, first, second and third go by when they were signed.

    Ratings whose allocation was taken back are left out; so are unsigned ones' marks, which nobody has given yet. Where
    a first and a second one were asked, nobody makes themself a third: whom the lead did not ask has no vote.
    """
    if not allocations and len(ratings) == 1:
        return (_as(ratings[0], Turn.FIRST, ()),)
    by_person: dict[str, Allocation] = {}
    for one in allocations:
        if one.assessor_id not in by_person or one.ended_at is None:
            by_person[one.assessor_id] = one
    taken = {one.turn for one in allocations if not (one.ended_at and one.ended_why)}
    is_given_out = taken >= INDEPENDENT
    found: list[Rating] = []
    for rating in sorted(ratings, key=lambda one: (not one.signed, *when_signed(one))):
        allocation = by_person.get(rating.assessor_id)
        if allocation is None and not is_given_out:
            turn = next((turn for turn in (Turn.FIRST, Turn.SECOND) if turn not in taken), Turn.THIRD)
            taken.add(turn)
            found.append(_as(rating, turn, ()))
        elif allocation is not None and not (allocation.ended_at and allocation.ended_why):
            found.append(_as(rating, allocation.turn, allocation.criteria))
    return tuple(sorted(found, key=lambda one: (_ORDER[one.turn], *when_signed(one))))


_ORDER = {turn: place for place, turn in enumerate(Turn)}


def _as(rating: Rating, turn: Turn, criteria: tuple[str, ...]) -> Rating:
    if rating.signed and rating.turn is turn and rating.criteria == criteria:
        return rating
    marks = rating.marks if rating.signed else {}
    return Rating(rating.assessment_id, rating.assessor_id, turn, rating.signed, marks, rating.signed_at, criteria)


def state_of(
    allocations: Sequence[Allocation], ratings: Sequence[Rating], disputed: Collection[str], conflicts: Collection[str]
) -> CaseState:
    """Return how far a portfolio has come. ``conflicts`` are those who declared one, ``ratings`` have their turns."""
    asked = [one for one in allocations if one.ended_at is None and one.turn in COUNTED]
    done = {one.assessor_id for one in ratings if one.signed}
    waiting = [one for one in asked if one.assessor_id not in done]
    if any(one.assessor_id in conflicts for one in waiting):
        return CaseState.CONFLICT
    if not any(one.signed and is_independent(one) for one in ratings):
        begun = asked or any(one.turn in COUNTED for one in ratings)
        return CaseState.FIRST_OPEN if begun else CaseState.CONFLICT if conflicts else CaseState.NOT_ALLOCATED
    whole = {one.turn for one in waiting if one.turn is not Turn.THIRD or not one.criteria}
    still = next((state for turn, state in _STILL_OPEN.items() if turn in whole), None)
    return still or _of_disputed(waiting, disputed)


_STILL_OPEN: Mapping[Turn, CaseState] = {
    Turn.FIRST: CaseState.FIRST_OPEN, Turn.SECOND: CaseState.SECOND_OPEN, Turn.THIRD: CaseState.THIRD_OPEN,
}  # fmt: skip


def _of_disputed(waiting: Sequence[Allocation], disputed: Collection[str]) -> CaseState:
    if not disputed:
        return CaseState.SETTLED
    thirds = [one for one in waiting if one.turn is Turn.THIRD]
    covered = all(any(key in one.criteria for one in thirds) for key in disputed)
    return CaseState.THIRD_OPEN if covered else CaseState.TO_ADJUDICATE
