"""What the candidate claims, as rows of a list: where to look, in the candidate's words. A claim is no mark."""

from __future__ import annotations

from certdesk.core.annotations import PageRegion, TimeSpan, clock
from certdesk.core.claims import is_in_file
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.core.words import _
from certdesk.ui.models.filed_evidence import FiledRow, Numbers, Tag


def claim_row_id(item: EvidenceItem, number: int) -> str:
    """Return the id of the row of an item's claim."""
    return f"claim:{item.id}:{number}"


def claim_of(items: tuple[EvidenceItem, ...], row_id: str) -> tuple[str, Claim] | None:
    """Return the item and the claim that a row stands for."""
    for item in items:
        for number, claim in enumerate(claims_of(item)):
            if claim_row_id(item, number) == row_id:
                return item.id, claim
    return None


def claims_of(item: EvidenceItem) -> tuple[Claim, ...]:
    """Return every claim about an item: those with a place first, then the criteria that are only named."""
    placed = {claim.criterion for claim in item.claim_places}
    return (*item.claim_places, *(Claim(name) for name in item.claims if name not in placed))


def claims_on_item(item: EvidenceItem, criterion: str, numbers: Numbers) -> tuple[FiledRow, ...]:
    """Make the rows of the claims about one item. Criteria that the rubric does not have are left out."""
    return tuple(
        FiledRow(
            claim_row_id(item, number),
            "",
            claim_place(claim) or _("whole item"),
            _said(claim, item),
            (Tag(claim.criterion, numbers[claim.criterion]),),
            current=claim.criterion == criterion,
            claim=True,
        )
        for number, claim in enumerate(claims_of(item))
        if claim.criterion in numbers
    )


def claims_for_criterion(items: tuple[EvidenceItem, ...], criterion: str, numbers: Numbers) -> tuple[FiledRow, ...]:
    """Make the rows of the claims for one criterion, over all items."""
    rows = []
    for item in items:
        for number, claim in enumerate(claims_of(item)):
            if claim.criterion == criterion and criterion in numbers:
                place = claim_place(claim)
                words = _("{item}, {place}").format(item=item.title, place=place) if place else item.title
                rows.append(
                    FiledRow(claim_row_id(item, number), "", words, _said(claim, item), current=True, claim=True)
                )
    return tuple(rows)


def _said(claim: Claim, item: EvidenceItem) -> str:
    """Return the candidate's words, with a hint where they lead beyond the end of the file."""
    hint = "" if is_in_file(claim, item) else _("(the file has no such place)")
    return " ".join(part for part in (claim.words, hint) if part)


def claim_place(claim: Claim) -> str:
    """Say where the candidate says that it is: p. 3, 03:05; an empty text when no place was named."""
    match claim.anchor:
        case PageRegion(page=page):
            return _("p. {page}").format(page=page)
        case TimeSpan(start_ms=start, end_ms=end) if end > start:
            return f"{clock(start)}–{clock(end)}"
        case TimeSpan(start_ms=start):
            return clock(start)
    return ""
