"""What is left of a row while it is drawn piece by piece."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter


class Room:
    """What is left of a row, taken from the start or the end of the line whichever way the language runs."""

    def __init__(self, painter: QPainter, frame: QRectF) -> None:
        self._mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.left = QRectF(frame)

    def take(self, width: float, gap: float, *, at_end: bool = False) -> QRectF:
        """Take a piece, and leave a gap beside it."""
        from_right = at_end != self._mirrored
        piece = QRectF(self.left)
        piece.setWidth(width)
        if from_right:
            piece.moveRight(self.left.right())
            self.left.setRight(piece.left() - gap)
        else:
            self.left.setLeft(piece.right() + gap)
        return piece
