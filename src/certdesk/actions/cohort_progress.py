"""How far a cohort has come: by assessor and desk, what is missing, and about how many hours are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from certdesk.actions.inbox import packages_waiting
from certdesk.actions.packages_to_send import missing_by_person, people_here
from certdesk.core.cohorts import Assessor, Cohort, Turn
from certdesk.core.exchange import UsualTime
from certdesk.core.words import _, ngettext
from certdesk.store.cohort_progress import (
    Counted,
    allocated_counts,
    arrivals,
    portfolio_counts,
    seconds_of_signed,
    turn_counts,
)
from certdesk.store.cohorts import load_assessors
from certdesk.store.exchanges import usual_times
from certdesk.store.people import list_people
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

QUIET_AFTER = timedelta(days=5)
"""A desk from which nothing came for longer, and where work waits, is worth a call."""
PACE_NEEDS = 3
"""From so many signed portfolios on, somebody's own pace is known."""
_MOST_WEIGHT = 1000
"""Nobody's pace counts for more portfolios than that."""


class PaceOf(StrEnum):
    """Whose pace an estimate of hours rests on."""

    OWN = "own"
    ALL = "all"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class AssessorProgress:
    """One assessor and desk. ``begun`` counts what is not signed yet; ``last_package`` is None where none came ever.

    ``here`` says that they mark in this very workspace, so that no package has to come. ``minutes_left`` is None where
    nobody's pace is known. ``to_send`` are portfolios that still have to be packed for them, ``overdue`` those not
    signed after their day. ``allocated`` leaves out what they declared a conflict about (``conflicts``).
    """

    assessor: Assessor
    allocated: int
    begun: int
    signed: int
    held: int
    flagged: int
    conflicts: int
    overdue: int
    to_send: int
    last_package: datetime | None
    here: bool
    minutes_left: int | None
    pace_of: PaceOf
    late: str
    """Why somebody should ask after them, in words; empty where nothing is missing."""

    @property
    def waiting(self) -> int:
        """How many portfolios they have not signed."""
        return self.allocated - self.signed


@dataclass(frozen=True, slots=True)
class TurnProgress:
    """How many portfolios were signed in one turn of marking, of how many."""

    signed: int
    of: int


@dataclass(frozen=True, slots=True)
class CohortProgress:
    """A cohort at a glance. ``portfolios`` are here; ``not_allocated`` of them have no assessor yet."""

    cohort: Cohort
    rows: tuple[AssessorProgress, ...]
    portfolios: int
    not_allocated: int
    first: TurnProgress
    second: TurnProgress
    third: TurnProgress
    minutes_left: int | None
    pace_sentence: str
    missing: tuple[str, ...]
    """Sentences about packages that should have come or have to go."""

    @property
    def signed(self) -> int:
        """How many allocated portfolios are signed, all turns together."""
        return sum(one.signed for one in self.rows)

    @property
    def allocated(self) -> int:
        """How many are allocated, all turns together."""
        return sum(one.allocated for one in self.rows)


def progress_of(workspace: Workspace, cohort: Cohort) -> CohortProgress:
    """Return how far a cohort has come. Only counts are read, so that it may be asked after every change."""
    db = workspace.db
    criteria = len(load_rubric(db, cohort.rubric).criteria)
    counted = allocated_counts(db, cohort, workspace.clock().date(), criteria)
    desk = _Desk(
        arrivals(db),
        {person: len(portfolios) for person, portfolios in missing_by_person(workspace, cohort).items()},
        people_here(workspace),
        _Paces(seconds_of_signed(db, cohort.rubric.id), usual_times(db, cohort.rubric.id), criteria),
        workspace.clock(),
    )
    rows = tuple(_row(one, counted.get(one.id, Counted()), desk) for one in _people(workspace, counted))
    turns = {turn: TurnProgress(*numbers) for turn, numbers in turn_counts(db, cohort).items()}
    portfolios, not_allocated = portfolio_counts(db, cohort)
    nothing = TurnProgress(0, 0)
    known = [one.minutes_left for one in rows if one.minutes_left is not None]
    return CohortProgress(
        cohort,
        rows,
        portfolios,
        not_allocated,
        TurnProgress(turns.get(Turn.FIRST.value, nothing).signed, portfolios),
        turns.get(Turn.SECOND.value, nothing),
        turns.get(Turn.THIRD.value, nothing),
        sum(known) if len(known) == len(rows) else None,
        desk.paces.sentence,
        (*_missing(rows), *_unfinished(workspace)),
    )


@dataclass(frozen=True, slots=True)
class _Paces:
    """How long a portfolio takes: each person's own median where enough is known, else that of all.

    ``seconds`` were counted on this desk; ``told`` are the medians that came with packages.
    """

    seconds: Mapping[str, Sequence[int]]
    told: Mapping[str, UsualTime]
    criteria: int

    def minutes(self, person: str, criteria_left: int) -> tuple[int | None, PaceOf]:
        """Return about how many minutes so many criteria take somebody, and whose pace that is."""
        own = self._own(person)
        every = self._all()
        pace_of = PaceOf.OWN if own is not None else PaceOf.ALL if len(every) >= PACE_NEEDS else PaceOf.NOBODY
        if pace_of is PaceOf.NOBODY:
            return (0 if not criteria_left else None), pace_of
        typical = own if own is not None else median(every)
        return round(typical * criteria_left / max(1, self.criteria) / 60), pace_of

    @property
    def sentence(self) -> str:
        """Say what estimates of hours rest on."""
        count = sum(map(len, self.seconds.values())) + sum(one.portfolios for one in self._from_elsewhere().values())
        if len(self._all()) < PACE_NEEDS:
            return _(
                "How long a portfolio takes is not known here yet: time is counted on the desk where it is marked, and "
                "told with the marks of three portfolios or more."
            )
        own = sum(self._own(person) is not None for person in self.seconds.keys() | self.told.keys())
        text = ngettext("From {count} signed portfolio", "From {count} signed portfolios", count)
        people = ngettext("own pace of {own} assessor", "own pace of {own} assessors", own)
        return f"{text} ({people}).".format(count=count, own=own)

    def _own(self, person: str) -> float | None:
        """Return somebody's median in seconds, None where too little is known of them."""
        here = self.seconds.get(person, ())
        if len(here) >= PACE_NEEDS:
            return median(here)
        return self.told[person].minutes * 60.0 if person in self.told else None

    def _from_elsewhere(self) -> dict[str, UsualTime]:
        return {key: one for key, one in self.told.items() if len(self.seconds.get(key, ())) < PACE_NEEDS}

    def _all(self) -> list[float]:
        """Return a time for each portfolio: as counted here, or the median of whoever told theirs."""
        here = [float(seconds) for each in self.seconds.values() for seconds in each]
        return here + [one.minutes * 60.0 for one in self._from_elsewhere().values()
                       for _number in range(min(one.portfolios, _MOST_WEIGHT))]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is the same for all rows."""

    arrived: Mapping[str, datetime]
    to_send: Mapping[str, int]
    here: frozenset[str]
    paces: _Paces
    now: datetime


def _people(workspace: Workspace, counted: Mapping[str, Counted]) -> list[Assessor]:
    """Return the assessors who are active or have something, and whoever else marks here."""
    listed = load_assessors(workspace.db)
    known = {one.id for one in listed}
    names = {one.id: one.name for one in list_people(workspace.db)}
    others = [Assessor(person, names.get(person, person)) for person in counted if person not in known]
    found = [one for one in listed if one.active or one.id in counted] + others
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _row(assessor: Assessor, one: Counted, desk: _Desk) -> AssessorProgress:
    here = assessor.id in desk.here
    last = desk.arrived.get(assessor.id)
    minutes, pace_of = desk.paces.minutes(assessor.id, one.criteria)
    to_send = 0 if here else desk.to_send.get(assessor.id, 0)
    return AssessorProgress(
        assessor, one.allocated, one.begun, one.signed, one.held, one.flagged, one.conflicts, one.overdue, to_send,
        last, here, minutes, pace_of, "" if here else _late(one, last, to_send, desk.now),
    )  # fmt: skip


def _late(one: Counted, last: datetime | None, to_send: int, now: datetime) -> str:
    """Say why somebody should ask after a desk: work lies there, and nothing came for long, or ever."""
    if one.signed >= one.allocated or to_send >= one.allocated:
        return ""
    if last is None:
        return _("no package came yet")
    days = (now - last).days
    if now - last < QUIET_AFTER:
        return ""
    return ngettext("nothing came for {days} day", "nothing came for {days} days", days).format(days=days)


def _missing(rows: Iterable[AssessorProgress]) -> Iterable[str]:
    for one in rows:
        if one.to_send:
            text = ngettext(
                "{name}: {count} portfolio still has to be packed",
                "{name}: {count} portfolios still have to be packed",
                one.to_send,
            )
            yield text.format(name=one.assessor.name, count=one.to_send)
        if one.late:
            yield _("{name}: {reason}").format(name=one.assessor.name, reason=one.late)


def _unfinished(workspace: Workspace) -> Iterable[str]:
    """Tell of packages that began to come: something on another stick is still needed."""
    for one in packages_waiting(workspace.folder):
        if one.files:
            text = ngettext(
                "{name}: {count} file of a package is still missing", "{name}: {count} files of a package are missing",
                len(one.files),
            )  # fmt: skip
            yield text.format(name=one.name, count=len(one.files))
        else:
            yield _("{name}: a package came only in part").format(name=one.name)
