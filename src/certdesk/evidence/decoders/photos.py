"""Photos and other still pictures by Pillow and libheif: at most 100 million pixels, from a short list of formats."""

from __future__ import annotations

import struct
import warnings
from typing import IO

import pi_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    IcoImagePlugin,
    Image,
    ImageFile,
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
from certdesk.evidence.decoders.orientation import Box, orientation, stored_box, upright
from certdesk.evidence.decoders.orientation import upright_size as turned
from certdesk.evidence.decoders.pictures import eight_bit, fitted, on_white, to_picture, to_srgb
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture

MAX_PIXELS = 100_000_000
MAX_KEPT_PIXELS = 30_000_000
"""A decoded photo of up to this size is kept for zooming into it."""
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "HEIF", "AVIF", "JPEG2000", "PPM", "ICO", "PSD")
"""Pillow knows many more; those have a history of faults, or start other programs."""
READERS = (
    AvifImagePlugin, BmpImagePlugin, GifImagePlugin, IcoImagePlugin, Jpeg2KImagePlugin, JpegImagePlugin, MpoImagePlugin,
    PngImagePlugin, PpmImagePlugin, PsdImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
"""Named so that they are loaded before the worker is locked up."""

_NO_READER = frozenset({"SVG"})
_SCALABLE = frozenset({"RGB", "RGBA", "L", "CMYK"})
_ENDS = {"JPEG": (b"\xff\xd9", 2**18), "PNG": (b"IEND", 2**16), "GIF": (b";", 2**12)}
"""How a complete file ends, and in how many last bytes that stands: some cameras put more behind it."""
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, RuntimeError, AttributeError,
    struct.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's readers are known to raise on damaged files."""


def prepare() -> None:
    """Load the readers while files may still be opened."""
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own bound is checked first, and is an answer instead of a warning
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # half a photo is better than none; its description says what is missing
    warnings.filterwarnings("ignore", module="PIL")


def upright_size(opened: OpenedFile) -> tuple[int, int]:
    """Return width and height in pixels as seen."""
    image = _open(opened)
    return turned(image.size, orientation(image))


def is_cut_off(opened: OpenedFile) -> bool:
    """Say whether the end of the picture is missing, judging by its last bytes."""
    form = opened.sniffed.format
    if form == "WebP":
        return int.from_bytes(opened.head[4:8], "little") + 8 > opened.size
    mark, within = _ENDS.get(form, (b"", 0))
    return mark not in opened.tail(within)


def render(opened: OpenedFile, max_width: int, max_height: int, region: Box | None = None) -> Picture:
    """Return the photo or a region of it upright, in sRGB, fitting in the given box; of a cut-off one what there is."""
    image = opened.decoded if opened.decoded is not None else _open(opened)
    try:
        turn = orientation(image)
        if region is None:
            return _shown(_drafted(image, max_width, max_height, turn), turn, max_width, max_height)
        image.load()
        if image.width * image.height <= MAX_KEPT_PIXELS:
            opened.decoded = image
        return _shown(image.crop(stored_box(region, image.size, turn)), turn, max_width, max_height)
    except _BROKEN as problem:
        opened.decoded = None
        raise Refused(Case.DAMAGED) from problem


def decode(file: IO[bytes], max_side: int) -> Picture | None:
    """Return a picture from inside another document, scaled down, or None when it can't be shown."""
    try:
        image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            return None
        turn = orientation(image)
        return _shown(_drafted(image, max_side, max_side, turn), turn, max_side, max_side)
    except _BROKEN:
        return None


def _open(opened: OpenedFile) -> Image.Image:
    if opened.sniffed.kind is Kind.EMPTY:
        raise Refused(Case.EMPTY)
    if opened.sniffed.kind is not Kind.IMAGE or opened.sniffed.format in _NO_READER:
        raise Refused(Case.UNKNOWN_FORMAT)
    opened.file.seek(0)
    try:
        image = Image.open(opened.file, formats=FORMATS)
    except _BROKEN as problem:
        raise Refused(Case.TRUNCATED_PICTURE if is_cut_off(opened) else Case.DAMAGED) from problem
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise Refused(Case.TOO_MANY_PIXELS, megapixels=pixels // 1_000_000, limit=MAX_PIXELS // 1_000_000)
    return image


def _drafted(image: Image.Image, max_width: int, max_height: int, turn: int) -> Image.Image:
    """Tell a JPEG to decode no more than is needed; other formats don't know how."""
    image.draft(None, turned((max_width, max_height), turn))
    return image


def _shown(image: Image.Image, turn: int, max_width: int, max_height: int) -> Picture:
    across, down = turned((max(1, max_width), max(1, max_height)), turn)
    small = to_srgb(fitted(_scalable(image), across, down))
    return to_picture(upright(small, turn))


def _scalable(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be scaled smoothly, its profile kept."""
    image.load()
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if image.mode in _SCALABLE and not (transparent and image.mode != "RGBA"):
        return image
    converted = image.convert("RGBA") if transparent else eight_bit(image)
    if converted.mode not in _SCALABLE:
        converted = on_white(converted)
    if profile and image.mode in {"P", "PA"}:
        converted.info["icc_profile"] = profile
    return converted
