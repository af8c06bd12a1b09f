"""Remember which pages and minutes an assessor has really had on screen, for nobody but themselves."""

from __future__ import annotations

from certdesk.core.coverage import TOLD, ItemCoverage, Ranges, Unit
from certdesk.core.portfolio import EvidenceItem
from certdesk.store.assessments import load_assessment
from certdesk.store.coverage import keep_seen, load_seen, load_seen_of_item
from certdesk.store.portfolios import load_items
from certdesk.store.workspace import Workspace


def note_coverage(workspace: Workspace, assessment_id: str, item_id: str, units: frozenset[int]) -> None:
    """Add what is on screen now: pages from 1, whole seconds from 0, 0 for what is one piece, or `TOLD`.

    It is not in the journal, and what was noted before costs one small read.
    """
    seen = load_seen_of_item(workspace, assessment_id, item_id)
    more = seen.union(Ranges.of(unit for unit in units if unit >= 0))
    if more != seen:
        keep_seen(workspace, assessment_id, item_id, more)


def coverage_of(workspace: Workspace, assessment_id: str) -> dict[str, ItemCoverage]:
    """Return how much of each item was seen, also of those of which nothing was; by item id, in their order."""
    assessment = load_assessment(workspace.db, assessment_id)
    seen = load_seen(workspace, assessment_id)
    items = load_items(workspace.db, assessment.portfolio_id)
    return {item.id: _of_item(item, seen.get(item.id, Ranges())) for item in items}


def _of_item(item: EvidenceItem, noted: Ranges) -> ItemCoverage:
    told, seen = TOLD in noted, noted.within(0, TOLD - 1)
    if item.kind in {"video", "audio"}:
        total = None if item.duration_ms is None else max(1, -(-item.duration_ms // 1000))
        last = seen.spans[-1][1] if total is None and seen else (total or 1) - 1
        return ItemCoverage(item.id, Unit.SECONDS, seen.within(0, last), total, told)
    pages = seen.within(1, item.pages or (seen.spans[-1][1] if seen else 0))
    if pages or (item.pages is not None and not seen):
        # The pages of an office document that another program laid out are seen without anybody having counted them.
        return ItemCoverage(item.id, Unit.PAGES, pages, item.pages, told)
    return ItemCoverage(item.id, Unit.WHOLE, seen.within(0, 0), 1, told)
