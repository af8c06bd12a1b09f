"""Who changed what, when, from what to what: the audit trail, and the source of undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from certdesk.core.plain import canonical, digest
from certdesk.store.ids import new_id
from certdesk.store.records import RowChange, whole_text

UNDO, REDO = "undo", "redo"
SIGNED = "assessment.signed"
PUBLISHED = "rubric.published"
RECEIVED, TAKEN_BACK, HANDED_OVER, DECIDED = (
    "package.received",
    "package.taken_back",
    "package.handed_over",
    "clash.decided",
)

# What these change was said elsewhere: its numbers stand in its statements, not in this journal.
FROM_OTHERS = frozenset({RECEIVED, TAKEN_BACK, HANDED_OVER})

# What is a formal act or somebody else's record stays: it is followed by a new act, never taken back.
PERMANENT = frozenset(
    {
        "person.made",
        "person.certified",
        "rubric.loaded",
        PUBLISHED,
        "bank.loaded",
        "assessment.begun",
        "conflict.declared",
        "assessment.signed",
        "assessment.reopened",
        "report.countersigned",
        "letter.signed",
        "certificate.issued",
        "certificate.replaced",
        "certificate.withdrawn",
        "evidence.original_let_go",
        "evidence.purged",
        "exemplar.ended",
        "exemplar.withdrawn",
        "moderation.drawn",
        "practice.made",
        "purge.signed",
        "register.checkpoint",
        "register.recorded",
        "register.completed",
        "result.decided",
        "result.held",
        "result.let_go",
        "results.released",
        "result.released",
        "result.recalled",
        "results.handed_over",
        "attempt.linked",
        "appeal.opened",
        "appeal.moved",
        "appeal.checked",
        "appeal.decided",
        RECEIVED,
        TAKEN_BACK,
        HANDED_OVER,
        DECIDED,
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry. ``target`` is the entry that an undo or redo is about."""

    position: int
    id: str
    author: str
    at: str
    type: str
    subject: str
    target: str
    label: str
    changes: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be written: who does what to which subject, and the rows that change."""

    author: str
    at: datetime
    type: str
    subject: str
    label: str
    changes: tuple[RowChange, ...]
    target: str = ""


def write(db: Database, draft: Draft, epoch: str) -> str:
    """Append an entry to its author's chain and return its id. Call it inside the change's own transaction."""
    last = list(
        db.query(
            "select seq, hash from journal where author = ? and epoch = ? order by seq desc limit 1",
            [draft.author, epoch],
        )
    )
    body = canonical({"label": whole_text(draft.label), "changes": [change.to_plain() for change in draft.changes]})
    row: dict[str, str | int] = {
        "id": new_id(draft.at),
        "author": draft.author,
        "epoch": epoch,
        "seq": last[0]["seq"] + 1 if last else 1,
        "previous": last[0]["hash"] if last else "",
        "at": draft.at.isoformat(),
        "type": draft.type,
        "subject": draft.subject,
        "target": draft.target,
        "body": body,
    }
    db.table("journal").insert(row | {"hash": digest(canonical(row))})
    return str(row["id"])


def next_position(db: Database) -> int:
    """Return the position that the next entry will have. Call it inside a transaction."""
    return int(db.execute("select coalesce(max(position), 0) + 1 from journal").fetchone()[0])


def has_entry(db: Database, entry_id: str) -> bool:
    """Whether an entry arrived on disk."""
    return bool(list(db.query("select 1 from journal where id = ?", [entry_id])))


def label_of(db: Database, entry_id: str) -> str:
    """Return the words of one entry, or an empty text."""
    rows = list(db.query("select body from journal where id = ?", [entry_id]))
    return str(json.loads(rows[0]["body"])["label"]) if rows else ""


def newest_about(db: Database, subject: str) -> str:
    """Return the id of the newest entry about a subject, to tell later whether anything has changed since."""
    rows = list(db.query("select id from journal where subject = ? order by position desc limit 1", [subject]))
    return str(rows[0]["id"]) if rows else ""


def newest_time(db: Database, subject: str) -> datetime | None:
    """Return when something was last written down about a subject, by the clock of its author's desk."""
    rows = list(db.query("select at from journal where subject = ? order by position desc limit 1", [subject]))
    return datetime.fromisoformat(rows[0]["at"]) if rows else None


def entries(db: Database, *, newest_first: bool = False, subject: str = "", limit: int = -1) -> Iterator[Entry]:
    """Read the journal in order, all of it or what concerns one subject."""
    order = "desc" if newest_first else "asc"
    where = "where subject = :subject" if subject else ""
    sql = f"select * from journal {where} order by position {order} limit :limit"  # noqa: S608 - two fixed words
    for row in db.query(sql, {"subject": subject, "limit": limit}):
        yield _entry(row)


def next_to_undo(db: Database, author: str, subject: str = "") -> Entry | None:
    """Find the author's newest change that still stands and may be taken back."""
    cancelled: set[str] = set()
    closed: set[str] = set()
    for head in _own(db, author, subject):
        if head.type in {SIGNED, PUBLISHED}:
            # What was signed stays as it was, also after reopening: only what came later can be taken back.
            # A draft that was published is no draft any more, so nothing in it can be.
            closed.add(head.subject)
        if head.id in cancelled or head.subject in closed:
            continue
        if head.type in {UNDO, REDO}:
            # A redo cancels the undo it is about; an undo that still stands cancels its change.
            cancelled.add(head.target)
        elif head.type not in PERMANENT:
            return _whole(db, head)
    return None


def next_to_redo(db: Database, author: str, subject: str = "") -> Entry | None:
    """Find the author's newest undo that still stands, unless something new was done since."""
    cancelled: set[str] = set()
    for head in _own(db, author, subject):
        if head.id in cancelled:
            continue
        if head.type == REDO:
            cancelled.add(head.target)
        elif head.type == UNDO:
            return _whole(db, head)
        else:
            # Something new was done after every undo that is older: those can't be brought back any more.
            return None
    return None


@dataclass(frozen=True, slots=True)
class _Head:
    """An entry without its changes: a package that came in makes thousands of entries that nobody has to parse."""

    position: int
    id: str
    type: str
    subject: str
    target: str


def _own(db: Database, author: str, subject: str) -> Iterator[_Head]:
    where = "and subject = :subject" if subject else ""
    sql = "select position, id, type, subject, target from journal where author = :author"
    given = {"author": author, "subject": subject}
    for row in db.query(f"{sql} {where} order by position desc", given):
        yield _Head(**row)


def _whole(db: Database, head: _Head) -> Entry:
    return _entry(next(iter(db.query("select * from journal where position = ?", [head.position]))))


def _entry(row: dict[str, object]) -> Entry:
    body = json.loads(str(row["body"]))
    return Entry(
        position=int(str(row["position"])),
        id=str(row["id"]),
        author=str(row["author"]),
        at=str(row["at"]),
        type=str(row["type"]),
        subject=str(row["subject"]),
        target=str(row["target"]),
        label=body["label"],
        changes=tuple(RowChange.from_plain(plain) for plain in body["changes"]),
    )
