"""Drafts of rubrics, kept in parts so that one changed word writes one small row, not the whole rubric again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.rubric import Criterion, Rubric
from certdesk.core.words import _
from certdesk.store.records import Row

HEAD = "head"
_CRITERION = "criterion/"
_APART = ("scale", "sections", "decision", "examples", "translations", "external", "remarks")


@dataclass(frozen=True, slots=True)
class RubricDraft:
    """A rubric that is being written; its rubric's version is the one that it will probably get."""

    id: str
    rubric: Rubric


def load_draft(db: Database, draft_id: str) -> RubricDraft:
    """Read a draft. Raises NotFoundError."""
    rows = list(db.query("select part, body from rubric_draft_part where draft_id = ?", [draft_id]))
    parts = {row["part"]: row["body"] for row in rows}
    if HEAD not in parts:
        text = _("The draft {id} is not in this workspace.").format(id=draft_id)
        raise NotFoundError(text, _("It was published or thrown away."))
    return RubricDraft(draft_id, _joined(parts))


def has_draft(db: Database, draft_id: str) -> bool:
    """Whether a draft is still there."""
    return bool(draft_keys(db, draft_id))


def list_drafts(db: Database) -> tuple[RubricDraft, ...]:
    """Read every draft, the newest first."""
    rows = db.query("select draft_id from rubric_draft_part where part = ? order by draft_id desc", [HEAD])
    return tuple(load_draft(db, row["draft_id"]) for row in list(rows))


def draft_rows(draft_id: str, rubric: Rubric) -> tuple[Row, ...]:
    """Return the rows that hold a draft."""
    return tuple(
        {"draft_id": draft_id, "part": part, "body": canonical(plain)} for part, plain in _split(rubric).items()
    )


def draft_keys(db: Database, draft_id: str) -> tuple[Row, ...]:
    """Return the keys of the rows that hold a draft now."""
    rows = db.query("select draft_id, part from rubric_draft_part where draft_id = ? order by part", [draft_id])
    return tuple(dict(row) for row in rows)


def _split(rubric: Rubric) -> dict[str, Any]:
    plain = to_plain(rubric)
    criteria = plain.pop("criteria")
    parts = {name: plain.pop(name) for name in _APART}
    order = [criterion["id"] for criterion in criteria]
    parts[HEAD] = {"rubric": plain, "criteria": order}
    return parts | {f"{_CRITERION}{criterion['id']}": criterion for criterion in criteria}


def _joined(parts: dict[str, str]) -> Rubric:
    head = json.loads(parts[HEAD])
    criteria = tuple(_criterion(parts[f"{_CRITERION}{id_}"]) for id_ in head["criteria"])
    rest = {name: json.loads(parts[name]) for name in _APART if name in parts}
    whole = from_plain(Rubric, head["rubric"] | rest | {"criteria": []})
    return replace(whole, criteria=criteria)


@lru_cache(maxsize=512)
def _criterion(body: str) -> Criterion:
    return from_plain(Criterion, json.loads(body))
