"""What preflight measured of files, by their digests: kept on this desk only, because anybody can measure it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from certdesk.core.plain import canonical, dumps, loads
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.preflight_twins import NO_PRINT, Owned, Print, print_of
from certdesk.store.records import writable
from certdesk.store.workspace import Workspace

MEASURED = "3"
"""Goes up when something is measured otherwise: everything is looked at once more then."""
_PRINT = "print-"


@dataclass(frozen=True, slots=True)
class LookKey:
    """By what a look is found again: the file's digest, and its ending, which decides what text is taken for."""

    digest: str
    ending: str

    @property
    def name(self) -> str:
        """How the table calls it."""
        return f"{MEASURED}-{self.ending}"


def look_key(digest: str, file_name: str) -> LookKey:
    """Return the key of a file."""
    return LookKey(digest, file_name.rpartition(".")[2].casefold()[:12] if "." in file_name else "")


def load_looks(db: Database, keys: Iterable[LookKey]) -> dict[LookKey, ItemLook]:
    """Read what was measured of these files; those that nobody has looked at are left out."""
    wanted = {(key.digest, key.name): key for key in keys}
    sql = "select digest, look, body from preflight_look where digest in (select value from json_each(?))"
    rows = db.query(sql, [json.dumps(sorted({digest for digest, _name in wanted}))])
    return {
        wanted[row["digest"], row["look"]]: loads(ItemLook, row["body"])
        for row in rows
        if (row["digest"], row["look"]) in wanted
    }


def load_owners(db: Database) -> Iterator[Owned]:
    """Give every item of the workspace with that by which its twins are found: a tenth of what was measured."""
    sql = (
        "select p.id as portfolio, p.code, i.id, i.digest, l.body from portfolio p"
        " join item i on i.portfolio_id = p.id left join preflight_look l on l.digest = i.digest and l.look = ?"
        " order by p.code, i.position"
    )
    for row in db.query(sql, [_PRINT + MEASURED]):
        yield Owned(row["portfolio"], row["code"], row["id"], row["digest"], _print(row["body"]))


def _print(body: str | None) -> Print:
    if body is None:
        return NO_PRINT
    told = json.loads(body)
    return Print(tuple(told["hashes"]), tuple(told["words"]))


def portfolio_ids(db: Database, cohort: str = "") -> tuple[str, ...]:
    """Return the ids of all portfolios, or of a cohort's, in the order of their codes."""
    rows = db.query("select id from portfolio where :cohort in ('', cohort) order by code, id", {"cohort": cohort})
    return tuple(row["id"] for row in rows)


def load_days(db: Database, item_ids: Iterable[str]) -> dict[str, date]:
    """Read the days that are told for items, by their ids."""
    sql = "select item_id, made_on from item_day where item_id in (select value from json_each(?))"
    rows = db.query(sql, [json.dumps(sorted(item_ids))])
    return {row["item_id"]: date.fromisoformat(row["made_on"]) for row in rows}


def measured_digests(db: Database, keys: Iterable[LookKey]) -> frozenset[LookKey]:
    """Say which of these files have been looked at."""
    wanted = {(key.digest, key.name): key for key in keys}
    sql = "select digest, look from preflight_look where digest in (select value from json_each(?))"
    rows = db.query(sql, [json.dumps(sorted({digest for digest, _name in wanted}))])
    return frozenset(wanted[at] for row in rows if (at := (row["digest"], row["look"])) in wanted)


def keep_looks(workspace: Workspace, looks: Mapping[LookKey, ItemLook]) -> None:
    """Keep what was measured, all at once."""
    if not looks:
        return
    at = workspace.clock().isoformat()
    with workspace.local_change() as db:
        table = db.table("preflight_look")
        for key, look in looks.items():
            bodies = [(key.name, dumps(look))]
            told = print_of(look)
            if told.hashes or told.words:
                bodies.append((_PRINT + MEASURED, canonical({"hashes": told.hashes, "words": told.words})))
            for name, body in bodies:
                row = writable({"digest": key.digest, "look": name, "body": body, "at": at})
                table.insert(row, pk=("digest", "look"), replace=True)
