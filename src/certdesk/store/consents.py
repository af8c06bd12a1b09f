"""The register of consent: who may be seen in the evidence of a portfolio."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from sqlite_utils import Database

from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical
from certdesk.core.words import _
from certdesk.store.records import Row


def load_consents(db: Database, portfolio_id: str) -> tuple[Consent, ...]:
    """Read the records of a portfolio, in the order in which they were made."""
    rows = db.query("select * from consent where portfolio_id = ? order by id", [portfolio_id])
    return tuple(_consent(row) for row in rows)


def load_consents_of(db: Database, portfolio_ids: Iterable[str]) -> dict[str, tuple[Consent, ...]]:
    """Read the records of many portfolios, by portfolio."""
    wanted = list(dict.fromkeys(portfolio_ids))
    found: dict[str, list[Consent]] = {portfolio_id: [] for portfolio_id in wanted}
    sql = "select * from consent where portfolio_id in (select value from json_each(?)) order by id"
    for row in db.query(sql, [json.dumps(wanted)]):
        found[str(row["portfolio_id"])].append(_consent(row))
    return {portfolio_id: tuple(consents) for portfolio_id, consents in found.items()}


def load_consent(db: Database, consent_id: str) -> Consent:
    """Read one record. Raises NotFoundError."""
    rows = list(db.query("select * from consent where id = ?", [consent_id]))
    if not rows:
        raise NotFoundError(_("There is no record of consent {id} in this workspace.").format(id=consent_id))
    return _consent(rows[0])


def portfolios_ending(db: Database, first: date, last: date) -> Iterator[tuple[str, Consent]]:
    """Give the code of the portfolio and the record for all that end between two days, soonest first."""
    sql = (
        "select p.code as portfolio_code, c.* from consent c join portfolio p on p.id = c.portfolio_id"
        " where c.withdrawn_on is null and c.until between ? and ? order by c.until, p.code, c.id"
    )
    for row in db.query(sql, [first.isoformat(), last.isoformat()]):
        yield str(row.pop("portfolio_code")), _consent(row)


def portfolios_in(db: Database, programme: str = "", cohort: str = "") -> tuple[str, ...]:
    """Return the ids of the portfolios of a programme and cohort ("" for any), in the order of their codes."""
    sql = "select id from portfolio where (:p = '' or programme = :p) and (:c = '' or cohort = :c) order by code, id"
    return tuple(str(row["id"]) for row in list(db.query(sql, {"p": programme, "c": cohort})))


def came_before_consents(db: Database, portfolio_id: str) -> bool:
    """Say whether a portfolio was in the workspace before there was a register of consent."""
    return bool(list(db.query("select 1 from before_consents where portfolio_id = ?", [portfolio_id])))


def consent_row(consent: Consent) -> Row:
    """Return the row of a record."""
    return {
        "id": consent.id,
        "portfolio_id": consent.portfolio_id,
        "people": consent.people,
        "basis": consent.basis.value,
        "scopes": canonical([scope.value for scope in consent.scopes]),
        "item_id": consent.item_id,
        "given_on": _written(consent.given_on),
        "until": _written(consent.until),
        "withdrawn_on": _written(consent.withdrawn_on),
        "proof_item_id": consent.proof_item_id,
        "note": consent.note,
    }


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _consent(row: dict[str, str]) -> Consent:
    return Consent(
        id=row["id"],
        portfolio_id=row["portfolio_id"],
        people=row["people"],
        basis=Basis(row["basis"]),
        scopes=tuple(Scope(scope) for scope in json.loads(row["scopes"])),
        item_id=row["item_id"],
        given_on=_day(row["given_on"]),
        until=_day(row["until"]),
        withdrawn_on=_day(row["withdrawn_on"]),
        proof_item_id=row["proof_item_id"],
        note=row["note"],
    )
