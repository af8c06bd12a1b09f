"""Which pages somebody has really in view, and whether two places are the same for a person."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from certdesk.ui.viewers.sheets import Layout
from certdesk.ui.viewers.viewer import Place

OF_WINDOW, OF_PAGE = 1 / 3, 1 / 2
"""A page is looked at when it fills so much of the window, or so much of it is seen."""
_NEAR = 30.0


def pages_in(layout: Layout, window: QRectF) -> tuple[int, ...]:
    """Return the pages of which a good part lies inside ``window`` (px of the sheet)."""
    room = window.width() * window.height()
    found = []
    for page in layout.pages_between(window.top(), window.bottom()):
        box = layout.page_box(page)
        seen = box.intersected(window)
        area = max(0.0, seen.width()) * max(0.0, seen.height())
        if area >= OF_WINDOW * room or area >= OF_PAGE * box.width() * box.height():
            found.append(page)
    return tuple(found)


def same_place(before: Place, after: Place) -> bool:
    """Say whether nobody has scrolled or zoomed in between; a window that changed its size moves things a little."""
    if any(before.get(name) != after.get(name) for name in ("page", "fit", "rotation", "single")):
        return False
    return abs(float(before.get("y", 0.0)) - float(after.get("y", 0.0))) < _NEAR
