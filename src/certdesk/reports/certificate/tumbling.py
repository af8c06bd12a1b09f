"""A band of tumbling blocks, the old quilt pattern: which block has which colours follows from a digest."""

from __future__ import annotations

import hashlib
from math import ceil, sqrt

from certdesk.core.certificate_colours import channels, mixed
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour

_EDGE = 33.0  # points, the side of a block
_AMBER = ("#F0D8A8", "#8C510A", "#DDAA4C")
_TEAL = ("#9CCCC6", "#0B4F4B", "#2B7F78")
_PAPER = ("#FBF7EF", "#CFC0A0", "#F2E6CC")
_WARMTH = 0.2
Faces = tuple[Colour, Colour, Colour]
"""Top, left and right face."""


def block_palette(accent: str, dark: str) -> tuple[Faces, ...]:
    """Return three sets of faces: the accent's own, one that stands off from it, and the paper's.

    ``dark`` is the accent as words are written in it; where it is the accent itself, its faces get lighter instead.
    """
    right = mixed(accent, "#FFFFFF", 0.16) if dark == accent else accent
    other = _TEAL if _is_warm(accent) else _AMBER
    return (_faces(mixed(accent, "#FFFFFF", 0.46), dark, right), _faces(*other), _faces(*_PAPER))


def draw_blocks(pen: Pen, corner: Point, size: Point, digest: bytes, palette: tuple[Faces, ...]) -> None:
    """Fill a box with blocks, cut at its edges."""
    (left, top), (width, height) = corner, size
    half = _EDGE * sqrt(3) / 2
    strokes: dict[Colour, list[list[Point]]] = {}
    for row in range(-1, ceil(height / (1.5 * _EDGE)) + 1):
        for column in range(-1, ceil(width / (2 * half)) + 1):
            x = left + (2 * column + row % 2) * half
            y = top + row * 1.5 * _EDGE + _EDGE * 0.5
            faces = palette[_kind(digest, column, row)]
            for face, shape in zip(faces, _block(x, y, half), strict=True):
                strokes.setdefault(face, []).append(shape)
    with pen.clipped(corner, size):
        for colour, shapes in strokes.items():
            # A hair of its own colour closes the seams that some screens show between two shapes.
            pen.path([[*shape, shape[0]] for shape in shapes], fill=colour, stroke=colour, width=0.3)


def _block(x: float, y: float, half: float) -> tuple[list[Point], list[Point], list[Point]]:
    """Return the top, left and right face of the block whose front corner is at ``x`` and ``y``."""
    rise = _EDGE / 2
    top = [(x, y), (x + half, y - rise), (x, y - 2 * rise), (x - half, y - rise)]
    left = [(x, y), (x - half, y - rise), (x - half, y + rise), (x, y + 2 * rise)]
    right = [(x, y), (x + half, y - rise), (x + half, y + rise), (x, y + 2 * rise)]
    return top, left, right


def _kind(digest: bytes, column: int, row: int) -> int:
    """Choose the colours of a block: neighbours often share theirs, so that the band shows figures, not noise."""
    cell = hashlib.sha256(digest + bytes(((column + 8) // 2 % 256, (row + 8) // 2 % 256))).digest()
    own = hashlib.sha256(digest + bytes(((column + 8) % 256, (row + 8) % 256, 1))).digest()
    value = cell[0] if own[0] < 168 else own[1]
    return 0 if value < 128 else 1 if value < 198 else 2


def _is_warm(code: str) -> bool:
    """Whether a colour is near amber, brown or orange."""
    red, green, blue = channels(code)
    return red > green > blue and red - blue > _WARMTH and green > 0.3 * red


def _faces(top: str, left: str, right: str) -> Faces:
    return channels(top), channels(left), channels(right)
