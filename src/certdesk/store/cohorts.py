"""Cohorts, who marks for them, known conflicts of interest, allocations and tasks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from certdesk.core.allocating import About, KnownConflict, Purpose, Task, task_id
from certdesk.core.cohorts import Allocation, Assessor, Cohort, CohortState, Turn
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical
from certdesk.core.policy import Pick
from certdesk.core.portfolio import RubricRef
from certdesk.core.words import _
from certdesk.store.records import Row


def load_cohorts(db: Database) -> tuple[Cohort, ...]:
    """Read every cohort, by programme, the newest first."""
    rows = db.query("select * from cohort order by programme, coalesce(opened_at, '9') desc, name, id")
    return tuple(_cohort(row) for row in rows)


def load_cohort(db: Database, cohort_id: str) -> Cohort:
    """Read one cohort. Raises NotFoundError."""
    rows = list(db.query("select * from cohort where id = ?", [cohort_id]))
    if not rows:
        text = _("There is no cohort {id} in this workspace.").format(id=cohort_id)
        raise NotFoundError(text, _("“certdesk cohort list” shows the cohorts that are there."))
    return _cohort(rows[0])


def count_portfolios(db: Database, cohort: Cohort) -> int:
    """Return how many portfolios a cohort has."""
    sql = "select count(*) from portfolio where programme = ? and cohort = ?"
    return int(db.execute(sql, [cohort.programme, cohort.name]).fetchone()[0])


def load_assessors(db: Database) -> tuple[Assessor, ...]:
    """Read everybody who marks for the programme, by name."""
    return tuple(_assessor(row) for row in db.query("select * from assessor order by lower(name), id"))


def load_conflicts(db: Database) -> tuple[KnownConflict, ...]:
    """Read every known conflict of interest."""
    rows = db.query("select * from known_conflict order by assessor_id, subject, ground")
    return tuple(_conflict(row) for row in rows)


def load_allocations(
    db: Database, cohort: Cohort | None = None, *, portfolio_ids: Iterable[str] | None = None, ended: bool = False
) -> tuple[Allocation, ...]:
    """Read the allocations of a cohort or of some portfolios (all without either), in the order they were made.

    Those that were taken back come along only with ``ended``.
    """
    where: list[str] = ["1"]
    given: dict[str, str] = {}
    if cohort is not None:
        where.append("p.programme = :programme and p.cohort = :cohort")
        given |= {"programme": cohort.programme, "cohort": cohort.name}
    if portfolio_ids is not None:
        where.append("a.portfolio_id in (select value from json_each(:ids))")
        given["ids"] = json.dumps(list(portfolio_ids))
    if not ended:
        where.append("a.ended_at is null")
    sql = (
        "select a.* from allocation a join portfolio p on p.id = a.portfolio_id"  # noqa: S608 - fixed words
        f" where {' and '.join(where)} order by a.made_at, a.id"
    )
    return tuple(_allocation(row) for row in db.query(sql, given))


def load_allocation(db: Database, allocation_id: str) -> Allocation:
    """Read one allocation. Raises NotFoundError."""
    rows = list(db.query("select * from allocation where id = ?", [allocation_id]))
    if not rows:
        raise NotFoundError(_("There is no such allocation in this workspace."))
    return _allocation(rows[0])


def has_allocations(db: Database, assessor_id: str) -> bool:
    """Whether portfolios are allocated to somebody; those that were taken back are not."""
    sql = "select exists (select 1 from allocation where assessor_id = ? and ended_at is null)"
    return bool(db.execute(sql, [assessor_id]).fetchone()[0])


def load_tasks(
    db: Database, *, portfolio_ids: Iterable[str] | None = None, assessor_id: str | None = None
) -> tuple[Task, ...]:
    """Read what is asked of people: of all, of one, about some portfolios."""
    where: list[str] = ["1"]
    given: dict[str, str] = {}
    if portfolio_ids is not None:
        where.append("portfolio_id in (select value from json_each(:ids))")
        given["ids"] = json.dumps(list(portfolio_ids))
    if assessor_id is not None:
        where.append("assessor_id = :assessor")
        given["assessor"] = assessor_id
    sql = f"select * from task where {' and '.join(where)} order by portfolio_id, assessor_id"  # noqa: S608
    return tuple(_task(row) for row in db.query(sql, given))


def cohort_row(cohort: Cohort) -> Row:
    """Return the row of a cohort."""
    return {
        "id": cohort.id,
        "programme": cohort.programme,
        "name": cohort.name,
        "rubric_id": cohort.rubric.id,
        "rubric_version": cohort.rubric.version,
        "state": cohort.state.value,
        "policy": cohort.policy,
        "opened_at": cohort.opened_at.isoformat() if cohort.opened_at else None,
        "due_on": cohort.due_on.isoformat() if cohort.due_on else None,
        "note": cohort.note,
    }


def assessor_row(assessor: Assessor) -> Row:
    """Return the row of an assessor."""
    return {
        "id": assessor.id,
        "name": assessor.name,
        "desk": assessor.desk,
        "subjects": canonical(assessor.subjects),
        "languages": canonical(assessor.languages),
        "schools": canonical(assessor.schools),
        "share": str(assessor.share),
        "new_since": assessor.new_since.isoformat() if assessor.new_since else None,
        "active": int(assessor.active),
        "note": assessor.note,
    }


def conflict_row(conflict: KnownConflict) -> Row:
    """Return the row of a known conflict."""
    return {
        "assessor_id": conflict.assessor_id,
        "subject": f"{conflict.about.value}:{conflict.subject}",
        "ground": conflict.ground,
        "note": conflict.note,
        "at": conflict.at,
    }


def allocation_row(allocation: Allocation) -> Row:
    """Return the row of an allocation."""
    return {
        "id": allocation.id,
        "portfolio_id": allocation.portfolio_id,
        "assessor_id": allocation.assessor_id,
        "turn": allocation.turn.value,
        "criteria": canonical(allocation.criteria),
        "reasons": canonical([reason.value for reason in allocation.reasons]),
        "due_on": allocation.due_on.isoformat() if allocation.due_on else None,
        "made_at": allocation.made_at.isoformat(),
        "ended_at": allocation.ended_at.isoformat() if allocation.ended_at else None,
        "ended_why": allocation.ended_why,
    }


def task_row(task: Task) -> Row:
    """Return the row of a task."""
    return {
        "id": task_id(task.portfolio_id, task.assessor_id),
        "portfolio_id": task.portfolio_id,
        "assessor_id": task.assessor_id,
        "criteria": canonical(task.criteria),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "purpose": task.purpose.value,
    }


def _cohort(row: dict[str, Any]) -> Cohort:
    return Cohort(
        id=row["id"],
        programme=row["programme"],
        name=row["name"],
        rubric=RubricRef(row["rubric_id"], row["rubric_version"]),
        state=CohortState(row["state"]),
        policy=row["policy"],
        opened_at=datetime.fromisoformat(row["opened_at"]) if row["opened_at"] else None,
        due_on=_day(row["due_on"]),
        note=row["note"],
    )


def _assessor(row: dict[str, Any]) -> Assessor:
    return Assessor(
        id=row["id"],
        name=row["name"],
        desk=row["desk"],
        subjects=tuple(json.loads(row["subjects"])),
        languages=tuple(json.loads(row["languages"])),
        schools=tuple(json.loads(row["schools"])),
        share=Fraction(row["share"]),
        new_since=_day(row["new_since"]),
        active=bool(row["active"]),
        note=row["note"],
    )


def _conflict(row: dict[str, str]) -> KnownConflict:
    about, _colon, subject = row["subject"].partition(":")
    return KnownConflict(row["assessor_id"], About(about), subject, row["ground"], row["note"], row["at"])


def _allocation(row: dict[str, Any]) -> Allocation:
    return Allocation(
        id=row["id"],
        portfolio_id=row["portfolio_id"],
        assessor_id=row["assessor_id"],
        turn=Turn(row["turn"]),
        made_at=datetime.fromisoformat(row["made_at"]),
        criteria=_names(row["criteria"]),
        reasons=tuple([Pick(reason) for reason in _names(row["reasons"])]),
        due_on=_day(row["due_on"]),
        ended_at=datetime.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
        ended_why=row["ended_why"],
    )


def _names(text: str) -> tuple[str, ...]:
    """Read a list of names; most are empty, and a cohort has thousands."""
    return () if text == "[]" else tuple(json.loads(text))


def _task(row: dict[str, Any]) -> Task:
    return Task(
        portfolio_id=row["portfolio_id"],
        assessor_id=row["assessor_id"],
        criteria=tuple(json.loads(row["criteria"])),
        due_on=_day(row["due_on"]),
        purpose=Purpose(row["purpose"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
