"""How the slots of a portfolio stand, as groups of a tree."""

from __future__ import annotations

from collections.abc import Mapping

from certdesk.actions.filling_slots import Slot, SlotsView, Unsorted
from certdesk.core.words import _, ngettext
from certdesk.ui.models.slot_rows import REMOVED, EmptyNode, GroupNode, ItemNode
from certdesk.ui.widgets.typeahead_rows import Suggestion

OTHER = "\x00other"
"""A group to drop on for a sort that has no slot yet."""


def waiting_groups(view: SlotsView) -> tuple[GroupNode, ...]:
    """Return what is in no slot: what waits to be sorted, and what was taken out."""
    labels = dict(view.choices)
    rows = tuple(_waiting(one, labels) for one in view.unsorted)
    nothing = EmptyNode(_("Everything is sorted") if view.slots else _("Drop files here"))
    chip = (str(len(rows)), "warn", "") if rows else ("", "neutral", "")
    groups = [GroupNode("", _("Not sorted yet"), "", chip, rows or (nothing,))]
    if view.removed:
        out = tuple(ItemNode(item, removed=True) for item in view.removed)
        detail = _("Kept here; drag one back, or press Insert.")
        groups.append(GroupNode(REMOVED, _("Taken out"), detail, (str(len(out)), "neutral", ""), out))
    return tuple(groups)


def slot_groups(view: SlotsView) -> tuple[GroupNode, ...]:
    """Return the slots, what the rubric asks for first, and a place for anything else."""
    other = GroupNode(OTHER, _("Another sort"), rows=(EmptyNode(_("Drop something here to choose its sort")),))
    return (*(_slot(slot) for slot in view.slots), *(() if view.signed else (other,)))


def standing_words(view: SlotsView) -> str:
    """Say how far the sorting is."""
    required = [slot for slot in view.slots if slot.minimum]
    filled = len(required) - len(view.empty)
    parts = []
    if required:
        text = ngettext("{filled} of {count} required sort is there", "{filled} of {count} required sorts are there",
                        len(required))  # fmt: skip
        parts.append(text.format(filled=filled, count=len(required)))
    if view.unsorted:
        text = ngettext("{count} item waits to be sorted", "{count} items wait to be sorted", len(view.unsorted))
        parts.append(text.format(count=len(view.unsorted)))
    return ", ".join(parts) or _("The rubric asks for no sort in particular")


def changing_words(view: SlotsView) -> str:
    """Say what can't be changed any more, and why; "" where everything can be."""
    if view.signed:
        text = _("{code} is assessed and signed, so it stays as it is. Reopening the assessment opens it again.")
        return text.format(code=view.portfolio.code)
    if view.begun:
        return _("Somebody assesses it already: what their notes lead to can't be taken out. All else can be changed.")
    return ""


def proposals(view: SlotsView) -> Mapping[str, str]:
    """Return the types that the program proposes, by item id."""
    return {one.item.id: one.suggested.sure_type for one in view.unsorted if one.suggested.sure_type}


def _waiting(one: Unsorted, labels: Mapping[str, str]) -> ItemNode:
    type_id = one.suggested.sure_type
    return ItemNode(one.item, labels.get(type_id, type_id), one.suggested.reason)


def _slot(slot: Slot) -> GroupNode:
    count = len(slot.items)
    chip = (str(count), "neutral", "")
    if slot.minimum:
        words = _("{count} of {minimum}").format(count=count, minimum=slot.minimum)
        chip = (words, "warn", "warning") if slot.missing else (words, "ok", "check")
    asked = _("for {criteria}").format(criteria=" ".join(slot.criteria)) if slot.criteria else ""
    parts = [part for part in (asked, *slot.limits) if part]
    detail = ", ".join(parts)
    if slot.notes:
        detail = "\n".join((detail, *slot.notes)).strip()
    rows: tuple[ItemNode | EmptyNode, ...] = tuple(ItemNode(item) for item in slot.items)
    if slot.missing:
        words = _("Still empty: drop it here, or press Enter to choose a file")
        if count:
            words = ngettext("{count} more is needed", "{count} more are needed", slot.missing)
        rows = (*rows, EmptyNode(words.format(count=slot.missing)))
    return GroupNode(slot.type, slot.label, detail[:1].upper() + detail[1:], chip, rows)


def suggestions(view: SlotsView, item_ids: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """Return what is proposed first, then what is still empty, then what else the rubric asks for, then the rest."""
    offered = {proposals(view).get(item_id, "") for item_id in item_ids}
    best = offered.pop() if len(offered) == 1 else ""
    missing = {slot.type: slot.missing for slot in view.slots if slot.minimum}
    order = sorted(view.choices, key=lambda one: (one[0] != best, not missing.get(one[0]), one[0] not in missing))
    rows = [Suggestion(words, _choice_note(type_id, best, missing), type_id) for type_id, words in order]
    return (*rows, Suggestion(_("Not sorted"), "", ""))


def _choice_note(type_id: str, best: str, missing: Mapping[str, int]) -> str:
    """Say why a sort stands so far up."""
    if best and type_id == best:
        return _("proposed")
    if type_id in missing:
        return _("required, still empty") if missing[type_id] else _("required")
    return ""
