"""What the journal says about one candidate: its entries with their hashes, and marks as they were written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from certdesk.core.marks import Mark, mark_from_plain
from certdesk.core.plain import canonical, digest


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One journal entry as an auditor needs it; ``intact`` says whether its own hash still fits what it says."""

    position: int
    id: str
    author: str
    epoch: str
    seq: int
    at: datetime
    type: str
    subject: str
    label: str
    hash: str
    previous: str
    intact: bool


@dataclass(frozen=True, slots=True)
class WrittenMarks:
    """The marks of an assessment as the journal has them in the end, in which entries, and whether those fit."""

    marks: Mapping[str, Mark]
    entries: tuple[str, ...]
    intact: bool


def trail(db: Database, subjects: Iterable[str]) -> tuple[TrailEntry, ...]:
    """Read every entry about these subjects, the oldest first."""
    sql = "select * from journal where subject in (select value from json_each(?)) order by position"
    return tuple(_entry(row) for row in db.query(sql, [json.dumps(sorted(set(subjects)))]))


def written_marks(db: Database, assessment_id: str) -> WrittenMarks | None:
    """Read the marks of an assessment out of the journal alone; None where it never speaks of them.

    It reads the whole journal, which takes a moment, so it is for one candidate at a time.
    """
    marks: dict[str, Mark] = {}
    entries: list[str] = []
    intact = True
    for row in db.query("select * from journal where instr(body, ?) > 0 order by position", [assessment_id]):
        changes = list(_mark_changes(json.loads(row["body"]), assessment_id))
        if not changes:
            continue
        entries.append(row["id"])
        intact = intact and _is_intact(row)
        for criterion_id, after in changes:
            if after is None:
                marks.pop(criterion_id, None)
            else:
                marks[criterion_id] = mark_from_plain(after)
    return WrittenMarks(marks, tuple(entries), intact) if entries else None


def _mark_changes(body: Mapping[str, Any], assessment_id: str) -> Iterator[tuple[str, dict[str, str] | None]]:
    for change in body["changes"]:
        key = change["key"]
        if change["table"] == "mark" and key.get("assessment_id") == assessment_id:
            yield key["criterion_id"], change["after"]


def _entry(row: Mapping[str, Any]) -> TrailEntry:
    label = str(json.loads(row["body"])["label"])
    told = {name: row[name] for name in ("position", "id", "author", "epoch", "seq", "type", "subject", "hash")}
    at = datetime.fromisoformat(row["at"])
    return TrailEntry(**told, at=at, label=label, previous=row["previous"], intact=_is_intact(row))


def _is_intact(row: Mapping[str, Any]) -> bool:
    told = {name: row[name] for name in row if name not in {"hash", "signature", "position"}}
    return bool(digest(canonical(told)) == row["hash"])
