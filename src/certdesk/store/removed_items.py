"""Evidence items that the coordinator took out of a portfolio: they can be brought back, and no intake does so."""

from __future__ import annotations

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import dumps, loads
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.store.records import Row


def removed_items(db: Database, portfolio_id: str) -> tuple[EvidenceItem, ...]:
    """Read the items that were taken out of a portfolio, in the order that they had in it."""
    rows = db.query("select body from removed_item where portfolio_id = ?", [portfolio_id])
    return tuple(sorted((loads(EvidenceItem, row["body"]) for row in rows), key=lambda item: (item.position, item.id)))


def load_removed_item(db: Database, item_id: str) -> EvidenceItem:
    """Read one item that was taken out. Raises NotFoundError."""
    rows = list(db.query("select body from removed_item where id = ?", [item_id]))
    if not rows:
        raise NotFoundError(_("There is no evidence item {id} that was taken out.").format(id=item_id))
    return loads(EvidenceItem, rows[0]["body"])


def removed_item_row(item: EvidenceItem) -> Row:
    """Return the row of an item that is taken out."""
    return {"id": item.id, "portfolio_id": item.portfolio_id, "body": dumps(item)}
