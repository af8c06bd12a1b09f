"""How a timeline looks: sound, coloured spans with the pattern of their stance, labels, times, playhead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from certdesk.core.annotations import Stance
from certdesk.ui.theme import paint
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.criterion_looks import look_of
from certdesk.ui.viewers.mark_tags import paint_tag, tag_of, tag_size
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.timeline_layout import Reach, ticks

_BAR, _BAR_STEP = 1.5, 3.0
_LABEL_GAP = 90
_HATCHES = {Stance.CONTRADICTS: Qt.BrushStyle.BDiagPattern, Stance.QUESTION: Qt.BrushStyle.Dense6Pattern}


@dataclass(frozen=True, slots=True)
class SpanLook:
    """How strongly a span is drawn."""

    current: bool
    strong: bool = False
    grips: bool = False


def tag_wide(mark: MediaMark, theme: Theme) -> float:
    """Return how wide the plate of a mark is."""
    return tag_size(tag_of(mark, theme), theme).width()


def paint_sound(painter: QPainter, band: QRectF, peaks: tuple[float, ...], reach: Reach, color: QColor) -> None:
    """Draw how loud it is along the line; ``peaks`` lie evenly over the whole recording, 1 is as high as the band."""
    if not peaks or reach.duration <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color.setAlphaF(0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    inner = band.adjusted(4, 4, -4, -4)
    bars = max(1, int(inner.width() / _BAR_STEP))
    first_peak = len(peaks) * reach.start / reach.duration
    each = len(peaks) * (reach.end - reach.start) / reach.duration / bars
    for number in range(bars):
        first = min(int(first_peak + number * each), len(peaks) - 1)
        last = max(first + 1, int(first_peak + (number + 1) * each))
        height = max(1.5, max(peaks[first:last], default=0.0) * inner.height())
        bar = QRectF(inner.left() + number * _BAR_STEP, inner.center().y() - height / 2, _BAR, height)
        painter.drawRoundedRect(bar, 0.7, 0.7)
    painter.restore()


def paint_strip(painter: QPainter, row: QRectF, pictures: tuple[tuple[int, QImage], ...], reach: Reach) -> None:
    """Draw pictures side by side, each the one nearest to the moment under its middle."""
    if not pictures or pictures[0][1].height() == 0:
        return
    image = pictures[0][1]
    wide = row.height() * image.width() / image.height()
    count = max(1, round(row.width() / wide))
    wide = row.width() / count
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number in range(count):
        box = QRectF(row.left() + number * wide, row.top(), wide, row.height())
        at = reach.ms(box.center().x())
        nearest = min(pictures, key=lambda each: abs(each[0] - at))[1]
        shape = QRectF(nearest.rect())
        shown = shape.height() * box.width() / box.height()
        painter.drawImage(box, nearest, QRectF((shape.width() - shown) / 2, 0, shown, shape.height()))
    painter.restore()


def paint_span(painter: QPainter, box: QRectF, mark: MediaMark | None, look: SpanLook, theme: Theme) -> None:
    """Draw a marked span; without a mark it is the one being marked now, in the accent."""
    color = look_of(mark.number).color(theme) if mark is not None else theme.color("accent")
    fill = QColor(color)
    fill.setAlphaF(0.45 if look.strong else 0.26 if look.current else 0.13)
    painter.fillRect(box, fill)
    hatch = _HATCHES.get(mark.stance) if mark is not None else None
    if hatch is not None:
        fill.setAlphaF(0.75 if look.current else 0.5)
        painter.fillRect(box, QBrush(fill, hatch))
    edge = QColor(color)
    edge.setAlphaF(1.0 if look.current else 0.6)
    painter.setPen(QPen(edge, 2 if look.current else 1.25))
    painter.drawLine(box.topLeft(), box.bottomLeft())
    painter.drawLine(box.topRight(), box.bottomRight())
    if look.grips:
        _paint_grips(painter, box, color)


def paint_label(painter: QPainter, frame: QRectF, mark: MediaMark, theme: Theme, *, chosen: bool) -> None:
    """Draw the plate of a mark, with a ring when it is chosen."""
    paint_tag(painter, frame, tag_of(mark, theme), theme)
    if chosen:
        paint.ring(painter, frame.adjusted(-2, -2, 2, 2), 5, theme.color("text"), 1.5)


def paint_times(painter: QPainter, row: QRectF, reach: Reach, theme: Theme) -> None:
    """Write round times below the line."""
    painter.setFont(theme.font("tiny", 400))
    painter.setPen(theme.color("text3"))
    for at, words in ticks(reach, theme.px(_LABEL_GAP)):
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        left = min(max(0.0, reach.x(at) - width / 2), row.width() - width)
        painter.drawText(QRectF(left, row.top(), width, row.height()), Qt.AlignmentFlag.AlignCenter, words)


def paint_part(painter: QPainter, band: QRectF, reach: Reach, color: QColor) -> None:
    """Show which part of the whole is in sight, as a thin bar along the foot of the band."""
    if not reach.zoomed:
        return
    left = band.width() * reach.start / reach.duration
    width = max(6.0, band.width() * (reach.end - reach.start) / reach.duration)
    painter.fillRect(QRectF(left, band.bottom() - 3, width, 3), color)


def paint_playhead(painter: QPainter, x: float, top: float, bottom: float, color: QColor) -> None:
    """Draw where the recording is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(x - 4.5, top), QPointF(x + 4.5, top), QPointF(x, top + 6)]))
    painter.restore()


def _paint_grips(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for x in (box.left(), box.right()):
        painter.drawRoundedRect(QRectF(x - 2.5, box.center().y() - 8, 5, 16), 2.5, 2.5)
    painter.restore()
