"""Layouts that wrap: chips one after the other, and the equal columns of a contact sheet."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget, QWidgetItem


class FlowLayout(QLayout):
    """Widgets one after the other, as words in a line; a new line when there is no more room."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addWidget(self, w: QWidget, /) -> None:
        """Take a widget, in an item that is made here.

        Of an item that Qt makes, Python knows an address only, and forgets it with the wrapper of any layout or widget
        around it, while Qt still asks this layout where the item goes.
        """
        self.addChildWidget(w)
        self.addItem(QWidgetItem(w))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out, or None past the end, as Qt asks for."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that more room than needed is of no use."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that all items need at ``width`` px."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items into ``rect``."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put the items into ``rect`` line by line, each in the middle of its line; return the height in px."""
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for line in self._lines(inner.width()):
            tallest = max(item.sizeHint().height() for item in line)
            left = inner.left()
            for item in line:
                size = item.sizeHint()
                if move:
                    place = QRect(QPoint(left, top + (tallest - size.height()) // 2), size)
                    item.setGeometry(self._turned(inner, place))
                left += size.width() + self._gap
            top += tallest + self._gap
        return max(top - self._gap, inner.top()) - rect.top() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wanted = item.sizeHint().width()
            if not lines or used + self._gap + wanted > width:
                lines.append([])
                used = -self._gap
            lines[-1].append(item)
            used += self._gap + wanted
        return lines

    def _turned(self, inner: QRect, place: QRect) -> QRect:
        """Return ``place`` mirrored inside ``inner`` where the language runs from right to left."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        return QStyle.visualRect(direction, inner, place)


class GridFlow(FlowLayout):
    """Equal columns, as many as fit at ``narrowest`` px each: the contact sheet."""

    def __init__(self, narrowest: int = 200, gap: int = 12) -> None:
        super().__init__(gap)
        self._narrowest = narrowest

    def columns(self, width: int) -> int:
        """Return how many columns fit into ``width`` px."""
        return max(1, (width + self._gap) // (self._narrowest + self._gap))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        columns = self.columns(inner.width())
        width = (inner.width() - self._gap * (columns - 1)) // columns
        top, tallest = inner.top(), 0
        for place, item in enumerate(self._shown()):
            column = place % columns
            if place and not column:
                top, tallest = top + tallest + self._gap, 0
            height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if move:
                frame = QRect(inner.left() + column * (width + self._gap), top, width, height)
                item.setGeometry(self._turned(inner, frame))
            tallest = max(tallest, height)
        return top + tallest - rect.top() + self.contentsMargins().bottom()
