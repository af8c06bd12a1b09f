"""Drafts of rubrics, kept in parts so that one changed word writes one small row, not the whole rubric again."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
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
_NOT_IN_HEAD = frozenset(("criteria", *_APART))


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


def changed_rows(draft_id: str, before: Rubric, edited: Rubric) -> tuple[Row, ...]:
    """Return the rows that hold what ``edited`` says otherwise: comparing is much quicker than writing all again."""
    parts = _split(edited, before).items()
    return tuple({"draft_id": draft_id, "part": part, "body": canonical(plain)} for part, plain in parts)


def part_names(rubric: Rubric) -> frozenset[str]:
    """Return the names of the parts that hold a draft."""
    return frozenset((HEAD, *_APART, *(f"{_CRITERION}{criterion.id}" for criterion in rubric.criteria)))


def draft_keys(db: Database, draft_id: str) -> tuple[Row, ...]:
    """Return the keys of the rows that hold a draft now."""
    rows = db.query("select draft_id, part from rubric_draft_part where draft_id = ? order by part", [draft_id])
    return tuple(dict(row) for row in rows)


def _split(rubric: Rubric, before: Rubric | None = None) -> dict[str, Any]:
    """Return the parts of a rubric as plain values; with ``before``, its head and those that are other ones."""
    known = {criterion.id: criterion for criterion in before.criteria} if before else {}
    head = {each.name: to_plain(getattr(rubric, each.name)) for each in fields(Rubric) if each.name not in _NOT_IN_HEAD}
    order = [criterion.id for criterion in rubric.criteria]
    parts: dict[str, Any] = {HEAD: {"rubric": {"is": Rubric.__name__} | head, "criteria": order}}
    for name in _APART:
        if before is None or getattr(before, name) != getattr(rubric, name):
            parts[name] = to_plain(getattr(rubric, name))
    changed = [criterion for criterion in rubric.criteria if criterion != known.get(criterion.id)]
    return parts | {f"{_CRITERION}{criterion.id}": to_plain(criterion) for criterion in changed}


def _joined(parts: dict[str, str]) -> Rubric:
    bare = _bare(parts[HEAD], tuple((name, parts[name]) for name in _APART if name in parts))
    names = json.loads(parts[HEAD])["criteria"]
    return replace(bare, criteria=tuple(_criterion(parts[f"{_CRITERION}{id_}"]) for id_ in names))


@lru_cache(maxsize=32)
def _bare(head: str, rest: tuple[tuple[str, str], ...]) -> Rubric:
    """Read a draft without its criteria; kept like those, because typing changes one of them and nothing else."""
    read = {name: json.loads(body) for name, body in rest}
    return from_plain(Rubric, json.loads(head)["rubric"] | read | {"criteria": []})


@lru_cache(maxsize=512)
def _criterion(body: str) -> Criterion:
    return from_plain(Criterion, json.loads(body))
