"""Counts about a cohort: how much is allocated, begun and signed, and what came from whom. Nothing is read whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from certdesk.core.cohorts import Cohort
from certdesk.core.result_assessments import RESULT_AUTHOR

# Training stands beside the work: it is no part of what a cohort waits for.
_WORK = (
    "from allocation l join portfolio p on p.id = l.portfolio_id"
    " left join assessment a on a.portfolio_id = l.portfolio_id and a.assessor_id = l.assessor_id"
    " where p.programme = :programme and p.cohort = :cohort and l.ended_at is null"
    " and l.turn not in ('qualifying', 'circle')"
)
# What somebody marks without having been asked by an allocation: programmes that allocate nothing still see progress.
# The plus keeps SQLite from going through all that one assessor has, instead of the few allocations of a portfolio.
_UNASKED = (
    "from assessment a join portfolio p on p.id = a.portfolio_id"
    " where p.programme = :programme and p.cohort = :cohort and a.assessor_id != :nobody"
    " and not exists (select 1 from allocation l where l.portfolio_id = a.portfolio_id"
    " and +l.assessor_id = a.assessor_id)"
)
_COUNTS = (
    "count(*), total(a.state = 'signed'), total(a.state in ('open', 'held', 'flagged')), total(a.state = 'held'),"
    " total(a.state = 'flagged'), total(a.state = 'conflict')"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one assessor has. ``allocated`` leaves out what they declared a conflict about; ``criteria`` wait."""

    allocated: int = 0
    signed: int = 0
    begun: int = 0
    held: int = 0
    flagged: int = 0
    conflicts: int = 0
    overdue: int = 0
    criteria: int = 0


def allocated_counts(db: Database, cohort: Cohort, today: date, criteria: int) -> dict[str, Counted]:
    """Return what each assessor has in a cohort. ``criteria`` is how many the rubric has."""
    given = _given(cohort) | {"today": today.isoformat(), "criteria": criteria}
    waits = "coalesce(a.state, '') not in ('signed', 'conflict')"
    asked = "case json_array_length(l.criteria) when 0 then :criteria else json_array_length(l.criteria) end"
    sql = (
        f"select l.assessor_id, {_COUNTS}, total({waits} and l.due_on < :today), total(case when {waits}"
        f" then {asked} else 0 end) {_WORK} group by 1"
    )
    rows = db.execute(sql, given).fetchall()
    sql = (
        f"select a.assessor_id, {_COUNTS}, total({waits} and p.due_on < :today),"
        f" total({waits}) * :criteria {_UNASKED} group by 1"
    )
    rows += db.execute(sql, given).fetchall()
    marked = _marks_in_open_work(db, cohort)
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    for person, *numbers in rows:
        found[person] = [one + int(other) for one, other in zip(found[person], numbers, strict=True)]
    return {person: _counted(numbers, marked.get(person, 0)) for person, numbers in found.items()}


def turn_counts(db: Database, cohort: Cohort) -> dict[str, tuple[int, int]]:
    """Return by turn how many portfolios are signed, and how many are allocated without a conflict."""
    sql = f"select l.turn, total(a.state = 'signed'), total(coalesce(a.state, '') != 'conflict') {_WORK} group by 1"
    found = {turn: (int(signed), int(of)) for turn, signed, of in db.execute(sql, _given(cohort)).fetchall()}
    sql = f"select count(distinct a.portfolio_id) {_UNASKED} and a.state = 'signed' and not exists (select 1 from"
    sql += " allocation l where l.portfolio_id = a.portfolio_id and l.turn = 'first' and l.ended_at is null)"
    signed, of = found.get("first", (0, 0))
    unasked = int(db.execute(sql, _given(cohort)).fetchone()[0])
    return found | {"first": (signed + unasked, of + unasked)}


def portfolio_counts(db: Database, cohort: Cohort) -> tuple[int, int]:
    """Return how many portfolios a cohort has, and how many of them nobody marks yet."""
    where = "where p.programme = :programme and p.cohort = :cohort"
    total = db.execute(f"select count(*) from portfolio p {where}", _given(cohort)).fetchone()[0]  # noqa: S608
    sql = (
        f"select count(*) from portfolio p {where}"  # noqa: S608 - fixed words
        " and not exists (select 1 from allocation l left join assessment a on a.portfolio_id = l.portfolio_id"
        " and a.assessor_id = l.assessor_id where l.portfolio_id = p.id and l.ended_at is null"
        " and coalesce(a.state, '') != 'conflict' and l.turn not in ('qualifying', 'circle'))"
        " and not exists (select 1 from assessment a where a.portfolio_id = p.id and a.state != 'conflict'"
        " and a.assessor_id != :nobody)"
    )
    return int(total), int(db.execute(sql, _given(cohort)).fetchone()[0])


def seconds_of_signed(db: Database, rubric: str) -> dict[str, list[int]]:
    """Return how many seconds each assessor took for what they signed whole by a rubric (id), as far as it is known."""
    sql = (
        "select a.assessor_id, t.seconds from time_spent t join assessment a on a.id = t.assessment_id"
        " join portfolio p on p.id = a.portfolio_id where a.state = 'signed' and t.seconds >= 60 and p.rubric_id = ?"
        " and not exists (select 1 from task k where k.id = a.portfolio_id || '/' || a.assessor_id"
        " and k.criteria != '[]')"
    )
    found: dict[str, list[int]] = defaultdict(list)
    for person, seconds in db.execute(sql, [rubric]).fetchall():
        found[person].append(seconds)
    return found


def arrivals(db: Database) -> dict[str, datetime]:
    """Return when the last package of each person came in."""
    sql = "select peer, max(at) from exchange where direction = 'received' and state != 'taken_back' group by 1"
    return {peer: datetime.fromisoformat(at) for peer, at in db.execute(sql).fetchall() if at}


def _marks_in_open_work(db: Database, cohort: Cohort) -> dict[str, int]:
    sql = (
        "select a.assessor_id, count(*) from assessment a join portfolio p on p.id = a.portfolio_id"
        " join mark m on m.assessment_id = a.id where p.programme = :programme and p.cohort = :cohort"
        " and a.state in ('open', 'held', 'flagged') and a.assessor_id != :nobody"
        " and m.kind not in ('unmarked', 'comment_only') group by 1"
    )
    return {person: int(count) for person, count in db.execute(sql, _given(cohort)).fetchall()}


def _counted(numbers: list[int], marked: int) -> Counted:
    allocated, signed, begun, held, flagged, conflicts, overdue, criteria = numbers
    left = max(0, criteria - marked)
    return Counted(allocated - conflicts, signed, begun, held, flagged, conflicts, overdue, left)


def _given(cohort: Cohort) -> dict[str, str | int]:
    return {"programme": cohort.programme, "cohort": cohort.name, "nobody": RESULT_AUTHOR}
