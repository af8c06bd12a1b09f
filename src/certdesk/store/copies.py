"""Other files of an evidence item: the original of one that was mended, and what may be shown to others."""

from __future__ import annotations

import json

from sqlite_utils import Database

from certdesk.core.plain import canonical, from_plain, to_plain
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.recipes import CopyPurpose, ItemCopy, MaskAll, Recipe, Rotate, Smaller, Strip, Trim
from certdesk.store.portfolios import item_row
from certdesk.store.records import Row

MENDED = frozenset({"digest", "size", "file_name", "kind", "format", "pages", "duration_ms", "problem"})
"""The columns of an item that a repair changes."""
_RECIPES: dict[str, type[Recipe]] = {kind.__name__: kind for kind in (Rotate, Trim, Smaller, Strip, MaskAll)}


def load_copies(db: Database, item_id: str) -> tuple[ItemCopy, ...]:
    """Read the copies of an item, the oldest first."""
    return tuple(_copy(row) for row in db.query("select * from item_copy where item_id = ? order by id", [item_id]))


def copies_of_portfolio(db: Database, portfolio_id: str) -> tuple[ItemCopy, ...]:
    """Read the copies of all items of a portfolio."""
    sql = "select c.* from item_copy c join item i on i.id = c.item_id where i.portfolio_id = ? order by c.id"
    return tuple(_copy(row) for row in db.query(sql, [portfolio_id]))


def find_copy(db: Database, item_id: str, purpose: CopyPurpose) -> ItemCopy | None:
    """Return the copy of an item for a purpose, or None; there is at most one of each."""
    return next((copy for copy in load_copies(db, item_id) if copy.purpose is purpose), None)


def original_row(db: Database, item_id: str) -> Row:
    """Return what the row of a mended item held of its file before; empty where it wasn't mended."""
    sql = "select was from item_copy where item_id = ? and purpose = ?"
    rows = list(db.query(sql, [item_id, CopyPurpose.ORIGINAL.value]))
    return dict(json.loads(rows[0]["was"])) if rows else {}


def original_row_of(db: Database, copy_id: str) -> Row:
    """Return what is kept with a copy of what it was made from; empty where nothing is."""
    rows = list(db.query("select was from item_copy where id = ?", [copy_id]))
    return dict(json.loads(rows[0]["was"])) if rows else {}


def copy_row(copy: ItemCopy, was: Row | None = None) -> Row:
    """Return the row of a copy. ``was`` is what `facts_of` returned for the item before it was mended."""
    return {
        "id": copy.id,
        "item_id": copy.item_id,
        "purpose": copy.purpose.value,
        "digest": copy.digest,
        "size": copy.size,
        "format": copy.format,
        "recipe": recipe_text(copy.recipe),
        "made_at": copy.made_at,
        "discarded": int(copy.discarded),
        "was": canonical(was or {}),
    }


def facts_of(item: EvidenceItem) -> Row:
    """Return the part of an item's row that is about its file."""
    return {name: value for name, value in item_row(item).items() if name in MENDED}


def recipe_text(recipe: tuple[Recipe, ...]) -> str:
    """Write a recipe as canonical JSON."""
    return canonical(to_plain(recipe))


def recipe_from(text: str) -> tuple[Recipe, ...]:
    """Read what `recipe_text` wrote."""
    return tuple(from_plain(_RECIPES[step["is"]], step) for step in json.loads(text))


def is_referred_to(db: Database, digest: str) -> bool:
    """Say whether anything in the workspace still needs the file with this digest."""
    sql = (
        "select 1 from item where digest = :digest union all"
        " select 1 from item_copy where digest = :digest and discarded = 0 union all"
        " select 1 from annotation where instr(anchor, :digest) union all"
        " select 1 from removed_item where instr(body, :digest) union all"
        " select 1 from statement where instr(body, :digest) union all"
        " select 1 from certificate_design where instr(body, :digest) limit 1"
    )
    return bool(list(db.query(sql, {"digest": digest})))


def _copy(row: dict[str, object]) -> ItemCopy:
    return ItemCopy(
        id=str(row["id"]),
        item_id=str(row["item_id"]),
        purpose=CopyPurpose(str(row["purpose"])),
        digest=str(row["digest"]),
        size=int(str(row["size"])),
        format=str(row["format"]),
        recipe=recipe_from(str(row["recipe"])),
        made_at=str(row["made_at"]),
        discarded=bool(row["discarded"]),
    )
