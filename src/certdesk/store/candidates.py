"""Candidates as a list named them, with or without a portfolio."""

from __future__ import annotations

import json

from sqlite_utils import Database

from certdesk.core.candidates import ExternalId, ListedCandidate
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import Portfolio
from certdesk.core.words import _
from certdesk.store.records import Row


def list_candidates(db: Database) -> tuple[ListedCandidate, ...]:
    """Read every candidate of the lists, by cohort and name."""
    return tuple(_candidate(row) for row in db.query("select * from candidate order by cohort, name, id"))


def load_candidate(db: Database, candidate_id: str) -> ListedCandidate:
    """Read one candidate. Raises NotFoundError."""
    rows = list(db.query("select * from candidate where id = ?", [candidate_id]))
    if not rows:
        text = _("There is no candidate {id} on the list.").format(id=candidate_id)
        raise NotFoundError(text, _("“certdesk candidates list” shows who is on it."))
    return _candidate(rows[0])


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
    known = tuple(from_plain(ExternalId, one) for one in json.loads(row["known_as"]))
    return ListedCandidate(**(row | {"known_as": known}))  # type: ignore[arg-type]
