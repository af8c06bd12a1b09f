"""Which pictures to ask for next: what is seen first, coarse before sharp, then the neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certdesk.core.annotations import Rect
from certdesk.ui.viewers.picture_cache import Shot

MOST_PIXELS = 6_000_000
"""A whole page is never drawn larger than this; beyond it only the part that is seen is drawn sharply."""
COARSE_PIXELS = 120_000
QUICK_PIXELS = 500_000
"""A page of fewer pixels is drawn sharply at once."""
SPARE = 0.25
"""How much more than what is seen a part covers on every side, so that a small scroll needs no new picture."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks at: parts of pages (units) at ``scale`` device px per unit, and the pages next to them."""

    seen: tuple[tuple[int, Rect], ...] = ()
    near: tuple[int, ...] = ()
    scale: float = 1.0


def plan(wanted: Wanted, sizes: tuple[tuple[float, float], ...], have: dict[int, list[Shot]]) -> Iterator[Shot]:
    """Yield what is missing, most urgent first; ``have`` lists what exists of each page."""
    for page, _seen in wanted.seen:
        area = _area(sizes[page - 1]) * wanted.scale**2
        if not have.get(page) and area > QUICK_PIXELS:
            yield Shot(page, _scale_for(sizes[page - 1], COARSE_PIXELS))
    for page, seen in wanted.seen:
        yield from _sharp(page, seen, wanted.scale, sizes[page - 1], have.get(page, []))
    for page in wanted.near:
        whole = Shot(page, whole_scale(sizes[page - 1], wanted.scale))
        if whole not in have.get(page, []):
            yield whole


def whole_scale(size: tuple[float, float], scale: float) -> float:
    """Return the scale at which a whole page is drawn when ``scale`` would be ideal."""
    return round(min(scale, _scale_for(size, MOST_PIXELS)), 3)


def _sharp(page: int, seen: Rect, scale: float, size: tuple[float, float], have: list[Shot]) -> Iterator[Shot]:
    whole = Shot(page, whole_scale(size, scale))
    if whole not in have:
        yield whole
    if whole.scale >= scale * 0.99:
        return
    sharp = round(scale, 3)
    if not any(shot.scale == sharp and shot.part is not None and _covers(shot.part, seen) for shot in have):
        yield Shot(page, sharp, _with_spare(seen, size))


def _with_spare(seen: Rect, size: tuple[float, float]) -> Rect:
    across, down = (seen.right - seen.left) * SPARE, (seen.bottom - seen.top) * SPARE
    return Rect(
        float(int(max(0.0, seen.left - across))),
        float(int(max(0.0, seen.top - down))),
        float(int(min(size[0], seen.right + across + 1))),
        float(int(min(size[1], seen.bottom + down + 1))),
    )


def _covers(part: Rect, seen: Rect) -> bool:
    # A page of 595.3 points ends in a part of 595: a unit more or less can't be seen.
    return (
        part.left <= seen.left + 1
        and part.top <= seen.top + 1
        and part.right >= seen.right - 1
        and part.bottom >= seen.bottom - 1
    )


def _area(size: tuple[float, float]) -> float:
    return max(1.0, size[0] * size[1])


def _scale_for(size: tuple[float, float], pixels: float) -> float:
    return float(round((pixels / _area(size)) ** 0.5, 3))
