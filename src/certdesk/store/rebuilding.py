"""The proof that the recorded tables are a view of the journal: they can be made again from it alone."""

from __future__ import annotations

from sqlite_utils import Database

from certdesk.core.plain import canonical, digest
from certdesk.store import schema
from certdesk.store.connection import sqlite3
from certdesk.store.journal import entries
from certdesk.store.records import TABLES, Row, apply_change


def rebuild(db: Database) -> Database:
    """Make the recorded tables in memory from the journal of ``db``."""
    fresh = Database(sqlite3.connect(":memory:"), execute_plugins=False)
    schema.steps.apply(fresh)
    with fresh.atomic():
        for entry in entries(db):
            for change in entry.changes:
                apply_change(fresh, change)
    return fresh


def snapshot(db: Database) -> dict[str, list[Row]]:
    """Return every recorded row, sorted by key."""
    return {
        table: list(db.query(f"select * from {table} order by {', '.join(recorded.key)}"))  # noqa: S608 - fixed names
        for table, recorded in TABLES.items()
    }


def broken_links(db: Database) -> tuple[str, ...]:
    """Return the ids of journal entries whose hash or chain does not fit: somebody altered the file."""
    broken: list[str] = []
    last: dict[tuple[str, str], str] = {}
    for row in db.query("select * from journal order by position"):
        chain = (row["author"], row["epoch"])
        told = {name: row[name] for name in row if name not in {"hash", "signature", "position"}}
        if digest(canonical(told)) != row["hash"] or row["previous"] != last.get(chain, ""):
            broken.append(row["id"])
        last[chain] = row["hash"]
    return tuple(broken)
