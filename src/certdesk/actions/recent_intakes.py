"""What came in lately, from the journal: so that nobody has to remember what the last evening brought."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from certdesk.store.workspace import Workspace

RECENT = timedelta(days=7)
_MOST = 3


@dataclass(frozen=True, slots=True)
class Intake:
    """One intake that stands in the journal: when, the codes that are still here, its files and those to look at."""

    at: datetime
    codes: tuple[str, ...]
    files: int
    to_look_at: int


def recent_intakes(workspace: Workspace) -> tuple[Intake, ...]:
    """Return the newest intakes of the last week, newest first; what was taken back again is left out."""
    since = workspace.clock() - RECENT
    here = {row["id"]: row["code"] for row in workspace.db.query("select id, code from portfolio")}
    sql = "select at, body from journal where type = 'portfolio.received' order by position desc limit ?"
    found = (_intake(row, here) for row in workspace.db.query(sql, [_MOST]))
    return tuple(intake for intake in found if intake.codes and intake.at >= since)


def _intake(row: dict[str, str], here: dict[str, str]) -> Intake:
    written = [(change["table"], change["after"]) for change in json.loads(row["body"])["changes"] if change["after"]]
    items = [after for table, after in written if table == "item"]
    # Of a portfolio that was updated often only items were written.
    ids = {after["id"] for table, after in written if table == "portfolio"} | {item["portfolio_id"] for item in items}
    codes = sorted(here[id_] for id_ in ids & here.keys())
    to_look_at = sum(bool(item.get("problem")) for item in items)
    return Intake(datetime.fromisoformat(row["at"]), tuple(codes), len(items), to_look_at)
