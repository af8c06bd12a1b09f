"""The comment bank of a workspace, and how often its texts were used on this desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlite_utils import Database

from certdesk.core.comment_bank import Comment, Use
from certdesk.core.errors import NotFoundError
from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.words import _
from certdesk.store.records import Row
from certdesk.store.workspace import Workspace

_COLUMNS = "id, owner, rubric_id, kind, criteria, levels, language, shortcut, tags, text, points"


@dataclass(frozen=True, slots=True)
class TimesUsed:
    """How often anybody at this desk used a comment, on all criteria together, and when last."""

    times: int
    last: datetime


def load_bank(db: Database) -> tuple[Comment, ...]:
    """Read every comment, everybody's, in the order of their ids."""
    rows = db.execute(f"select {_COLUMNS} from bank_comment order by id")  # noqa: S608 - fixed names
    return tuple(_comment(*row) for row in rows)


def find_comment(db: Database, comment_id: str) -> Comment | None:
    """Read one comment, or None."""
    sql = f"select {_COLUMNS} from bank_comment where id = ?"  # noqa: S608 - fixed names
    return next((_comment(*row) for row in db.execute(sql, [comment_id])), None)


def load_comment(db: Database, comment_id: str) -> Comment:
    """Read one comment. Raises NotFoundError."""
    found = find_comment(db, comment_id)
    if found is None:
        text = _("The comment {id} is not in the bank of this workspace.").format(id=comment_id)
        raise NotFoundError(text, _("Somebody may have removed it."))
    return found


def comment_row(comment: Comment) -> Row:
    """Return the row of a comment."""
    return {
        "id": comment.id,
        "owner": comment.owner,
        "rubric_id": comment.rubric,
        "kind": comment.kind.value,
        "criteria": canonical(to_plain(comment.criteria)),
        "levels": canonical(to_plain(comment.levels)),
        "language": comment.language,
        "shortcut": comment.shortcut,
        "tags": canonical(to_plain(comment.tags)),
        "text": comment.text,
        "points": None if comment.points is None else str(comment.points),
    }


def uses_of(db: Database, person: str) -> tuple[Use, ...]:
    """Return what one person has used on this desk, by comment and criterion."""
    rows = db.execute(
        "select comment_id, criterion_id, uses, last_used from bank_use where person = ? order by comment_id", [person]
    )
    return tuple(Use(comment, criterion, uses, datetime.fromisoformat(last)) for comment, criterion, uses, last in rows)


def times_used(db: Database) -> dict[str, TimesUsed]:
    """Return how often each comment was used at this desk, by its id; those never used are missing."""
    rows = db.execute("select comment_id, sum(uses), max(last_used) from bank_use group by comment_id")
    return {comment: TimesUsed(times, datetime.fromisoformat(last)) for comment, times, last in rows}


def count_use(workspace: Workspace, comment_id: str, criterion_id: str) -> None:
    """Remember that the acting person used a comment for a criterion, on this desk only."""
    row = [comment_id, workspace.person, criterion_id, workspace.clock().isoformat()]
    with workspace.local_change() as db:
        db.execute(
            "insert into bank_use (comment_id, person, criterion_id, uses, last_used) values (?, ?, ?, 1, ?)"
            " on conflict (comment_id, person, criterion_id)"
            " do update set uses = uses + 1, last_used = excluded.last_used",
            row,
        )


def forget_uses(workspace: Workspace) -> None:
    """Forget what the acting person has used."""
    with workspace.local_change() as db:
        db.execute("delete from bank_use where person = ?", [workspace.person])


def move_uses(workspace: Workspace, old_id: str, new_id: str) -> None:
    """Count the uses of one comment for another, which takes its place."""
    with workspace.local_change() as db:
        db.execute(
            "insert into bank_use (comment_id, person, criterion_id, uses, last_used)"
            " select ?, person, criterion_id, uses, last_used from bank_use where comment_id = ?"
            " on conflict (comment_id, person, criterion_id) do update"
            " set uses = uses + excluded.uses, last_used = max(last_used, excluded.last_used)",
            [new_id, old_id],
        )
        db.execute("delete from bank_use where comment_id = ?", [old_id])


@lru_cache(maxsize=16_384)
def _comment(*columns: str | None) -> Comment:
    """Read one row; kept, because the same bank is asked for each time somebody begins to write."""
    id_, owner, rubric, kind, criteria, levels, language, shortcut, tags, text, points = columns
    plain = {
        "id": id_,
        "owner": owner,
        "rubric": rubric,
        "kind": kind,
        "criteria": json.loads(criteria or "[]"),
        "levels": json.loads(levels or "[]"),
        "language": language,
        "shortcut": shortcut,
        "tags": json.loads(tags or "[]"),
        "text": text,
        "points": points,
    }
    return from_plain(Comment, plain)
