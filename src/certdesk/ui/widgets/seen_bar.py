"""A thin bar at the foot of a picture: how much of the thing was on screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from certdesk.ui.theme.theme import Theme

_HEIGHT = 3


def paint_seen(painter: QPainter, theme: Theme, picture: QRectF, share: float) -> None:
    """Draw the bar into the lowest pixels of ``picture``; nothing where nothing was seen."""
    if share <= 0:
        return
    height = max(_HEIGHT, theme.px(_HEIGHT))
    track = QRectF(picture.left(), picture.bottom() - height, picture.width(), height)
    painter.fillRect(track, theme.color("pressed"))
    done = QRectF(track)
    done.setWidth(max(2.0, track.width() * share))
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        done.moveRight(track.right())
    painter.fillRect(done, theme.color("accent"))
