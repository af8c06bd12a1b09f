"""What is to be allocated, and what would come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certdesk.actions.eligible import Basis
from certdesk.core.cohorts import Allocation, Assessor, Cohort, CohortMember, Turn
from certdesk.core.policy import Pick


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to allocate. Without ``assessors`` (ids) all active ones, without ``portfolios`` (ids) all that need it.

    ``markers`` is how many are to mark each portfolio independently; more than three share the third turn.
    ``seed`` decides between people who are equally near to their share.
    """

    by: Basis = Basis.EQUAL
    markers: int = 1
    assessors: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    due_on: date | None = None
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """That somebody would be given a portfolio; ``criteria`` are the only ones asked for, all where it is empty."""

    member: CohortMember
    assessor: Assessor
    turn: Turn
    reasons: tuple[Pick, ...] = ()
    criteria: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Impossible:
    """A portfolio that nobody can be given, and why; ``sentence`` says both."""

    member: CohortMember
    turn: Turn
    why: str

    @property
    def sentence(self) -> str:
        """For a list or a notice: "KITE-37: every assessor has a conflict"."""
        return f"{self.member.code}: {self.why}"


@dataclass(frozen=True, slots=True)
class Load:
    """How many portfolios of the cohort somebody has, and how many would come to that."""

    assessor: Assessor
    before: int
    added: int

    @property
    def after(self) -> int:
        """How many it would be."""
        return self.before + self.added


@dataclass(frozen=True, slots=True)
class AllocationPlan:
    """What would be allocated. ``ended`` stand no more because their assessor declared a conflict of interest.

    ``skipped`` are lines of a list that can't be followed, each with why.
    """

    cohort: Cohort
    given: tuple[Given, ...]
    impossible: tuple[Impossible, ...]
    loads: tuple[Load, ...]
    ended: tuple[Allocation, ...] = ()
    skipped: tuple[str, ...] = ()
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whom a portfolio could be given to by hand: why not (empty if they can), and what waits with them."""

    assessor: Assessor
    why_not: str
    waiting: int
