"""Painting pages and regions on them. Paper is white in every theme, so what lies on it always wears light colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.picture_cache import Shot

HANDLE = 7.0
REACH = 9.0
"""How near to a corner the pointer has to be to take hold of it, in px."""
_EDGE_REACH = 5.0

Grip = tuple[int, int]
"""Which edges are held: -1 left or top, 1 right or bottom, 0 neither."""
CORNERS: tuple[Grip, ...] = ((-1, -1), (1, -1), (1, 1), (-1, 1))
EDGES: tuple[Grip, ...] = ((0, -1), (1, 0), (0, 1), (-1, 0))


@dataclass(frozen=True, slots=True)
class Look:
    """How a region is drawn."""

    color: QColor
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    width: float = 2.0
    fill: float = 0.10
    flashing: bool = False
    handles: bool = False
    halo: bool = False


def on_paper(theme: Theme) -> Theme:
    """Return the theme whose colours can be read on white paper."""
    return replace(theme, name="light")


def paint_shot(
    painter: QPainter, box: QRectF, turned: tuple[int, tuple[float, float]], shot: Shot, image: QImage
) -> None:
    """Draw a picture of a page into its ``box``, ``turned`` by degrees; the page's own size in units comes with it."""
    rotation, size = turned
    upright = box.size() if rotation in (0, 180) else QSizeF(box.height(), box.width())
    painter.save()
    painter.translate(box.topLeft())
    _turn(painter, rotation, box.size())
    scale = upright.width() / size[0]
    target = QRectF(QPointF(0, 0), upright)
    if shot.part is not None:
        part = shot.part
        target = QRectF(
            part.left * scale, part.top * scale, (part.right - part.left) * scale, (part.bottom - part.top) * scale
        )
    ratio = painter.device().devicePixelRatioF()
    natural = QSizeF(image.width() / ratio, image.height() / ratio)
    if abs(natural.width() - target.width()) < 1.5 and abs(natural.height() - target.height()) < 1.5:
        target = QRectF(_whole(target.topLeft(), ratio), natural)  # pixel for pixel, so that small print stays sharp
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image)
    painter.restore()


def paint_region(painter: QPainter, box: QRectF, look: Look) -> None:
    """Draw a filed or selected region."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = QColor(look.color)
    fill.setAlphaF(0.24 if look.flashing else look.fill)
    painter.fillRect(box, fill)
    shown = box.adjusted(-3, -3, 3, 3) if look.flashing else box  # round small print, not over it
    if look.halo:
        painter.setPen(QPen(QColor(255, 255, 255, 200), look.width + 2))
        painter.drawRect(shown)
    painter.setPen(QPen(look.color, look.width + 1 if look.flashing else look.width, look.style))
    painter.drawRect(shown)
    if look.handles:
        for grip in (*CORNERS, *EDGES):
            _paint_handle(painter, point_of(shown, grip), look.color)
    painter.restore()


def point_of(box: QRectF, grip: Grip) -> QPointF:
    """Return where a grip is: a corner, or the middle of an edge."""
    across, down = grip
    return QPointF(
        box.center().x() + across * box.width() / 2,
        box.center().y() + down * box.height() / 2,
    )


def grip_near(box: QRectF, point: QPointF) -> Grip | None:
    """Return what ``point`` takes hold of: a corner, else an edge anywhere along it, or None."""
    for corner in CORNERS:
        far = point_of(box, corner) - point
        if max(abs(far.x()), abs(far.y())) <= REACH:
            return corner
    if not box.adjusted(-_EDGE_REACH, -_EDGE_REACH, _EDGE_REACH, _EDGE_REACH).contains(point):
        return None
    for across, down in EDGES:
        edge = point_of(box, (across, down))
        if abs(edge.x() - point.x() if across else edge.y() - point.y()) <= _EDGE_REACH:
            return across, down
    return None


def pulled(box: QRectF, grip: Grip, point: QPointF, least: float = 6.0) -> QRectF:
    """Return ``box`` with the edges that are held at ``point``; never thinner than ``least`` px."""
    across, down = grip
    made = QRectF(box)
    if across < 0:
        made.setLeft(min(point.x(), box.right() - least))
    elif across > 0:
        made.setRight(max(point.x(), box.left() + least))
    if down < 0:
        made.setTop(min(point.y(), box.bottom() - least))
    elif down > 0:
        made.setBottom(max(point.y(), box.top() + least))
    return made


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """Return the pointer that says which way an edge or corner can be pulled."""
    if 0 in grip:
        return Qt.CursorShape.SizeHorCursor if grip[0] else Qt.CursorShape.SizeVerCursor
    return Qt.CursorShape.SizeFDiagCursor if grip[0] == grip[1] else Qt.CursorShape.SizeBDiagCursor


def _paint_handle(painter: QPainter, at: QPointF, color: QColor) -> None:
    knob = QRectF(0, 0, HANDLE, HANDLE)
    knob.moveCenter(at)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(QColor(Qt.GlobalColor.white))
    painter.drawRect(knob)


def _turn(painter: QPainter, rotation: int, size: QSizeF) -> None:
    match rotation:
        case 90:
            painter.translate(size.width(), 0)
        case 180:
            painter.translate(size.width(), size.height())
        case 270:
            painter.translate(0, size.height())
    painter.rotate(rotation)


def _whole(point: QPointF, ratio: float) -> QPointF:
    return QPointF(round(point.x() * ratio) / ratio, round(point.y() * ratio) / ratio)
