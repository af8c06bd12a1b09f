"""All the words of any file, part by part, for searching; what takes too long is left out, and said to be."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from certdesk.evidence.decoders import paging, parts, pdf_scans, pdf_text, reading, zips
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.decoders.slides import SlidePages
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Extracted, TextPart

MAX_CHARACTERS = 6_000_000
MAX_PARTS = 5000
SECONDS = 7.0
"""Less than the processor time that a request may take: a part of the words is better than none."""
_WORDS_OF_WORD = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|diagrams/data\d*|charts/chart\d*)\.xml"
)
_WORDLESS = frozenset({Case.NO_READING})


def extract(opened: OpenedFile) -> Extracted:
    """Return the words: by pages where the file has any, else in one piece; none for pictures and recordings."""
    # Where a Word document breaks into pages depends on who lays it out: its words come in one piece.
    if opened.sniffed.format in {"PDF", "PPTX"}:
        pages = _pages(opened)
        if isinstance(pages, PdfPages):
            found, complete = _kept(_pdf_parts(pages))
            return Extracted(found, pdf_scans.is_scanned(pages), complete)
        if isinstance(pages, SlidePages):
            found, complete = _kept(_slide_parts(pages))
            return Extracted(found, complete=complete)
    if opened.sniffed.format == "DOCX":
        return _word(opened)
    return _read(opened)


def _word(opened: OpenedFile) -> Extracted:
    """Take the words of a Word document from all its parts: text boxes, headers, notes and comments too."""
    zips.check(opened.file)
    found = []
    with zips.opened(opened.file) as archive:
        names = [name for name in archive.namelist() if _WORDS_OF_WORD.fullmatch(name)][:MAX_PARTS]
        for name in sorted(names, key=lambda name: name != "word/document.xml"):
            root = parts.tree(archive, name)
            if root is not None:
                found.append(parts.paragraphs(root))
    text = "\n".join(text for text in found if text)
    return (
        Extracted((TextPart(0, text[:MAX_CHARACTERS]),), complete=len(text) <= MAX_CHARACTERS)
        if text
        else _read(opened)
    )


def _pages(opened: OpenedFile) -> PdfPages | SlidePages | None:
    """Return the pages, or None for an office file that can be read although it can't be laid out."""
    try:
        pages = paging.pages_of(opened)
    except Refused:
        if opened.sniffed.format == "PDF":
            raise
        return None
    return pages if isinstance(pages, PdfPages | SlidePages) else None


def _read(opened: OpenedFile) -> Extracted:
    try:
        document = reading.read(opened, pictures=False)
    except Refused as refused:
        if refused.case in _WORDLESS:
            return Extracted(())
        raise
    text = "\n".join(text for block in document.blocks for text in reading.texts_in(block) if text)
    return Extracted((TextPart(0, text),) if text else (), complete=document.complete)


def _kept(parts: Iterator[TextPart]) -> tuple[tuple[TextPart, ...], bool]:
    until = time.monotonic() + SECONDS
    kept: list[TextPart] = []
    left = MAX_CHARACTERS
    for part in parts:
        left -= len(part.text)
        if left < 0 or len(kept) >= MAX_PARTS:
            return tuple(kept), False
        if part.text:
            kept.append(part)
        if time.monotonic() > until:
            return tuple(kept), False
    return tuple(kept), True


def _pdf_parts(pages: PdfPages) -> Iterator[TextPart]:
    for number in range(1, len(pages.document) + 1):
        with pages.page_if_whole(number) as page:
            yield TextPart(number, pdf_text.flowing(page) if page is not None else "")


def _slide_parts(pages: SlidePages) -> Iterator[TextPart]:
    for number in range(1, len(pages.sizes()) + 1):
        yield TextPart(number, " ".join(word.text for word in pages.text(number).words))
