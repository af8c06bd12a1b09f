"""Where somebody left off: kept on this desk only, outside the journal, and restored at the next start."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from certdesk.core.plain import canonical
from certdesk.store.records import writable
from certdesk.store.workspace import Workspace


def remember_place(workspace: Workspace, subject: str, place: dict[str, Any]) -> None:
    """Remember what is on screen for a subject (``window``, or an assessment's id)."""
    with workspace.local_change() as db:
        db.table("place").insert(
            writable({"subject": subject, "body": canonical(place), "at": workspace.clock().isoformat()}),
            pk="subject",
            replace=True,
        )


def recall_place(workspace: Workspace, subject: str) -> dict[str, Any]:
    """Return what was remembered, or an empty dict."""
    rows = list(workspace.db.query("select body from place where subject = ?", [subject]))
    return json.loads(rows[0]["body"]) if rows else {}


def place_time(workspace: Workspace, subject: str) -> datetime | None:
    """Return when the place was remembered."""
    rows = list(workspace.db.query("select at from place where subject = ?", [subject]))
    return datetime.fromisoformat(rows[0]["at"]) if rows else None


def keep_draft(workspace: Workspace, assessment_id: str, field: str, text: str | None) -> None:
    """Keep a half-typed text (``field`` such as ``T4/strength``); None when it has been committed."""
    with workspace.local_change() as db:
        if text is None:
            db.execute("delete from draft where assessment_id = ? and field = ?", [assessment_id, field])
        else:
            row = writable({"assessment_id": assessment_id, "field": field, "text": text})
            db.table("draft").insert(row, pk=("assessment_id", "field"), replace=True)


def drafts(workspace: Workspace, assessment_id: str) -> dict[str, str]:
    """Return the half-typed texts of an assessment by field."""
    rows = workspace.db.query("select field, text from draft where assessment_id = ?", [assessment_id])
    return {row["field"]: row["text"] for row in rows}


def add_time(workspace: Workspace, assessment_id: str, seconds: int) -> None:
    """Add to the time that was spent on an assessment."""
    with workspace.local_change() as db:
        db.execute(
            "insert into time_spent values (?, ?)"
            " on conflict (assessment_id) do update set seconds = seconds + excluded.seconds",
            [assessment_id, seconds],
        )


def time_spent(workspace: Workspace, assessment_id: str) -> int:
    """Return the seconds spent on an assessment on this desk."""
    rows = list(workspace.db.query("select seconds from time_spent where assessment_id = ?", [assessment_id]))
    return rows[0]["seconds"] if rows else 0
