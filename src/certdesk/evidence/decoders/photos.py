"""Photos and other still pictures by Pillow and libheif: at most 100 million pixels, from a short list of formats."""

from __future__ import annotations

import struct
import warnings
from typing import IO

import pi_heif  # type: ignore[import-untyped]
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    IcoImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    PsdImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.pictures import fitted, on_white, eight_bit, to_picture, to_srgb
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture

MAX_PIXELS = 100_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "HEIF", "AVIF", "JPEG2000", "PPM", "ICO", "PSD")
"""Pillow knows many more; those have a history of faults, or start other programs."""

_READERS = (
    AvifImagePlugin, BmpImagePlugin, GifImagePlugin, IcoImagePlugin, Jpeg2KImagePlugin, JpegImagePlugin, MpoImagePlugin,
    PngImagePlugin, PpmImagePlugin, PsdImagePlugin, TiffImagePlugin, WebPImagePlugin,
)
"""Named so that they are loaded before the worker is locked up."""
_NO_DECODER = frozenset({"SVG"})
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError, OverflowError, ZeroDivisionError,
           RuntimeError, AttributeError, struct.error)
Region = tuple[int, int, int, int]


def prepare() -> None:
    """Load the readers while files may still be opened."""
    pi_heif.register_heif_opener(thumbnails=False)
    # Pillow's own bound is switched off, as ours is checked first.
    Image.MAX_IMAGE_PIXELS = None
    warnings.filterwarnings("ignore", module="PIL")


def upright_size(opened: OpenedFile) -> tuple[int, int]:
    """Return width and height in pixels as seen."""
    with _open(opened) as image:
        return _turned_size(image.size, _orientation(image))


def render(opened: OpenedFile, max_width: int, max_height: int, region: Region | None = None) -> Picture:
    """Decode no more than is needed and return it upright, in sRGB, fitting in the given box."""
    with _open(opened) as image:
        try:
            return _render(image, max_width, max_height, region)
        except _BROKEN as problem:
            raise Refused(Case.TRUNCATED if _is_cut_off(problem) else Case.DAMAGED) from problem


def decode(file: IO[bytes], max_side: int) -> Picture | None:
    """Return a picture from inside another document, scaled down, or None when it can't be shown."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                return None
            return _render(image, max_side, max_side, None)
    except (*_BROKEN, Image.DecompressionBombError):
        return None


def _open(opened: OpenedFile) -> Image.Image:
    if opened.sniffed.kind is not Kind.IMAGE or opened.sniffed.format in _NO_DECODER:
        raise Refused(Case.UNKNOWN_FORMAT)
    opened.file.seek(0)
    try:
        image = Image.open(opened.file, formats=FORMATS)
    except _BROKEN as problem:
        raise Refused(Case.TRUNCATED if _is_cut_off(problem) else Case.DAMAGED) from problem
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise Refused(Case.TOO_MANY_PIXELS, megapixels=pixels // 1_000_000, limit=MAX_PIXELS // 1_000_000)
    return image


def _render(image: Image.Image, max_width: int, max_height: int, region: Region | None) -> Picture:
    orientation = _orientation(image)
    width, height = max(1, max_width), max(1, max_height)
    if region is not None:
        image = image.crop(_stored_box(region, image.size, orientation))
    else:
        across, down = (height, width) if orientation >= 5 else (width, height)
        if image.format in {"JPEG", "MPO"}:
            image.draft(None, (across, down))
    stored = (height, width) if orientation >= 5 else (width, height)
    small = fitted(_scalable(image), *stored)
    small = to_srgb(small)
    turn = _TURNS.get(orientation)
    return to_picture(small.transpose(turn) if turn is not None else small)


def _scalable(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be scaled smoothly, its profile kept."""
    image.load()
    profile = image.info.get("icc_profile")
    if image.mode in {"RGB", "RGBA", "L", "CMYK"} and "transparency" not in image.info:
        return image
    converted = image.convert("RGBA") if _has_transparency(image) else eight_bit(image)
    if converted.mode not in {"RGB", "RGBA", "L"}:
        converted = on_white(converted)
    if profile and image.mode in {"P", "PA"}:
        converted.info["icc_profile"] = profile
    return converted


def _has_transparency(image: Image.Image) -> bool:
    return image.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in image.info


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except _BROKEN:
        return 1  # broken camera notes are common; the picture itself is shown as it is stored
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turned_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    return (size[1], size[0]) if orientation >= 5 else size


def _stored_box(region: Region, size: tuple[int, int], orientation: int) -> tuple[int, int, int, int]:
    """Turn a region of the upright picture into left, top, right, bottom of the picture as stored."""
    across, down = _turned_size(size, orientation)
    left, top = min(max(region[0], 0), across - 1), min(max(region[1], 0), down - 1)
    right = min(max(left + region[2], left + 1), across)
    bottom = min(max(top + region[3], top + 1), down)
    stored_width, stored_height = size
    match orientation:
        case 2:
            return stored_width - right, top, stored_width - left, bottom
        case 3:
            return stored_width - right, stored_height - bottom, stored_width - left, stored_height - top
        case 4:
            return left, stored_height - bottom, right, stored_height - top
        case 5:
            return top, left, bottom, right
        case 6:
            return top, stored_height - right, bottom, stored_height - left
        case 7:
            return stored_width - bottom, stored_height - right, stored_width - top, stored_height - left
        case 8:
            return stored_width - bottom, left, stored_width - top, right
    return left, top, right, bottom


def _is_cut_off(problem: Exception) -> bool:
    words = str(problem).lower()
    return any(each in words for each in ("truncated", "unexpected end", "not enough", "eof", "end of file", "incomplete"))
