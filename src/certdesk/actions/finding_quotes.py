"""Find quoted words in a file of evidence, so that an annotation points to where they really stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from certdesk.core.annotations import PageRegion, Rect, TextQuote
from certdesk.core.errors import NotFoundError
from certdesk.core.fields import shown
from certdesk.core.portfolio import EvidenceItem
from certdesk.core.words import _
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Heading, ListItem, Match, Paragraph, PictureBlock, Reading
from certdesk.evidence.requests import FindText, MeasurePages, ReadDocument


def find_quote(
    worker: EvidenceWorker, path: Path, item: EvidenceItem, quote: str, *, page: int = 0
) -> PageRegion | TextQuote:
    """Return where the words stand: the place on a page, or the words as the document has them.

    ``page`` (0 for any) is counted from 1. Raises NotFoundError when the words are not there, EvidenceError when the
    file can't be read.
    """
    if item.pages:
        matches = [one for one in worker.ask(FindText(path, quote)).matches if page in {0, one.page}]
        if matches:
            return replace(_region(matches[0]), view=_view(worker, path))
    elif found := _in_text(worker.ask(ReadDocument(path, item.file_name)), quote):
        return TextQuote(found)
    text = _("The words “{quote}” are not in {file}.") if not page else _("“{quote}” is not on page {page} of {file}.")
    hint = _("Copy them from the file; a few words are enough.")
    raise NotFoundError(text.format(quote=shown(quote), file=shown(item.file_name), page=page), hint)


def _view(worker: EvidenceWorker, path: Path) -> str:
    """Name the program that laid out the pages, where the file itself has none."""
    pages = worker.ask(MeasurePages(path))
    return pages.engine if pages.simplified else ""


def _region(match: Match) -> PageRegion:
    left = min(rect[0] for rect in match.rects)
    top = min(rect[1] for rect in match.rects)
    right = max(rect[0] + rect[2] for rect in match.rects)
    bottom = max(rect[1] + rect[3] for rect in match.rects)
    return PageRegion(match.page, Rect(*(round(number, 1) for number in (left, top, right, bottom))), match.text)


def _in_text(reading: Reading, quote: str) -> str:
    """Return the words as they stand in the document, however lines are broken there; else an empty text."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()), re.IGNORECASE)
    everything = " ".join(" ".join(text.split()) for text in _texts(reading))
    found = pattern.search(everything)
    return found[0] if found else ""


def _texts(reading: Reading) -> Iterator[str]:
    for block in reading.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text) | ListItem(text=text):
                yield text
            case PictureBlock():
                continue
            case table:
                yield from (cell for row in table.rows for cell in row)
