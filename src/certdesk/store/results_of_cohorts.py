"""The results of cohorts as they were decided, held, released and recalled, and which attempt followed which."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlite_utils import Database

from certdesk.core.cohorts import ResultState
from certdesk.core.marks import Mark, mark_from_plain, mark_to_plain
from certdesk.core.plain import canonical
from certdesk.core.result_assessments import is_result_assessment
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class KeptResult:
    """One result. ``outcome`` is empty for somebody who is held back before anything was decided.

    ``detail`` is how it came about, as canonical JSON that only those read who ask for it; ``would_be`` says what a
    released result would be now. ``banked`` are criteria that stand on an earlier attempt.
    """

    portfolio_id: str
    cohort_id: str
    assessment_id: str
    state: ResultState
    outcome: str
    label: str
    certifies: bool
    score: Fraction | None
    decided_at: datetime
    decided_by: str
    since: datetime
    released_at: datetime | None = None
    reason: str = ""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    averaged: tuple[str, ...] = ()
    banked: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ()
    would_be: str = ""
    detail: str = ""


def result_row(kept: KeptResult) -> Row:
    """Return the row of a result."""
    body = {
        "marks": {id_: mark_to_plain(mark) for id_, mark in kept.marks.items()},
        "averaged": list(kept.averaged),
        "banked": list(kept.banked),
        "assessors": list(kept.assessors),
        "would_be": kept.would_be,
        "detail": kept.detail,
    }
    return {
        "portfolio_id": kept.portfolio_id,
        "cohort_id": kept.cohort_id,
        "assessment_id": kept.assessment_id,
        "state": kept.state.value,
        "outcome": kept.outcome,
        "label": kept.label,
        "certifies": int(kept.certifies),
        "score": None if kept.score is None else str(kept.score),
        "decided_at": kept.decided_at.isoformat(),
        "decided_by": kept.decided_by,
        "released_at": kept.released_at.isoformat() if kept.released_at else None,
        "since": kept.since.isoformat(),
        "reason": kept.reason,
        "body": canonical(body),
    }


def load_results(db: Database, cohort_id: str) -> dict[str, KeptResult]:
    """Read the results of a cohort, by portfolio."""
    return {
        row["portfolio_id"]: _kept(row) for row in db.query("select * from result where cohort_id = ?", [cohort_id])
    }


def find_result(db: Database, portfolio_id: str) -> KeptResult | None:
    """Read the result of one portfolio, or None."""
    return next((_kept(row) for row in db.query("select * from result where portfolio_id = ?", [portfolio_id])), None)


def banked_in(db: Database, assessment_id: str) -> frozenset[str]:
    """Return the criteria of an assessment that stand on an earlier attempt; none unless it is that of a result."""
    if not is_result_assessment(assessment_id):
        return frozenset()
    sql = "select json_extract(body, '$.banked') from result where assessment_id = ?"
    found = db.execute(sql, [assessment_id]).fetchone()
    return frozenset(json.loads(found[0])) if found and found[0] else frozenset()


@dataclass(frozen=True, slots=True)
class Leading:
    """What a cohort says about a portfolio in it: its result's assessment, its state, empty where there is none."""

    cohort: str
    assessment_id: str = ""
    state: str = ""
    decided_at: str = ""
    released_at: str = ""
    label: str = ""
    certifies: bool = False


_LED = """
select p.id, c.name, r.assessment_id, r.state, r.decided_at, r.released_at, r.label, r.certifies from cohort c
join portfolio p on p.programme = c.programme and p.cohort = c.name
left join result r on r.portfolio_id = p.id
"""


def led_portfolios(db: Database) -> dict[str, Leading]:
    """Return every portfolio that belongs to a cohort which somebody leads here."""
    return {id_: _leading(*told) for id_, *told in db.execute(_LED)}


def leading_of(db: Database, portfolio_id: str) -> Leading | None:
    """Return what a cohort says about one portfolio, or None where no cohort is led that it belongs to."""
    found = db.execute(f"{_LED} where p.id = ?", [portfolio_id]).fetchone()
    return _leading(*found[1:]) if found else None


def _leading(*told: str | int | None) -> Leading:
    cohort, assessment_id, state, decided_at, released_at, label = (str(each or "") for each in told[:-1])
    return Leading(cohort, assessment_id, state, decided_at, released_at, label, bool(told[-1]))


def standing_serials(db: Database, cohort_id: str) -> dict[str, str]:
    """Return the numbers of certificates that stand for the results of a cohort, by portfolio."""
    sql = """
        select a.portfolio_id, c.serial from certificate c join assessment a on a.id = c.assessment_id
        join result r on r.portfolio_id = a.portfolio_id
        where r.cohort_id = ? and c.state = 'active' order by c.issued_at
    """
    return dict(db.execute(sql, [cohort_id]).fetchall())


def attempt_row(portfolio_id: str, earlier_id: str, at: datetime) -> Row:
    """Return the row that says which portfolio a new attempt follows."""
    return {"portfolio_id": portfolio_id, "earlier_id": earlier_id, "at": at.isoformat()}


def earlier_attempts(db: Database) -> dict[str, str]:
    """Return for every portfolio that is a new attempt the one that it follows."""
    return dict(db.execute("select portfolio_id, earlier_id from attempt").fetchall())


def _kept(row: dict[str, Any]) -> KeptResult:
    body = json.loads(row["body"])
    return KeptResult(
        portfolio_id=row["portfolio_id"],
        cohort_id=row["cohort_id"],
        assessment_id=row["assessment_id"],
        state=ResultState(row["state"]),
        outcome=row["outcome"],
        label=row["label"],
        certifies=bool(row["certifies"]),
        score=None if row["score"] is None else Fraction(row["score"]),
        decided_at=datetime.fromisoformat(row["decided_at"]),
        decided_by=row["decided_by"],
        since=datetime.fromisoformat(row["since"]),
        released_at=datetime.fromisoformat(row["released_at"]) if row["released_at"] else None,
        reason=row["reason"],
        marks={id_: mark_from_plain(mark) for id_, mark in body["marks"].items()},
        averaged=tuple(body["averaged"]),
        banked=tuple(body["banked"]),
        assessors=tuple(body["assessors"]),
        would_be=body["would_be"],
        detail=body["detail"],
    )
