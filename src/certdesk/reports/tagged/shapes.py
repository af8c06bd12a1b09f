"""Curves as PDF writes them, in points from the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence

Point = tuple[float, float]
_PIECE = "%.2f %.2f %.2f %.2f %.2f %.2f c"


def curve(points: Sequence[Point], height: float) -> str:
    """Write a curve: a start, then two control points and an end for each piece, counted from the top of ``height``.

    To a hundredth of a point, because a wreath of them has thousands.
    """
    flat = [value for x, y in points for value in (x, height - y)]
    pieces = "\n".join([_PIECE] * ((len(points) - 1) // 3))
    return f"%.2f %.2f m\n{pieces}" % tuple(flat)
