"""Taking everything out of a layout before it is filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout


def empty(layout: QLayout) -> None:
    """Take out all widgets and inner layouts. Widgets are gone from the screen at once, and deleted a little later."""
    while item := layout.takeAt(0):
        if (gone := item.widget()) is not None:
            gone.hide()
            gone.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)
            inner.deleteLater()
