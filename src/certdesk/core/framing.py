"""How much to show around a place, so that somebody who knows the evidence sees at once where it is."""

from __future__ import annotations

from certdesk.core.annotations import Rect

_AIR = 1.5


def around(place: Rect, bounds: tuple[float, float], shape: float, least: float) -> Rect:
    """Return the part of a page or picture to show: the place in the middle with a quarter of its size on each side.

    ``bounds`` is the width and height of the whole, ``shape`` width by height as it will be shown, ``least`` the width
    that is shown at least; all in the same unit. A place without size stands for the whole.
    """
    width, height = place.right - place.left, place.bottom - place.top
    if width <= 0 or height <= 0:
        return Rect(0, 0, *bounds)
    place = inside(place, bounds)
    width, height = place.right - place.left, place.bottom - place.top
    wide = max(width * _AIR, least, height * _AIR * shape)
    high = max(height * _AIR, wide / shape)
    left, right = _within((place.left + place.right) / 2, wide, bounds[0])
    top, bottom = _within((place.top + place.bottom) / 2, high, bounds[1])
    return Rect(left, top, right, bottom)


def inside(place: Rect, bounds: tuple[float, float]) -> Rect:
    """Return the part of a place that is inside the bounds, and at least one unit of it."""
    left, top = min(max(place.left, 0), bounds[0] - 1), min(max(place.top, 0), bounds[1] - 1)
    return Rect(left, top, max(left + 1, min(place.right, bounds[0])), max(top + 1, min(place.bottom, bounds[1])))


def _within(middle: float, length: float, bound: float) -> tuple[float, float]:
    """Lay a stretch around a middle and push it into the bounds."""
    length = min(length, bound)
    start = min(max(0.0, middle - length / 2), bound - length)
    return start, start + length
