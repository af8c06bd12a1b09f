"""The rosette of a certificate: fine lines whose shape follows from a digest, so that each is different."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from math import cos, pi, sin

from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour

_STEPS = 420
_HAIR = 0.38


def digest_of(*facts: str) -> bytes:
    """Return the digest of what a certificate says."""
    return hashlib.sha256("\x1f".join(facts).encode()).digest()


def draw_rosette(pen: Pen, centre: Point, radius: float, digest: bytes, colour: Colour) -> None:
    """Draw three rings of waves that cross each other, with a clear middle for a word."""
    lines = [line for ring in range(3) for line in _ring(centre, radius, digest[ring * 6 : ring * 6 + 6], ring)]
    pen.path(lines, stroke=colour, width=_HAIR)


def _ring(centre: Point, radius: float, seed: bytes, ring: int) -> Iterator[list[Point]]:
    """Yield the waves of one ring, each turned a little against the one before."""
    middle = radius * (0.56, 0.72, 0.86)[ring]
    swing = radius * (0.13, 0.17, 0.135)[ring]
    petals = (12, 16, 24)[ring] + seed[0] % 8
    ripple = 2 + seed[1] % 3
    depth = 0.12 + seed[2] / 255 * 0.22
    copies = (7, 9, 8)[ring] + seed[3] % 3
    for copy in range(copies):
        turn = 2 * pi * copy / copies / petals
        yield [
            _point(centre, angle + turn, middle + swing * _wave(angle, petals, ripple, depth))
            for angle in (2 * pi * step / _STEPS for step in range(_STEPS + 1))
        ]


def _wave(angle: float, petals: int, ripple: int, depth: float) -> float:
    """Return how far a line stands off the ring's middle, from -1 to 1."""
    return (1 - depth) * cos(petals * angle) + depth * sin(ripple * petals * angle + petals)


def _point(centre: Point, angle: float, distance: float) -> Point:
    return centre[0] + distance * sin(angle), centre[1] - distance * cos(angle)
