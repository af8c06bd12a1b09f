"""The words of PDF pages and where they stand: points from the top left of the page as it is seen."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from certdesk.evidence.replies import Match, Matches, Word
from certdesk.evidence.requests import Rect

MAX_MATCHES = 2000
MAX_CHARACTERS = 200_000
"""Characters of one page that are looked at."""
_FINE = 1_000_000
_ENDS_OF_LINE = frozenset({10, 13, 0xFFFE})
"""The last is pdfium's sign for a hyphen at the end of a line."""
_LINE_END, _SPACE = frozenset("\n"), frozenset("\n ")
_Box = tuple[float, float, float, float]


class ToPage(NamedTuple):
    """Takes the PDF's own coordinates to points from the top left of the page as seen."""

    x0: float
    y0: float
    xx: float
    xy: float
    yx: float
    yy: float

    def rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """Return the box as seen: left, top, width and height."""
        ax, ay = self.x0 + left * self.xx + top * self.yx, self.y0 + left * self.xy + top * self.yy
        bx, by = self.x0 + right * self.xx + bottom * self.yx, self.y0 + right * self.xy + bottom * self.yy
        return round(min(ax, bx), 2), round(min(ay, by), 2), round(abs(bx - ax), 2), round(abs(by - ay), 2)


def words(page: pdfium.PdfPage) -> tuple[Word, ...]:
    """Return the words of an open page in reading order."""
    text = page.get_textpage()
    try:
        to_page = transformation(page)
        return tuple(
            Word(word, to_page.rect(*box)) for word, box in _runs(text, 0, min(text.count_chars(), MAX_CHARACTERS))
        )
    finally:
        text.close()


def find(document: pdfium.PdfDocument, needle: str) -> Matches:
    """Return the places where ``needle`` stands, whatever its case, page by page."""
    if not needle.strip():
        return Matches((), True)
    found: list[Match] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue  # a page that can't be opened has no words; the others are still searched
        try:
            found.extend(_find_on_page(page, index + 1, needle))
        finally:
            page.close()
        if len(found) > MAX_MATCHES:
            return Matches(tuple(found[:MAX_MATCHES]), False)
    return Matches(tuple(found), True)


def page_texts(document: pdfium.PdfDocument) -> Iterator[str]:
    """Yield the text of each page; much faster than `words`, as no boxes are asked for."""
    for index in range(len(document)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            continue  # as above
        text = page.get_textpage()
        yield text.get_text_range(count=min(text.count_chars(), MAX_CHARACTERS))
        text.close()
        page.close()


def flowing(page: pdfium.PdfPage) -> str:
    """Return the words of an open page in one piece, without line ends and hyphens at them."""
    text = page.get_textpage()
    try:
        found = text.get_text_range(count=min(text.count_chars(), MAX_CHARACTERS))
    finally:
        text.close()
    return " ".join(found.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\0", "").split())


def _find_on_page(page: pdfium.PdfPage, number: int, needle: str) -> Iterator[Match]:
    text = page.get_textpage()
    try:
        to_page = transformation(page)
        searcher = text.search(needle)
        while (occurrence := searcher.get_next()) is not None:
            start, count = occurrence
            rects = tuple(to_page.rect(*box) for _letters, box in _runs(text, start, count, joined=True))
            yield Match(number, rects, text.get_text_range(start, count))
        searcher.close()
    finally:
        text.close()


def _runs(text: pdfium.PdfTextPage, start: int, count: int, *, joined: bool = False) -> Iterator[tuple[str, _Box]]:
    """Yield each word with its left, bottom, right and top in the PDF's own coordinates.

    With ``joined``, the words of a line come in one piece. Boxes are as high as the font, whatever the letters.
    """
    place = raw.FS_RECTF()
    letters: list[str] = []
    box: _Box | None = None
    for index in range(start, start + count):
        letter = _letter(raw.FPDFText_GetUnicode(text, index))
        if letter in (_LINE_END if joined else _SPACE):
            if letters and box is not None:
                yield "".join(letters), box
            letters, box = [], None
            continue
        letters.append(letter)
        if raw.FPDFText_GetLooseCharBox(text, index, place):
            box = _around(box, (place.left, place.bottom, place.right, place.top))
    if letters and box is not None:
        yield "".join(letters), box


def _letter(code: int) -> str:
    if code in _ENDS_OF_LINE:
        return "\n"
    if code < 32 or code >= 0x110000 or 0xD800 <= code < 0xE000:
        return " "
    letter = chr(code)
    return " " if letter.isspace() else letter


def _around(box: _Box | None, more: _Box) -> _Box:
    if box is None:
        return more
    return min(box[0], more[0]), min(box[1], more[1]), max(box[2], more[2]), max(box[3], more[3])


def transformation(page: pdfium.PdfPage) -> ToPage:
    """Ask pdfium where three points of the page come to lie, so that every odd box and rotation is right."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_bbox()
    across, up = (right - left) or 1.0, (top - bottom) or 1.0
    origin, east, north = (_seen(page, *point) for point in ((left, bottom), (right, bottom), (left, top)))
    sx, sy = width / _FINE, height / _FINE
    xx, xy = (east[0] - origin[0]) * sx / across, (east[1] - origin[1]) * sy / across
    yx, yy = (north[0] - origin[0]) * sx / up, (north[1] - origin[1]) * sy / up
    return ToPage(origin[0] * sx - left * xx - bottom * yx, origin[1] * sy - left * xy - bottom * yy, xx, xy, yx, yy)


def _seen(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value, down.value
