"""The table of contents and the links of a document with pages; nothing is ever followed."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import Paged
from certdesk.evidence.replies import Outline, PageLinks


def outline(document: Paged) -> Outline:
    """Return the table of contents."""
    return Outline(())


def links(document: Paged, page: int) -> PageLinks:
    """Return the links of a page."""
    return PageLinks(page, ())
