"""PPTX slides as pages: drawn by betteroffice-pptx, words and boxes from its layout."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import betteroffice_pptx
from PIL import Image

from certdesk.evidence.decoders import fonts, parts, slide_letters, zips
from certdesk.evidence.decoders.natives import damaged_if_it_fails
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pdf import bounded_scale, pixels
from certdesk.evidence.decoders.pictures import to_picture
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Match, Matches, PageText, Picture, Word
from certdesk.evidence.requests import Rect, RenderPage

MAX_SLIDES = 2000
_DECK = "ppt/presentation.xml"
_EMU_PER_POINT = 12700
_POINTS_PER_UNIT = 0.75
"""The layout counts in 1/96 inch."""
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_LIMITS = {"max_shapes": 20_000, "max_runs": 200_000}


@dataclass(slots=True)
class SlidePages:
    """An open slide deck."""

    deck: betteroffice_pptx.Presentation
    engine: str = "BetterOffice"
    simplified: bool = True

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Return the size of every slide in points; they are all alike."""
        size = self.deck.width_emu / _EMU_PER_POINT, self.deck.height_emu / _EMU_PER_POINT
        return (size,) * min(self.deck.slide_count, MAX_SLIDES)

    def render(self, wanted: RenderPage) -> Picture:
        """Draw a slide, or the wanted part of it."""
        index = self._index(wanted.page)
        width, height = self.sizes()[0]
        scale = bounded_scale(wanted.scale, width, height)
        with damaged_if_it_fails():
            drawn = self.deck.render_png(index, scale=scale * _POINTS_PER_UNIT)
        with Image.open(io.BytesIO(drawn.bytes), formats=("PNG",)) as image:
            turned = image.transpose(_TURNS[wanted.rotation]) if wanted.rotation in _TURNS else image
            if wanted.region is not None:
                turned = _part(turned, wanted.region, scale)
            return to_picture(turned)

    def text(self, page: int) -> PageText:
        """Return the words of a slide with their boxes."""
        return PageText(page, tuple(word for line in self._lines(page) for word in _words(line)))

    def find(self, needle: str) -> Matches:
        """Return the lines' parts in which ``needle`` stands."""
        sought = needle.casefold().strip()
        found: list[Match] = []
        for page in range(1, len(self.sizes()) + 1) if sought else ():
            for line in self._lines(page):
                found.extend(_matches(line, sought, page))
        return Matches(tuple(found[:2000]), len(found) <= 2000)

    def _index(self, page: int) -> int:
        count = len(self.sizes())
        if not 1 <= page <= count:
            raise Refused(Case.NO_SUCH_PAGE, page=page, count=count)
        return page - 1

    def _lines(self, page: int) -> Iterator[list[_Letter]]:
        index = self._index(page)
        with damaged_if_it_fails():
            scene = self.deck.render_slide(index).to_dict()
        for shape in _text_boxes(scene.get("primitives", [])):
            for line in shape.get("lines", []):
                yield list(_letters(line))


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    rect: Rect


def open_slides(data: bytes) -> SlidePages:
    """Open a PPTX for drawing."""
    with damaged_if_it_fails():
        deck = betteroffice_pptx.Presentation.open(data, limits=_LIMITS)
    if deck.slide_count == 0:
        raise Refused(Case.NO_SLIDES)
    if deck.width_emu <= 0 or deck.height_emu <= 0:
        raise Refused(Case.DAMAGED)
    if not fonts.faces():
        raise Refused(Case.NO_FONT)
    for face in (*fonts.faces(), *fonts.stand_ins()):
        deck.register_font(face.family, face.path.read_bytes(), bold=face.bold, italic=face.italic)
    with damaged_if_it_fails():
        slide_letters.give_fonts(deck)
    return SlidePages(deck)


def is_empty(opened: OpenedFile) -> bool:
    """Say whether a PPTX lists no slides at all, as a template does."""
    with zips.opened(opened.file) as archive:
        return parts.tree(archive, _DECK) is not None and not parts.in_order(archive, _DECK, "sldIdLst", "slide")


def _part(image: Image.Image, region: Rect, scale: float) -> Image.Image:
    left, top, width, height = region
    x, y = round(left * scale), round(top * scale)
    return image.crop((x, y, x + pixels(width, scale), y + pixels(height, scale)))


def _text_boxes(primitives: list[Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    for each in primitives:
        if each.get("lines"):
            yield each
        children = each.get("primitives") or each.get("children")
        if isinstance(children, list) and depth < 20:
            yield from _text_boxes(children, depth + 1)


def _letters(line: dict[str, Any]) -> Iterator[_Letter]:
    top, height = line["y"] * _POINTS_PER_UNIT, line["height"] * _POINTS_PER_UNIT
    for run in line.get("runs", []):
        text, glyphs = run.get("text", ""), run.get("glyphs", [])
        step = run["width"] / max(len(text), 1)
        for at, letter in enumerate(text):
            glyph = glyphs[at] if len(glyphs) == len(text) else None
            left = glyph["x"] if glyph else run["x"] + at * step
            width = glyph["advance"] if glyph else step
            yield _Letter(letter, (left * _POINTS_PER_UNIT, top, width * _POINTS_PER_UNIT, height))


def _words(letters: list[_Letter]) -> Iterator[Word]:
    word: list[_Letter] = []
    for letter in [*letters, _Letter(" ", (0, 0, 0, 0))]:
        if not letter.text.isspace():
            word.append(letter)
        elif word:
            yield Word("".join(each.text for each in word), _around(word))
            word = []


def _matches(letters: list[_Letter], sought: str, page: int) -> Iterator[Match]:
    text = "".join(letter.text for letter in letters)
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    at = folded.find(sought)
    while at >= 0:
        end = at + len(sought)
        yield Match(page, (_around(letters[at:end]),), text[at:end])
        at = folded.find(sought, end)


def _around(letters: list[_Letter]) -> Rect:
    left = min(each.rect[0] for each in letters)
    top = min(each.rect[1] for each in letters)
    right = max(each.rect[0] + each.rect[2] for each in letters)
    bottom = max(each.rect[1] + each.rect[3] for each in letters)
    return round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2)
