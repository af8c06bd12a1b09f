"""Painting that every widget of ours shares: crisp boxes, rings, and text on one line."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTextOption

RING = 2
"""Width of the focus ring and its distance from what it goes round, in px."""


def hairline(painter: QPainter) -> float:
    """Return the width of a one-px line that covers whole device pixels at 125 % and 150 % too."""
    ratio = painter.device().devicePixelRatioF()
    return float(max(1, math.floor(ratio)) / ratio)


def snapped(painter: QPainter, box: QRectF) -> QRectF:
    """Return ``box`` moved to whole device pixels."""
    there = painter.deviceTransform()
    back, possible = there.inverted()
    if not possible:
        return box
    shown = there.mapRect(box)
    left, top = round(shown.left()), round(shown.top())
    whole = QRectF(left, top, round(shown.right()) - left, round(shown.bottom()) - top)
    return back.mapRect(whole)


def box(
    painter: QPainter, frame: QRectF, radius: float, *, fill: QColor | None = None, border: QColor | None = None
) -> None:
    """Draw a rounded box with a border of one px inside ``frame``; None leaves fill or border out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = snapped(painter, frame)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    if border is not None:
        width = hairline(painter)
        painter.setPen(QPen(border, width))
        frame = frame.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = max(0.0, radius - width / 2)
    painter.drawRoundedRect(frame, radius, radius)
    painter.restore()


def ring(painter: QPainter, frame: QRectF, radius: float, color: QColor, width: float = RING) -> None:
    """Draw a ring of ``width`` px just inside ``frame``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = snapped(painter, frame).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, width))
    painter.drawRoundedRect(frame, radius - width / 2, radius - width / 2)
    painter.restore()


def leading_bar(painter: QPainter, frame: QRectF, radius: float, color: QColor, width: float) -> None:
    """Fill the leading edge of a rounded box, ``width`` px wide; the right edge where the language runs that way."""
    frame = snapped(painter, frame)
    path = QPainterPath()
    path.addRoundedRect(frame, radius, radius)
    strip = QRectF(frame.left(), frame.top(), width, frame.height())
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        strip.moveRight(frame.right())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(strip)
    painter.fillPath(path, color)
    painter.restore()


def check_mark(painter: QPainter, frame: QRectF, color: QColor) -> None:
    """Draw a tick that fits a box of any size; never mirrored."""
    side = frame.width()
    points = [
        QPointF(frame.x() + side * x, frame.y() + side * y) for x, y in ((0.24, 0.52), (0.42, 0.70), (0.77, 0.31))
    ]
    pen = QPen(color, side * 0.1)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(points)


def line_of_text(
    painter: QPainter, frame: QRectF, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    """Draw text on one line, in the middle of the height of ``frame``; what does not fit ends in an ellipsis.

    Left means where lines begin in the language of the window; the text itself runs the way its letters do.
    """
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, frame.width() + 0.5)
    option = QTextOption(_turned(align, painter.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(frame, shown, option)


def _turned(align: Qt.AlignmentFlag, direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    if direction != Qt.LayoutDirection.RightToLeft:
        return align
    other = {
        Qt.AlignmentFlag.AlignLeft: Qt.AlignmentFlag.AlignRight,
        Qt.AlignmentFlag.AlignRight: Qt.AlignmentFlag.AlignLeft,
    }
    return other.get(align, align)
