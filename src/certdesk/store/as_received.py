"""What a portfolio or item was like when it came in: only so can a later version be told from what was edited here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from certdesk.core.plain import canonical
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class AsReceived:
    """A portfolio or item as its source described it; ``digest`` and ``size`` are those of an item's bytes then."""

    subject: str
    portfolio_id: str
    fields: Mapping[str, Any]
    digest: str = ""
    size: int = 0


def as_received_row(one: AsReceived) -> Row:
    """Return the row of what came in."""
    body = canonical({"fields": dict(one.fields), "digest": one.digest, "size": one.size})
    return {"subject": one.subject, "portfolio_id": one.portfolio_id, "body": body}


def load_as_received(db: Database, portfolio_id: str = "") -> Mapping[str, AsReceived]:
    """Read what came in, by subject: of one portfolio with its items, or of all."""
    where = "where portfolio_id = ?" if portfolio_id else ""
    sql = f"select * from as_received {where}"  # noqa: S608 - one fixed word
    rows = db.query(sql, [portfolio_id] if portfolio_id else [])
    return {row["subject"]: AsReceived(row["subject"], row["portfolio_id"], **json.loads(row["body"])) for row in rows}
