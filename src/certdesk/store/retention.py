"""What is to be kept until when, as stored: legal holds, receipts of purges, and what is gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.retention import LegalHold
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An evidence item as the clock sees it; ``result_state`` and ``released_at`` are empty where nothing was decided.

    ``removed`` says that a coordinator took it out of the portfolio; its file is kept all the same.
    """

    item_id: str
    portfolio_id: str
    code: str
    cohort_id: str
    evidence_type: str
    kind: str
    title: str
    digest: str
    size: int
    result_state: str
    released_at: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A signed receipt of a purge; ``body`` is canonical JSON, ``signature`` base64 over it."""

    id: str
    at: str
    body: str
    signature: str


_ITEMS = """
with held as (
    select id, portfolio_id, evidence_type, kind, title, digest, size, 0 as removed from item
    union all
    select id, portfolio_id, body ->> '$.item.evidence_type', body ->> '$.item.kind', body ->> '$.item.title',
           body ->> '$.item.digest', body ->> '$.item.size', 1 from removed_item
)
select h.id as item_id, h.portfolio_id, p.code, coalesce(r.cohort_id, c.id, '') as cohort_id, h.evidence_type, h.kind,
       h.title, h.digest, h.size, coalesce(r.state, '') as result_state, coalesce(r.released_at, '') as released_at,
       h.removed
from held h join portfolio p on p.id = h.portfolio_id
left join result r on r.portfolio_id = p.id
left join cohort c on c.programme = p.programme and c.name = p.cohort
where h.id not in (select item_id from purged_item)
order by p.code, h.removed, h.id
"""


def stored_items(db: Database) -> tuple[StoredItem, ...]:
    """Read every evidence item whose files were not purged, with what became of its portfolio."""
    return tuple(StoredItem(**(row | {"removed": bool(row["removed"])})) for row in db.query(_ITEMS))


def exemplar_items(db: Database) -> frozenset[str]:
    """Return the items that stand in the library of exemplars."""
    return frozenset(row["item_id"] for row in db.query("select item_id from exemplar where withdrawn_at is null"))


def copies_of_items(db: Database, item_ids: Iterable[str]) -> tuple[tuple[str, str, int], ...]:
    """Return item, digest and size of every kept copy of these items: originals of mended ones, masked ones."""
    sql = (
        "select item_id, digest, size from item_copy where item_id in (select value from json_each(?)) and digest <> ''"
    )
    rows = db.query(sql, [json.dumps(list(item_ids))])
    return tuple((row["item_id"], row["digest"], int(row["size"])) for row in rows)


def stills_of_items(db: Database, item_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return item and digest of every still picture that was taken of these items as evidence."""
    sql = (
        "select item_id, anchor ->> '$.still' as still from annotation"
        " where item_id in (select value from json_each(?)) and anchor ->> '$.still' is not null"
    )
    return tuple((row["item_id"], row["still"]) for row in db.query(sql, [json.dumps(list(item_ids))]) if row["still"])


def digests_of_items(db: Database, item_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return id and digest of items, also of those that were taken out of their portfolio."""
    sql = (
        "select id, digest from item where id in (select value from json_each(:ids)) union all"
        " select id, body ->> '$.item.digest' from removed_item where id in (select value from json_each(:ids))"
    )
    return tuple((str(id_), str(digest)) for id_, digest in db.execute(sql, {"ids": json.dumps(list(item_ids))}))


def digests_needed_besides(db: Database, item_ids: Iterable[str]) -> frozenset[str]:
    """Return the digests of files that other items than these still need."""
    sql = """
    with gone as (select value as id from json_each(:ids) union select item_id from purged_item)
    select digest from item where id not in gone
    union select digest from item_copy where discarded = 0 and item_id not in gone
    union select anchor ->> '$.still' from annotation where item_id not in gone
    union select body ->> '$.item.digest' from removed_item where id not in gone
    """
    rows = db.query(sql, {"ids": json.dumps(list(item_ids))})
    return frozenset(row["digest"] for row in rows if row["digest"])


def purged_digests(db: Database) -> frozenset[str]:
    """Return the digests of all files that were purged and that nothing else needs."""
    gone = {row["digest"] for row in db.query("select digest from purged_item")}
    return frozenset(gone - digests_needed_besides(db, ())) if gone else frozenset()


def purged_items(db: Database, portfolio_id: str = "") -> frozenset[str]:
    """Return the items whose files were purged, of one portfolio or of all."""
    sql = "select item_id from purged_item"
    if portfolio_id:
        sql += " where item_id in (select id from item where portfolio_id = ?)"
    return frozenset(row["item_id"] for row in db.query(sql, [portfolio_id] if portfolio_id else []))


def forget_words(db: Database, digests: Iterable[str]) -> None:
    """Delete what was read out of files for searching and for preflight."""
    wanted = json.dumps(list(digests))
    for table in ("searched_text", "searched", "preflight_look"):
        sql = f"delete from {table} where digest in (select value from json_each(?))"  # noqa: S608 - our own names
        db.execute(sql, [wanted])


def has_directing_person(db: Database) -> bool:
    """Say whether somebody here leads or coordinates."""
    return any(db.execute("select 1 from person where role in ('lead', 'coordinator') limit 1"))


def list_holds(db: Database) -> tuple[LegalHold, ...]:
    """Read all legal holds, the oldest first."""
    return tuple(_hold(row) for row in db.query("select * from legal_hold order by since, id"))


def load_hold(db: Database, hold_id: str) -> LegalHold:
    """Read one legal hold by its id, or the beginning of it. Raises NotFoundError."""
    found = [hold for hold in list_holds(db) if hold.id == hold_id] or [
        hold for hold in list_holds(db) if hold_id and hold.id.endswith(hold_id)
    ]
    if len(found) != 1:
        raise NotFoundError(
            _("There is no legal hold {id}.").format(id=hold_id), _("“certdesk retention holds” lists them.")
        )
    return found[0]


def hold_row(hold: LegalHold) -> Row:
    """Return the row of a legal hold."""
    return {
        "id": hold.id,
        "subject": hold.subject,
        "reason": hold.reason,
        "since": hold.since.isoformat(),
        "until": hold.until.isoformat() if hold.until else None,
        "ended_at": hold.ended_on.isoformat() if hold.ended_on else None,
    }


def list_receipts(db: Database) -> tuple[StoredReceipt, ...]:
    """Read all receipts of purges, the newest first."""
    return tuple(StoredReceipt(**row) for row in db.query("select * from purge_receipt order by at desc, id desc"))


def receipt_row(receipt: StoredReceipt) -> Row:
    """Return the row of a receipt."""
    return {"id": receipt.id, "at": receipt.at, "body": receipt.body, "signature": receipt.signature}


def _hold(row: Mapping[str, str | None]) -> LegalHold:
    return LegalHold(
        id=str(row["id"]),
        subject=str(row["subject"]),
        reason=str(row["reason"]),
        since=date.fromisoformat(str(row["since"])),
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        ended_on=date.fromisoformat(row["ended_at"]) if row["ended_at"] else None,
    )
