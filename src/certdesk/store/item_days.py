"""On which day an evidence item was made, where somebody knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlite_utils import Database

from certdesk.store.records import Row


def item_days(db: Database, portfolio_id: str) -> Mapping[str, date]:
    """Read the days of a portfolio's items, by item id; items without one are missing."""
    sql = "select d.item_id, d.made_on from item_day d join item i on i.id = d.item_id where i.portfolio_id = ?"
    return {row["item_id"]: date.fromisoformat(row["made_on"]) for row in db.query(sql, [portfolio_id])}


def item_day_row(item_id: str, day: date) -> Row:
    """Return the row of one item's day."""
    return {"item_id": item_id, "made_on": day.isoformat()}
