"""The ids by which other systems know portfolios and evidence items, so that a second intake finds them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlite_utils import Database

from certdesk.core.candidates import ExternalId
from certdesk.store.records import Row


def external_ids(db: Database, subject: str) -> tuple[ExternalId, ...]:
    """Read the ids of one portfolio or item, in their order."""
    sql = "select system, kind, value from external_id where subject = ? order by system, kind, value"
    return tuple(ExternalId(**row) for row in db.query(sql, [subject]))


def known_subjects(db: Database) -> Mapping[ExternalId, frozenset[str]]:
    """Return which portfolios and items each id stands for; two systems of one sort may use the same number."""
    found: dict[ExternalId, set[str]] = defaultdict(set)
    for row in db.query("select subject, system, kind, value from external_id"):
        found[ExternalId(row["system"], row["kind"], row["value"])].add(row["subject"])
    return {known: frozenset(subjects) for known, subjects in found.items()}


def external_id_rows(subject: str, known_as: Iterable[ExternalId]) -> tuple[Row, ...]:
    """Return the rows that say by which ids a portfolio or item is known."""
    return tuple(
        {"subject": subject, "system": one.system, "kind": one.kind, "value": one.value}
        for one in dict.fromkeys(known_as)
        if one.value
    )
