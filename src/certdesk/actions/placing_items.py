"""Several items at once: into a slot and a place in it, out of the portfolio, and back. Each is one deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.changeable import changeable_portfolio
from certdesk.actions.sorting_items import check_type, next_position, refuse_to_remove
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotFoundError
from certdesk.core.expectations import evidence_name
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.removed_items import RemovedItem, load_removed_item, removed_item_row, removed_items
from certdesk.store.workspace import Recording, Workspace


def place_items(
    workspace: Workspace, portfolio_id: str, item_ids: Sequence[str], type_id: str, *, before: str | None = None
) -> Change:
    """Put items into a slot ("" for none), in this order before another item, or with "" at the slot's end.

    Without ``before`` they keep their places in the portfolio. Items that were taken out come back. Raises
    NotFoundError for what there is not, NotAllowedError when an assessment is signed.
    """
    portfolio = changeable_portfolio(workspace, portfolio_id)
    check_type(workspace, portfolio, type_id)
    here = {item.id: item for item in load_items(workspace.db, portfolio_id)}
    gone = {one.id for one in removed_items(workspace.db, portfolio_id)}
    if unknown := [item_id for item_id in item_ids if item_id not in here and item_id not in gone]:
        raise NotFoundError(_("There is no evidence item {id} in this workspace.").format(id=unknown[0]))
    back = [load_removed_item(workspace.db, item_id) for item_id in item_ids if item_id in gone]
    moved = [here.get(item_id) or load_removed_item(workspace.db, item_id).item for item_id in item_ids]
    after = _ordered(tuple(here.values()), [replace(item, evidence_type=type_id) for item in moved], before)
    changed = [item for item in after if here.get(item.id) != item]
    if not changed:
        return UNCHANGED
    with workspace.recording("item.sorted", _label(moved, type_id), subject=portfolio_id) as recording:
        for item in changed:
            recording.put("item", item_row(item))
        for removed in back:
            _put_back(recording, removed)
    return recording.change


def remove_items(workspace: Workspace, portfolio_id: str, item_ids: Sequence[str]) -> Change:
    """Take items out; they are kept and can be brought back. All or none: raises as `remove_item` for each does."""
    portfolio = changeable_portfolio(workspace, portfolio_id)
    here = {item.id: item for item in load_items(workspace.db, portfolio_id)}
    leaving = [here[item_id] for item_id in item_ids if item_id in here]
    for item in leaving:
        refuse_to_remove(workspace, item)
    if not leaving:
        return UNCHANGED
    label = ngettext("{title} taken out", "{count} items taken out", len(leaving))
    label = label.format(title=leaving[0].title, count=len(leaving))
    with workspace.recording("item.removed", label, subject=portfolio.id) as recording:
        for item in leaving:
            copies = tuple(workspace.db.query("select * from item_copy where item_id = ? order by id", [item.id]))
            for copy in copies:
                recording.remove("item_copy", {"id": copy["id"]})
            recording.put("removed_item", removed_item_row(RemovedItem(item, copies)))
            recording.remove("item", {"id": item.id})
    return recording.change


def bring_back_items(workspace: Workspace, portfolio_id: str, item_ids: Sequence[str]) -> Change:
    """Put items that were taken out back at the end. Raises NotFoundError, NotAllowedError."""
    changeable_portfolio(workspace, portfolio_id)
    removed = [load_removed_item(workspace.db, item_id) for item_id in item_ids]
    if not removed:
        return UNCHANGED
    first = next_position(workspace, portfolio_id)
    label = ngettext("{title} brought back", "{count} items brought back", len(removed))
    label = label.format(title=removed[0].item.title, count=len(removed))
    with workspace.recording("item.brought_back", label, subject=portfolio_id) as recording:
        for position, one in enumerate(removed, first):
            recording.put("item", item_row(replace(one.item, position=position)))
            _put_back(recording, one)
    return recording.change


def _put_back(recording: Recording, removed: RemovedItem) -> None:
    for copy in removed.copies:
        recording.put("item_copy", copy)
    recording.remove("removed_item", {"id": removed.item.id})


def _ordered(here: tuple[EvidenceItem, ...], moved: list[EvidenceItem], before: str | None) -> list[EvidenceItem]:
    """Return all items with the moved ones in their places; only where a place is meant do positions change."""
    moving = {item.id: item for item in moved}
    if before is None:
        kept = [moving.pop(item.id, item) for item in here]
        last = max((item.position for item in here), default=-1)
        return [*kept, *(replace(item, position=last + 1 + place) for place, item in enumerate(moving.values()))]
    rest = [item for item in here if item.id not in moving]
    slot = moved[0].evidence_type if moved else ""
    fellows = [place for place, item in enumerate(rest) if item.evidence_type == slot]
    at = next((place for place, item in enumerate(rest) if item.id == before), None)
    if at is None:
        at = fellows[-1] + 1 if fellows else len(rest)
    order = [*rest[:at], *moved, *rest[at:]]
    return [replace(item, position=place) for place, item in enumerate(order)]


def _label(moved: Sequence[EvidenceItem], type_id: str) -> str:
    if all(item.evidence_type == type_id for item in moved):
        return _("order of the evidence")
    if len(moved) > 1:
        return _("{count} items sorted").format(count=len(moved))
    names = {each.id: each.label for each in evidence_types(shipped.rubrics()).types}
    name = evidence_name(type_id, names) if type_id else _("nothing")
    return _("{title} sorted as {type}").format(title=moved[0].title, type=name)
