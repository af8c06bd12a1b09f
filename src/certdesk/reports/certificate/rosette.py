"""The rosette of a certificate: fine lines whose shape follows from a digest, so that each is different."""

from __future__ import annotations

import hashlib
from math import cos, pi, sin
from typing import NamedTuple

from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.text.runs import Colour

_HAIR = 0.36
_PIECES_PER_PETAL = 8


class _Ring(NamedTuple):
    """A band of waves: middle and swing as shares of the radius, and how many petals and copies at least."""

    middle: float
    swing: float
    petals: int
    copies: int


_RINGS = (_Ring(0.71, 0.28, 8, 6), _Ring(0.60, 0.17, 11, 4), _Ring(0.84, 0.14, 18, 3))


def digest_of(*facts: str) -> bytes:
    """Return the digest of what a certificate says."""
    return hashlib.sha256("\x1f".join(facts).encode()).digest()


def draw_rosette(pen: Pen, centre: Point, radius: float, digest: bytes, colour: Colour, *, fine: int = 0) -> None:
    """Draw three bands of waves that cross each other, with a clear middle for a word.

    A large one is as dense as a small one if each band has ``fine`` more waves.
    """
    for number, ring in enumerate(_RINGS):
        seed = digest[number * 4 :]
        petals, copies = ring.petals + seed[0] % 5, ring.copies + seed[1] % 3 + fine
        angles = [2 * pi * copy / copies / petals for copy in range(copies)]
        pen.wreath(_wave(radius, ring, petals, seed), angles, centre, (colour, _HAIR))


def _wave(radius: float, ring: _Ring, petals: int, seed: bytes) -> list[Point]:
    """Return the wave of one band around (0, 0)."""
    ripple, depth = 2 + seed[2] % 2, 0.06 + seed[3] / 255 * 0.2
    pieces = petals * _PIECES_PER_PETAL
    points = []
    for at in range(pieces):
        angle = 2 * pi * at / pieces
        wave = (1 - depth) * cos(petals * angle) + depth * cos(ripple * petals * angle)
        points.append(_point(angle, radius * (ring.middle + ring.swing * wave)))
    return smooth(points)


def smooth(points: list[Point], *, closed: bool = True) -> list[Point]:
    """Lay a curve through ``points``: a start, then two controls and an end for each piece (Catmull and Rom).

    An open curve runs from the second point to the last but one; those at its ends only say where it is heading.
    """
    count = len(points)
    curve = [points[0 if closed else 1]]
    for at in range(count) if closed else range(1, count - 2):
        before, start, end, after = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        curve += [
            (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
            (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
            end,
        ]
    return curve


def _point(angle: float, distance: float) -> Point:
    return distance * sin(angle), -distance * cos(angle)
