"""Where each page (or the one photo) lies on the long sheet that is scrolled; geometry only.

Units are points for pages and pixels of the upright original for photos. Sheet coordinates are logical px.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from certdesk.core.annotations import Rect

MARGIN = 8.0
GAP = 12.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LEAST_ZOOM, MOST_ZOOM = STEPS[0], STEPS[-1]


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages of ``sizes`` units below each other at ``scale`` px per unit, in the middle of ``width`` px."""

    sizes: tuple[tuple[float, float], ...]
    scale: float
    rotation: int
    width: float
    """Of the whole sheet in px: as wide as the window, or as the widest page with its margins."""
    tops: tuple[float, ...]
    slots: tuple[float, ...] = ()
    """Where the room of each page begins, and the end of the last; empty while pages follow each other closely."""

    @property
    def extent(self) -> QSizeF:
        """Width and height of the whole sheet in px."""
        if not self.sizes:
            return QSizeF(0, 0)
        if self.slots:
            return QSizeF(self.width, self.slots[-1])
        return QSizeF(self.width, self.tops[-1] + self._shown(self.sizes[-1])[1] + MARGIN)

    def page_box(self, page: int) -> QRectF:
        """Return where a page (from 1) lies."""
        width, height = self._shown(self.sizes[page - 1])
        return QRectF((self.width - width) / 2, self.tops[page - 1], width, height)

    def page_at(self, y: float) -> int:
        """Return the page at height ``y``, or the nearest above it (the first above the top)."""
        if self.slots:
            return min(max(1, bisect_right(self.slots, y)), len(self.sizes))
        return max(1, bisect_right(self.tops, y))

    def slot(self, page: int) -> tuple[float, float]:
        """Return where the room of a page begins and ends, when each page has a window of its own."""
        return self.slots[page - 1], self.slots[page]

    def pages_between(self, top: float, bottom: float) -> range:
        """Return the pages of which something lies between two heights."""
        if not self.sizes:
            return range(0)
        first = self.page_at(top)
        if first < len(self.sizes) and self.page_box(first).bottom() < top:
            first += 1
        return range(first, self.page_at(bottom) + 1)

    def main_page(self, top: float, height: float) -> int:
        """Return the page that a person would say they are on: the one across the upper third of what is seen."""
        return self.page_at(top + height / 3)

    def transform(self, page: int) -> QTransform:
        """Return the way from units of a page to the sheet."""
        box = self.page_box(page)
        turned = QTransform()
        turned.translate(box.left(), box.top())
        match self.rotation:
            case 90:
                turned.translate(box.width(), 0)
            case 180:
                turned.translate(box.width(), box.height())
            case 270:
                turned.translate(0, box.height())
        turned.rotate(self.rotation)
        turned.scale(self.scale, self.scale)
        return turned

    def to_page(self, page: int, point: QPointF) -> QPointF:
        """Return a point of the sheet in units of the page, kept within it."""
        back, _possible = self.transform(page).inverted()
        there = back.map(point)
        width, height = self.sizes[page - 1]
        return QPointF(min(max(there.x(), 0.0), width), min(max(there.y(), 0.0), height))

    def to_sheet(self, page: int, rect: Rect) -> QRectF:
        """Return a rectangle of a page on the sheet."""
        return self.transform(page).mapRect(QRectF(QPointF(rect.left, rect.top), QPointF(rect.right, rect.bottom)))

    def seen_of(self, page: int, window: QRectF) -> Rect | None:
        """Return the part of a page (units) that lies inside ``window`` (sheet), or None."""
        seen = self.page_box(page).intersected(window)
        if seen.isEmpty():
            return None
        first, second = self.to_page(page, seen.topLeft()), self.to_page(page, seen.bottomRight())
        return rect_between(first, second)

    def _shown(self, size: tuple[float, float]) -> tuple[float, float]:
        width, height = size if self.rotation in (0, 180) else (size[1], size[0])
        return width * self.scale, height * self.scale


def lay_out(
    sizes: Iterable[tuple[float, float]],
    scale: float,
    room: tuple[float, float],
    rotation: int = 0,
    *,
    single: bool = False,
) -> Layout:
    """Put pages below each other, in the middle of ``room`` (width and height in px) when they are smaller than it.

    With ``single`` each page has at least a window of its own, so that two are never seen together.
    """
    fixed = tuple(sizes)
    across, tall = (0, 1) if rotation in (0, 180) else (1, 0)
    width = max(max((size[across] for size in fixed), default=0.0) * scale + 2 * MARGIN, room[0])
    heights = [size[tall] * scale for size in fixed]
    if single and fixed:
        rooms = [max(height + 2 * MARGIN, room[1]) for height in heights]
        slots = tuple(accumulate(rooms, initial=0.0))
        tops = tuple(slots[at] + (rooms[at] - height) / 2 for at, height in enumerate(heights))
        return Layout(fixed, scale, rotation, width, tops, slots)
    spare = room[1] - sum(heights) - GAP * (len(fixed) - 1)
    steps = [height + GAP for height in heights]
    tops = tuple(accumulate(steps[:-1], initial=max(MARGIN, spare / 2))) if fixed else ()
    return Layout(fixed, scale, rotation, width, tops)


def fitting_width(sizes: Iterable[tuple[float, float]], width: float, rotation: int = 0) -> float:
    """Return the scale at which the widest page just fits in ``width`` px."""
    across = 0 if rotation in (0, 180) else 1
    widest = max((size[across] for size in sizes), default=1.0)
    return max(1.0, width - 2 * MARGIN) / max(widest, 1.0)


def fitting_page(size: tuple[float, float], width: float, height: float, rotation: int = 0) -> float:
    """Return the scale at which a whole page fits in the window."""
    across, down = size if rotation in (0, 180) else (size[1], size[0])
    room = max(1.0, width - 2 * MARGIN), max(1.0, height - 2 * MARGIN)
    return min(room[0] / max(across, 1.0), room[1] / max(down, 1.0))


def next_zoom(zoom: float, direction: int) -> float:
    """Return the next larger (1) or smaller (-1) step from ``zoom`` (1 is 100 %)."""
    if direction > 0:
        return next((step for step in STEPS if step > zoom * 1.01), MOST_ZOOM)
    return next((step for step in reversed(STEPS) if step < zoom * 0.99), LEAST_ZOOM)


def rect_between(first: QPointF, second: QPointF) -> Rect:
    """Return the rectangle with two points as opposite corners, to a tenth of a unit."""
    across = sorted((first.x(), second.x()))
    down = sorted((first.y(), second.y()))
    return Rect(round(across[0], 1), round(down[0], 1), round(across[1], 1), round(down[1], 1))


def moved(rect: Rect, right: float, down: float, size: tuple[float, float]) -> Rect:
    """Return ``rect`` pushed along, kept on a page of ``size``."""
    right = min(max(right, -rect.left), size[0] - rect.right)
    down = min(max(down, -rect.top), size[1] - rect.bottom)
    return rect_between(QPointF(rect.left + right, rect.top + down), QPointF(rect.right + right, rect.bottom + down))


def stretched(rect: Rect, right: float, down: float, size: tuple[float, float]) -> Rect:
    """Return ``rect`` with its lower right corner pushed along, at least ten units large, kept on a page."""
    least = 10.0
    return Rect(
        rect.left,
        rect.top,
        round(min(max(rect.right + right, rect.left + least), size[0]), 1),
        round(min(max(rect.bottom + down, rect.top + least), size[1]), 1),
    )
