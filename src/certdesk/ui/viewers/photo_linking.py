"""Where somebody looks in one photo, told so that another one of any size can be looked at in the same place.

Two viewers move together when each one's ``looked_around`` is connected to the other's ``follow``::

    left.looked_around.connect(right.follow)
    right.looked_around.connect(left.follow)

Nothing goes round in circles: a viewer that follows says nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from certdesk.ui.viewers import sheets
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Fit

_FITS = 1.005


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """The middle of what is seen as shares of the upright photo's width and height (0 to 1), and how near it is.

    ``nearness`` is 1 when the whole photo just fits in its window, 2 when it is twice as large; ``rotation`` is in
    degrees clockwise.
    """

    across: float
    down: float
    nearness: float
    rotation: int


def linked_place(canvas: SheetCanvas) -> LinkedPlace | None:
    """Return where somebody looks, or None while nothing is shown."""
    layout = canvas.sheet_layout
    if not layout.sizes:
        return None
    page = min(canvas.page, len(layout.sizes))
    width, height = layout.sizes[page - 1]
    middle = layout.to_page(page, canvas.seen_box.center())
    nearness = layout.scale / _fitting(canvas, page)
    return LinkedPlace(middle.x() / width, middle.y() / height, nearness, canvas.rotation)


def follow(canvas: SheetCanvas, place: LinkedPlace) -> None:
    """Look at the same place of this photo."""
    if not canvas.sheet_layout.sizes:
        return
    page = min(canvas.page, len(canvas.sheet_layout.sizes))
    if canvas.rotation != place.rotation:
        canvas.rotate(place.rotation)
    if place.nearness <= _FITS:
        canvas.set_fit(Fit.PAGE)
        return
    canvas.set_zoom(canvas.zoom * _fitting(canvas, page) * place.nearness / canvas.sheet_layout.scale)
    layout = canvas.sheet_layout
    width, height = layout.sizes[page - 1]
    there = layout.transform(page).map(QPointF(place.across * width, place.down * height))
    seen = canvas.viewport().size()
    canvas.horizontalScrollBar().setValue(round(there.x() - seen.width() / 2))
    canvas.verticalScrollBar().setValue(round(there.y() - seen.height() / 2))


def _fitting(canvas: SheetCanvas, page: int) -> float:
    seen = canvas.viewport().size()
    size = canvas.sheet_layout.sizes[page - 1]
    return sheets.fitting_page(size, seen.width(), seen.height(), canvas.rotation)
