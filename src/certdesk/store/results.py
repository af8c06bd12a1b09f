"""The marks of every assessment on any version of a rubric, in one question. Settled results are no assessments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from certdesk.core.marks import Mark, mark_from_plain


@dataclass(frozen=True, slots=True)
class StoredResult:
    """One assessment: whose portfolio by its code, the version of the rubric it was made with, and its marks."""

    assessment_id: str
    code: str
    version: str
    state: str
    marks: Mapping[str, Mark] = field(default_factory=dict)


_RESULTS = """
select a.id, a.state, p.code as portfolio_code, p.rubric_version, m.criterion_id, m.kind, m.level, m.code
from portfolio p join assessment a on a.portfolio_id = p.id left join mark m on m.assessment_id = a.id
where p.rubric_id = ? and (a.assessor_id is null or a.assessor_id <> 'result')
order by p.code, a.id
"""


def results_stand_at(db: Database) -> int:
    """Return the position of the newest journal entry that may change a result: writing in drafts changes none."""
    sql = "select position from journal where type not like 'rubric_draft.%' order by position desc limit 1"
    return next((int(position) for (position,) in db.execute(sql)), 0)


def results_of(db: Database, rubric_id: str) -> tuple[StoredResult, ...]:
    """Read every assessment on a rubric, by code. The same mark is the same object, wherever it was given."""
    found: dict[str, StoredResult] = {}
    given: dict[tuple[str, str | None, str | None], Mark] = {}
    marks: dict[str, Mark] = {}
    for id_, state, portfolio_code, version, criterion_id, kind, level, code in db.execute(_RESULTS, [rubric_id]):
        if id_ not in found:
            marks = {}
            found[id_] = StoredResult(id_, portfolio_code, version, state, marks)
        if criterion_id is None:
            continue
        known = (kind, level, code)
        if known not in given:
            given[known] = mark_from_plain({"kind": kind, "level": level, "code": code})
        marks[criterion_id] = given[known]
    return tuple(found.values())
