"""What a phone makes of a page: slanted, turned, half in a shadow, blurred, noisy, pressed into a small JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

TABLE = 90


@dataclass(frozen=True)
class Shot:
    """How a photo is taken. Blur in pixels, ``slant`` a part of the width, ``turned`` in degrees."""

    size: tuple[int, int] = (3000, 2250)
    slant: float = 0.08
    turned: float = 7
    blur: float = 1.2
    noise: float = 10
    light: float = 1.0
    shadow: bool = True
    quality: int = 40


def photographed(page: Image.Image, shot: Shot = Shot()) -> bytes:
    """The photo as JPEG."""
    width, height = shot.size
    left, top = width * shot.slant, height * shot.slant
    corners = [(left * 1.5, top), (width - left * 0.4, top * 0.3), (width - left * 1.2, height - top * 0.5),
               (left * 0.3, height - top * 1.4)]  # fmt: skip
    flat = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    how = (Image.Transform.PERSPECTIVE, _perspective(corners, flat), Image.Resampling.BICUBIC)
    photo = page.convert("L").transform(shot.size, *how, fillcolor=TABLE)
    photo = photo.rotate(shot.turned, Image.Resampling.BICUBIC, fillcolor=TABLE)
    if shot.shadow:
        photo = ImageChops.multiply(photo, _shadow(shot.size))
    photo = ImageEnhance.Brightness(photo).enhance(shot.light).filter(ImageFilter.GaussianBlur(shot.blur))
    if shot.noise:
        photo = ImageChops.add(photo, Image.effect_noise(shot.size, shot.noise * 2), 1, -128)
    target = io.BytesIO()
    photo.convert("RGB").save(target, "JPEG", quality=shot.quality)
    return target.getvalue()


def _shadow(size: tuple[int, int]) -> Image.Image:
    """A hand's shadow over the lower right, where the code is."""
    width, height = size
    shadow = Image.new("L", size, 255)
    ImageDraw.Draw(shadow).polygon([(width * 0.84, height), (width, height * 0.35), (width, height)], fill=110)
    return shadow.filter(ImageFilter.GaussianBlur(width // 60))


def _perspective(corners: list[tuple[float, float]], flat: list[tuple[float, float]]) -> list[float]:
    """Solve for the eight numbers that Pillow maps a place of the photo to one of the page with."""
    rows: list[list[Fraction]] = []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        pair = ([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v])
        rows += [[Fraction(value) for value in row] for row in pair]
    for column in range(8):
        best = next(at for at in range(column, 8) if rows[at][column])
        rows[column], rows[best] = rows[best], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for at in range(8):
            if at != column:
                part = rows[at][column]
                rows[at] = [value - part * other for value, other in zip(rows[at], rows[column], strict=True)]
    return [float(row[8]) for row in rows]
