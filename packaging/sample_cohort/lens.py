"""What a scanner or a telephone does to a drawn page, and the small line that is burnt into every picture."""

import math
from dataclasses import dataclass

import numpy as np
import skia
from figures import colour
from paper import CAPTION, Picture, Rect
from PIL import Image
from typefaces import skia_face


@dataclass(frozen=True, slots=True)
class Finished:
    """A picture after the scanner or the camera, with its areas where they are now."""

    image: Image.Image
    areas: dict[str, tuple[int, int, int, int]]


def scan(picture: Picture, turn: float = 0.7, grain: float = 3.0, yellow: float = 0.0) -> Finished:
    """A page on a flat-bed scanner: a little turned, a little uneven, a shadow at one edge."""
    wide, high = picture.width, picture.height
    matrix = skia.Matrix()
    matrix.setRotate(turn, wide / 2, high / 2)
    matrix.preTranslate(wide * 0.008, high * 0.006)
    matrix.preScale(0.985, 0.985)
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.clear(colour("#e6e4df"))
    canvas.concat(matrix)
    canvas.drawImage(picture.surface.makeImageSnapshot(), 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, :3].astype(np.float32)
    noise = np.random.default_rng(picture.seed)
    pixels += _clouds(noise, wide, high, 5) * 5 + noise.normal(0, grain, (high, wide, 1))
    pixels *= np.linspace(1.0, 0.965, wide)[None, :, None]
    pixels[:, :, 2] -= yellow
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return Finished(_captioned(image), _moved(picture.areas, matrix, wide, high))


def photo(
    picture: Picture, lean: tuple[float, float] = (0.0, 0.0), warm: float = 4.0, grain: float = 4.0, dark: float = 0.32
) -> Finished:
    """A picture taken with a phone: perspective, vignette, grain, a colour cast."""
    wide, high = picture.width, picture.height
    across, down = lean
    corners = [
        skia.Point(-across * wide, -down * high),
        skia.Point(wide * (1 + across), -abs(down) * high * 0.6),
        skia.Point(wide * (1 + abs(across) * 0.5), high * (1 + abs(down))),
        skia.Point(-abs(across) * wide, high * (1 + abs(down) * 0.4)),
    ]
    matrix = skia.Matrix()
    matrix.setPolyToPoly([skia.Point(0, 0), skia.Point(wide, 0), skia.Point(wide, high), skia.Point(0, high)], corners)
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    canvas.clear(colour(picture.ground))
    canvas.concat(matrix)
    canvas.drawImage(picture.surface.makeImageSnapshot(), 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    pixels = surface.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, :3].astype(np.float32)
    noise = np.random.default_rng(picture.seed)
    y, x = np.mgrid[0:high, 0:wide]
    far = ((x / wide - 0.5) ** 2 + (y / high - 0.45) ** 2)[:, :, None]
    pixels *= 1 - dark * far
    pixels += np.array([warm, warm * 0.25, -warm]) + noise.normal(0, grain, (high, wide, 1))
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return Finished(_captioned(image), _moved(picture.areas, matrix, wide, high))


def _clouds(noise: np.random.Generator, wide: int, high: int, cells: int) -> np.ndarray:
    """Slow unevenness between -1 and 1."""
    small = noise.uniform(-1, 1, (cells, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((wide, high), Image.Resampling.BICUBIC))[:, :, None]


def _moved(areas: dict[str, Rect], matrix: skia.Matrix, wide: int, high: int) -> dict[str, tuple[int, int, int, int]]:
    """Areas after a transformation, as whole pixels inside the picture."""
    moved = {}
    for name, box in areas.items():
        after = matrix.mapRect(skia.Rect.MakeLTRB(*box))
        moved[name] = (
            max(0, math.floor(after.left())),
            max(0, math.floor(after.top())),
            min(wide, math.ceil(after.right())),
            min(high, math.ceil(after.bottom())),
        )
    return moved


def _captioned(image: Image.Image) -> Image.Image:
    """The small line burnt into every picture."""
    strip = skia.Surface(image.width, image.height)
    canvas = strip.getCanvas()
    pixels = np.dstack([np.asarray(image), np.full((image.height, image.width), 255, np.uint8)])
    canvas.drawImage(skia.Image.fromarray(np.ascontiguousarray(pixels), colorType=skia.kRGBA_8888_ColorType), 0, 0)
    size = max(13.0, min(image.width, image.height) / 60)
    font = skia.Font(skia_face("figtree", 400), size)
    wide = font.measureText(CAPTION)
    x, y = image.width - wide - size, image.height - size * 0.8
    canvas.drawRoundRect(
        skia.Rect.MakeLTRB(x - size * 0.5, y - size * 1.15, x + wide + size * 0.5, y + size * 0.5),
        4,
        4,
        skia.Paint(AntiAlias=True, Color=colour("#1b1b19", 150)),
    )
    canvas.drawString(CAPTION, x, y, font, skia.Paint(AntiAlias=True, Color=colour("#ffffff", 235)))
    return Image.fromarray(strip.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, :3])
