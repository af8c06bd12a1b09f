"""A band of fine waves, as on bank notes, whose shape follows from a digest."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

from certdesk.reports.certificate.rosette import smooth
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour

_HAIR = 0.4
_STEP = 5.0  # points between two places that a wave is laid through
_STRANDS = 16


def draw_guilloche(pen: Pen, corner: Point, size: Point, digest: bytes, colour: Colour) -> None:
    """Draw two plaits of waves down a box, crossing each other and running out thin at both ends."""
    curves: list[list[Point]] = []
    for plait in range(2):
        curves += _plait(corner, size, digest[16 + plait * 6 :], plait)
    pen.curves(curves, colour, _HAIR, closed=False)


def _plait(corner: Point, size: Point, seed: bytes, plait: int) -> Iterator[list[Point]]:
    """Yield the waves of one plait: the same swing, each a little later than the one before."""
    (left, top), (width, height) = corner, size
    turns = 2.0 + seed[0] % 3 + plait / 2
    breath = 2 + seed[1] % 3
    depth = 0.10 + seed[2] / 255 * 0.16
    late = seed[3] / 255 * 2 * pi
    steps = round(height / _STEP)
    for strand in range(_STRANDS):
        shift = 2 * pi * strand / _STRANDS + late
        points = []
        for at in range(-1, steps + 2):
            share = min(1.0, max(0.0, at / steps))
            swing = (0.46 - depth * (1 - cos(2 * pi * breath * share + late)) / 2) * sin(pi * share) ** 0.6
            wave = sin(2 * pi * turns * share + shift)
            points.append((left + width * (0.5 + swing * wave), top + height * share))
        yield smooth(points, closed=False)
