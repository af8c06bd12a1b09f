"""Pillow images as `Picture` values: upright, in sRGB, on white."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import cast

from PIL import Image, ImageCms

from certdesk.evidence.replies import Picture

_SRGB = ImageCms.createProfile("sRGB")
_SIXTEEN_BIT = frozenset({"I;16", "I;16B", "I;16L", "I;16N"})
_WIDE_RANGE = frozenset({"I", "F"})
_SCALABLE = frozenset({"RGB", "RGBA", "L", "CMYK"})
_MOST_WIDE_PIXELS = 40_000_000
_STRIP = 512


def to_picture(image: Image.Image) -> Picture:
    """Return the pixels of any Pillow image, with transparency laid on white; colours must be sRGB already."""
    flat = on_white(image).convert("RGBA")
    return Picture(flat.width, flat.height, flat.tobytes("raw", "BGRA"))


def on_white(image: Image.Image) -> Image.Image:
    """Return an RGB image, what was transparent showing white."""
    if image.mode == "La":
        image = image.convert("LA")
    if image.mode in {"RGBA", "LA", "PA", "RGBa"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        ground.alpha_composite(layer)
        return ground.convert("RGB")
    return eight_bit(image).convert("RGB")


def eight_bit(image: Image.Image) -> Image.Image:
    """Return the image with 8 bits a channel; deeper grey images are scaled, not cut off.

    It has to be the whole picture: a part of a measurement would come out brighter or darker than what is beside it.
    """
    if image.mode not in _SIXTEEN_BIT:
        return _ranged(image)
    made = Image.new("L", image.size)
    share = 255 / _white(image)
    for top, strip in _strips(image):
        made.paste(strip.point(lambda value: value * share).convert("L"), (0, top))
    return made


def _white(image: Image.Image) -> int:
    """Return the number that means white: scanners put 10 or 12 bits into 16."""
    high = max(cast(tuple[int, int], strip.getextrema())[1] for _top, strip in _strips(image))
    return next((white for white in (255, 1023, 4095) if high <= white), 65535)


def _strips(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Yield a deep grey image in strips of whole numbers: all of it at once would take eight bytes for each pixel."""
    for top in range(0, image.height, _STRIP):
        yield top, image.crop((0, top, image.width, min(top + _STRIP, image.height))).convert("I")


def _ranged(image: Image.Image) -> Image.Image:
    """Return a measurement (32-bit or floating-point grey) as grey from its darkest to its brightest point."""
    if image.mode not in _WIDE_RANGE:
        return image
    if image.width * image.height > _MOST_WIDE_PIXELS:
        image = image.reduce(2)  # it is copied twice on the way
    low, high = cast(tuple[float, float], image.getextrema())  # one band, so two numbers
    if not (math.isfinite(low) and math.isfinite(high)):
        low, high = 0.0, 1.0
    span = (high - low) or 1
    return image.convert("F").point(lambda value: value * (255 / span) - low * 255 / span).convert("L")


def scalable(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be scaled smoothly, its profile kept."""
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if image.mode in _SCALABLE and not (transparent and image.mode != "RGBA"):
        return image
    converted = image.convert("L") if image.mode == "1" else eight_bit(_with_alpha(image) if transparent else image)
    if converted.mode not in _SCALABLE:
        converted = on_white(converted)
    if profile and image.mode in {"P", "PA"}:
        converted.info["icc_profile"] = profile
    return converted


def _with_alpha(image: Image.Image) -> Image.Image:
    return (image.convert("LA") if image.mode == "La" else image).convert("RGBA")


def to_srgb(image: Image.Image) -> Image.Image:
    """Convert from the image's own colour profile; an image without a usable one is taken for sRGB."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile is common and harmless: the numbers are shown as they are
    return converted if converted is not None else image


def fitted(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return the image scaled down, if needed, to fit in ``width`` x ``height``."""
    scale = min(width / image.width, height / image.height)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def shrunk(picture: Picture, times: int) -> Picture:
    """Return the picture ``times`` smaller, averaged."""
    size = picture.width, picture.height
    return to_picture(Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", 0, 1).reduce(times))
