"""Read-only questions for lists: fast enough to be asked again after every change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from certdesk.core.marks import Mark, mark_from_plain
from certdesk.core.portfolio import RubricRef


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """One portfolio of the worklist as stored, with this person's assessment of it if there is one."""

    portfolio_id: str
    code: str
    title: str
    rubric: RubricRef
    received_on: date
    due_on: date | None
    assessment_id: str | None
    state: str | None
    signed_at: datetime | None
    seconds_spent: int
    items: int
    marks: Mapping[str, Mark]
    candidate: str = ""


_WORKLIST = """
select p.id as portfolio_id, p.code, p.title, p.rubric_id, p.rubric_version, p.received_on, p.due_on,
       p.candidate_name,
       a.id as assessment_id, a.state, a.signed_at, coalesce(t.seconds, 0) as seconds_spent,
       (select count(*) from item i where i.portfolio_id = p.id) as items
from portfolio p
left join assessment a on a.portfolio_id = p.id and a.assessor_id = :person
left join time_spent t on t.assessment_id = a.id
order by p.due_on is null, p.due_on, p.code
"""


def worklist(db: Database, person_id: str) -> tuple[WorklistEntry, ...]:
    """List every portfolio by due date, with the state of this person's assessment."""
    marks = _marks_by_assessment(db, person_id)
    return tuple(
        WorklistEntry(
            portfolio_id=row["portfolio_id"],
            code=row["code"],
            title=row["title"],
            rubric=RubricRef(row["rubric_id"], row["rubric_version"]),
            received_on=date.fromisoformat(row["received_on"]),
            due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            assessment_id=row["assessment_id"],
            state=row["state"],
            signed_at=datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None,
            seconds_spent=row["seconds_spent"],
            items=row["items"],
            marks=marks.get(row["assessment_id"], {}),
            candidate=row["candidate_name"],
        )
        for row in db.query(_WORKLIST, {"person": person_id})
    )


def _marks_by_assessment(db: Database, person_id: str) -> Mapping[str, Mapping[str, Mark]]:
    found: defaultdict[str, dict[str, Mark]] = defaultdict(dict)
    sql = "select m.* from mark m join assessment a on a.id = m.assessment_id where a.assessor_id = ?"
    for row in db.query(sql, [person_id]):
        found[row["assessment_id"]][row["criterion_id"]] = mark_from_plain(row)
    return found
