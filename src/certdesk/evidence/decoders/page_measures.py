"""What can be seen on the pages of a document: blank, on their side, scanned too coarsely, written too small."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from certdesk.core.preflight_looks import PageLook
from certdesk.evidence.decoders.pdf import PdfPages
from certdesk.evidence.decoders.photo_measures import grey_of
from certdesk.evidence.decoders.text_turning import Turning, ink_of, turning_of
from certdesk.evidence.problems import Refused
from certdesk.evidence.requests import RenderPage

_NOWHERE = Path()
_MOST_PAGES = 30
_SECONDS = 3.5
_SCALE = 93.6 / 72
_FEW_LETTERS = 20
_LETTERS_LOOKED_AT = 400
_MARGIN = 0.04
_BLANK = 0.0003
"""Specks of dust; a line of print is twice as much."""
_COVERED = 0.5
_MOST_OBJECTS = 200
_SMALL_LETTER = 0.48
"""How high a small letter is, as a share of its size (0.45 in Times, 0.52 in Arial)."""


def look_at_pages(document: PdfPages) -> tuple[PageLook, ...]:
    """Look at pages spread over the document, for at most some seconds."""
    count = len(document.document)
    step = max(1, math.ceil(count / _MOST_PAGES))
    until = time.monotonic() + _SECONDS
    found = []
    for number in range(1, count + 1, step):
        if time.monotonic() > until:
            break
        with document.page_if_whole(number) as page:
            if page is None:
                continue
            found.append(_look(document, page, number))
    return tuple(found)


def _look(document: PdfPages, page: pdfium.PdfPage, number: int) -> PageLook:
    turn, letters, height = _written(page)
    if letters >= _FEW_LETTERS:
        dpi = _resolution(page)
        return PageLook(number, turn=turn, sure=True, text_height=height if not dpi else 0.0)
    return _drawn(document, page, number, written=letters > 0)


def _drawn(document: PdfPages, page: pdfium.PdfPage, number: int, *, written: bool) -> PageLook:
    """Look at the picture of a page that has hardly any letters of its own."""
    wide, high = page.get_size()
    scale = min(_SCALE, 1600 / max(wide, high, 1))
    try:
        grey = grey_of(document.render(RenderPage(_NOWHERE, number, max(scale, 0.05))))
    except (Refused, pdfium.PdfiumError):
        return PageLook(number)
    left, top = int(grey.width * _MARGIN), int(grey.height * _MARGIN)
    inside = grey.crop((left, top, max(left + 1, grey.width - left), max(top + 1, grey.height - top)))
    ink = ink_of(inside)
    if not written and ink.histogram()[255] < _BLANK * inside.width * inside.height and _even(inside):
        return PageLook(number, blank=True)
    dpi = _resolution(page)
    told = turning_of(grey) if dpi else Turning(0, 0.0, 0.0)
    return PageLook(number, turn=told.turn, text_height=round(told.letter_pixels / scale, 1), dpi=dpi)


def _even(grey: Image.Image) -> bool:
    """Whether there is no large dark area either, such as a photo, in which all is as dark as what is around it."""
    histogram = grey.histogram()
    total = sum(histogram)
    paper = max(range(256), key=histogram.__getitem__)
    return sum(histogram[: max(0, paper - 60)]) < _BLANK * 20 * total


def _written(page: pdfium.PdfPage) -> tuple[int, int, float]:
    """Return how most letters must be turned (degrees clockwise), how many there are, and their height in points."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        step = max(1, count // _LETTERS_LOOKED_AT)
        turns: Counter[int] = Counter()
        sizes: list[float] = []
        for at in range(0, count, step):
            code = raw.FPDFText_GetUnicode(text, at)
            if code < 33 or raw.FPDFText_IsGenerated(text, at):
                continue
            turns[_quarters(raw.FPDFText_GetCharAngle(text, at))] += 1
            sizes.append(float(raw.FPDFText_GetFontSize(text, at)))
    finally:
        text.close()
    total = sum(turns.values())
    if not total:
        return 0, 0, 0.0
    quarters, most = turns.most_common(1)[0]
    shown = (quarters + page.get_rotation() // 90) % 4 if most * 3 > total * 2 else 0
    sizes.sort()
    return (
        (4 - shown) % 4 * 90,
        total * step,
        0.0 if sizes[len(sizes) // 2] <= 1 else round(sizes[len(sizes) // 2] * _SMALL_LETTER, 1),
    )


def _quarters(angle: float) -> int:
    """Return by how many quarters a letter is turned clockwise on the page as it is stored."""
    return round(angle / (math.pi / 2)) % 4 if angle >= 0 and math.isfinite(angle) else 0


def _resolution(page: pdfium.PdfPage) -> int:
    """Return how many dots per inch the picture has that covers the page, 0 where none does."""
    width, height = page.get_size()
    return max((dpi for dpi, share in _pictures(page, width * height) if share >= _COVERED), default=0)


def _pictures(page: pdfium.PdfPage, area: float) -> Iterator[tuple[int, float]]:
    for count, each in enumerate(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)):
        if count >= _MOST_OBJECTS:
            return
        left, bottom, right, top = each.get_bounds()
        wide, high = max(right - left, 0.01), max(top - bottom, 0.01)
        try:
            across, down = each.get_px_size()
        except pdfium.PdfiumError:
            continue
        dots = max(across, down) / (max(wide, high) / 72)
        yield round(dots), wide * high / max(area, 1.0)
