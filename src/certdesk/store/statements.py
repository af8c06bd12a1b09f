"""The statements that this desk counts, those it holds back, and the cards of their authors."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from certdesk.core.statements import Sealed, read_sealed
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement that counts here. ``arrived`` is the position of the journal entry with which it came."""

    sealed: Sealed
    rank: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Held:
    """A statement that does not count yet, or never will: why, and what it waits for."""

    text: str
    hash: str
    kind: str
    subject: str
    author: str
    code: str
    reason: str
    waits_for: str
    card: str
    package: str
    at: datetime


def statement_row(kept: Kept) -> Row:
    """Return the row of a statement."""
    sealed = kept.sealed
    return {
        "hash": sealed.hash,
        "kind": sealed.kind,
        "subject": sealed.subject,
        "author": sealed.author,
        "person": sealed.person,
        "epoch": sealed.epoch,
        "seq": sealed.seq,
        "rank": kept.rank,
        "arrived": kept.arrived,
        "clashing": int(_holds_clashes(sealed)),
        "body": sealed.text,
    }


def _holds_clashes(sealed: Sealed) -> bool:
    """Whether its author's desk had something undecided: then it holds several versions of a row."""
    rows = sealed.statement.rows if sealed.statement else ()
    return len({row.place for row in rows}) < len(rows)


def kept_about(db: Database, subjects: Collection[str]) -> dict[str, tuple[Kept, ...]]:
    """Read what was said about many subjects; those about which nothing was are missing."""
    sql = (
        "select subject, body, rank, arrived from statement"
        " where subject in (select value from json_each(?)) order by hash"
    )
    found: dict[str, list[Kept]] = defaultdict(list)
    for subject, body, rank, arrived in db.execute(sql, [json.dumps(sorted(set(subjects)))]).fetchall():
        found[subject].append(Kept(read_sealed(body), rank, arrived))
    return {subject: tuple(each) for subject, each in found.items()}


def are_kept(db: Database, hashes: Collection[str]) -> frozenset[str]:
    """Return which of these statements count here already."""
    sql = "select hash from statement where hash in (select value from json_each(?))"
    return frozenset(row[0] for row in db.execute(sql, [json.dumps(sorted(hashes))]).fetchall())


def subjects_stated(db: Database) -> tuple[str, ...]:
    """Return the ids of all records about which there is a statement here."""
    return tuple(row[0] for row in db.execute("select distinct subject from statement order by subject"))


def load_cards(db: Database, dids: Iterable[str] | None = None) -> dict[str, str]:
    """Read the cards of authors, all or those with these keys, as they travel."""
    rows = dict(db.execute("select did, body from card").fetchall())
    return rows if dids is None else {did: rows[did] for did in sorted(set(dids)) if did in rows}


def card_row(did: str, person: str, text: str) -> Row:
    """Return the row of a card."""
    return {"did": did, "person": person, "body": text}


def load_held(db: Database, *, package: str = "") -> tuple[Held, ...]:
    """Read what is held back, all of it or what came with one package, the oldest first."""
    where = "where package = :package" if package else ""
    sql = f"select * from held_statement {where} order by at, hash"  # noqa: S608 - fixed words
    return tuple(_held(row) for row in db.query(sql, {"package": package}))


def held_hashes(db: Database) -> frozenset[str]:
    """Return the hashes of everything that is held back."""
    return frozenset(str(row[0]) for row in db.execute("select distinct hash from held_statement").fetchall())


def put_held(db: Database, held: Held) -> None:
    """Hold a statement back, with the newest reason. Belongs into a transaction."""
    row = {
        "hash": held.hash,
        "kind": held.kind,
        "subject": held.subject,
        "author": held.author,
        "code": held.code,
        "reason": held.reason,
        "waits_for": held.waits_for,
        "body": held.text,
        "card": held.card,
        "package": held.package,
        "at": held.at.isoformat(),
    }
    names, places = ", ".join(row), ", ".join("?" * len(row))
    db.execute(f"insert or replace into held_statement ({names}) values ({places})", tuple(row.values()))  # noqa: S608


def drop_held(db: Database, hashes: Collection[str]) -> None:
    """Forget statements that were held back. Belongs into a transaction."""
    sql = "delete from held_statement where hash in (select value from json_each(?))"
    db.execute(sql, [json.dumps(sorted(hashes))])


def _held(row: dict[str, str]) -> Held:
    return Held(
        text=row["body"],
        hash=row["hash"],
        kind=row["kind"],
        subject=row["subject"],
        author=row["author"],
        code=row["code"],
        reason=row["reason"],
        waits_for=row["waits_for"],
        card=row["card"],
        package=row["package"],
        at=datetime.fromisoformat(row["at"]),
    )
