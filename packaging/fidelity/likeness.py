"""How alike two pictures are, and how many words of a text are found in another."""

from __future__ import annotations

import re

from PIL import Image, ImageOps

WIDTH = 192
"""Pictures are compared this wide, in grey: what is looked for are missing and moved parts, not soft edges."""
_BLOCK = 8
_SAME_SHAPE = 0.03
_WORD = re.compile(r"\w{2,}")


def likeness(ours: Image.Image, reference: Image.Image) -> float | None:
    """Return the mean structural similarity of all blocks, 1.0 for the same picture; None when shapes differ.

    The formula is Wang's (2004), over blocks of 8 x 8 pixels with equal weight.
    """
    if abs(ours.width / ours.height - reference.width / reference.height) > _SAME_SHAPE * ours.width / ours.height:
        return None
    size = (WIDTH, max(_BLOCK, round(WIDTH * reference.height / reference.width)))
    one, two = (_grey(image, size) for image in (ours, reference))
    blocks = [
        _similarity(_pixels(one, x, y), _pixels(two, x, y))
        for y in range(0, size[1] - _BLOCK + 1, _BLOCK)
        for x in range(0, size[0] - _BLOCK + 1, _BLOCK)
    ]
    return sum(blocks) / len(blocks)


def words_found(ours: str, reference: str) -> float | None:
    """Return the share of the different words of the reference that stand in ours; None when it has no words."""
    wanted = {word.casefold() for word in _WORD.findall(reference)}
    if not wanted:
        return None
    return len(wanted & {word.casefold() for word in _WORD.findall(ours)}) / len(wanted)


def _grey(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return ImageOps.grayscale(image.convert("RGB")).resize(size, Image.Resampling.BOX)


def _pixels(image: Image.Image, x: int, y: int) -> list[int]:
    return list(image.crop((x, y, x + _BLOCK, y + _BLOCK)).tobytes())


def _similarity(one: list[int], two: list[int]) -> float:
    count = len(one)
    mean_1, mean_2 = sum(one) / count, sum(two) / count
    spread_1 = sum((value - mean_1) ** 2 for value in one) / (count - 1)
    spread_2 = sum((value - mean_2) ** 2 for value in two) / (count - 1)
    together = sum((a - mean_1) * (b - mean_2) for a, b in zip(one, two, strict=True)) / (count - 1)
    steady_1, steady_2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    light = (2 * mean_1 * mean_2 + steady_1) / (mean_1**2 + mean_2**2 + steady_1)
    return light * (2 * together + steady_2) / (spread_1 + spread_2 + steady_2)
