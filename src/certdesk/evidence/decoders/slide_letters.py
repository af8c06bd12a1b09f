"""Letters that a slide's own font lacks, drawn in one that has them: what draws slides tries one font only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import betteroffice_pptx
import uharfbuzz

from certdesk.evidence.decoders import fonts

_MOST_CHANGES = 3000
_MAX_DEPTH = 20
_EVERYWHERE = "\u024f"
"""Every font with Western letters has those up to here."""


def give_fonts(deck: betteroffice_pptx.Presentation) -> None:
    """Name another font for what the usual ones can't write; nothing of it is saved."""
    changes = 0
    for slide in deck.snapshot().slides:
        for story in _stories(slide.shapes, 0):
            if max(story.text, default="") <= _EVERYWHERE:
                continue
            for start, end, family in _foreign(story):
                deck.format_text(story.id, start, end, font_family=family)
                changes += 1
                if changes > _MOST_CHANGES:
                    return


def _stories(shapes: list[betteroffice_pptx.Shape], depth: int) -> Iterator[betteroffice_pptx.Story]:
    for shape in shapes:
        yield from shape.stories
        if depth < _MAX_DEPTH:
            yield from _stories(shape.children, depth + 1)


def _foreign(story: betteroffice_pptx.Story) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (in UTF-16 units) and a font for each stretch that needs one."""
    at = 0
    for paragraph in story.paragraphs:
        for family, letters in groupby(paragraph.text, _family_for):
            length = len("".join(letters).encode("utf-16-le", "surrogatepass")) // 2
            if family:
                yield at, at + length, family
            at += length
        at += 1  # the end of a paragraph counts as a letter


@cache
def _family_for(letter: str) -> str:
    if letter <= _EVERYWHERE:
        return ""
    faces = [face for face in fonts.faces() if not (face.bold or face.italic)]
    usual = {face.path for face in fonts.stand_ins() if not (face.bold or face.italic)} | {faces[0].path}
    if all(ord(letter) in _letters(path) for path in usual):
        return ""
    return next((face.family for face in faces if ord(letter) in _letters(face.path)), "")


@cache
def _letters(path: Path) -> frozenset[int]:
    return frozenset(uharfbuzz.Face(path.read_bytes()).unicodes)
