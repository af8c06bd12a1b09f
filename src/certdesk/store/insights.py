"""What somebody changed in the catalogue of professional development; what the program brings along is in no table."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from certdesk.core.catalogue import Meant, Offer
from certdesk.core.plain import canonical
from certdesk.store.records import Row


def load_offers(db: Database) -> tuple[Offer, ...]:
    """Read the offers that were added, changed or retired here, by id."""
    return tuple(_offer(row) for row in list(db.query("select * from development_offer order by id")))


def offer_row(offer: Offer) -> Row:
    """Return the row of an offer."""
    return {
        "id": offer.id,
        "title": offer.title,
        "criteria": canonical([[one.rubric, one.criterion] for one in offer.criteria]),
        "length": offer.length,
        "form": offer.form,
        "language": offer.language,
        "where_found": offer.where_found,
        "note": offer.note,
        "offline": int(offer.offline),
        "active": int(offer.active),
    }


def count_members(db: Database, programme: str, cohort: str) -> int:
    """Return how many portfolios belong to a cohort."""
    sql = "select count(*) from portfolio where programme = ? and cohort = ?"
    return int(db.execute(sql, [programme, cohort]).fetchone()[0])


def _offer(row: dict[str, Any]) -> Offer:
    return Offer(
        id=row["id"],
        title=row["title"],
        criteria=tuple(Meant(rubric, criterion) for rubric, criterion in json.loads(row["criteria"])),
        length=row["length"],
        form=row["form"],
        language=row["language"],
        where_found=row["where_found"],
        note=row["note"],
        offline=bool(row["offline"]),
        active=bool(row["active"]),
    )
