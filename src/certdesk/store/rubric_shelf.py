"""Every rubric with its versions and drafts as a list, asked of the database without reading whole rubrics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from certdesk.store.rubric_drafts import HEAD

_PUBLISHED = """
select id, version, title, language,
       coalesce(json_array_length(body, '$.criteria'), 0) as criteria,
       (select group_concat(json_extract(each.value, '$.language'))
        from json_each(body, '$.translations') each) as others
from rubric
"""
_USED = """
select p.rubric_id as id, p.rubric_version as version, count(distinct p.id) as count,
       count(distinct a.portfolio_id) as begun
from portfolio p left join assessment a on a.portfolio_id = p.id group by 1, 2
"""
_WRITTEN = """
select json_extract(body, '$.changes[0].key.id') as id, json_extract(body, '$.changes[0].key.version') as version,
       max(at) as at
from journal where type in ('rubric.loaded', 'rubric.published') group by 1, 2
"""
_DRAFTS = """
select d.draft_id, d.body, coalesce(json_array_length(d.body, '$.criteria'), 0) as criteria,
       (select group_concat(json_extract(each.value, '$.language'))
        from rubric_draft_part t, json_each(t.body) each
        where t.draft_id = d.draft_id and t.part = 'translations') as others,
       (select max(at) from journal j where j.subject = d.draft_id) as at
from rubric_draft_part d where d.part = ?
"""
_UNREAD = frozenset({"key", "kind", "when", "type", "section", "value", "language", "version", "outcome", "part"})


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """One version of a rubric, or a draft of one (then with ``draft_id``).

    ``used_by`` counts the portfolios on the version, ``begun`` those of them that somebody has begun to assess.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    criteria: int
    used_by: int = 0
    changed_at: datetime | None = None
    draft_id: str = ""
    based_on: str = ""
    begun: int = 0


def rubric_shelf(db: Database) -> tuple[ShelfEntry, ...]:
    """List all versions and drafts, in no particular order."""
    return (*_published(db), *drafts_on_shelf(db))


def words_on_shelf(db: Database) -> dict[tuple[str, str], str]:
    """Return everything that people can read in each version and draft, in small letters, to search in.

    Keys are rubric id and version, or draft id and an empty text.
    """
    found: dict[tuple[str, str], str] = {}
    for row in db.query("select id, version, body from rubric"):
        found[row["id"], row["version"]] = _words_of(row["id"], row["version"], row["body"])
    parts: dict[str, list[str]] = {}
    for row in db.query("select draft_id, body from rubric_draft_part"):
        parts.setdefault(row["draft_id"], []).extend(_texts(json.loads(row["body"])))
    return found | {(draft_id, ""): " ".join(texts).casefold() for draft_id, texts in parts.items()}


def _published(db: Database) -> Iterator[ShelfEntry]:
    used = {(row["id"], row["version"]): (int(row["count"]), int(row["begun"])) for row in db.query(_USED)}
    written = {(row["id"], row["version"]): row["at"] for row in db.query(_WRITTEN)}
    for row in db.query(_PUBLISHED):
        key = (row["id"], row["version"])
        portfolios, begun = used.get(key, (0, 0))
        yield ShelfEntry(
            id=row["id"],
            version=row["version"],
            title=row["title"],
            languages=_languages(row["language"], row["others"]),
            criteria=row["criteria"],
            used_by=portfolios,
            begun=begun,
            changed_at=_moment(written.get(key)),
        )


def drafts_on_shelf(db: Database) -> Iterator[ShelfEntry]:
    """List the drafts alone, in no particular order."""
    for row in db.query(_DRAFTS, [HEAD]):
        head = json.loads(row["body"])["rubric"]
        yield ShelfEntry(
            id=head["id"],
            version=head["version"],
            title=head["title"],
            languages=_languages(head["language"], row["others"]),
            criteria=row["criteria"],
            changed_at=_moment(row["at"]),
            draft_id=row["draft_id"],
            based_on=head.get("based_on", ""),
        )


def _languages(own: str, others: str | None) -> tuple[str, ...]:
    return (own, *(others.split(",") if others else ()))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@lru_cache(maxsize=1024)
def _words_of(rubric_id: str, version: str, body: str) -> str:
    """Return the words of a version; it never changes, so they are gathered once."""
    return " ".join((rubric_id, version, *_texts(json.loads(body)))).casefold()


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _UNREAD:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
