"""Which end of a line is its beginning, as the window's language runs."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt


@dataclass(frozen=True, slots=True)
class Sides:
    """Cuts frames at their beginning or end. Widths are in pixels of the viewport."""

    direction: Qt.LayoutDirection

    @property
    def from_the_right(self) -> bool:
        """Whether lines begin at the right."""
        return self.direction == Qt.LayoutDirection.RightToLeft

    def leading(self, frame: QRectF, width: float) -> QRectF:
        """Return the beginning of a line, ``width`` wide."""
        left = frame.right() - width if self.from_the_right else frame.left()
        return QRectF(left, frame.top(), width, frame.height())

    def trailing(self, frame: QRectF, width: float) -> QRectF:
        """Return the end of a line, ``width`` wide."""
        return self.after(frame, max(0.0, frame.width() - width))

    def after(self, frame: QRectF, used: float) -> QRectF:
        """Return what is left of a line whose beginning is used."""
        return frame.adjusted(0, 0, -used, 0) if self.from_the_right else frame.adjusted(used, 0, 0, 0)

    def before(self, frame: QRectF, used: float) -> QRectF:
        """Return what is left of a line whose end is used."""
        return frame.adjusted(used, 0, 0, 0) if self.from_the_right else frame.adjusted(0, 0, -used, 0)

    def turned(self, inside: QRectF, cell: QRectF) -> QRectF:
        """Place a frame, which is measured from the beginning of a cell, in the cell."""
        placed = inside.translated(cell.topLeft())
        if self.from_the_right:
            placed.moveRight(cell.right() - inside.left())
        return placed
