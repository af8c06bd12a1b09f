"""How a finding could be mended here: the recipe that is proposed for it, and what it would do in words."""

from __future__ import annotations

from pathlib import PurePath

from certdesk.actions.repairing import refuse_if_begun
from certdesk.core.annotations import TimeSpan
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.preflight import Finding, RepairKind
from certdesk.core.preflight_looks import ItemLook
from certdesk.core.recipes import Recipe, Rotate, Smaller, Strip, Trim
from certdesk.core.words import _
from certdesk.store.portfolios import item_row, load_item, load_items
from certdesk.store.preflight import load_looks, look_key
from certdesk.store.workspace import Workspace

FILE_REPAIRS = frozenset({RepairKind.ROTATE, RepairKind.TRIM, RepairKind.SMALLER, RepairKind.STRIP})
"""What makes a file anew; everything else is done elsewhere or without touching the file."""
_LONGEST_ENDING = 8


def proposed_steps(workspace: Workspace, finding: Finding) -> tuple[Recipe, ...]:
    """Return the recipe that would mend what was found; empty where the program has none.

    A turn names each page that lies wrongly, by what was measured of it. Raises NotFoundError for an item that is gone.
    """
    if not finding.item_id or finding.repair not in FILE_REPAIRS:
        return ()
    item = load_item(workspace.db, finding.item_id)
    match finding.repair:
        case RepairKind.ROTATE:
            return _turns(finding, item, measured(workspace, item))
        case RepairKind.TRIM:
            anchor = finding.anchor
            return (Trim(0, anchor.start_ms),) if isinstance(anchor, TimeSpan) and anchor.start_ms > 0 else ()
        case RepairKind.SMALLER:
            return (Smaller(),) if item.kind == "video" else ()
    return (Strip(),)


def measured(workspace: Workspace, item: EvidenceItem) -> ItemLook | None:
    """Return what was measured of an item's file, or None where nobody has looked at it."""
    key = look_key(item.digest, item.file_name)
    return load_looks(workspace.db, (key,)).get(key)


def hidden_in(look: ItemLook | None) -> tuple[str, ...]:
    """Say what a file tells about where and by whom it was made, as it would be taken out."""
    if look is None:
        return ()
    told = [_("“{words}” ({place})").format(words=one.text, place=_(one.place)) for one in look.told]
    return (*dict.fromkeys(told), *((_("the place where it was made"),) if look.located else ()))


def safe_name(item: EvidenceItem) -> str:
    """Return a file name that tells nothing about anybody and is safe on every system: "lesson-plan-03.pdf"."""
    ending = PurePath(item.file_name).suffix.casefold()
    plain = ending.isascii() and ending[1:].isalnum() and len(ending) <= _LONGEST_ENDING
    stem = item.evidence_type.replace("_", "-") or "item"
    return f"{stem}-{item.position + 1:02}{ending if plain else ''}"


def rename_safely(workspace: Workspace, item_ids: tuple[str, ...]) -> Change:
    """Give the files of items names that tell nothing and are safe, as one deed. Their titles stay.

    Raises NotAllowedError once somebody has begun to assess one of them.
    """
    items = [load_item(workspace.db, item_id) for item_id in dict.fromkeys(item_ids)]
    renamed = []
    for item in items:
        refuse_if_begun(workspace, item)
        taken = {one.file_name.casefold() for one in load_items(workspace.db, item.portfolio_id) if one.id != item.id}
        name = safe_name(item)
        while name.casefold() in taken:
            name = f"x-{name}"
        if name != item.file_name:
            renamed.append((item, name))
    if not renamed:
        return UNCHANGED
    label = ", ".join(_("“{name}” renamed").format(name=item.file_name) for item, _name in renamed[:2])
    with workspace.recording("item.renamed", label, subject=renamed[0][0].portfolio_id) as recording:
        for item, name in renamed:
            recording.put("item", item_row(item) | {"file_name": name})
    return recording.change


def _turns(finding: Finding, item: EvidenceItem, look: ItemLook | None) -> tuple[Recipe, ...]:
    degrees = dict(finding.values).get("degrees", "")
    if item.format != "PDF" or look is None:
        return (Rotate(int(degrees)),) if degrees.isdigit() and int(degrees) in {90, 180, 270} else ()
    sure = finding.rule != "maybe_turned"
    wanted = {"page_sideways": {90, 270}, "page_upside_down": {180}}.get(finding.rule, {90, 180, 270})
    wrong = [page for page in look.page_looks if page.turn in wanted and page.sure == sure]
    by_turn: dict[int, list[int]] = {}
    for page in wrong:
        by_turn.setdefault(page.turn, []).append(page.page)
    whole = len(by_turn) == 1 and len(wrong) == item.pages
    return tuple(Rotate(turn, () if whole else tuple(pages)) for turn, pages in sorted(by_turn.items()))
