"""A lead's desk half a year after a cohort was released: real files, some of which are due to go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.building import Clock, open_workspace
from tests.support.cohorts import Made, Shape, put_cohort
from tests.support.desks import LEA, signer_of

from certdesk.core.cohorts import CohortState, ResultState
from certdesk.core.portfolio import Portfolio
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.results_of_cohorts import KeptResult, result_row
from certdesk.store.workspace import Workspace

RELEASED = datetime(2026, 12, 20, 12, tzinfo=UTC)
LATER = timedelta(days=28 + 180 + 1)


def put_file(workspace: Workspace, content: bytes) -> str:
    """Put a file into the vault and return its digest."""
    digest = hashlib.sha256(content).hexdigest()
    staged = workspace.staging / digest
    staged.write_bytes(content)
    workspace.vault.keep(staged, digest)
    return digest


def release(
    workspace: Workspace, made: Made, portfolios: Iterable[Portfolio], state: ResultState = ResultState.RELEASED
) -> None:
    """Enter results as if they had been released."""
    with workspace.recording("test", "test") as recording:
        for portfolio in portfolios:
            kept = KeptResult(
                portfolio.id, made.cohort.id, "a", state, "certified", "Certified", certifies=True, score=None,
                decided_at=RELEASED, decided_by="lea", since=RELEASED, released_at=RELEASED,
            )  # fmt: skip
            recording.put("result", result_row(kept))


def desk_later(folder: Path) -> tuple[Workspace, Made]:
    """Open a desk with three portfolios of two files, two of them released long ago."""
    clock = Clock(RELEASED + LATER)
    workspace = open_workspace(folder, person=signer_of(LEA).identity_id, clock=clock)
    made = put_cohort(workspace, Shape(candidates=3, state=CohortState.RELEASED))
    row = {"id": workspace.person, "name": LEA, "role": "lead", "fingerprint": "f", "made_at": str(RELEASED)}
    with workspace.local_change() as db:
        db.table("person").insert(row)
    for number, portfolio in enumerate(made.portfolios):
        item = load_items(workspace.db, portfolio.id)[0]
        digest = put_file(workspace, f"film {number}".encode())
        plan = replace(item, id=f"plan-{number}", position=1, digest=put_file(workspace, f"plan {number}".encode()),
                       evidence_type="lesson_plan", kind="document", file_name="plan.pdf")  # fmt: skip
        with workspace.recording("test", "test", subject=portfolio.id) as recording:
            recording.put("item", item_row(replace(item, digest=digest, size=6)))
            recording.put("item", item_row(replace(plan, size=6)))
    release(workspace, made, made.portfolios[:2])
    return workspace, made
