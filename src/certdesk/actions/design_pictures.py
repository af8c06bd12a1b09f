"""Take a logo or a seal from somebody's own disk: told by its content, bounded, and made one plain PNG."""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from certdesk.core.errors import StorageError, UntrustedFileError
from certdesk.core.words import _
from certdesk.evidence.kinds import HEAD_BYTES, sniff
from certdesk.evidence.problems import Refused

MOST_BYTES = 8 * 2**20
MOST_PIXELS = 40_000_000
_SIDE = 1600
"""The longest side that is kept; logo and seal print at most 190 points wide, so that is more than 600 dots an inch."""
_SHARP = 400
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class ChosenPicture:
    """A PNG without anything but its pixels, and a sentence about how it will print, or empty."""

    data: bytes
    hint: str = ""


def read_picture(path: Path) -> ChosenPicture:
    """Read a PNG, a JPEG or an SVG. Raises StorageError, and UntrustedFileError for anything else or too large."""
    data = _content(path)
    if data.startswith((_PNG, _JPEG)):
        picture = _raster(data, path.name)
    elif b"<svg" in data[:HEAD_BYTES]:
        picture = _vector(data, path.name)
    else:
        text = _("{name} is not a PNG, a JPEG or an SVG picture.").format(name=path.name)
        raise UntrustedFileError(text, _("Export the picture as PNG or SVG, then choose it again."))
    area = picture.getchannel("A").getbbox()
    if area is None:
        raise UntrustedFileError(
            _("There is nothing to be seen in {name}.").format(name=path.name), _("Choose another picture.")
        )
    drawn = picture.crop(area)
    target = io.BytesIO()
    drawn.save(target, "PNG", optimize=True)
    return ChosenPicture(target.getvalue(), _hint(drawn))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(path.stat().st_mode):
                raise UntrustedFileError(_("{name} is no file.").format(name=path.name), _("Choose a picture."))
            data = file.read(MOST_BYTES + 1)
    except OSError as problem:
        text = _("{name} can't be read: {reason}.").format(name=path.name, reason=problem.strerror)
        raise StorageError(text, _("Choose a picture on this computer.")) from problem
    if len(data) > MOST_BYTES:
        text = _("{name} is larger than {most} MB.").format(name=path.name, most=MOST_BYTES // 2**20)
        raise UntrustedFileError(text, _("Export the picture smaller: 1600 dots wide are enough."))
    return data


def _raster(data: bytes, name: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                text = _("{name} has more than {most} million dots.").format(name=name, most=MOST_PIXELS // 10**6)
                raise UntrustedFileError(text, _("Export the picture smaller: 1600 dots wide are enough."))
            upright = ImageOps.exif_transpose(opened)
            made = upright.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise _damaged(name) from problem
    made.thumbnail((_SIDE, _SIDE))
    return made


def _vector(data: bytes, name: str) -> Image.Image:
    """Draw an SVG; what leads outside of it, runs or moves is left out before it is drawn."""
    from certdesk.evidence.decoders.drawings import as_png, drawing_of  # what draws costs time at start
    from certdesk.evidence.decoders.opened import OpenedFile

    head = data[:HEAD_BYTES]
    try:
        drawing = drawing_of(OpenedFile(io.BytesIO(data), name, head, len(data), sniff(head, name)))
        return Image.open(io.BytesIO(as_png(drawing, (_SIDE, _SIDE))), formats=("PNG",)).convert("RGBA")
    except (Refused, ValueError) as problem:
        raise _damaged(name) from problem


def _hint(picture: Image.Image) -> str:
    if max(picture.size) >= _SHARP:
        return ""
    text = _("It is only {width} × {height} dots and prints soft. An SVG, or a larger PNG, prints sharp.")
    return text.format(width=picture.width, height=picture.height)


def _damaged(name: str) -> UntrustedFileError:
    return UntrustedFileError(
        _("{name} can't be read: it is damaged, or no picture that CertDesk knows.").format(name=name),
        _("Export the picture again as PNG or SVG."),
    )
