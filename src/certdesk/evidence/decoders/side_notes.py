"""What stands beside a document: comments, tracked changes and speaker notes."""

from __future__ import annotations

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.replies import SideNotes


def read(opened: OpenedFile) -> SideNotes:
    """Return everything that stands beside the document."""
    return SideNotes(())
