"""The words of evidence, for searching: kept by digest on this desk only, because they can be read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from certdesk.core.plain import canonical
from certdesk.core.searching import Folded
from certdesk.store.records import whole_text
from certdesk.store.workspace import Workspace

# Never in a folded text. All parts of a file lie in one row: reading 40 of those and looking through them takes
# 10 ms for 2,000 pages; an index of trigrams finds faster still, but took 50 times longer to make than to read them.
_BETWEEN = b"\n"


@dataclass(frozen=True, slots=True)
class SearchedPart:
    """The words of a page (from 1) or of a whole file (0), as they are and folded.

    ``times`` are offsets in the text with the millisecond at which what begins there is said.
    """

    page: int
    text: str
    folded: Folded
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
    rows = list(db.query("select folded from searched where digest = ?", [digest]))
    sought = whole_text(needle).encode()
    if not rows or sought not in rows[0]["folded"]:
        return
    parts = rows[0]["folded"].split(_BETWEEN)
    numbers = [number for number, part in enumerate(parts) if sought in part]
    sql = (
        "select part, page, jumps, times, text from searched_text"
        " where digest = ? and part in (select value from json_each(?)) order by part"
    )
    for row in db.query(sql, [digest, canonical(numbers)]):
        folded = Folded(parts[row["part"]].decode(), _pairs(row["jumps"]))
        yield SearchedPart(row["page"], row["text"], folded, _pairs(row["times"]))


def keep_searched(workspace: Workspace, files: Iterable[SearchedFile]) -> None:
    """Keep the words of files; what was kept of them before is replaced."""
    now = workspace.clock().isoformat()
    with workspace.local_change() as db:
        for file in files:
            db.execute("delete from searched_text where digest = ?", [file.digest])
            db.table("searched").insert(_file_row(file, now), pk="digest", replace=True)
            db.table("searched_text").insert_all(_part_rows(file), pk=("digest", "part"))


def _file_row(file: SearchedFile, now: str) -> dict[str, Any]:
    return {
        "digest": file.digest,
        "reason": whole_text(file.reason),
        "again": int(file.again),
        "complete": int(file.complete),
        "at": now,
        "folded": _BETWEEN.join(part.folded.text.encode() for part in file.parts),
    }


def _part_rows(file: SearchedFile) -> Iterator[dict[str, Any]]:
    for number, part in enumerate(file.parts):
        yield {
            "digest": file.digest,
            "part": number,
            "page": part.page,
            "jumps": canonical([list(jump) for jump in part.folded.jumps]),
            "times": canonical([list(time) for time in part.times]),
            "text": part.text,
        }


def _pairs(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((first, second) for first, second in json.loads(text))
