"""Logo and seal: no finer than they are printed, without loss, what is transparent in them left open."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node

_DOTS_PER_POINT = 400 / 72
_MOST_PIXELS = 40_000_000
_OPAQUE = 255


@dataclass(frozen=True, slots=True)
class Printed:
    """A picture as it is printed: its pixels, their width and height, and its size on paper in points.

    The pixels are RGB; where some are transparent, one byte for each follows that says how opaque it is.
    """

    pixels: bytes
    dots: tuple[int, int]
    size: Point

    def draw(self, pen: Pen, node: Node, corner: Point) -> None:
        """Draw it from its top left corner as content of the Figure ``node``."""
        name = f"I{hashlib.sha256(self.pixels).hexdigest()[:12]}"
        node.attributes["BBox"] = pen.bounds(corner, self.size)
        with pen.content(node):
            pen.image(name, (self.pixels, *self.dots), corner, self.size)


@lru_cache(maxsize=32)
def printed(picture: bytes, box: Point) -> Printed:
    """Fit a PNG or JPEG into a box. Raises UntrustedFileError."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _unreadable()
            layered = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable() from error
    scale = min(box[0] / layered.width, box[1] / layered.height)
    size = (layered.width * scale, layered.height * scale)
    layered.thumbnail((max(1, round(size[0] * _DOTS_PER_POINT)), max(1, round(size[1] * _DOTS_PER_POINT))))
    mask = layered.getchannel("A").tobytes()
    pixels = layered.convert("RGB").tobytes()
    return Printed(pixels + (mask if min(mask) < _OPAQUE else b""), layered.size, size)


def _unreadable() -> UntrustedFileError:
    return UntrustedFileError(_("The logo or the seal can't be read."), _("Choose the picture again."))
