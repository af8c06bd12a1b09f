"""The reports of intakes, kept on this desk so that they can be looked at and printed later."""

from __future__ import annotations

import json

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.intake_report import IntakeReport
from certdesk.core.plain import dumps, loads
from certdesk.core.words import _
from certdesk.store.workspace import Workspace

_MOST = 200
"""How many are kept; the oldest go first."""


def keep_report(workspace: Workspace, report: IntakeReport) -> None:
    """Keep the report of an intake. Raises StorageError."""
    row = {"id": report.id, "at": report.at.isoformat(), "body": dumps(report)}
    with workspace.local_change() as db:
        db.execute("insert or replace into intake_report (id, at, body) values (:id, :at, :body)", row)
        old = "select id from intake_report order by at desc, id desc limit -1 offset ?"
        db.execute(f"delete from intake_report where id in ({old})", [_MOST])  # noqa: S608 - fixed words


def load_report(db: Database, report_id: str) -> IntakeReport:
    """Read one report. Raises NotFoundError."""
    rows = list(db.query("select body from intake_report where id = ?", [report_id]))
    if not rows:
        raise NotFoundError(_("There is no report {id} of an intake here.").format(id=report_id))
    return loads(IntakeReport, rows[0]["body"])


def list_reports(db: Database, most: int = 20) -> tuple[tuple[str, str, str], ...]:
    """Return id, time (ISO 8601) and source of the newest reports, newest first."""
    rows = db.query("select id, at, body from intake_report order by at desc, id desc limit ?", [most])
    return tuple((row["id"], row["at"], json.loads(row["body"])["source"]) for row in rows)
