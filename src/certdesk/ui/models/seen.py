"""How much of an item was on screen, in few words and as a share: information for the person, never a reproach."""

from __future__ import annotations

from certdesk.core.annotations import clock
from certdesk.core.coverage import ItemCoverage, Unit
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _, ngettext
from certdesk.ui.models.evidence_items import facts


def seen_share(coverage: ItemCoverage | None) -> float:
    """Return from 0 to 1 how much was seen; what nobody knows the length of is 0 until it was seen."""
    if coverage is None or not coverage.seen:
        return 0.0
    return min(1.0, coverage.seen.count / coverage.total) if coverage.total else 1.0


def facts_and_seen(item: EvidenceItem, coverage: ItemCoverage | None) -> str:
    """Say format and length, and once something was seen, how much: ``4 of 12 pages``, ``6:10 of 18:40``."""
    if coverage is None or not coverage.seen or item.problem:
        return facts(item)
    count, total = coverage.seen.count, coverage.total
    match coverage.unit:
        case Unit.PAGES if total and not coverage.complete:
            return ngettext("{count} of {total} page", "{count} of {total} pages", total).format(
                count=count, total=total
            )
        case Unit.SECONDS if total and not coverage.complete:
            return _("{seen} of {whole}").format(seen=clock(count * 1000), whole=clock(total * 1000))
    return facts(item)
