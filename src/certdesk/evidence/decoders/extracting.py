"""All the words of any file, part by part, for searching."""

from __future__ import annotations

from certdesk.evidence.decoders import reading
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.replies import Extracted, TextPart


def extract(opened: OpenedFile) -> Extracted:
    """Return the words of the file."""
    document = reading.read(opened, pictures=False)
    return Extracted((TextPart(0, "\n".join(text for block in document.blocks for text in reading.texts_in(block))),))
