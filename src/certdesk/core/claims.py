"""What the candidate claims to show where. A claim is read beside the evidence and is never counted as evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from certdesk.core.annotations import PageRegion, TimeSpan, clock
from certdesk.core.fields import shown
from certdesk.core.portfolio import Claim, EvidenceItem
from certdesk.core.words import _, ngettext


def claims_for(items: Iterable[EvidenceItem], criterion_id: str) -> Iterator[tuple[EvidenceItem, Claim]]:
    """Return all claims for a criterion with their items: those with a place, and items that are claimed as a whole."""
    for item in items:
        placed = [claim for claim in item.claim_places if claim.criterion == criterion_id]
        if not placed and criterion_id in item.claims:
            placed = [Claim(criterion_id)]
        yield from ((item, claim) for claim in placed)


def claim_in_words(claim: Claim) -> str:
    """Write where a claim points to and in which words: page 3, “they argue”. Empty for a whole item."""
    parts: list[str] = []
    match claim.anchor:
        case PageRegion(page=page):
            parts.append(_("page {page}").format(page=page))
        case TimeSpan(start_ms=start, end_ms=end) if end > start:
            parts.append(_("{start} to {end}").format(start=clock(start), end=clock(end)))
        case TimeSpan(start_ms=start):
            parts.append(_("at {start}").format(start=clock(start)))
    if claim.words:
        parts.append(_("“{words}”").format(words=shown(claim.words, 200)))
    return ", ".join(parts)


def is_in_file(claim: Claim, item: EvidenceItem) -> bool:
    """Whether the place of a claim exists in the file, as far as its length is known."""
    match claim.anchor:
        case PageRegion(page=page):
            return not _is_recording(item) and (item.pages is None or page <= item.pages)
        case TimeSpan(start_ms=start):
            return _is_recording(item) and (item.duration_ms is None or start <= item.duration_ms)
    return True


def claim_findings(items: Iterable[EvidenceItem], criteria: Collection[str]) -> tuple[str, ...]:
    """Say which claims lead nowhere: to a criterion that the rubric does not have, or beyond the end of the file."""
    found: list[str] = []
    for item in items:
        name = shown(item.file_name, 120)
        found += [
            _("{file} is claimed for {criterion}, which the rubric does not have.").format(
                file=name, criterion=shown(criterion)
            )
            for criterion in item.claims
            if criterion not in criteria
        ]
        found += [_beyond(claim, item, name) for claim in item.claim_places if not is_in_file(claim, item)]
    return tuple(found)


def _beyond(claim: Claim, item: EvidenceItem, name: str) -> str:
    words = {"criterion": shown(claim.criterion), "place": claim_in_words(Claim("", claim.anchor)), "file": name}
    if isinstance(claim.anchor, PageRegion) and item.pages is not None:
        text = ngettext(
            "The claim for {criterion} points to {place}, but {file} has {count} page.",
            "The claim for {criterion} points to {place}, but {file} has {count} pages.",
            item.pages,
        )
        return text.format(count=item.pages, **words)
    if isinstance(claim.anchor, TimeSpan) and item.duration_ms is not None:
        text = _("The claim for {criterion} points to {place}, but {file} is {length} long.")
        return text.format(length=clock(item.duration_ms), **words)
    text = _("The claim for {criterion} points to {place}, which a file like {file} does not have.")
    return text.format(**words)


def _is_recording(item: EvidenceItem) -> bool:
    return item.kind in {"video", "audio"}
