"""A photo mended: turned and freed of notes without coding it anew where that can be, masked always anew."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image

from certdesk.core.recipes import Mask, MaskAll, Recipe, Rotate, Strip
from certdesk.evidence.decoders.orientation import orientation, upright
from certdesk.evidence.mending import chunks, iso_photos, jpeg, tiff
from certdesk.evidence.mending.covering import cover
from certdesk.evidence.mending.refusing import CannotMendError, Reason

MAX_BYTES = 256 * 2**20
MAX_PIXELS = 100_000_000
_QUALITY = 95
_FLIPS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_LOSSLESS = frozenset({"PNG", "GIF", "BMP", "TIFF", "PNM", "TGA", "PCX", "QOI", "SGI"})
_STRIP: dict[str, Callable[[bytes], bytes]] = {
    "JPEG": jpeg.stripped,
    "PNG": chunks.stripped_png,
    "WebP": chunks.stripped_webp,
    "GIF": chunks.stripped_gif,
    "TIFF": tiff.stripped,
    "HEIC": iso_photos.stripped,
    "AVIF": iso_photos.stripped,
}
_TURN: dict[str, Callable[[bytes, int], bytes | None]] = {
    "JPEG": jpeg.turned,
    "HEIC": iso_photos.turned,
    "AVIF": iso_photos.turned,
}

Mended = tuple[bytes, str]
"""The new file, and its format."""


def mended(data: bytes, form: str, recipe: tuple[Recipe, ...]) -> Mended:
    """Return the photo as the recipe wants it. Raises CannotMendError."""
    degrees = sum(step.degrees for step in recipe if isinstance(step, Rotate)) % 360
    masks = tuple(mask for step in recipe if isinstance(step, MaskAll) for mask in step.masks)
    if masks:
        return _coded_anew(data, form, degrees, masks)
    if degrees:
        turn = _TURN.get(form)
        turned = turn(data, degrees) if turn else None
        data, form = (turned, form) if turned is not None else _coded_anew(data, form, degrees, ())
    if any(isinstance(step, Strip) for step in recipe):
        strip = _STRIP.get(form)
        if strip is None:
            return _coded_anew(data, form, 0, ())
        data = strip(data)
    return data, form


def _coded_anew(data: bytes, form: str, degrees: int, masks: tuple[Mask, ...]) -> Mended:
    """Decode, turn and mask the picture; what is written holds pixels and colours, and nothing else of the file."""
    with _opened(data) as image:
        pages = getattr(image, "n_frames", 1)
        if pages > 1 and form in {"TIFF", "GIF", "WebP", "PNG", "AVIF"}:
            return _all_pages(image, form, degrees, masks)
        picture = _page(image, degrees, masks)
    lossless = form in _LOSSLESS or (form == "WebP" and data[12:16] == b"VP8L") or picture.mode in {"I;16", "F"}
    lossless = lossless or "A" in picture.getbands()
    return _saved([picture], "PNG" if lossless else "JPEG", [])


def _all_pages(image: Image.Image, form: str, degrees: int, masks: tuple[Mask, ...]) -> Mended:
    pictures, times = [], []
    for number in range(image.n_frames):  # type: ignore[attr-defined]
        image.seek(number)
        if number * image.width * image.height > 5 * MAX_PIXELS:
            raise CannotMendError(Reason.TOO_LARGE)
        times.append(int(image.info.get("duration", 100) or 100))
        # A film has no pages: what is masked in it is masked in all of its pictures.
        own = [mask for mask in masks if form != "TIFF" or (mask.page or 1) == number + 1]
        pictures.append(_page(image, degrees, tuple(own)))
    return _saved(pictures, "TIFF" if form == "TIFF" else "PNG", times)


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise CannotMendError(Reason.TOO_LARGE)
        return image
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError) as fault:
        raise CannotMendError(Reason.DAMAGED) from fault


def _page(image: Image.Image, degrees: int, masks: tuple[Mask, ...]) -> Image.Image:
    profile = image.info.get("icc_profile")
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError) as fault:
        raise CannotMendError(Reason.DAMAGED) from fault
    picture = upright(image, orientation(image))
    if degrees in _FLIPS:
        picture = picture.transpose(_FLIPS[degrees])
    if picture.mode in {"P", "PA", "1"} and masks:
        picture = picture.convert("RGBA" if "transparency" in image.info else "RGB")
    picture = picture.copy()
    for mask in masks:
        cover(picture, mask)
    picture.info = {"icc_profile": profile} if profile else {}
    return picture


def _saved(pictures: list[Image.Image], form: str, times: list[int]) -> Mended:
    out = io.BytesIO()
    first = pictures[0]
    options: dict[str, object] = {"icc_profile": first.info["icc_profile"]} if "icc_profile" in first.info else {}
    if form == "JPEG":
        if first.mode not in {"RGB", "L", "CMYK"}:
            first = _on_white(first)
        options |= {"quality": _QUALITY, "subsampling": 0, "optimize": True}
    elif form == "TIFF":
        options |= {"compression": "tiff_deflate", "save_all": True, "append_images": pictures[1:]}
    elif len(pictures) > 1:
        options |= {"save_all": True, "append_images": pictures[1:], "duration": times}
    first.save(out, form, **options)
    data = out.getvalue()
    # What the writer itself adds: software, dates.
    return (_STRIP[form](data) if form != "TIFF" else data), form


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands():
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
