"""Put the evidence of a portfolio in order: its sort, its words, its day, its place; take an item out, bring it back.

Each is one deed that can be taken back. Nothing is changed any more once an assessment is signed; while one is begun,
an item that annotations lead to can't be taken out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from certdesk import shipped
from certdesk.actions.catalogues import evidence_types
from certdesk.actions.changeable import changeable_item, changeable_portfolio, refuse_if_pointed_at
from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.expectations import evidence_name
from certdesk.core.portfolio import Claim, EvidenceItem, Portfolio
from certdesk.core.words import _
from certdesk.store.item_days import item_day_row
from certdesk.store.portfolios import item_row, load_items
from certdesk.store.removed_items import RemovedItem, load_removed_item, removed_item_row
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace

LONGEST_TITLE, LONGEST_CAPTION, MOST_CLAIMS, LONGEST_WORDS = 300, 5_000, 100, 500


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What is to be said of an item; None leaves it as it is. ``claims`` replace all that there are."""

    title: str | None = None
    caption: str | None = None
    claims: tuple[Claim, ...] | None = None


def sort_items(workspace: Workspace, sorts: Mapping[str, str]) -> Change:
    """Set the evidence types of items (by item id) of one portfolio; an empty type takes an item out of its slot.

    Raises NotFoundError for an item or a type that there is not, NotAllowedError when an assessment is signed.
    """
    changed: list[EvidenceItem] = []
    portfolio: Portfolio | None = None
    for item_id, type_id in sorts.items():
        portfolio, item = changeable_item(workspace, item_id)
        check_type(workspace, portfolio, type_id)
        if item.evidence_type != type_id:
            changed.append(replace(item, evidence_type=type_id))
    if portfolio is None or not changed:
        return UNCHANGED
    names = {each.id: each.label for each in evidence_types(shipped.rubrics()).types}
    label = _("{count} items sorted").format(count=len(changed))
    if len(changed) == 1:
        [one] = changed
        name = evidence_name(one.evidence_type, names) if one.evidence_type else _("nothing")
        label = _("{title} sorted as {type}").format(title=one.title, type=name)
    with workspace.recording("item.sorted", label, subject=portfolio.id) as recording:
        for item in changed:
            recording.put("item", item_row(item))
    return recording.change


def describe_item(workspace: Workspace, item_id: str, words: ItemWords) -> Change:
    """Write title, caption and claims of an item. Raises NotFoundError for a criterion that the rubric lacks.

    Raises NotAllowedError for an empty title, for a text that is too long, and when an assessment is signed.
    """
    portfolio, item = changeable_item(workspace, item_id)
    title = item.title if words.title is None else " ".join(words.title.split())
    caption = item.caption if words.caption is None else words.caption.strip()
    if not title:
        raise NotAllowedError(_("An item needs a title."), _("Write what it is: Lesson plan, grade 8."))
    _check_length(_("The title"), title, LONGEST_TITLE)
    _check_length(_("The caption"), caption, LONGEST_CAPTION)
    changed = replace(item, title=title, caption=caption)
    if words.claims is not None:
        changed = _claiming(workspace, portfolio, changed, words.claims)
    if changed == item:
        return UNCHANGED
    label = _("words about {title}").format(title=title)
    with workspace.recording("item.described", label, subject=portfolio.id) as recording:
        recording.put("item", item_row(changed))
    return recording.change


def date_item(workspace: Workspace, item_id: str, day: date | None) -> Change:
    """Set the day on which an item was made, or forget it. Raises NotAllowedError for a day that is still to come."""
    portfolio, item = changeable_item(workspace, item_id)
    if day is not None and day > workspace.clock().date():
        raise NotAllowedError(_("{day} is still to come.").format(day=day.isoformat()), _("Check the year."))
    label = _("day of {title}").format(title=item.title)
    with workspace.recording("item.dated", label, subject=portfolio.id) as recording:
        if day is None:
            recording.remove("item_day", {"item_id": item_id})
        else:
            recording.put("item_day", item_day_row(item_id, day))
    return recording.change


def order_items(workspace: Workspace, portfolio_id: str, item_ids: Sequence[str]) -> Change:
    """Put the items of a portfolio into this order; those that are not named come after, as they were."""
    changeable_portfolio(workspace, portfolio_id)
    items = {item.id: item for item in load_items(workspace.db, portfolio_id)}
    if unknown := [item_id for item_id in item_ids if item_id not in items]:
        raise NotFoundError(_("There is no evidence item {id} in this workspace.").format(id=unknown[0]))
    order = dict.fromkeys((*item_ids, *items))
    with workspace.recording("item.moved", _("order of the evidence"), subject=portfolio_id) as recording:
        for position, item_id in enumerate(order):
            recording.put("item", item_row(replace(items[item_id], position=position)))
    return recording.change


def remove_item(workspace: Workspace, item_id: str) -> Change:
    """Take an item out of its portfolio. It is kept and can be brought back; an intake doesn't bring it back.

    Raises NotAllowedError when annotations lead to it, a consent rests on it, or an assessment is signed.
    """
    portfolio, item = changeable_item(workspace, item_id)
    refuse_to_remove(workspace, item)
    copies = tuple(workspace.db.query("select * from item_copy where item_id = ? order by id", [item_id]))
    label = _("{title} taken out").format(title=item.title)
    with workspace.recording("item.removed", label, subject=portfolio.id) as recording:
        for copy in copies:
            recording.remove("item_copy", {"id": copy["id"]})
        recording.put("removed_item", removed_item_row(RemovedItem(item, copies)))
        recording.remove("item", {"id": item_id})
    return recording.change


def bring_back_item(workspace: Workspace, item_id: str) -> Change:
    """Put an item that was taken out back at the end of its portfolio. Raises NotFoundError, NotAllowedError."""
    removed = load_removed_item(workspace.db, item_id)
    portfolio = changeable_portfolio(workspace, removed.item.portfolio_id)
    item = replace(removed.item, position=next_position(workspace, portfolio.id))
    label = _("{title} brought back").format(title=item.title)
    with workspace.recording("item.brought_back", label, subject=portfolio.id) as recording:
        recording.put("item", item_row(item))
        for copy in removed.copies:
            recording.put("item_copy", copy)
        recording.remove("removed_item", {"id": item_id})
    return recording.change


def refuse_to_remove(workspace: Workspace, item: EvidenceItem) -> None:
    """Raise NotAllowedError when annotations lead to an item or a consent rests on it."""
    refuse_if_pointed_at(workspace, item)
    sql = "select 1 from consent where proof_item_id = ?"
    if workspace.db.execute(sql, [item.id]).fetchone():
        text = _("“{title}” is the signed form of a consent.").format(title=item.title)
        raise NotAllowedError(text, _("Name another form in the register of consent first."))


def next_position(workspace: Workspace, portfolio_id: str) -> int:
    """Return the place after the last item of a portfolio."""
    sql = "select coalesce(max(position) + 1, 0) from item where portfolio_id = ?"
    return int(workspace.db.execute(sql, [portfolio_id]).fetchone()[0])


def _claiming(
    workspace: Workspace, portfolio: Portfolio, item: EvidenceItem, claims: tuple[Claim, ...]
) -> EvidenceItem:
    rubric = load_rubric(workspace.db, portfolio.rubric)
    criteria = {criterion.id.casefold(): criterion.id for criterion in rubric.criteria}
    if len(claims) > MOST_CLAIMS:
        raise NotAllowedError(_("An item has room for {count} claims.").format(count=MOST_CLAIMS))
    own: list[Claim] = []
    for claim in claims:
        if claim.criterion.casefold() not in criteria:
            raise NotFoundError(_("The rubric has no criterion {id}.").format(id=claim.criterion))
        _check_length(_("The words of a claim"), claim.words, LONGEST_WORDS)
        own.append(replace(claim, criterion=criteria[claim.criterion.casefold()]))
    ids = tuple(dict.fromkeys(claim.criterion for claim in own))
    return replace(item, claims=ids, claim_places=tuple(claim for claim in own if claim.anchor or claim.words))


def check_type(workspace: Workspace, portfolio: Portfolio, type_id: str) -> None:
    """Accept the types of the catalogue and those that the rubric asks for besides. Raises NotFoundError."""
    known = [each.id for each in evidence_types(shipped.rubrics()).types]
    rubric = load_rubric(workspace.db, portfolio.rubric)
    known += [rule.type for criterion in rubric.criteria for rule in criterion.required]
    if type_id and type_id not in known:
        text = _("There is no evidence type “{type}”.").format(type=type_id)
        raise NotFoundError(text, _("“certdesk sort {code}” lists them.").format(code=portfolio.code))


def _check_length(what: str, text: str, most: int) -> None:
    if len(text) > most:
        sentence = _("{what} has {count} characters; there is room for {most}.")
        raise NotAllowedError(sentence.format(what=what, count=len(text), most=most), _("Shorten it."))
