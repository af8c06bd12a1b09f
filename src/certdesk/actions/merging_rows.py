"""What has to change in the tables so that they show a record as it was merged."""

from __future__ import annotations

import json
from collections.abc import Mapping

from certdesk.actions.record_state import Record
from certdesk.core.statements import Place, Row
from certdesk.store.records import RowChange
from certdesk.store.statement_rows import TABLES_OF, Columns, shaped
from certdesk.store.vault import is_whole
from certdesk.store.workspace import Workspace


def changes_between(workspace: Workspace, before: Record, rows: Mapping[Place, Row]) -> tuple[RowChange, ...]:
    """Return what has to change in the tables so that they show these rows of a record.

    What is still pointed at here stays, and a report is listed when its file is here.
    """
    found = []
    for place in sorted(set(rows) | set(before.rows)):
        here, after = before.rows.get(place), rows.get(place)
        if place[0] not in TABLES_OF[before.kind] or here == after:
            continue
        if rows and after is None and place[0] == "item" and _is_pointed_at(workspace, str(before.rows[place]["id"])):
            continue
        if after is not None and place[0] == "document" and not _is_file(workspace, after):
            continue
        old, new = (None if row is None else dict(row) for row in (here, after))
        found.append(RowChange(place[0], dict(json.loads(place[1])), old, new))
    return tuple(found)


def standing_rows(record: Record, columns: Mapping[str, Columns]) -> dict[Place, Row]:
    """Return the rows that a record comes to, as the tables here have them."""
    if record.merged is None:
        here = {place: local.version.row for place, local in record.local.rows.items()}
        return {place: row for place, row in here.items() if row is not None}
    found: dict[Place, Row] = {}
    for place, row in record.merged.rows.items():
        if place[0] not in TABLES_OF[record.kind] or row is None:
            continue
        found[place] = shaped(columns[place[0]], place[0], row)
    return found


def _is_pointed_at(workspace: Workspace, item_id: str) -> bool:
    """Whether an annotation here points at an item that its writer has removed."""
    sql = "select 1 from annotation where item_id = ? limit 1"
    return workspace.db.execute(sql, [item_id]).fetchone() is not None


def _is_file(workspace: Workspace, document: Row) -> bool:
    try:
        return is_whole(workspace.documents / str(document["file_name"]), str(document["digest"]))
    except OSError:
        return False  # what can't be read is not listed; it is looked at again when something comes
