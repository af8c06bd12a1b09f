"""Which pictures of a photo to ask for next: all of it as far as it fits in memory, then squares of what is seen.

All of it comes first and alone: decoding costs the same whatever the size, and squares need what was decoded for it.

Squares lie on a fixed grid at scales that are halves of each other, so that moving and zooming a little needs few new
ones, and so that one costs little enough to be drawn at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from certdesk.core.annotations import Rect
from certdesk.ui.viewers.drawing_plan import Wanted
from certdesk.ui.viewers.picture_cache import Shot

MOST_PIXELS = 2_500_000
"""A whole photo is never drawn larger than this; beyond it squares are drawn."""
TILE = 512
"""Width and height of a square in px of its own scale."""
LEAST_LEVEL = 1 / 64

Size = tuple[float, float]


def plan_photo(wanted: Wanted, sizes: tuple[Size, ...], have: dict[int, list[Shot]]) -> Iterator[Shot]:
    """Yield what is missing of the pages seen, most urgent first; pages beside them are not decoded ahead."""
    for page, seen in wanted.seen:
        size, there = sizes[page - 1], have.get(page, [])
        whole = Shot(page, round(min(wanted.scale, _scale_for(size, MOST_PIXELS)), 4))
        if not any(shot.part is None and _nearly(shot.scale, whole.scale) for shot in there):
            yield whole
        if there and whole.scale < wanted.scale * 0.99:
            yield from (shot for shot in tiles(page, seen, level_for(wanted.scale), size) if shot not in there)


def tiles(page: int, seen: Rect, level: float, size: Size) -> list[Shot]:
    """Return the squares of a level that lie under ``seen`` (units), those in its middle first."""
    side = TILE / level
    across = range(int(seen.left // side), math.ceil(min(seen.right, size[0]) / side))
    down = range(int(seen.top // side), math.ceil(min(seen.bottom, size[1]) / side))
    found = [
        Shot(
            page,
            level,
            Rect(
                column * side,
                row * side,
                min((column + 1) * side, float(math.ceil(size[0]))),
                min((row + 1) * side, float(math.ceil(size[1]))),
            ),
        )
        for row in down
        for column in across
    ]
    middle = (seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2
    return sorted(found, key=lambda shot: _distance(shot, middle))


def level_for(scale: float) -> float:
    """Return the scale of squares for a view at ``scale`` device px per pixel: the next half that is fine enough."""
    return min(1.0, max(LEAST_LEVEL, 2.0 ** math.ceil(math.log2(scale) - 0.01)))


def _distance(shot: Shot, point: Size) -> float:
    part = shot.part
    if part is None:
        return 0.0
    return math.hypot((part.left + part.right) / 2 - point[0], (part.top + part.bottom) / 2 - point[1])


def _nearly(one: float, other: float) -> bool:
    return abs(one - other) <= 0.001 * other


def _area(size: Size) -> float:
    return max(1.0, size[0] * size[1])


def _scale_for(size: Size, pixels: float) -> float:
    return float(round((pixels / _area(size)) ** 0.5, 4))
