"""QR codes in photos and on pages, read in the worker: as they are, then with the light evened out, smaller and larger.

A photo of a certificate is taken at a slant, in poor light, with half a hand's shadow on it. What costs little is tried
first; every try is bounded in pixels, and all of them together in time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from certdesk.evidence.decoders import paging, photos
from certdesk.evidence.decoders.opened import OpenedFile, Paged
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Code, Codes, Picture
from certdesk.evidence.requests import RenderPage

MOST_SECONDS = 6.0
"""Of processor time for one file; the worker is ended after ten."""
MOST_PAGES = 20
MOST_CODES = 50
MOST_LETTERS = 7089
"""What the largest QR code holds."""
_LARGEST_SIDE = 4000
_SIDES = (1600, 2600, 1000, 4000)
_PAGE_SCALES = (200 / 72, 300 / 72, 120 / 72)
_MOST_ENLARGED = 1300
_NO_PATH = Path()
_QR = zxingcpp.barcode_formats_from_str("QRCode")

Prepared = Callable[[Image.Image], Image.Image]


@dataclass(slots=True)
class _Clock:
    """Says when it is time to give up."""

    until: float

    @property
    def is_over(self) -> bool:
        return time.process_time() > self.until


def read(opened: OpenedFile) -> Codes:
    """Return the QR codes of a photo, or of the first 20 pages of a document. Raises `Refused` for other files."""
    clock = _Clock(time.process_time() + MOST_SECONDS)
    if opened.sniffed.kind is Kind.IMAGE:
        return _read_photo(opened, clock)
    return _read_pages(paging.pages_of(opened), clock)


def _read_photo(opened: OpenedFile, clock: _Clock) -> Codes:
    whole = _grey(photos.render(opened, _LARGEST_SIDE, _LARGEST_SIDE))
    opened.decoded = None  # a look for codes is no look at the picture: its memory is wanted
    for tried in _tries(whole):
        if found := _codes(tried, 1):
            return Codes(found)
        if clock.is_over:
            return Codes((), complete=False)
    return Codes(())


def _read_pages(document: Paged, clock: _Clock) -> Codes:
    count = len(document.sizes())
    found: list[Code] = []
    for page in range(1, min(count, MOST_PAGES) + 1):
        found += _codes_of_page(document, page, clock)
        if clock.is_over or len(found) >= MOST_CODES:
            return Codes(tuple(found[:MOST_CODES]), complete=False)
    return Codes(tuple(found), complete=count <= MOST_PAGES)


def _codes_of_page(document: Paged, page: int, clock: _Clock) -> tuple[Code, ...]:
    for scale in _PAGE_SCALES:
        try:
            drawn = _grey(document.render(RenderPage(_NO_PATH, page, scale)))
        except Refused as refused:
            if refused.case in {Case.DAMAGED, Case.NO_SUCH_PAGE}:
                return ()
            raise
        for prepared in (drawn, _even(drawn)):
            if found := _codes(_fitted(prepared, _LARGEST_SIDE), page):
                return found
            if clock.is_over:
                return ()
    return ()


def _tries(whole: Image.Image) -> Iterator[Image.Image]:
    """Yield the photo in ever more ways, the likeliest and cheapest first."""
    longest = max(whole.size)
    sides = [side for side in _SIDES if side < longest] or [longest]
    if longest not in sides and longest <= _LARGEST_SIDE:
        sides.append(longest)
    for prepared in _PREPARED:
        for side in sides:
            yield prepared(_fitted(whole, side))
    if longest <= _MOST_ENLARGED:
        larger = whole.resize((2 * whole.width, 2 * whole.height), Image.Resampling.BICUBIC)
        for prepared in _PREPARED:
            yield prepared(larger)


def _codes(image: Image.Image, page: int) -> tuple[Code, ...]:
    """Return the codes in a grey picture, whichever way round it lies."""
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        found = zxingcpp.read_barcodes(image, formats=_QR, binarizer=binarizer)
        codes = [Code(each.text, page) for each in found if each.valid and 0 < len(each.text) <= MOST_LETTERS]
        if codes:
            return tuple(dict.fromkeys(codes))[:MOST_CODES]
    return ()


def _plain(image: Image.Image) -> Image.Image:
    return image


def _even(image: Image.Image) -> Image.Image:
    """Take shadows and lamps out: divide by what is bright around each place, then use the whole range."""
    radius = max(image.size) // 24
    small = image.resize((max(1, image.width // 8), max(1, image.height // 8)), Image.Resampling.BOX)
    ground = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(max(1, radius // 8)))
    lit = ground.resize(image.size, Image.Resampling.BILINEAR)
    # Minus the light instead of divided by it: close enough, and a tenth of the time.
    dark = ImageChops.subtract(lit, image)
    return ImageOps.autocontrast(ImageOps.invert(dark), cutoff=(1, 1))


def _sharp(image: Image.Image) -> Image.Image:
    """Undo some of a blur, after the light."""
    return _even(image).filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=2))


def _calm(image: Image.Image) -> Image.Image:
    """Take noise out, after the light."""
    return _even(image).filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(0.8))


_PREPARED: tuple[Prepared, ...] = (_plain, _even, _sharp, _calm)


def _fitted(image: Image.Image, side: int) -> Image.Image:
    longest = max(image.size)
    if longest <= side:
        return image
    across, down = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((across, down), Image.Resampling.BOX if longest > 2 * side else Image.Resampling.BICUBIC)


def _grey(picture: Picture) -> Image.Image:
    drawn = Image.frombuffer("RGBA", (picture.width, picture.height), picture.pixels, "raw", "BGRA", 0, 1)
    return drawn.convert("RGB").convert("L")
