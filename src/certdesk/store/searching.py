"""The words of evidence, for searching: kept by digest on this desk only, because they can be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from certdesk.core.plain import canonical
from certdesk.store.records import whole_text
from certdesk.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SearchedPart:
    """The words of a page (from 1) or of a whole file (0), as they are and folded.

    ``times`` are offsets in the text with the millisecond at which what begins there is said.
    """

    page: int
    text: str
    folded: str
    times: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchedFile:
    """All words of a file. ``reason`` says why there are none, or not all; ``again`` that another try may do better."""

    digest: str
    parts: tuple[SearchedPart, ...] = ()
    reason: str = ""
    again: bool = False
    complete: bool = True


def searched_files(db: Database, digests: Iterable[str]) -> dict[str, SearchedFile]:
    """Return what is known of files, by digest, without their words."""
    sql = "select s.* from searched s join json_each(?) wanted on wanted.value = s.digest"
    return {
        row["digest"]: SearchedFile(row["digest"], (), row["reason"], bool(row["again"]), bool(row["complete"]))
        for row in db.query(sql, [canonical(sorted(set(digests)))])
    }


def parts_with(db: Database, digest: str, needle: str) -> Iterator[SearchedPart]:
    """Return the parts of a file in which a folded needle stands, in order."""
    sql = "select page, text, folded, times from searched_text where digest = ? and instr(folded, ?) order by part"
    for row in db.query(sql, [digest, whole_text(needle)]):
        times = tuple((offset, moment) for offset, moment in json.loads(row["times"]))
        yield SearchedPart(row["page"], row["text"], row["folded"], times)


def keep_searched(workspace: Workspace, files: Iterable[SearchedFile]) -> None:
    """Keep the words of files; what was kept of them before is replaced."""
    now = workspace.clock().isoformat()
    with workspace.local_change() as db:
        for file in files:
            db.execute("delete from searched_text where digest = ?", [file.digest])
            db.execute(
                "insert or replace into searched (digest, reason, again, complete, at) values (?, ?, ?, ?, ?)",
                [file.digest, whole_text(file.reason), int(file.again), int(file.complete), now],
            )
            db.conn.executemany(
                "insert into searched_text (digest, part, page, text, folded, times) values"
                " (:digest, :part, :page, :text, :folded, :times)",
                [_row(file.digest, number, part) for number, part in enumerate(file.parts)],
            )


def _row(digest: str, number: int, part: SearchedPart) -> dict[str, str | int | None]:
    times = canonical([list(time) for time in part.times])
    return {
        "digest": digest,
        "part": number,
        "page": part.page,
        "text": part.text,
        "folded": part.folded,
        "times": times,
    }
