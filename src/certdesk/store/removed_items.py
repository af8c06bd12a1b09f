"""Evidence items that the coordinator took out of a portfolio: they can be brought back, and no intake does so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """An item that was taken out, with the rows of its copies."""

    item: EvidenceItem
    copies: tuple[Row, ...] = ()


def removed_items(db: Database, portfolio_id: str) -> tuple[EvidenceItem, ...]:
    """Read the items that were taken out of a portfolio, in the order that they had in it."""
    rows = db.query("select body from removed_item where portfolio_id = ?", [portfolio_id])
    return tuple(sorted((_read(row["body"]).item for row in rows), key=lambda item: (item.position, item.id)))


def all_removed_items(db: Database) -> Mapping[str, tuple[EvidenceItem, ...]]:
    """Read the items that were taken out of all portfolios, by portfolio."""
    found: dict[str, list[EvidenceItem]] = defaultdict(list)
    for row in db.query("select portfolio_id, body from removed_item order by id"):
        found[row["portfolio_id"]].append(_read(row["body"]).item)
    return {portfolio_id: tuple(items) for portfolio_id, items in found.items()}


def load_removed_item(db: Database, item_id: str) -> RemovedItem:
    """Read one item that was taken out. Raises NotFoundError."""
    rows = list(db.query("select body from removed_item where id = ?", [item_id]))
    if not rows:
        raise NotFoundError(_("There is no evidence item {id} that was taken out.").format(id=item_id))
    return _read(rows[0]["body"])


def removed_item_row(removed: RemovedItem) -> Row:
    """Return the row of an item that is taken out."""
    body = {"item": to_plain(removed.item), "copies": list(removed.copies)}
    return {"id": removed.item.id, "portfolio_id": removed.item.portfolio_id, "body": canonical(body)}


def _read(body: str) -> RemovedItem:
    plain = json.loads(body)
    return RemovedItem(from_plain(EvidenceItem, plain["item"]), tuple(plain["copies"]))
