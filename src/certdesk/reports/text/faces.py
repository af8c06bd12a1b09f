"""The font files that come with the program, and the chains in which a missing character falls back to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from certdesk import shipped
from certdesk.core.errors import StorageError
from certdesk.core.words import _
from certdesk.reports.text import system_fonts

_WORDS_REMEMBERED = 20_000
_COMPLEX = "\u0530"  # scripts from here on have fonts of their own
_JOINERS = "\u200c\u200d\u034f"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped word: its text (empty for the rest of a cluster), advance and offset in em."""

    id: int
    text: str
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped word: glyphs from left to right, its width in em, and whether each glyph carries its own text."""

    glyphs: tuple[Glyph, ...]
    width: float
    exact: bool


class Face:
    """One font file, read when it is first asked for something.

    ``scale`` evens out its apparent size beside Latin; ``room`` is how much taller its lines are. ``number`` is its
    place in a file that holds several.
    """

    def __init__(self, path: Path, scale: float, room: float, number: int = 0) -> None:
        self.name = "".join(character for character in path.stem if character.isalnum() or character == "-") or "Font"
        self.is_bold = "Bold" in path.stem
        self.scale, self.room = scale, room
        self._path, self._number = path, number
        self._words: dict[tuple[str, bool, str, bool], Shaped] = {}

    @cached_property
    def hb_face(self) -> hb.Face:
        """The font as HarfBuzz reads it. Raises StorageError when its file is gone."""
        if not self._path.is_file():
            raise StorageError(
                _("The font {name} is missing.").format(name=self._path.name),
                _("Install CertDesk again: a part of it is gone."),
            )
        return hb.Face(hb.Blob.from_file_path(str(self._path)), self._number)

    @cached_property
    def em(self) -> int:
        """Units of the font in an em."""
        return int(self.hb_face.upem)

    @cached_property
    def ascent(self) -> float:
        """How far the font reaches above the baseline, in em."""
        return float(self._font.get_font_extents("ltr").ascender) / self.em

    @cached_property
    def descent(self) -> float:
        """How far the font reaches below the baseline, in em."""
        return -float(self._font.get_font_extents("ltr").descender) / self.em

    @cached_property
    def _font(self) -> hb.Font:
        return hb.Font(self.hb_face)

    @cached_property
    def _covered(self) -> hb.Set:
        return self.hb_face.unicodes

    def covers(self, text: str) -> bool:
        """Whether the font has every character of ``text``; joiners need no glyph."""
        return all(ord(character) in self._covered or character in _JOINERS for character in text)

    def attaches(self, cluster: str) -> bool:
        """Whether the font knows where a Latin, Greek or Cyrillic letter has its marks, as ɔ with two of them."""
        if len(cluster) < 2 or cluster[0] >= _COMPLEX:
            return True
        glyphs = self.shape(cluster, rtl=False, language="en", tabular=False).glyphs
        return all(glyph.advance or glyph.dx or glyph.dy for glyph in glyphs)

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph in em, as the font file states it."""
        return int(self._font.get_glyph_h_advance(glyph)) / int(self.em)

    def bearing(self, glyph: int, *, right: bool) -> float:
        """Return how much white a glyph has at its left or right side, in em."""
        extents = self._font.get_glyph_extents(glyph)
        if extents is None or not extents.width:
            return 0.0
        left = int(extents.x_bearing) / int(self.em)
        return self.advance(glyph) - left - int(extents.width) / int(self.em) if right else left

    def shape(self, text: str, *, rtl: bool, language: str, tabular: bool) -> Shaped:
        """Turn one word of one script and direction into glyphs."""
        key = (text, rtl, language, tabular)
        shaped = self._words.get(key)
        if shaped is None:
            if len(self._words) > _WORDS_REMEMBERED:
                self._words.clear()
            shaped = self._words[key] = self._shape(*key)
        return shaped

    def _shape(self, text: str, rtl: bool, language: str, tabular: bool) -> Shaped:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.language = language
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        if rtl:  # Arabic marks keep their own character, so that copied text needs no replacement
            buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self._font, buffer, {"tnum": True} if tabular else {})
        glyphs = tuple(_glyphs(text, buffer, self.em))
        exact = all(glyph.text for glyph in glyphs)
        return Shaped(glyphs, sum(glyph.advance for glyph in glyphs), exact)


def _glyphs(text: str, buffer: Any, em: int) -> Iterator[Glyph]:  # noqa: ANN401 - uharfbuzz has no types
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(pairwise([*starts, len(text)]))  # nothing at all when the text is only joiners
    seen = set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        covered = "" if info.cluster in seen else text[info.cluster : ends[info.cluster]]
        seen.add(info.cluster)
        yield Glyph(info.codepoint, covered, position.x_advance / em, position.x_offset / em, position.y_offset / em)


class Family(Enum):
    """What a text is set in; each names its own font files, in the order in which they are asked."""

    BODY = ("Inter-Regular",)
    MEDIUM = ("Inter-Medium", "Inter-Regular")
    STRONG = ("Inter-SemiBold", "Inter-Regular")
    SERIF = ("NotoSerif-Regular",)
    SERIF_BOLD = ("NotoSerif-Bold", "NotoSerif-Regular")
    SERIF_ITALIC = ("NotoSerif-Italic", "NotoSerif-Regular")
    DISPLAY = ("NotoSerifDisplay-Regular", "NotoSerif-Regular")


HEAVY = frozenset((Family.STRONG, Family.SERIF_BOLD))
_SCRIPTS = (
    "NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansBengali", "NotoSansEthiopic",
    "NotoSansKhmer", "NotoSansThai", "NotoSans",
)  # fmt: skip
_LAST = ("Inter-Regular", "DroidSansFallbackFull")

# Apparent size and height of lines beside Latin, found by looking at mixed lines.
_SCALES = {
    "NotoSansArabic": 1.16, "NotoSansHebrew": 1.08, "NotoSansDevanagari": 1.06, "NotoSansBengali": 1.08,
    "NotoSansEthiopic": 1.04, "NotoSansKhmer": 1.04, "NotoSansThai": 1.06, "DroidSansFallbackFull": 0.96,
}  # fmt: skip
_ROOMS = {
    "NotoSansArabic": 1.2, "NotoSansHebrew": 1.05, "NotoSansDevanagari": 1.14, "NotoSansBengali": 1.14,
    "NotoSansEthiopic": 1.1, "NotoSansKhmer": 1.3, "NotoSansThai": 1.18, "DroidSansFallbackFull": 1.08,
}  # fmt: skip
_SYSTEM_ROOM = 1.15


@cache
def chain(family: Family) -> tuple[Face, ...]:
    """Return the fonts of a family that come with the program, first choice first; all cover the same characters."""
    weight = "Bold" if family in HEAVY else "Regular"
    scripts = [f"{script}-{weight}" for script in _SCRIPTS]
    names = dict.fromkeys((*family.value, *scripts, *(f"{script}-Regular" for script in _SCRIPTS), *_LAST))
    return tuple(_face(name) for name in names)


@cache
def _face(name: str) -> Face:
    root = name.split("-", maxsplit=1)[0]
    return Face(shipped.resources() / "fonts" / f"{name}.ttf", _SCALES.get(root, 1.0), _ROOMS.get(root, 1.0))


def system_face(characters: str) -> Face | None:
    """Return a font of the computer that has all letters among ``characters``, or None; it is looked for once."""
    wanted = system_fonts.wanted_of(characters)
    found = system_fonts.font_with(wanted, system_fonts.font_folders()) if wanted == characters and wanted else None
    return _of_the_system(*found) if found else None


@cache
def _of_the_system(path: Path, number: int) -> Face:
    return Face(path, 1.0, _SYSTEM_ROOM, number)
