"""Painting pages and regions on them. Paper is white in every theme, so what lies on it always wears light colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from certdesk.ui.theme import paint
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.picture_cache import Shot

HANDLE = 7.0
REACH = 9.0
"""How near to a corner the pointer has to be to take hold of it, in px."""
TAG_HEIGHT = 18.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a region is drawn."""

    current: bool
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


def paint_region(painter: QPainter, box: QRectF, label: str, look: Look, theme: Theme) -> None:
    """Draw a filed or selected region with its criterion's tag at the top outer corner."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = theme.color("accent" if look.current else "ctl")
    fill = QColor(line)
    fill.setAlphaF(0.24 if look.flashing else 0.10)
    painter.fillRect(box, fill)
    if look.flashing:
        box = box.adjusted(-3, -3, 3, 3)  # round small print, not over it
    if look.halo:
        painter.setPen(QPen(QColor(255, 255, 255, 200), 4))
        painter.drawRect(box)
    painter.setPen(QPen(line, 3 if look.flashing else 2 if look.current else 1.5))
    painter.drawRect(box)
    if look.handles:
        for corner in corners(box):
            knob = QRectF(0, 0, HANDLE, HANDLE)
            knob.moveCenter(corner)
            painter.setPen(QPen(line, 1.5))
            painter.setBrush(QColor(Qt.GlobalColor.white))
            painter.drawRect(knob)
    painter.restore()
    if label:
        paint_tag(painter, tag_box(box, label, theme), label, current=look.current, theme=theme)


def paint_tag(painter: QPainter, frame: QRectF, label: str, *, current: bool, theme: Theme) -> None:
    """Draw the label of a criterion on its ground."""
    paint.box(painter, frame, 3, fill=theme.color("accent" if current else "pressed"))
    painter.setFont(theme.font("tiny", 600))
    painter.setPen(theme.color("on-accent" if current else "text"))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, label)


def tag_box(box: QRectF, label: str, theme: Theme) -> QRectF:
    """Return where the tag of a region stands: on its top edge, at the right."""
    width = tag_width(label, theme)
    height = theme.px(TAG_HEIGHT)
    return QRectF(box.right() - width + 1, box.top() - height, width, height)


def tag_width(label: str, theme: Theme) -> float:
    """Return how wide the tag of a criterion is."""
    return QFontMetricsF(theme.font("tiny", 600)).horizontalAdvance(label) + theme.px(12)


def corners(box: QRectF) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Return the corners clockwise from the top left; the one opposite to ``i`` is ``(i + 2) % 4``."""
    return box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()


def corner_near(box: QRectF, point: QPointF) -> int | None:
    """Return the number of the corner that ``point`` takes hold of, or None."""
    for number, corner in enumerate(corners(box)):
        if abs(corner.x() - point.x()) <= REACH and abs(corner.y() - point.y()) <= REACH:
            return number
    return None


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
