"""PDF by pdfium: sizes, pictures, words with boxes, search. One thread only, as pdfium needs it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from certdesk.evidence.decoders import pdf_repair, pdf_text
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Matches, PageText, Picture
from certdesk.evidence.requests import RenderPage

MAX_PIXELS = 40_000_000
"""Most pixels in one rendered picture; a larger one is drawn at a smaller scale."""
_TAIL = 8192
_LONGEST = 1e6
_QUARTER_TURNS = {0: 0, 90: 1, 180: 2, 270: 3}
_BGRX = raw.FPDFBitmap_BGRA  # on an opaque white ground this leaves the fourth byte at 255
_POINTS_ON_BLANK_PAGE = (612.0, 792.0)


@dataclass(slots=True)
class PdfPages:
    """An open PDF."""

    document: pdfium.PdfDocument
    engine: str = "pdfium"
    simplified: bool = False
    repaired: bool = False
    """Its list of contents was broken and has been made anew."""

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Return the size of every page in points, as seen; a broken page counts as blank Letter paper."""
        return tuple(self._size(index) for index in range(len(self.document)))

    def render(self, wanted: RenderPage) -> Picture:
        """Draw a page, or the wanted part of it."""
        with self.page(wanted.page) as page:
            return _draw(page, self.document, wanted)

    def text(self, page: int) -> PageText:
        """Return the words of a page with their boxes."""
        with self.page(page) as handle:
            return PageText(page, pdf_text.words(handle))

    def find(self, needle: str) -> Matches:
        """Return the places where ``needle`` stands, from the first page on."""
        return pdf_text.find(self.document, needle)

    def count_words(self, most_pages: int) -> int | None:
        """Count the words, or return None when there are more than ``most_pages`` pages."""
        if len(self.document) > most_pages:
            return None
        return sum(len(text.split()) for text in pdf_text.page_texts(self.document))

    def paragraphs(self) -> Iterator[str]:
        """Yield the text of each page that has any, in one piece without line ends."""
        for text in pdf_text.page_texts(self.document):
            joined = " ".join(text.replace("\ufffe\r\n", "").replace("\ufffe", "").split())
            if joined:
                yield joined

    @contextmanager
    def page(self, number: int) -> Iterator[pdfium.PdfPage]:
        """Open a page, from 1, for as long as it is looked at."""
        count = len(self.document)
        if not 1 <= number <= count:
            raise Refused(Case.NO_SUCH_PAGE, page=number, count=count)
        try:
            page = self.document[number - 1]
        except pdfium.PdfiumError as problem:
            raise Refused(Case.DAMAGED) from problem
        try:
            yield page
        finally:
            page.close()

    @contextmanager
    def page_if_whole(self, number: int) -> Iterator[pdfium.PdfPage | None]:
        """Open a page as `page` does, or give None for one that can't be opened: the others still count."""
        try:
            page = self.document[number - 1]
        except pdfium.PdfiumError:
            yield None
            return
        try:
            yield page
        finally:
            page.close()

    def is_whole(self) -> bool:
        """Say whether at least the first page can be shown."""
        return _opens_at_first_page(self.document)

    def close(self) -> None:
        """Free pdfium's memory."""
        self.document.close()

    def _size(self, index: int) -> tuple[float, float]:
        try:
            width, height = self.document.get_page_size(index)
        except pdfium.PdfiumError:
            return _POINTS_ON_BLANK_PAGE
        return (width, height) if 0 < width < _LONGEST and 0 < height < _LONGEST else _POINTS_ON_BLANK_PAGE


def open_pdf(source: BinaryIO | bytes, tail: bytes, password: str = "") -> PdfPages:
    """Open a PDF from a file or from memory; ``tail`` is its last few thousand bytes.

    A password that is not needed does no harm.
    """
    try:
        document = _open(source, password)
    except pdfium.PdfiumError as problem:
        if problem.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refused(Case.WRONG_PASSWORD if password else Case.LOCKED) from problem
        if problem.err_code == raw.FPDF_ERR_SECURITY:
            raise Refused(Case.LOCKED_FOR_GOOD) from problem
        repaired = pdf_repair.repaired(source)
        if repaired is None:
            raise Refused(Case.TRUNCATED if is_cut_off(tail) else Case.DAMAGED) from problem
        return _ready(repaired, repaired=True)
    if not _opens_at_first_page(document):
        repaired = pdf_repair.repaired(source)
        if repaired is not None and _opens_at_first_page(repaired):
            return _ready(repaired, repaired=True)
    return _ready(document)


def _ready(document: pdfium.PdfDocument, *, repaired: bool = False) -> PdfPages:
    document.init_forms()
    return PdfPages(document, repaired=repaired)


def _opens_at_first_page(document: pdfium.PdfDocument) -> bool:
    try:
        document[0].close()
    except (pdfium.PdfiumError, IndexError):
        return False
    return True


def _open(source: BinaryIO | bytes, password: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as problem:
        if not password or problem.err_code != raw.FPDF_ERR_PASSWORD:
            raise
    return pdfium.PdfDocument(source, password=password)


def is_cut_off(tail: bytes) -> bool:
    """Say whether the end of a PDF is missing, judging by its last bytes."""
    end = tail[-_TAIL:]
    return b"%%EOF" not in end and b"startxref" not in end


def _draw(page: pdfium.PdfPage, document: pdfium.PdfDocument, wanted: RenderPage) -> Picture:
    turns = _QUARTER_TURNS[wanted.rotation]
    page_width, page_height = page.get_size()
    if turns % 2:
        page_width, page_height = page_height, page_width
    left, top, width, height = wanted.region or (0.0, 0.0, page_width, page_height)
    scale = bounded_scale(wanted.scale, width, height)
    across, down = pixels(width, scale), pixels(height, scale)
    bitmap = pdfium.PdfBitmap.new_native(across, down, _BGRX, stride=across * 4)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
        place = (
            -round(left * scale),
            -round(top * scale),
            pixels(page_width, scale),
            pixels(page_height, scale),
            turns,
        )
        flags = raw.FPDF_ANNOT | raw.FPDF_RENDER_LIMITEDIMAGECACHE
        raw.FPDF_RenderPageBitmap(bitmap, page, *place, flags)
        if document.formenv:
            raw.FPDF_FFLDraw(document.formenv, bitmap, page, *place, flags)
        return Picture(across, down, bytes(ctypes.string_at(bitmap.buffer, across * down * 4)))
    finally:
        bitmap.close()


def pixels(points: float, scale: float) -> int:
    """Return how many pixels a length takes, at least one."""
    return max(1, round(points * scale))


def bounded_scale(scale: float, width: float, height: float) -> float:
    """Return ``scale``, or less where the picture would have more than `MAX_PIXELS`."""
    most = math.sqrt(MAX_PIXELS / max(width * height, 1e-9))
    longest = 30_000 / max(width, height, 1e-9)
    return min(scale, most, longest)
