"""What stands beside a document: comments, tracked changes and speaker notes."""

from __future__ import annotations

import dataclasses
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

from certdesk.evidence.decoders import (
    paging,
    pdf_notes,
    side_notes_open,
    side_notes_sheets,
    side_notes_slides,
    side_notes_word,
    zips,
)
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import SideNote, SideNotes

MAX_NOTES = 2000
_MAX_TEXT = 10_000
_MAX_SHORT = 300
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
_READERS: dict[str, Callable[[zipfile.ZipFile], Iterator[SideNote]]] = {
    "DOCX": side_notes_word.notes,
    "PPTX": side_notes_slides.notes,
    "XLSX": side_notes_sheets.notes,
    "ODT": side_notes_open.notes,
    "ODP": side_notes_open.notes,
    "ODS": side_notes_open.notes,
    "ODG": side_notes_open.notes,
}


def read(opened: OpenedFile) -> SideNotes:
    """Return everything that stands beside the document, in its order; nothing where its kind has no such things."""
    if opened.sniffed.kind is Kind.EMPTY:
        raise Refused(Case.EMPTY)
    if opened.sniffed.format == "PDF":
        document = paging.pages_of(opened)
        assert isinstance(document, PdfPages)  # noqa: S101 - told by the format
        found, complete = pdf_notes.notes(document)
        return SideNotes(tuple(found), complete)
    reader = _READERS.get(opened.sniffed.format)
    if reader is None:
        return SideNotes(())
    zips.check(opened.file)
    with zips.opened(opened.file) as archive:
        notes = tuple(map(_tidy, islice(reader(archive), MAX_NOTES + 1)))
    return SideNotes(notes[:MAX_NOTES], len(notes) <= MAX_NOTES)


def _tidy(note: SideNote) -> SideNote:
    """Cut what is too long, and leave out what is no moment."""
    return dataclasses.replace(
        note,
        text=note.text[:_MAX_TEXT],
        author=note.author[:_MAX_SHORT],
        when=note.when if _MOMENT.fullmatch(note.when) else "",
        about=" ".join(note.about.split())[:_MAX_SHORT],
    )
