"""What was really on screen in an assessment: kept on this desk only, outside the journal, never handed on."""

from __future__ import annotations

from certdesk.core.coverage import Ranges
from certdesk.store.workspace import Workspace


def load_seen(workspace: Workspace, assessment_id: str) -> dict[str, Ranges]:
    """Return what was seen of each item of which anything was."""
    rows = workspace.db.query("select item_id, seen from coverage where assessment_id = ?", [assessment_id])
    return {row["item_id"]: Ranges.read(row["seen"]) for row in rows}


def load_seen_of_item(workspace: Workspace, assessment_id: str, item_id: str) -> Ranges:
    """Return what was seen of one item."""
    sql = "select seen from coverage where assessment_id = ? and item_id = ?"
    rows = list(workspace.db.query(sql, [assessment_id, item_id]))
    return Ranges.read(rows[0]["seen"]) if rows else Ranges()


def keep_seen(workspace: Workspace, assessment_id: str, item_id: str, seen: Ranges) -> None:
    """Replace what was seen of an item."""
    row = {"assessment_id": assessment_id, "item_id": item_id, "seen": str(seen), "at": workspace.clock().isoformat()}
    with workspace.local_change() as db:
        db.table("coverage").insert(row, pk=("assessment_id", "item_id"), replace=True)
