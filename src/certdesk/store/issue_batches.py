"""Jobs that issue many documents, written down before the first is signed, so that what a crash leaves is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class IssueBatch:
    """One job: whose register it enters, who signs, and when it was begun."""

    id: str
    register: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One document of a job, by the id that it will have. ``body`` is what it is made from, as canonical JSON."""

    id: str
    assessment_id: str
    kind: str
    body: str


def enter_batch(db: Database, batch: IssueBatch, steps: tuple[StoredStep, ...]) -> None:
    """Write a job down. Call it inside `Workspace.local_change`."""
    db.execute(
        "insert into issue_batch (id, register, person, at) values (?, ?, ?, ?)",
        [batch.id, batch.register, batch.person, batch.at.isoformat()],
    )
    sql = "insert into issue_step (id, batch_id, position, assessment_id, kind, body) values (?, ?, ?, ?, ?, ?)"
    for place, step in enumerate(steps):
        db.execute(sql, [step.id, batch.id, place, step.assessment_id, step.kind, step.body])


def rewrite_steps(db: Database, steps: tuple[StoredStep, ...]) -> None:
    """Replace what some documents are made from. Call it inside `Workspace.local_change`."""
    for step in steps:
        db.execute("update issue_step set body = ? where id = ?", [step.body, step.id])


def load_batches(db: Database) -> tuple[IssueBatch, ...]:
    """Read the jobs that are not finished, oldest first."""
    return tuple(
        IssueBatch(row["id"], row["register"], row["person"], datetime.fromisoformat(row["at"]))
        for row in db.query("select * from issue_batch order by at, id")
    )


def load_steps(db: Database, batch_id: str) -> tuple[StoredStep, ...]:
    """Read the documents of a job that are not kept yet, in their order."""
    rows = db.query("select * from issue_step where batch_id = ? order by position", [batch_id])
    return tuple(_step(row) for row in rows)


def under_way(db: Database) -> frozenset[tuple[str, str]]:
    """Return assessment and kind of every document that an unfinished job is to make."""
    return frozenset((row["assessment_id"], row["kind"]) for row in db.query("select * from issue_step"))


def end_batch(db: Database, batch_id: str) -> None:
    """Forget a job with its steps. Call it inside `Workspace.local_change`."""
    db.execute("delete from issue_batch where id = ?", [batch_id])


def end_steps(db: Database, step_ids: tuple[str, ...]) -> None:
    """Forget documents that are kept now. Call it inside a change."""
    for each in step_ids:
        db.execute("delete from issue_step where id = ?", [each])


def _step(row: dict[str, Any]) -> StoredStep:
    return StoredStep(row["id"], row["assessment_id"], row["kind"], row["body"])
