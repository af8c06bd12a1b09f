"""Rubric versions in the workspace. A version is written once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import dumps, loads
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.versions import version_order
from certdesk.core.words import _
from certdesk.store.records import Row


@dataclass(frozen=True, slots=True)
class Usage:
    """How many portfolios are on a version, how many assessments there are of them, and how many signed.

    ``begun`` counts the portfolios that somebody has begun to assess.
    """

    portfolios: int = 0
    assessments: int = 0
    signed: int = 0
    begun: int = 0


def load_rubric(db: Database, ref: RubricRef) -> Rubric:
    """Read one version. Raises NotFoundError when the workspace does not have it."""
    rows = list(db.query("select body from rubric where id = ? and version = ?", [ref.id, ref.version]))
    if not rows:
        text = _("The rubric {id} {version} is not in this workspace.").format(id=ref.id, version=ref.version)
        raise NotFoundError(text, _("Load the rubric, then try again."))
    return _read(rows[0]["body"])


def list_rubrics(db: Database) -> tuple[RubricRef, ...]:
    """Name every version in the workspace, newest version of each rubric first."""
    refs = [RubricRef(row["id"], row["version"]) for row in db.query("select id, version from rubric")]
    newest_first = sorted(refs, key=lambda ref: version_order(ref.version), reverse=True)
    return tuple(sorted(newest_first, key=lambda ref: ref.id))


def newest_rubrics(db: Database) -> tuple[Rubric, ...]:
    """Read the newest version of each rubric, by id."""
    newest = {ref.id: ref for ref in reversed(list_rubrics(db))}
    return tuple(load_rubric(db, newest[id_]) for id_ in sorted(newest))


def usage(db: Database) -> Mapping[RubricRef, Usage]:
    """Count what every version is used by; versions without portfolios are not in it."""
    return {
        RubricRef(row["rubric_id"], row["rubric_version"]): Usage(
            row["portfolios"], row["assessments"], row["signed"], row["begun"]
        )
        for row in db.query(_USAGE)
    }


_USAGE = """
select p.rubric_id, p.rubric_version, count(distinct p.id) as portfolios, count(a.id) as assessments,
       count(case when a.state = 'signed' then 1 end) as signed, count(distinct a.portfolio_id) as begun
from portfolio p left join assessment a on a.portfolio_id = p.id
group by p.rubric_id, p.rubric_version
"""


def rubric_row(rubric: Rubric) -> Row:
    """Return the row of a rubric version."""
    return {
        "id": rubric.id,
        "version": rubric.version,
        "title": rubric.title,
        "language": rubric.language,
        "body": dumps(rubric),
    }


@lru_cache(maxsize=16)
def _read(body: str) -> Rubric:
    """Read a stored version; kept, because every mark asks for it and reading costs as much as writing the mark."""
    return loads(Rubric, body)
