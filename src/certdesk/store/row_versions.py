"""Which journal entry made each row what somebody on this desk left it as: worked out from the journal alone.

The tables ``row_version`` and ``desk_span`` belong to this desk and can be made again. Each entry of the journal is
read once; what came in from others has its numbers in its statements, so those entries are only counted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from certdesk.core.plain import canonical
from certdesk.store.journal import FROM_OTHERS
from certdesk.store.records import TABLES

OWNERS = {
    "portfolio": "id",
    "item": "portfolio_id",
    "consent": "portfolio_id",
    "item_copy": "item_id",
    "item_day": "item_id",
    "external_id": "subject",
    "assessment": "id",
    "mark": "assessment_id",
    "feedback": "assessment_id",
    "annotation": "assessment_id",
    "document": "assessment_id",
    "rubric": "id",
    "task": "id",
}
"""The tables that statements are made of, with the column that says what a row hangs on."""

SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class LastChange:
    """A row as somebody last changed it here. ``row`` is canonical JSON or None; ``born_by`` who made it first here.

    ``born_by`` is empty where the row came from elsewhere.
    """

    table: str
    key: str
    owner: str
    epoch: str
    position: int
    at: str
    born_by: str
    author: str
    row: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """The entries of the journal that were written under one epoch: the positions of the first and the last."""

    epoch: str
    first: int
    last: int


def catch_up(db: Database) -> None:
    """Read what came to the journal since the last time. Call it outside of a transaction."""
    done = _until(db)
    newest = db.execute("select max(position) from journal").fetchone()[0] or 0
    if newest <= done:
        return
    with db.atomic():
        _read_entries(db, done)
        db.execute(
            "insert into desk values ('versions_until', ?) on conflict (key) do update set value = excluded.value",
            [str(newest)],
        )


def spans(db: Database) -> tuple[Span, ...]:
    """Return the epochs under which this desk has written, in their order."""
    rows = db.execute("select epoch, first, last from desk_span order by first").fetchall()
    return tuple(Span(*row) for row in rows)


def changes_about(db: Database, owners: Collection[str]) -> tuple[LastChange, ...]:
    """Return the last change of each row that hangs on one of the owners, as far as it was made on this desk."""
    sql = (
        "select tbl, row_key, owner, epoch, position, at, born_by, author, row from row_version"
        " where owner in (select value from json_each(?)) order by tbl, row_key"
    )
    return tuple(LastChange(*row) for row in db.execute(sql, [json.dumps(sorted(owners))]).fetchall())


def items_ever(db: Database, portfolio_id: str) -> frozenset[str]:
    """Return the ids of the items that a portfolio has or had here."""
    keys = db.execute(
        "select row_key from row_version where tbl = 'item' and owner = ?"
        " union select json_object('id', id) from item where portfolio_id = ?",
        [portfolio_id, portfolio_id],
    ).fetchall()
    return frozenset(str(json.loads(key[0])["id"]) for key in keys)


def _until(db: Database) -> int:
    found = db.execute("select value from desk where key = 'versions_until'").fetchone()
    return int(found[0]) if found else 0


def _read_entries(db: Database, done: int) -> None:
    skipped = json.dumps(sorted(FROM_OTHERS))
    sql = (
        "select position, epoch, author, at,"
        " case when type in (select value from json_each(?)) then '' else body end"
        " from journal where position > ? order by position"
    )
    seen: dict[str, tuple[int, int]] = {}
    cursor = db.execute(sql, [skipped, done])
    for position, epoch, author, at, body in cursor.fetchall():
        seen[epoch] = (seen.get(epoch, (position, position))[0], position)
        if body:
            _put_all(db, json.loads(body)["changes"], (epoch, position, at, author))
    for epoch, (first, last) in seen.items():
        db.execute(
            "insert into desk_span values (?, ?, ?) on conflict (epoch) do update set last = excluded.last",
            [epoch, first, last],
        )


def _put_all(db: Database, changes: Iterable[dict[str, Any]], entry: tuple[str, int, str, str]) -> None:
    rows = [_version(change, entry) for change in changes if change["table"] in OWNERS]
    rows += [_settled(change["after"], entry) for change in changes if _is_choice(change)]
    db.conn.executemany(_PUT, rows)


_PUT = """
insert into row_version values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (tbl, row_key) do update set
    epoch = excluded.epoch, position = excluded.position, at = excluded.at, author = excluded.author,
    row = excluded.row
"""


def _version(change: dict[str, Any], entry: tuple[str, int, str, str]) -> tuple[Any, ...]:
    epoch, position, at, author = entry
    table, before, after = change["table"], change["before"], change["after"]
    key = canonical({column: str(change["key"][column]) for column in TABLES[table].key})
    owner = str((after or before)[OWNERS[table]])
    born_by = author if before is None else ""
    row = None if after is None else canonical(after)
    return table, key, owner, epoch, position, at, born_by, author, row


def _is_choice(change: dict[str, Any]) -> bool:
    """Whether somebody chose a value, rather than saying that nothing is left to choose."""
    return bool(change["table"] == SETTLED and change["after"] and change["after"]["tbl"])


def _settled(row: dict[str, Any], entry: tuple[str, int, str, str]) -> tuple[Any, ...]:
    """Read that a clash was decided: the value is somebody's choice from now on, also where it stood there before."""
    epoch, position, at, author = entry
    decided = None if row["row"] == "null" else row["row"]
    table, key = row["tbl"], row["row_key"]
    fields = json.loads(key) | (json.loads(decided) if decided else {})
    owner = str(fields.get(OWNERS[table], row["subject"]))
    return table, key, owner, epoch, position, at, "", author, decided
