"""Where somebody looks on a sheet, as plain values that survive another window size, and back."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_scene import Fit
from certdesk.ui.viewers.viewer import Place


def place_of(canvas: SheetCanvas) -> Place:
    """Return the page at the top, the point of it (units) in the top left corner, fit, zoom and rotation."""
    layout = canvas.sheet_layout
    page = min(layout.page_at(canvas.offset.y()), len(layout.sizes))
    corner = layout.to_page(page, canvas.offset)
    return {
        "page": page,
        "x": round(corner.x(), 1),
        "y": round(corner.y(), 1),
        "fit": canvas.fit.name.lower(),
        "zoom": round(canvas.zoom, 4),
        "rotation": canvas.rotation,
        "single": canvas.single,
    }


def restore_place(canvas: SheetCanvas, place: Place) -> None:
    """Look there again; values that are missing or make no sense are left out."""
    if isinstance(single := place.get("single"), bool):
        canvas.set_single(single=single)
    rotation = place.get("rotation")
    if rotation in (0, 90, 180, 270) and rotation != canvas.rotation:
        canvas.rotate(rotation)
    fit = next((each for each in Fit if each.name.lower() == place.get("fit")), None)
    if fit is Fit.FREE and (zoom := _number(place.get("zoom"))) is not None and zoom > 0:
        canvas.set_zoom(zoom)
    elif fit is not None:
        canvas.set_fit(fit)
    page, x, y = (_number(place.get(name)) for name in ("page", "x", "y"))
    if page is None:
        return
    if x is None or y is None or (page <= 1 and y <= 0):
        canvas.scroll_to(int(page))
        return
    canvas.scroll_to(int(page), QPointF(x, y))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
