"""Equal columns whose neighbours in a row are equally tall: small charts, cards of a library."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLayoutItem

from certdesk.ui.widgets.flow import GridFlow


class EvenGrid(GridFlow):
    """As many columns as fit; each row is as tall as the tallest in it."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        columns = self.columns(inner.width())
        width = (inner.width() - self._gap * (columns - 1)) // columns
        items, top = self._shown(), inner.top()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            tallest = max(_height(item, width) for item in row)
            for place, item in enumerate(row):
                if move:
                    frame = QRect(inner.left() + place * (width + self._gap), top, width, tallest)
                    item.setGeometry(self._turned(inner, frame))
            top += tallest + self._gap
        bottom = top - self._gap if items else top
        return bottom - rect.top() + self.contentsMargins().bottom()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
