"""Candidates as a list named them, with or without a portfolio."""

from __future__ import annotations

import json
from dataclasses import fields

from sqlite_utils import Database

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import Portfolio
from certdesk.store.records import Row

_COLUMNS = ", ".join(field.name for field in fields(ListedCandidate))


def list_candidates(db: Database) -> tuple[ListedCandidate, ...]:
    """Read every candidate of the lists, by cohort and name."""
    rows = db.execute(f"select {_COLUMNS} from candidate order by cohort, name, id").fetchall()  # noqa: S608
    return tuple([ListedCandidate(*(*row[:-2], _known_as(row[-2]), row[-1])) for row in rows])


def listed_as(db: Database, portfolio: Portfolio) -> tuple[str, ...]:
    """Return names, user names, addresses and numbers that lists have for the candidate of a portfolio."""
    sql = """
        select * from candidate c where c.code <> '' and c.code = ? or exists (
            select 1 from external_id e, json_each(c.known_as) k where e.subject = ? and e.value = k.value ->> 'value')
    """
    found = [_candidate(row) for row in db.query(sql, [portfolio.code, portfolio.id])]
    return tuple(text for one in found for text in (one.name, *(each.value for each in one.known_as)))


def candidate_row(candidate: ListedCandidate) -> Row:
    """Return the row of a candidate."""
    plain = {name: getattr(candidate, name) for name in ListedCandidate.__slots__ if name != "known_as"}
    return plain | {"known_as": canonical(to_plain(candidate.known_as))}


def _candidate(row: dict[str, str]) -> ListedCandidate:
    return ListedCandidate(**(row | {"known_as": _known_as(row["known_as"])}))  # type: ignore[arg-type]


def _known_as(text: str) -> tuple[ExternalId, ...]:
    """Read by what somebody is known elsewhere; most are by nothing, and lists have thousands."""
    return () if text == "[]" else tuple(from_plain(ExternalId, one) for one in json.loads(text))
