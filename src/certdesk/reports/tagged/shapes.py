"""Paths as PDF writes them: curves, circles and boxes with round corners, in points from the foot of the page."""

from __future__ import annotations

from collections.abc import Sequence

from certdesk.reports.text.operators import number

Point = tuple[float, float]
_ARC = 0.5523  # how far the control points of a quarter of a circle stand from its ends, as a share of the radius
_PIECE = "%.2f %.2f %.2f %.2f %.2f %.2f c"


def curve(points: Sequence[Point], height: float) -> str:
    """Write a curve: a start, then two control points and an end for each piece, counted from the top of ``height``.

    To a hundredth of a point, because a wreath of them has thousands.
    """
    flat = [value for x, y in points for value in (x, height - y)]
    pieces = "\n".join([_PIECE] * ((len(points) - 1) // 3))
    return f"%.2f %.2f m\n{pieces}" % tuple(flat)


def circle(centre: Point, radius: float) -> str:
    """Write a circle."""
    return round_box((centre[0] - radius, centre[1] - radius), (2 * radius, 2 * radius), radius)


def round_box(corner: Point, size: Point, radius: float) -> str:
    """Write a box from its corner at the left and foot; without a radius its corners are square."""
    (left, foot), (wide, high) = corner, size
    if not radius:
        return f"{_words(left, foot, wide, high)} re"
    right, top, away = left + wide, foot + high, radius * (1 - _ARC)
    return "\n".join(
        (
            f"{_words(left + radius, foot)} m",
            f"{_words(right - radius, foot)} l",
            f"{_words(right - away, foot, right, foot + away, right, foot + radius)} c",
            f"{_words(right, top - radius)} l",
            f"{_words(right, top - away, right - away, top, right - radius, top)} c",
            f"{_words(left + radius, top)} l",
            f"{_words(left + away, top, left, top - away, left, top - radius)} c",
            f"{_words(left, foot + radius)} l",
            f"{_words(left, foot + away, left + away, foot, left + radius, foot)} c",
            "h",
        )
    )


def _words(*values: float) -> str:
    return " ".join(map(number, values))
