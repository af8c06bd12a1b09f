"""Small pictures of the evidence: read safely, made no larger than they are printed, and set in a strip."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, UnidentifiedImageError

from certdesk.core.documents import EvidencePointer
from certdesk.core.errors import UntrustedFileError
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Drawing, Space, shortened
from certdesk.reports.tagged.boxes import Row, Stack
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node

MOST_PICTURES = 4
CAPTION_LETTERS = 36  # longer ones are cut under the picture, so they are written out above it too
_CAPTION_LINES = 2
_GAP = 10.0
_LEAST_COLUMNS = 3
_WIDEST, _TALLEST = 150.0, 84.0  # points
_DOTS_PER_POINT = 200 / 72
_MOST_PIXELS = 40_000_000

Jpeg = tuple[bytes, int, int]


def picture_strip(sheet: Sheet, pointers: Sequence[EvidencePointer], node: Node, width: float) -> Row:
    """Set up to four pictures side by side, each with its place under it; fewer may be wider."""
    columns = max(_LEAST_COLUMNS, len(pointers))
    each = (width - _GAP * (columns - 1)) / columns
    cells = [(at * (each + _GAP), each, _picture(sheet, pointer, node, each)) for at, pointer in enumerate(pointers)]
    return sheet.beside(*cells, within=width, whole_below=1000)


def _picture(sheet: Sheet, pointer: EvidencePointer, node: Node, width: float) -> Block:
    jpeg = _as_jpeg(pointer.picture or b"", pointer.item_title)
    name = f"I{hashlib.sha256(jpeg[0]).hexdigest()[:12]}"
    scale = min(width / jpeg[1], sheet.picture_height / jpeg[2])
    size = (jpeg[1] * scale, jpeg[2] * scale)

    def paint(pen: Pen, x: float, y: float) -> None:
        left = x + (width - size[0] if sheet.rtl else 0)
        pen.image(name, jpeg, (left, y), size)
        pen.box((left, y), size, stroke=look.LINE, width=0.5)

    place = ", ".join(part for part in (pointer.item_title, pointer.place) if part)
    figure = Drawing(width, size[1], paint, node.child("Figure", Alt=pointer.picture_alt or place))
    caption = shortened(node.child("P"), place, sheet.styles.small, width, sheet.start, lines=_CAPTION_LINES)
    return Stack((figure, Space(2), caption))


@lru_cache(maxsize=256)
def _as_jpeg(picture: bytes, title: str) -> Jpeg:
    """Return a picture as an RGB JPEG no finer than it is printed, with its width and height in pixels."""
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise _unreadable(title)
            opened.thumbnail((round(_WIDEST * _DOTS_PER_POINT), round(_TALLEST * _DOTS_PER_POINT)))
            flat = _on_white(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable(title) from error
    target = io.BytesIO()
    flat.save(target, "JPEG", quality=86)
    return target.getvalue(), flat.width, flat.height


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay a picture with transparent parts on white, in the colours that the document declares."""
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _unreadable(title: str) -> UntrustedFileError:
    return UntrustedFileError(
        _("The small picture of {item} can't be read.").format(item=title),
        _("File that piece of evidence again, so that its picture is taken anew."),
    )
