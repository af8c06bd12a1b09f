"""Frameworks of standards in the workspace, and the signed results that are read by their codes."""

from __future__ import annotations

import json
from functools import lru_cache

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.marks import Mark, mark_from_plain
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import RubricRef
from certdesk.core.reading_by_code import Assessed
from certdesk.core.rubric import Rubric
from certdesk.core.standards import Framework
from certdesk.core.words import _
from certdesk.store.records import Row
from certdesk.store.rubrics import load_rubric


def list_frameworks(db: Database) -> tuple[Framework, ...]:
    """Read every framework, by title."""
    rows = db.query("select body from framework order by title, id")
    return tuple(_framework(row["body"]) for row in list(rows))


def load_framework(db: Database, identifier: str) -> Framework:
    """Read one framework. Raises NotFoundError."""
    found = find_framework(db, identifier)
    if found is None:
        text = _("The framework {id} is not in this workspace.").format(id=identifier)
        raise NotFoundError(text, _("Import it from a CASE package or a CSV file."))
    return found


def find_framework(db: Database, identifier: str) -> Framework | None:
    """Read one framework, or None."""
    rows = list(db.query("select body from framework where id = ?", [identifier]))
    return _framework(rows[0]["body"]) if rows else None


def framework_row(framework: Framework) -> Row:
    """Return the row that holds a framework."""
    return {"id": framework.identifier, "title": framework.title, "body": canonical(to_plain(framework))}


def signed_results(db: Database) -> tuple[Assessed, ...]:
    """Read the newest signed assessment of every portfolio, with the very version of the rubric it was made with."""
    rubrics: dict[RubricRef, Rubric] = {}
    marks = _marks(db)
    found: list[Assessed] = []
    for row in list(db.query(_NEWEST)):
        ref = RubricRef(row["rubric_id"], row["rubric_version"])
        if ref not in rubrics:
            rubrics[ref] = load_rubric(db, ref)
        found.append(Assessed(row["cohort"], row["code"], rubrics[ref], marks.get(row["id"], {})))
    return tuple(found)


_NEWEST = """
select a.id, p.cohort, p.code, p.rubric_id, p.rubric_version
from portfolio p join assessment a on a.portfolio_id = p.id
where a.state = 'signed' and not exists (
    select 1 from assessment later where later.portfolio_id = p.id and later.state = 'signed'
    and (later.signed_at > a.signed_at or (later.signed_at = a.signed_at and later.id > a.id))
)
order by p.cohort, p.code
"""


def _marks(db: Database) -> dict[str, dict[str, Mark]]:
    found: dict[str, dict[str, Mark]] = {}
    query = """
        select m.assessment_id, m.criterion_id, m.kind, m.level, m.code
        from mark m join assessment a on a.id = m.assessment_id where a.state = 'signed'
    """
    for id_, criterion_id, kind, level, code in db.execute(query):
        mark = mark_from_plain({"kind": kind, "level": level, "code": code})
        found.setdefault(id_, {})[criterion_id] = mark
    return found


@lru_cache(maxsize=16)
def _framework(body: str) -> Framework:
    return from_plain(Framework, json.loads(body))
