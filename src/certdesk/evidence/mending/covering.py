"""A part of a picture hidden for good: what comes out of here can't be turned back into what was there."""

from __future__ import annotations

import math

from PIL import Image, ImageFilter

from certdesk.core.annotations import Rect
from certdesk.core.recipes import Cover, Mask
from certdesk.evidence.mending.refusing import CannotMendError, Reason

CELLS = 6
"""So many averages along the longer side are all that stays of a part that is blurred."""
STEPS = 32
"""Shades that are told apart in it: what is left of small differences would help to guess."""

Box = tuple[int, int, int, int]


def box_of(rect: Rect, size: tuple[int, int], scale: float = 1.0) -> Box:
    """Return left, top, right, bottom in whole pixels, outwards, within a picture of this size."""
    if not all(map(math.isfinite, (rect.left, rect.top, rect.right, rect.bottom))):
        raise CannotMendError(Reason.NOTHING_LEFT)
    left, top = math.floor(rect.left * scale), math.floor(rect.top * scale)
    right, bottom = math.ceil(rect.right * scale), math.ceil(rect.bottom * scale)
    box = max(0, left), max(0, top), min(size[0], right), min(size[1], bottom)
    if box[0] >= box[2] or box[1] >= box[3]:
        raise CannotMendError(Reason.NOTHING_LEFT)
    return box


def cover(picture: Image.Image, mask: Mask, scale: float = 1.0) -> None:
    """Hide a part of a picture in its place. ``scale`` is pixels per unit of the mask's rectangle."""
    box = box_of(mask.rect, picture.size, scale)
    if mask.cover is Cover.BOX:
        picture.paste(_black(picture.mode), box)
        return
    picture.paste(blurred(picture.crop(box)), box)


def blurred(part: Image.Image) -> Image.Image:
    """Return nothing but a few rounded averages of a part, drawn softly."""
    width, height = part.size
    share = CELLS / max(width, height)
    few = max(1, min(width, round(width * share))), max(1, min(height, round(height * share)))
    if part.mode in {"I;16", "I", "F"}:
        part = part.convert("I").point(lambda value: value // 256).convert("L")
    opaque = part.convert("RGB") if part.mode in {"RGBA", "LA", "PA", "P"} else part
    small = opaque.resize(few, Image.Resampling.BOX)
    small = small.point(lambda value: min(255, int(value) * STEPS // 256 * (256 // STEPS) + 128 // STEPS))
    soft = small.resize(part.size, Image.Resampling.BICUBIC)
    return soft.filter(ImageFilter.GaussianBlur(max(width, height) / CELLS / 4)).convert(part.mode)


def _black(mode: str) -> int | tuple[int, ...]:
    return {"RGBA": (0, 0, 0, 255), "LA": (0, 255), "CMYK": (0, 0, 0, 255), "RGB": (0, 0, 0)}.get(mode, 0)
