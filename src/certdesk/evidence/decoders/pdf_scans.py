"""Whether the pages of a PDF are pictures of text, in which nothing can be found or quoted."""

from __future__ import annotations

import time

import pypdfium2 as pdfium
from pypdfium2 import raw

from certdesk.evidence.decoders.pdf import PdfPages

_LOOKED_AT = 40
"""Pages spread over the document."""
_SECONDS = 2.0
_MOST_OBJECTS = 300
_COVERED = 0.5
"""A picture, or several, over this much of a page make it a scan; a logo or a photo between lines does not."""
_FEW_LETTERS = 40
"""A scanner's stamp or a page number may stand on a scanned page."""


def is_scanned(document: PdfPages) -> bool:
    """Say so only when most pages that show anything are covered by pictures and there is hardly any text at all."""
    count = len(document.document)
    step = max(1, count // _LOOKED_AT)
    covered = written = 0
    until = time.monotonic() + _SECONDS
    for number in range(1, count + 1, step):
        if time.monotonic() > until:
            break
        with document.page_if_whole(number) as page:
            if page is None:
                continue
            if _letters(page) > _FEW_LETTERS:
                written += 1
            elif _coverage(page) >= _COVERED:
                covered += 1
    return covered > 0 and written * 4 <= covered


def _letters(page: pdfium.PdfPage) -> int:
    text = page.get_textpage()
    try:
        count = text.count_chars()
        return count if count > _FEW_LETTERS * 4 else len("".join(text.get_text_range().split()))
    finally:
        text.close()


def _coverage(page: pdfium.PdfPage) -> float:
    """Return how much of the page its pictures cover, 0 to 1 and more where they overlap."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    covered = 0.0
    for count, each in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        if count >= _MOST_OBJECTS:
            break
        x0, y0, x1, y1 = each.get_bounds()
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return covered / float(max(width * height, 1.0))
