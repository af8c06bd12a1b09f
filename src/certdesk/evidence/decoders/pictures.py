"""Pillow images as `Picture` values: upright, in sRGB, on white."""

from __future__ import annotations

import io
from typing import cast

from PIL import Image, ImageCms

from certdesk.evidence.replies import Picture

_SRGB = ImageCms.createProfile("sRGB")
_SIXTEEN_BIT = frozenset({"I;16", "I;16B", "I;16L", "I;16N"})


def to_picture(image: Image.Image) -> Picture:
    """Return the pixels of any Pillow image, with transparency laid on white; colours must be sRGB already."""
    flat = on_white(image).convert("RGBA")
    return Picture(flat.width, flat.height, flat.tobytes("raw", "BGRA"))


def on_white(image: Image.Image) -> Image.Image:
    """Return an RGB image, what was transparent showing white."""
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        ground.alpha_composite(layer)
        return ground.convert("RGB")
    return eight_bit(image).convert("RGB")


def eight_bit(image: Image.Image) -> Image.Image:
    """Return the image with 8 bits a channel; deeper grey images are scaled, not cut off."""
    if image.mode in _SIXTEEN_BIT:
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"I", "F"}:
        low, high = cast(tuple[float, float], image.getextrema())  # one band, so two numbers
        span = (high - low) or 1
        return image.convert("F").point(lambda value: value * (255 / span) - low * 255 / span).convert("L")
    return image


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
