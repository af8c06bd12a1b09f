"""Results of a made-up cohort, put into the table as if they had been decided and released."""

from __future__ import annotations

from datetime import timedelta

from tests.support.building import START
from tests.support.cohorts import Made, mean_of, shipped_rubric

from certdesk.core.cohorts import ResultState
from certdesk.core.decision import decide
from certdesk.core.marks import mark_to_plain
from certdesk.core.plain import canonical
from certdesk.core.rubric import Rubric
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace


def put_results(
    workspace: Workspace, made: Made, state: ResultState = ResultState.RELEASED, rubric: Rubric | None = None
) -> None:
    """Decide every portfolio of a cohort by its first marks, and enter the results."""
    rubric = rubric or shipped_rubric()
    rows = [_row(made, rubric, portfolio.id, state) for portfolio in made.portfolios if portfolio.id in made.first]
    names = ", ".join(rows[0])
    with workspace.local_change() as db:
        db.conn.executemany(
            f"insert into result ({names}) values ({', '.join('?' * len(rows[0]))})",  # noqa: S608 - our own names
            [tuple(row.values()) for row in rows],
        )


def _row(made: Made, rubric: Rubric, portfolio_id: str, state: ResultState) -> Row:
    first = made.first[portfolio_id]
    decision = decide(rubric, first.marks)
    body = {"marks": {id_: mark_to_plain(mark) for id_, mark in first.marks.items()}}
    empty = {"averaged": [], "banked": [], "assessors": [first.assessor_id], "would_be": "", "detail": ""}
    return {
        "portfolio_id": portfolio_id,
        "cohort_id": made.cohort.id,
        "assessment_id": first.id,
        "state": state.value,
        "outcome": decision.outcome,
        "label": decision.label,
        "certifies": int(decision.certifies),
        "score": str(mean_of(rubric, first.marks)),
        "decided_at": START.isoformat(),
        "decided_by": "person-lead",
        "released_at": (START + timedelta(days=1)).isoformat() if state is ResultState.RELEASED else None,
        "since": START.isoformat(),
        "reason": "",
        "body": canonical(body | empty),
    }
