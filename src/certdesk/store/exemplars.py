"""The library of examples in the workspace."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from certdesk.core.annotations import Anchor
from certdesk.core.errors import NotFoundError
from certdesk.core.exemplars import Exemplar, ExemplarState
from certdesk.core.fields import exact_number
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.words import _
from certdesk.store.records import Row


def load_exemplars(db: Database) -> tuple[Exemplar, ...]:
    """Read every example and tombstone, the oldest first."""
    return tuple(_exemplar(row) for row in list(db.query("select * from exemplar order by added_at, id")))


def load_exemplar(db: Database, exemplar_id: str) -> Exemplar:
    """Read one. Raises NotFoundError."""
    rows = list(db.query("select * from exemplar where id = ?", [exemplar_id]))
    if not rows:
        text = _("There is no example {id} in this workspace.").format(id=exemplar_id)
        raise NotFoundError(text, _("See what there is: certdesk exemplars list."))
    return _exemplar(rows[0])


def exemplar_row(one: Exemplar) -> Row:
    """Return the row of an example."""
    return {
        "id": one.id,
        "portfolio_id": one.portfolio_id,
        "item_id": one.item_id,
        "criterion_id": one.criterion_id,
        "level": str(one.level),
        "anchor": canonical(to_plain(one.anchor)),
        "title": one.title,
        "note": one.note,
        "consent_id": one.consent_id,
        "state": one.state.value,
        "added_at": one.added_at.isoformat(),
        "withdrawn_at": one.ended_at.isoformat() if one.ended_at else None,
        "reason": one.reason,
    }


def _exemplar(row: dict[str, Any]) -> Exemplar:
    return Exemplar(
        id=row["id"],
        portfolio_id=row["portfolio_id"],
        item_id=row["item_id"],
        criterion_id=row["criterion_id"],
        level=exact_number(row["level"]),
        anchor=from_plain(Anchor, json.loads(row["anchor"])),  # type: ignore[arg-type]
        title=row["title"],
        note=row["note"],
        consent_id=row["consent_id"],
        state=ExemplarState(row["state"]),
        added_at=datetime.fromisoformat(row["added_at"]),
        ended_at=datetime.fromisoformat(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        reason=row["reason"],
    )
