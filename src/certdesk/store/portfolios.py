"""Portfolios and their evidence items."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import Candidate, Claim, EvidenceItem, Portfolio, RubricRef
from certdesk.core.words import _
from certdesk.store.records import Row


def load_portfolio(db: Database, portfolio_id: str) -> Portfolio:
    """Read one portfolio. Raises NotFoundError."""
    rows = list(db.query("select * from portfolio where id = ?", [portfolio_id]))
    if not rows:
        raise NotFoundError(_("There is no portfolio {id} in this workspace.").format(id=portfolio_id))
    return _portfolio(rows[0])


def load_portfolios(db: Database, portfolio_ids: Iterable[str]) -> tuple[Portfolio, ...]:
    """Read many portfolios in the order of their ids as given, each once. Raises NotFoundError."""
    wanted = list(dict.fromkeys(portfolio_ids))
    rows = db.query("select * from portfolio where id in (select value from json_each(?))", [json.dumps(wanted)])
    found = {row["id"]: _portfolio(row) for row in rows}
    return tuple(found.get(id_) or load_portfolio(db, id_) for id_ in wanted)


def find_portfolio(db: Database, code: str) -> Portfolio:
    """Find a portfolio by its code (or id), whatever the case. Raises NotFoundError."""
    rows = list(
        db.query(
            "select * from portfolio where lower(code) = lower(:code) or id = :code order by id desc", {"code": code}
        )
    )
    if not rows:
        text = _("There is no portfolio {code} in this workspace.").format(code=code)
        raise NotFoundError(text, _("“certdesk list” shows the portfolios that are there."))
    return _portfolio(rows[0])


def portfolios_on(db: Database, ref: RubricRef) -> tuple[Portfolio, ...]:
    """Read the portfolios that are assessed by a version of a rubric, in the order of their codes."""
    sql = "select * from portfolio where rubric_id = ? and rubric_version = ? order by code, id"
    return tuple(_portfolio(row) for row in db.query(sql, [ref.id, ref.version]))


def portfolios_by_code(db: Database) -> tuple[tuple[str, str], ...]:
    """Return id and code of every portfolio, in the order of their codes."""
    return tuple((row["id"], row["code"]) for row in db.query("select id, code from portfolio order by code, id"))


def load_items(db: Database, portfolio_id: str) -> tuple[EvidenceItem, ...]:
    """Read the evidence of a portfolio in its order."""
    rows = db.query("select * from item where portfolio_id = ? order by position", [portfolio_id])
    return tuple(_item(row) for row in rows)


def load_item(db: Database, item_id: str) -> EvidenceItem:
    """Read one evidence item. Raises NotFoundError."""
    rows = list(db.query("select * from item where id = ?", [item_id]))
    if not rows:
        raise NotFoundError(_("There is no evidence item {id} in this workspace.").format(id=item_id))
    return _item(rows[0])


def portfolio_row(portfolio: Portfolio) -> Row:
    """Return the row of a portfolio."""
    return {
        "id": portfolio.id,
        "code": portfolio.code,
        "title": portfolio.title,
        "candidate_name": portfolio.candidate.name,
        "candidate_school": portfolio.candidate.school,
        "candidate_language": portfolio.candidate.language,
        "programme": portfolio.programme,
        "cohort": portfolio.cohort,
        "rubric_id": portfolio.rubric.id,
        "rubric_version": portfolio.rubric.version,
        "received_on": portfolio.received_on.isoformat(),
        "due_on": portfolio.due_on.isoformat() if portfolio.due_on else None,
        "note": portfolio.note,
    }


def item_row(item: EvidenceItem) -> Row:
    """Return the row of an evidence item."""
    plain = {name: getattr(item, name) for name in EvidenceItem.__slots__ if name not in {"claims", "claim_places"}}
    return plain | {"claims": canonical(item.claims), "claim_places": canonical(to_plain(item.claim_places))}


def _portfolio(row: dict[str, str]) -> Portfolio:
    return Portfolio(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        candidate=Candidate(row["candidate_name"], row["candidate_school"], row["candidate_language"]),
        programme=row["programme"],
        cohort=row["cohort"],
        rubric=RubricRef(row["rubric_id"], row["rubric_version"]),
        received_on=date.fromisoformat(row["received_on"]),
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        note=row["note"],
    )


def _item(row: dict[str, object]) -> EvidenceItem:
    claims = tuple(json.loads(str(row["claims"])))
    places = tuple(from_plain(Claim, place) for place in json.loads(str(row["claim_places"])))
    return EvidenceItem(**(row | {"claims": claims, "claim_places": places}))  # type: ignore[arg-type]
