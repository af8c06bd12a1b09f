"""Cohorts whose results are released, with documents, so that they can be handed over or written back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from tests.support.building import START
from tests.support.cohorts import Made, Shape, put_cohort
from tests.support.desks import LEA, DeskOf, desk

from certdesk.actions.deciding_results import decide_results
from certdesk.actions.issuing import REPORT
from certdesk.core.cohorts import ResultState
from certdesk.core.rubric import Rubric
from certdesk.store.assessments import SignedDocument, document_row
from certdesk.store.results_of_cohorts import load_results, result_row
from certdesk.store.workspace import Workspace


def released_desk(folder: Path, shape: Shape | None = None, rubric: Rubric | None = None) -> tuple[DeskOf, Made]:
    """A lead's desk with a cohort of which everything that is settled is released."""
    lea = desk(folder, LEA, rubric=False)
    made = put_cohort(lea.workspace, shape or Shape(candidates=12, double=0.4), rubric)
    release_all(lea.workspace, made)
    return lea, made


def release_all(workspace: Workspace, made: Made, but: Collection[str] = ()) -> tuple[str, ...]:
    """Decide, and set what is decided to released, as if moderation were closed. Returns the portfolios."""
    decide_results(workspace, made.cohort)
    found = []
    with workspace.recording("results.released", "released", subject=made.cohort.id) as recording:
        for kept in load_results(workspace.db, made.cohort.id).values():
            if kept.outcome and kept.portfolio_id not in but:
                released = replace(kept, state=ResultState.RELEASED, released_at=START)
                recording.put("result", result_row(released))
                found.append(kept.portfolio_id)
    return tuple(found)


def put_report(workspace: Workspace, portfolio_id: str, content: bytes) -> SignedDocument:
    """File a document as the report of a portfolio's result."""
    (assessment,) = workspace.db.execute(
        "select assessment_id from result where portfolio_id = ?", [portfolio_id]
    ).fetchone()
    name = f"{sha256(portfolio_id.encode()).hexdigest()[:12]}.pdf"
    workspace.documents.mkdir(exist_ok=True)
    (workspace.documents / name).write_bytes(content)
    document = SignedDocument(
        f"document-{portfolio_id}", assessment, REPORT, name, sha256(content).hexdigest(), "", START
    )
    with workspace.recording("report.signed", "report", subject=assessment) as recording:
        recording.put("document", document_row(document))
    return document
