"""What a still picture shows, in numbers: brightness, sharpness, what is missing, and hashes that find its copies."""

from __future__ import annotations

import math
from functools import cache

from PIL import Image, ImageFilter, ImageOps, ImageStat

from certdesk.core.preflight_looks import PhotoLook
from certdesk.evidence.decoders import photos
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.text_turning import turning_of
from certdesk.evidence.replies import Picture

_SIDE, _PAGE_SIDE = 640, 1100
_PAPER, _PAPER_SHARE, _SHADOW = 130, 0.7, 60
"""Of a page, most is bright and nearly even; anything else is a photo of something, which way up nobody can tell."""
_EVEN = 4.0
_LEAST_SIDE, _LEAST_PAGE = 48, 400
_GREY = range(120, 137)
"""What libjpeg leaves of what it did not get: middle grey, without the slightest change."""
_LEAST_MISSING = 10
_SHARPEST = 20
"""Sharpness is judged by the sharpest of twenty places: a background may well be out of focus."""


def measure(opened: OpenedFile, size: tuple[int, int]) -> PhotoLook:
    """Measure the (first) picture of a file that is ``size`` pixels large, upright. Raises `Refused`."""
    grey = grey_of(photos.render(opened, _PAGE_SIDE, _PAGE_SIDE))
    return measured(grey, size)


def measured(grey: Image.Image, size: tuple[int, int]) -> PhotoLook:
    """Measure a grey picture (mode L) of something that is ``size`` pixels large."""
    small = ImageOps.contain(grey, (_SIDE, _SIDE)) if max(grey.size) > _SIDE else grey
    stat = ImageStat.Stat(small)
    brightness, contrast = stat.mean[0], math.sqrt(stat.var[0])
    missing = _grey_end(grey)
    turn = turning_of(grey).turn if _is_paper(grey) and not missing else 0
    return PhotoLook(
        width=size[0],
        height=size[1],
        brightness=round(brightness),
        highlight=_percentile(small, 99),
        contrast=round(contrast),
        sharpness=_sharpness(small),
        grey_end=missing,
        turn=turn,
        hashes=hashes_of(small) if contrast >= _EVEN else (),
    )


def grey_of(picture: Picture) -> Image.Image:
    """Return the brightness of a picture."""
    size = picture.width, picture.height
    return Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", 0, 1).convert("L")


def hashes_of(grey: Image.Image) -> tuple[str, ...]:
    """Return the difference and the cosine hash, then both of the mirrored picture, each 64 bits as 16 hex digits."""
    mirrored = ImageOps.mirror(grey)
    return tuple(f"{value:016x}" for each in (grey, mirrored) for value in (_difference_hash(each), _cosine_hash(each)))


def _is_paper(grey: Image.Image) -> bool:
    """Whether most of a picture is nearly as bright as its brightest tenth, as a page is."""
    if min(grey.size) < _LEAST_PAGE:
        return False
    white = _percentile(grey, 90)
    share = sum(grey.histogram()[max(0, white - _SHADOW) :]) / (grey.width * grey.height)
    return white > _PAPER and share >= _PAPER_SHARE


def _difference_hash(grey: Image.Image) -> int:
    """Whether it gets brighter from each of 8 places to the next, in 8 rows."""
    small = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    value = 0
    for row in range(8):
        for column in range(8):
            at = 9 * row + column
            value = value << 1 | (small[at + 1] > small[at])
    return value


def _cosine_hash(grey: Image.Image) -> int:
    """Whether each of the 64 slowest waves (cosine transform of 32 x 32) is over their median."""
    small = grey.resize((32, 32), Image.Resampling.BOX).tobytes()
    waves = _waves()
    rows = [
        [sum(map(float.__mul__, wave, map(float, small[32 * row : 32 * row + 32]))) for wave in waves]
        for row in range(32)
    ]
    columns = list(zip(*rows, strict=True))
    found = [sum(map(float.__mul__, wave, column)) for wave in waves for column in columns]
    middle = sorted(found[1:])[31]
    value = 0
    for wave in found:
        value = value << 1 | (wave > middle)
    return value


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(math.cos(math.pi * (2 * at + 1) * number / 64) for at in range(32)) for number in range(8))


def _percentile(grey: Image.Image, share: int) -> int:
    left = grey.width * grey.height * (100 - share) // 100
    for value, count in reversed(list(enumerate(grey.histogram()))):
        left -= count
        if left < 0:
            return value
    return 0


def _sharpness(grey: Image.Image) -> int:
    """Return how much brightness changes from a pixel to the next at edges of the sharpest parts of a picture."""
    if min(grey.size) < _LEAST_SIDE:
        return 255  # too small to be blurred
    noise_free = grey.filter(ImageFilter.MedianFilter(3))
    edges = noise_free.filter(ImageFilter.Kernel((3, 3), (0, 0, 0, -1, 0, 1, 0, 0, 0), 2, 128))
    steep = [edges, noise_free.filter(ImageFilter.Kernel((3, 3), (0, -1, 0, 0, 0, 0, 0, 1, 0), 2, 128))]
    found = []
    across, down = max(1, grey.width // 5), max(1, grey.height // 4)
    for each in steep:
        amount = each.point(lambda value: min(255, abs(value - 128) * 2))
        for left in range(0, grey.width - across + 1, across):
            tops = range(0, grey.height - down + 1, down)
            boxes = [(left + 1, top + 1, left + across - 1, top + down - 1) for top in tops]
            found += [_percentile(amount.crop(box), 99) for box in boxes]
    found.sort(reverse=True)
    return found[len(found) // _SHARPEST] if found else 0


def _grey_end(grey: Image.Image) -> int:
    """Return how many hundredths of the height, from below, are one even middle grey."""
    rows = 100
    small = grey.resize((16, rows), Image.Resampling.BOX)
    count = 0
    for row in reversed(range(rows)):
        low, high = small.crop((0, row, 16, row + 1)).getextrema()
        if not (isinstance(low, int) and isinstance(high, int) and high - low <= 1 and low in _GREY):
            break
        count += 1
    return count if _LEAST_MISSING <= count < rows else 0
