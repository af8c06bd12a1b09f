"""What stands beside a document: comments, tracked changes and speaker notes."""

from __future__ import annotations

from certdesk.evidence.decoders import paging, pdf_notes
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import SideNotes


def read(opened: OpenedFile) -> SideNotes:
    """Return everything that stands beside the document, in its order; nothing where its kind has no such things."""
    if opened.sniffed.format == "PDF":
        document = paging.pages_of(opened)
        assert isinstance(document, PdfPages)  # noqa: S101 - told by the format
        found, complete = pdf_notes.notes(document)
        return SideNotes(tuple(found), complete)
    if opened.sniffed.format == "empty":
        raise Refused(Case.EMPTY)
    return SideNotes(())
