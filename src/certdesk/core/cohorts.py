"""A cohort as whoever leads sees it: who is in it, who marks whom, and how far each portfolio has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from certdesk.core.marks import Mark
from certdesk.core.policy import Pick
from certdesk.core.portfolio import RubricRef


class CohortState(StrEnum):
    """Rubric version and policy are frozen as soon as a cohort is open."""

    PREPARING = "preparing"
    OPEN = "open"
    MODERATED = "moderated"
    """The moderation is closed: results may be released."""
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Cohort:
    """Candidates who are assessed together, by one rubric version and one policy.

    Portfolios belong to it by their programme and cohort name. ``policy`` is the text of the policy (YAML) as it was
    when the cohort was opened; empty means that of the programme.
    """

    id: str
    programme: str
    name: str
    rubric: RubricRef
    state: CohortState = CohortState.PREPARING
    policy: str = ""
    opened_at: datetime | None = None
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CohortMember:
    """A portfolio of a cohort and what is known of its candidate from lists. ``attempt`` counts from 1."""

    portfolio_id: str
    code: str
    name: str
    school: str = ""
    language: str = ""
    subject: str = ""
    candidate_id: str = ""
    attempt: int = 1


class Turn(StrEnum):
    """As what somebody marks a portfolio. Assessors never learn it: a second one is to be as free as the first."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    MODERATOR = "moderator"
    APPEAL = "appeal"
    QUALIFYING = "qualifying"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Allocation:
    """That somebody is to mark a portfolio; ``criteria`` are the only ones asked for, all where it is empty.

    ``reasons`` say why it was picked. ``ended_why`` is not empty where it was taken back.
    """

    id: str
    portfolio_id: str
    assessor_id: str
    turn: Turn
    made_at: datetime
    criteria: tuple[str, ...] = ()
    reasons: tuple[Pick, ...] = ()
    due_on: date | None = None
    ended_at: datetime | None = None
    ended_why: str = ""


@dataclass(frozen=True, slots=True)
class Assessor:
    """Somebody who marks for the programme. ``id`` is that of their identity.

    ``schools`` are those with which they had to do lately; ``share`` is their part of the work beside the others'.
    ``new_since`` is the day from which they count as new, None where they are experienced.
    """

    id: str
    name: str
    desk: str = ""
    subjects: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    share: Fraction = Fraction(1)
    new_since: date | None = None
    active: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One assessor's judgement of one portfolio as it stands here."""

    assessment_id: str
    assessor_id: str
    turn: Turn
    signed: bool
    marks: Mapping[str, Mark] = field(default_factory=dict)
    signed_at: datetime | None = None
    criteria: tuple[str, ...] = ()
    """The only criteria that were asked for; all where it is empty."""


class CaseState(StrEnum):
    """How far a portfolio has come, in the order of the work."""

    NOT_ALLOCATED = "not_allocated"
    FIRST_OPEN = "first_open"
    SECOND_OPEN = "second_open"
    TO_ADJUDICATE = "to_adjudicate"
    """Two differ so that the lead has to act: choose a third assessor, or rule."""
    THIRD_OPEN = "third_open"
    SETTLED = "settled"
    CONFLICT = "conflict"
    """Whoever was to mark it has a conflict of interest, and somebody else is needed."""


@dataclass(frozen=True, slots=True)
class SettledMark:
    """The mark that counts for a criterion, by which rule, and whose marks it stands on.

    ``rule`` is "only_mark", a `Settle`, "third_equals_one", "median_of_three", "ruled" or "banked". ``averaged`` says
    that it is a result and no rating, so it never enters agreement.
    """

    criterion_id: str
    mark: Mark
    rule: str
    assessment_ids: tuple[str, ...]
    averaged: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is known of one portfolio: ratings by turn, what is settled and what is open."""

    member: CohortMember
    state: CaseState
    ratings: tuple[Rating, ...] = ()
    settled: tuple[SettledMark, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The marks that count, as far as they are settled."""
        return {one.criterion_id: one.mark for one in self.settled}


class ResultState(StrEnum):
    """What became of a result. Only what is released may be told to candidates."""

    DECIDED = "decided"
    HELD = "held"
    RELEASED = "released"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class CohortResult:
    """The result of one candidate. ``assessment_id`` is what reports and certificates are made of.

    ``score`` is what the rules turn on; ``averaged`` are criteria whose level is a mean. ``serial`` is that of the
    certificate that stands, ``assessors`` are ids.
    """

    member: CohortMember
    rubric: RubricRef
    state: ResultState
    assessment_id: str
    outcome: str
    label: str
    certifies: bool
    score: Fraction | None
    marks: Mapping[str, Mark]
    averaged: frozenset[str] = frozenset()
    decided_at: datetime | None = None
    released_at: datetime | None = None
    assessors: tuple[str, ...] = ()
    serial: str = ""
    reason: str = ""
    would_be: str = ""
    """What a released result would be by the marks as they are now, where that is something else; a sentence."""
