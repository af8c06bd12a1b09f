"""Which way up a picture of a page is, told without reading it: by the rhythm of lines and by what stands above them.

Lines of text make rows of ink and rows without; a page on its side has them from left to right. Of the letters of most
scripts more reach above the small ones (b d f h k l t, capitals, digits) than below them (g j p q y): about three to
one. That is a guess, never more, and none is made of pages with few lines.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from PIL import Image, ImageChops, ImageFilter

_PAPER_RADIUS = 14
_DARKER = 26
_STRIPS = 5
_ONE_WAY = 2.2
"""How much stronger the rhythm must be one way than the other."""
_LEAST_LINES = 15
_ALIKE, _ALIKE_SHARE = 0.4, 0.55
"""Of lines of print, most are equally high, within two fifths."""
_LEAST_LEANING = 0.16
_BAND = 0.5
_INK_LEAST, _INK_MOST = 0.004, 0.25


@dataclass(frozen=True, slots=True)
class Turning:
    """By how many degrees clockwise it must be turned (0 also where nobody can tell), and how high small letters are.

    ``letter_pixels`` is 0 where no lines were found; ``ink`` is the share of dark places.
    """

    turn: int
    letter_pixels: float
    ink: float


def turning_of(grey: Image.Image) -> Turning:
    """Guess which way up a grey picture (mode L, about 1,000 pixels high) of a page is."""
    ink = ink_of(grey)
    share = _mean(ink) / 255
    if not _INK_LEAST < share < _INK_MOST:
        return Turning(0, 0.0, share)
    across, down = _rhythm(ink, rows=True), _rhythm(ink, rows=False)
    if across > _ONE_WAY * down:
        leaning, lines, height = _leaning(ink)
        upside_down = lines >= _LEAST_LINES and leaning < -_LEAST_LEANING
        return Turning(180 if upside_down else 0, height if lines >= 3 else 0.0, share)
    if down > _ONE_WAY * across:
        turned = ink.transpose(Image.Transpose.ROTATE_270)
        leaning, lines, height = _leaning(turned)
        if lines < _LEAST_LINES:
            return Turning(0, 0.0, share)
        return Turning(270 if leaning < -_LEAST_LEANING else 90, height, share)
    return Turning(0, 0.0, share)


def ink_of(grey: Image.Image) -> Image.Image:
    """Return white where it is darker than the paper around, so that shadows on a photographed page don't count."""
    paper = grey.filter(ImageFilter.BoxBlur(_PAPER_RADIUS))
    darker = ImageChops.subtract(paper, grey)
    return darker.point(lambda value: 255 if value > _DARKER else 0)


def _mean(image: Image.Image) -> float:
    return sum(value * count for value, count in enumerate(image.histogram())) / max(1, image.width * image.height)


def _rhythm(ink: Image.Image, *, rows: bool) -> float:
    """Return how strongly ink comes and goes from row to row (or column to column), within strips of the page."""
    size = (_STRIPS, ink.height) if rows else (ink.width, _STRIPS)
    small = ink.convert("F").resize(size, Image.Resampling.BOX)
    strength = 0.0
    for strip in range(_STRIPS):
        values = _line(small, strip, rows=rows)
        mean = sum(values) / len(values)
        if mean > 1:
            strength += sum((later - earlier) ** 2 for earlier, later in pairwise(values)) / (mean * len(values))
    return strength


def _line(small: Image.Image, strip: int, *, rows: bool) -> list[float]:
    box = (strip, 0, strip + 1, small.height) if rows else (0, strip, small.width, strip + 1)
    return _floats(small.crop(box))


def _floats(image: Image.Image) -> list[float]:
    values = array("f")
    values.frombytes(image.tobytes())
    return list(values)


def _leaning(ink: Image.Image) -> tuple[float, int, float]:
    """Return how much more ink stands above lines than below (-1 to 1), of how many lines, and the letters' height."""
    above = below = 0.0
    heights: list[int] = []
    small = ink.convert("F").resize((_STRIPS, ink.height), Image.Resampling.BOX)
    for strip in range(_STRIPS):
        values = _floats(small.crop((strip, 0, strip + 1, small.height)))
        for begin, end in _runs(values):
            most = max(values[begin:end])
            inside = [at for at in range(begin, end) if values[at] >= _BAND * most]
            top, bottom = inside[0], inside[-1] + 1
            if end - begin > 4 * (bottom - top) or bottom - top < 2:
                continue
            over, under = sum(values[begin:top]) / most, sum(values[bottom:end]) / most
            above, below = above + over, below + under
            heights.append(bottom - top)
    height = median(heights) if heights else 0.0
    alike = sum(abs(each - height) <= max(1.0, _ALIKE * height) for each in heights)
    if alike < _ALIKE_SHARE * len(heights):
        return 0.0, 0, 0.0
    return (above - below) / (above + below) if above + below > 0 else 0.0, len(heights), float(height)


def _runs(values: list[float]) -> list[tuple[int, int]]:
    """Return from where to where there is ink, for what may be lines of text: 4 to 80 pixels high."""
    runs: list[tuple[int, int]] = []
    begin = -1
    for at, value in enumerate([*values, 0.0]):
        if value > 2.0 and begin < 0:
            begin = at
        elif value <= 2.0 and begin >= 0:
            if 4 <= at - begin <= 80:
                runs.append((begin, at))
            begin = -1
    return runs
