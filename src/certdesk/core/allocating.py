"""Who marks what: as even as the constraints allow, never somebody who may not, and never moving what is given out.

Portfolios that the same people may mark are alike, so the search goes over people and not over portfolios: as long as
work can be handed along a chain of people so that the loads come closer to their shares, it is. When no such chain is
left, no other division is more even (Harvey, Ladner, Lovász & Tamir 2006, semi-matchings; with shares this divides as
Webster's method does).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from math import lcm


class Purpose(StrEnum):
    """What a task is for. It never says which turn of marking it is."""

    MARK = "mark"
    TRAINING = "training"
    WITHDRAWN = "withdrawn"
    """It was asked for, and is no more."""


def task_id(portfolio_id: str, assessor_id: str) -> str:
    """Return the name of what one person is asked to do about one portfolio."""
    return f"{portfolio_id}/{assessor_id}"


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody is asked to mark: the only criteria asked for (all where empty), and until when."""

    portfolio_id: str
    assessor_id: str
    criteria: tuple[str, ...] = ()
    due_on: date | None = None
    purpose: Purpose = Purpose.MARK


class About(StrEnum):
    """What a conflict of interest is with."""

    PORTFOLIO = "portfolio"
    CANDIDATE = "candidate"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class KnownConflict:
    """That somebody may not mark a portfolio, a candidate or a school, and on which ground (`core.policy.Conflict`).

    ``subject`` is an id, or the name of the school. ``at`` is a moment in ISO form.
    """

    assessor_id: str
    about: About
    subject: str
    ground: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A portfolio that somebody is to mark, and the ids of those who may."""

    portfolio_id: str
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who marks: their share beside the others' (above 0), and how much they have been given already."""

    id: str
    share: Fraction = Fraction(1)
    load: int = 0


@dataclass(slots=True)
class _Desk:
    """A worker while work is divided. ``cost`` is the inverse of the share as a whole number."""

    place: int
    cost: int
    load: int
    jobs: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Jobs by the set (as bits) of those who may do them."""

    @property
    def last(self) -> int:
        """What the last portfolio costs: twice the place of its load on the line that the shares make."""
        return (2 * self.load - 1) * self.cost

    @property
    def next(self) -> int:
        """What one more would cost."""
        return (2 * self.load + 1) * self.cost


def divide(jobs: Sequence[Job], workers: Sequence[Worker], seed: str = "") -> Mapping[str, str]:
    """Return who is given each portfolio (ids); what nobody may mark is missing.

    The same input gives the same answer on any machine. ``seed`` only decides between people who are equally near.
    """
    able = [one for one in workers if one.share > 0]
    desks = _desks(able)
    places = {one.id: place for place, one in enumerate(able)}
    given: dict[int, int] = {}
    for number, job in enumerate(jobs):
        may = _bits(places[id_] for id_ in job.may if id_ in places)
        if may:
            turn = int.from_bytes(sha256(f"{seed}\n{job.portfolio_id}".encode()).digest()[:4], "big")
            chosen = min(_members(may), key=lambda place: (desks[place].next, (place + turn) % len(desks)))
            _give(desks[chosen], may, number)
            given[number] = chosen
    _even_out(desks)
    for desk in desks:
        given |= {number: desk.place for numbers in desk.jobs.values() for number in numbers}
    return {jobs[number].portfolio_id: able[place].id for number, place in sorted(given.items())}


def _desks(workers: Sequence[Worker]) -> list[_Desk]:
    """Make the inverses of the shares whole numbers, so that loads are compared exactly."""
    whole = lcm(*(one.share.numerator for one in workers)) if workers else 1
    return [_Desk(place, int(whole / one.share), one.load) for place, one in enumerate(workers)]


def _give(desk: _Desk, may: int, number: int) -> None:
    desk.jobs[may].append(number)
    desk.load += 1


def _even_out(desks: Sequence[_Desk]) -> None:
    """Hand work along chains as long as that brings the loads nearer to the shares."""
    settled: set[int] = set()
    while True:
        sources = sorted((desk for desk in desks if desk.place not in settled), key=lambda desk: -desk.last)
        source = next((desk for desk in sources if any(desk.jobs.values())), None)
        if source is None:
            return
        before = _ways(desks, source)
        target = min((desks[place] for place in before), key=lambda desk: (desk.next, desk.place))
        if target.next >= source.last or target is source:
            settled.add(source.place)
            continue
        _hand_along(desks, before, target.place)
        settled.clear()


def _ways(desks: Sequence[_Desk], source: _Desk) -> dict[int, tuple[int, int]]:
    """Return everybody whom work of ``source`` can come to: from whom, and by which sort of job."""
    before: dict[int, tuple[int, int]] = {source.place: (source.place, 0)}
    reached = 1 << source.place
    waiting = deque([source.place])
    while waiting:
        place = waiting.popleft()
        for may, numbers in desks[place].jobs.items():
            fresh = may & ~reached if numbers else 0
            reached |= fresh
            for member in _members(fresh):
                before[member] = (place, may)
                waiting.append(member)
    return before


def _hand_along(desks: Sequence[_Desk], before: Mapping[int, tuple[int, int]], place: int) -> None:
    while before[place][0] != place:
        giver, may = before[place]
        number = desks[giver].jobs[may].pop()
        desks[giver].load -= 1
        _give(desks[place], may, number)
        place = giver


def _bits(places: Iterable[int]) -> int:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def _members(bits: int) -> Iterable[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
