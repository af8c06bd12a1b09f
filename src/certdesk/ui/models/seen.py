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
        case Unit.SECONDS if item.duration_ms and not coverage.complete:
            return _("{seen} of {whole}").format(seen=clock(count * 1000), whole=clock(item.duration_ms))
    return facts(item)


def told_at_length(item: EvidenceItem, coverage: ItemCoverage | None) -> str:
    """Say it where there is more room: ``4 of 12 pages seen``, ``06:10 of 18:40 watched``, ``Photo, HEIC, seen``."""
    words = facts_and_seen(item, coverage)
    if coverage is None or not coverage.seen or item.problem:
        return words
    if words == facts(item):
        text = _("{facts}, all seen") if coverage.complete and coverage.unit is not Unit.WHOLE else _("{facts}, seen")
        return text.format(facts=words)
    verbs = {"video": _("{part} watched"), "audio": _("{part} heard")}
    return verbs.get(item.kind, _("{part} seen")).format(part=words)
