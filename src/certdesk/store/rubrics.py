"""Rubric versions in the workspace. A version is written once and never changed."""

from __future__ import annotations

from functools import lru_cache

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import dumps, loads
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Rubric
from certdesk.core.words import _
from certdesk.store.records import Row


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
    newest_first = sorted(refs, key=lambda ref: _parts(ref.version), reverse=True)
    return tuple(sorted(newest_first, key=lambda ref: ref.id))


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


def _parts(version: str) -> tuple[list[tuple[int, str]], bool, str]:
    """Split a version so that 1.10.0 comes after 1.9.0, and 2.0.0 after 2.0.0-draft."""
    numbers, _dash, draft = version.partition("-")
    parts = [(int(part), "") if part.isdecimal() else (-1, part) for part in numbers.split(".")]
    return parts, not draft, draft
