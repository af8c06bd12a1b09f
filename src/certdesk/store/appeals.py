"""Appeals with everything that was done about them."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from certdesk.core.appeals import Appeal
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import dumps, loads
from certdesk.core.words import _
from certdesk.store.records import Row


def appeal_row(appeal: Appeal) -> Row:
    """Return the row of an appeal."""
    return {
        "id": appeal.id,
        "portfolio_id": appeal.portfolio_id,
        "ground": appeal.ground.value,
        "opened_on": appeal.opened_on.isoformat(),
        "stage": appeal.stage.value,
        "due_on": appeal.due_on.isoformat(),
        "state": appeal.state.value,
        "body": dumps(appeal),
    }


def load_appeals(db: Database, portfolio_id: str = "") -> tuple[Appeal, ...]:
    """Read the appeals of a portfolio, or all there are, the oldest first."""
    where = "where portfolio_id = :portfolio" if portfolio_id else ""
    sql = f"select body from appeal {where} order by opened_on, id"  # noqa: S608 - fixed words
    return tuple(_appeal(row) for row in db.query(sql, {"portfolio": portfolio_id}))


def load_appeal(db: Database, appeal_id: str) -> Appeal:
    """Read one appeal. Raises NotFoundError."""
    for row in db.query("select body from appeal where id = ?", [appeal_id]):
        return _appeal(row)
    raise NotFoundError(_("There is no such appeal here."), _("See which there are: certdesk appeal list"))


def _appeal(row: dict[str, Any]) -> Appeal:
    return loads(Appeal, row["body"])
