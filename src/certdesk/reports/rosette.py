"""The rosette of a certificate: fine lines whose shape follows from a digest, so that each is different."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from math import cos, pi, sin

from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour

_HAIR = 0.42
_PIECES_PER_PETAL = 5
_RINGS = ((0.52, 0.13, 11), (0.70, 0.17, 15), (0.86, 0.13, 20))  # middle and swing of the radius, least petals


def digest_of(*facts: str) -> bytes:
    """Return the digest of what a certificate says."""
    return hashlib.sha256("\x1f".join(facts).encode()).digest()


def draw_rosette(pen: Pen, centre: Point, radius: float, digest: bytes, colour: Colour) -> None:
    """Draw three rings of waves that cross each other, with a clear middle for a word."""
    curves = [
        curve for number, ring in enumerate(_RINGS) for curve in _ring(centre, radius, ring, digest[number * 4 :])
    ]
    pen.curves(curves, colour, _HAIR)


def _ring(centre: Point, radius: float, ring: tuple[float, float, int], seed: bytes) -> Iterator[list[Point]]:
    """Yield the waves of one ring as curves of four control points each, turned against one another."""
    middle, swing, least = ring
    petals, copies = least + seed[0] % 6, 4 + seed[1] % 3
    ripple, depth = 2 + seed[2] % 2, 0.1 + seed[3] / 255 * 0.2

    def distance(angle: float) -> float:
        wave = (1 - depth) * cos(petals * angle) + depth * cos(ripple * petals * angle)
        return radius * (middle + swing * wave)

    pieces = petals * _PIECES_PER_PETAL
    for copy in range(copies):
        turn = 2 * pi * copy / copies / petals
        points = [_point(centre, 2 * pi * at / pieces + turn, distance(2 * pi * at / pieces)) for at in range(pieces)]
        yield _smooth(points)


def _smooth(points: list[Point]) -> list[Point]:
    """Lay a closed curve through ``points``: start, then two controls and an end for each piece (Catmull and Rom)."""
    count = len(points)
    curve = [points[0]]
    for at in range(count):
        before, start, end, after = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        curve += [
            (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
            (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
            end,
        ]
    return curve


def _point(centre: Point, angle: float, distance: float) -> Point:
    return centre[0] + distance * sin(angle), centre[1] - distance * cos(angle)
