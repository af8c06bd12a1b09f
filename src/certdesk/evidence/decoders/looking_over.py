"""Everything that preflight measures of a file in one go, but the pictures and sound of recordings."""

from __future__ import annotations

from certdesk.core.preflight_looks import ItemLook
from certdesk.evidence.decoders import describing
from certdesk.evidence.decoders.opened import OpenedFile


def look_over(opened: OpenedFile) -> ItemLook:
    """Measure a file; what is wrong with it stands in ``case``."""
    told, refused = describing.describe(opened)
    return ItemLook(
        kind=told.kind.value,
        format=told.format,
        size=opened.size,
        case=refused.case.value if refused else "",
        dangers=tuple(danger.value for danger in told.dangers),
        pages=told.page_count,
        words=told.word_count,
        duration_ms=told.duration_ms,
        taken=told.taken,
        located=told.located,
    )
