"""Photos and other still pictures by Pillow and libheif: at most 100 million pixels, from a short list of formats."""

from __future__ import annotations

import ctypes
import struct
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

import pi_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    CurImagePlugin,
    DdsImagePlugin,
    GifImagePlugin,
    IcnsImagePlugin,
    IcoImagePlugin,
    Image,
    ImageChops,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PcxImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    PsdImagePlugin,
    QoiImagePlugin,
    SgiImagePlugin,
    TgaImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from certdesk.evidence.decoders import drawings, heic_thumbnails, raw_previews
from certdesk.evidence.decoders.decoded import Decoded
from certdesk.evidence.decoders.impatient import impatient
from certdesk.evidence.decoders.opened import OpenedFile
from certdesk.evidence.decoders.orientation import Box, orientation, stored_box, upright
from certdesk.evidence.decoders.orientation import upright_size as turned
from certdesk.evidence.decoders.photo_faults import why_not
from certdesk.evidence.decoders.photo_notes import Notes, notes_of
from certdesk.evidence.decoders.photo_pages import frames_of, go_to_page
from certdesk.evidence.decoders.pictures import eight_bit, fitted, scalable, to_picture, to_srgb
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Case, Refused
from certdesk.evidence.replies import Picture

MAX_PIXELS = 100_000_000
FORMATS = (
    "JPEG", "PNG", "GIF", "WEBP", "BMP", "DIB", "TIFF", "HEIF", "AVIF", "JPEG2000", "PPM", "ICO", "PSD",
    "CUR", "DDS", "ICNS", "PCX", "QOI", "SGI", "TGA",
)  # fmt: skip
"""Pillow knows more; those start other programs, or nobody sends them."""
READERS = (
    AvifImagePlugin, BmpImagePlugin, CurImagePlugin, DdsImagePlugin, GifImagePlugin, IcnsImagePlugin, IcoImagePlugin,
    Jpeg2KImagePlugin, JpegImagePlugin, MpoImagePlugin, PcxImagePlugin, PngImagePlugin, PpmImagePlugin, PsdImagePlugin,
    QoiImagePlugin, SgiImagePlugin, TgaImagePlugin, TiffImagePlugin, WebPImagePlugin,
)  # fmt: skip
"""Named so that they are loaded before the worker is locked up."""

_MMAP_THRESHOLD, _LARGE = -3, 2**20
_NOT_DRAWN = frozenset({"JPEG XL", "WMF", "EMF", "EPS", "FITS", "BLP", "FLI"})
MOVING = frozenset({"GIF", "WEBP", "PNG", "AVIF"})
_LEAST_DRAFT = 1600
"""A JPEG is decoded at least so large for a look at all of it, so that the next look needs no decoding."""
_MOST_COEFFICIENTS = 600 * 2**20
"""A progressive JPEG is held whole before any of it is decoded."""
BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, EOFError, LookupError, ArithmeticError, RuntimeError, AttributeError,
    struct.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's readers are known to raise on damaged files."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a picture before it is decoded: sizes in pixels, upright."""

    size: tuple[int, int]
    page_sizes: tuple[tuple[int, int], ...] = ()
    """Of each page, when there is more than one."""
    animated: bool = False
    notes: Notes = field(default_factory=Notes)


def prepare() -> None:
    """Load the readers while files may still be opened."""
    _return_memory()
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own bound is checked first, and is an answer instead of a warning
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # half a photo is better than none; its description says what is missing
    warnings.filterwarnings("ignore", module="PIL")


def _return_memory() -> None:
    """Let large pieces of memory go back to the system at once; the C library would keep those of a decoder."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_MMAP_THRESHOLD, _LARGE)


def facts(opened: OpenedFile) -> Facts:
    """Return sizes, pages and the camera's notes."""
    if opened.sniffed.format == "SVG":
        return Facts(drawings.drawing_of(opened).size)
    image, turn = _open(opened)
    size, notes = turned(image.size, turn), notes_of(image)
    try:
        if image.format in MOVING and getattr(image, "is_animated", False):
            return Facts(size, animated=True, notes=notes)
        frames = _frames(opened, image)
        return Facts(size, _page_sizes(image, frames) if len(frames) > 1 else (), notes=notes)
    except BROKEN:
        return Facts(size, notes=notes)  # what follows the first picture is damaged; it can be shown


def render(opened: OpenedFile, max_width: int, max_height: int, region: Box | None = None, page: int = 1) -> Picture:
    """Return the photo or a region of it upright, in sRGB, fitting in the given box; of a cut-off one what there is.

    The pixels decoded for it are kept with the file, so that the next look at it costs little.
    """
    box = max(1, max_width), max(1, max_height)
    if opened.sniffed.format == "SVG":
        return drawings.render(drawings.drawing_of(opened), box, region)
    try:
        if opened.decoded is None or opened.decoded.page != page or not opened.decoded.finest:
            opened.decoded = _decoded_for(opened, box, region, page)
        return shown(opened.decoded, box, region)
    except BROKEN as problem:
        opened.decoded = None
        raise Refused(why_not(opened, problem)) from problem


def thumbnail(opened: OpenedFile, max_width: int, max_height: int) -> Picture:
    """Return a small picture; nothing is kept, and a HEIC's own small picture is taken where it can be trusted."""
    box = max(1, max_width), max(1, max_height)
    if opened.sniffed.format == "SVG":
        return drawings.render(drawings.drawing_of(opened), box, None)
    try:
        if opened.decoded is not None and opened.decoded.page == 1:
            return shown(opened.decoded, box)
        image, turn = _open(opened)
        small = heic_thumbnails.find(opened, box) if opened.sniffed.format == "HEIC" else []
        return shown(_first_decoded(small) or _loaded(image, turn, box, page=1), box)
    except BROKEN as problem:
        raise Refused(why_not(opened, problem)) from problem


def _first_decoded(images: list[Image.Image]) -> Decoded | None:
    """Decode the first small picture that can be; where none can, the main one is decoded, and says what is wrong."""
    for image in images:
        with suppress(*BROKEN):
            return _loaded(image, 1, None, page=1)
    return None


def opened_image(opened: OpenedFile) -> Image.Image:
    """Return the picture, not decoded yet; raises `Refused` when it can't be shown."""
    return _open(opened)[0]


def decode(file: IO[bytes], max_side: int) -> Picture | None:
    """Return a picture from inside another document, scaled down, or None when it can't be shown."""
    try:
        image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            return None
        box = max_side, max_side
        return shown(_loaded(image, orientation(image), box, page=1), box)
    except BROKEN:
        return None


def _open(opened: OpenedFile) -> tuple[Image.Image, int]:
    """Return the picture, not decoded yet, and how it has to be turned."""
    if opened.sniffed.kind is Kind.EMPTY:
        raise Refused(Case.EMPTY)
    if opened.sniffed.kind is not Kind.IMAGE:
        raise Refused(Case.UNKNOWN_FORMAT)
    if opened.sniffed.format in _NOT_DRAWN:
        raise Refused(Case.NOT_DRAWN)
    if opened.sniffed.format == "camera raw":
        image, turn = raw_previews.largest(opened)
    else:
        opened.file.seek(0)
        try:
            image = Image.open(impatient(opened.file), formats=FORMATS)
        except BROKEN as problem:
            raise Refused(why_not(opened, problem)) from problem
        turn = orientation(image)
    _check_size(image)
    return image, turn


def _check_size(image: Image.Image) -> None:
    if (pixels := image.width * image.height) > MAX_PIXELS:
        raise Refused(Case.TOO_MANY_PIXELS, megapixels=pixels // 1_000_000, limit=MAX_PIXELS // 1_000_000)


def _frames(opened: OpenedFile, image: Image.Image) -> tuple[int, ...]:
    if opened.frames is None:
        opened.frames = frames_of(image)
    return opened.frames


def _page_sizes(image: Image.Image, frames: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    sizes = []
    for page in range(1, len(frames) + 1):
        go_to_page(image, frames, page)
        sizes.append(turned(image.size, orientation(image)))
    return tuple(sizes)


def _decoded_for(opened: OpenedFile, box: tuple[int, int], region: Box | None, page: int) -> Decoded:
    """Return pixels that are fine enough for this look; those kept already, where they are."""
    kept = opened.decoded if opened.decoded is not None and opened.decoded.page == page else None
    across, down = (region[2], region[3]) if region is not None else (0, 0)
    if kept is not None:
        if region is None:
            across, down = turned(kept.full_size, kept.turn)
        if kept.scale >= min(box[0] / max(1, across), box[1] / max(1, down), 1.0):
            return kept
    opened.decoded = None  # its memory is needed
    image, turn = _open(opened)
    if page != 1:
        go_to_page(image, _frames(opened, image), page)
        _check_size(image)
        turn = orientation(image)
    least = None if region is not None else (max(box[0], _LEAST_DRAFT), max(box[1], _LEAST_DRAFT))
    return _loaded(image, turn, least, page)


def _loaded(image: Image.Image, turn: int, least: tuple[int, int] | None, page: int) -> Decoded:
    """Decode, a JPEG no finer than it takes to fill ``least``; other formats know only one size."""
    full = image.size
    finest = tuple(max(1, side // _halves_for_memory(image)) for side in full)
    wanted = turned(least, turn) if least is not None else full
    image.draft(None, (min(wanted[0], finest[0]), min(wanted[1], finest[1])))
    with _told_when_blank(image):
        image.load()
    if image.format == "JPEG" and image.mode == "CMYK" and "adobe" not in image.info:
        image = _with_notes(ImageChops.invert(image), image)  # Pillow takes every one for Adobe's, which are inverted
    return Decoded(_with_notes(eight_bit(image), image), page, full, turn, image.width >= finest[0])


@contextmanager
def _told_when_blank(image: Image.Image) -> Iterator[None]:
    """Let libheif's failures be heard: what Pillow makes of a HEIC that it can't decode is black, not half a photo."""
    half_is_enough = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = half_is_enough and image.format != "HEIF"
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = half_is_enough


def _halves_for_memory(image: Image.Image) -> int:
    """Return 1, or 2 when a progressive JPEG leaves no room for all of its pixels."""
    if image.format not in {"JPEG", "MPO"} or not image.info.get("progressive"):
        return 1
    layers = getattr(image, "layer", [])
    across, down = max((each[1] for each in layers), default=1), max((each[2] for each in layers), default=1)
    samples = sum(each[1] * each[2] for each in layers) / (across * down)
    coefficients = image.width * image.height * samples * 2
    if coefficients > _MOST_COEFFICIENTS * 1.2:
        raise Refused(Case.OUT_OF_MEMORY)
    return 2 if coefficients > _MOST_COEFFICIENTS / 2 else 1


def _with_notes(image: Image.Image, source: Image.Image) -> Image.Image:
    if image is not source and "icc_profile" in source.info and image.mode == source.mode:
        image.info["icc_profile"] = source.info["icc_profile"]
    return image


def shown(decoded: Decoded, box: tuple[int, int], region: Box | None = None) -> Picture:
    """Return decoded pixels, or a region of the upright original, fitted in ``box``, upright and in sRGB."""
    image, turn = decoded.image, decoded.turn
    across, down = turned(box, turn)
    if region is not None:
        left, top, right, bottom = stored_box(region, decoded.full_size, turn)
        across, down = min(across, right - left), min(down, bottom - top)
        image = image.crop(_scaled((left, top, right, bottom), decoded))
    small = to_srgb(fitted(scalable(image), across, down))
    return to_picture(upright(small, turn))


def _scaled(box: Box, decoded: Decoded) -> Box:
    if decoded.scale == 1:
        return box
    across, down = decoded.image.width / decoded.full_size[0], decoded.image.height / decoded.full_size[1]
    left, top = int(box[0] * across), int(box[1] * down)
    return left, top, max(left + 1, round(box[2] * across)), max(top + 1, round(box[3] * down))
