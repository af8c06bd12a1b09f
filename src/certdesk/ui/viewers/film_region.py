"""A part of the picture of a film: drawn with the mouse on the paused picture, shown while paused inside its span."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from certdesk.core.annotations import Rect, TimeSpan
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.criterion_looks import look_of
from certdesk.ui.viewers.mark_tags import line_style
from certdesk.ui.viewers.marks_on_media import Marks, MediaMark, span_marks
from certdesk.ui.viewers.timeline_painting import paint_label, tag_wide

DRAG_PX = 8.0
"""A shorter way is a click."""
_LEAST_PX = 12.0
_HALO = QColor(0, 0, 0, 150)


def to_picture(box: QRectF, shown: QRectF, size: QSize) -> Rect | None:
    """Return a box on the screen as pixels of the upright picture of ``size``; None when hardly any of it is on it."""
    inside = box.normalized() & shown
    if inside.width() < _LEAST_PX or inside.height() < _LEAST_PX:
        return None
    across, down = size.width() / shown.width(), size.height() / shown.height()
    return Rect(
        round((inside.left() - shown.left()) * across, 1),
        round((inside.top() - shown.top()) * down, 1),
        round((inside.right() - shown.left()) * across, 1),
        round((inside.bottom() - shown.top()) * down, 1),
    )


def to_screen(rect: Rect, shown: QRectF, size: QSize) -> QRectF:
    """Return where a rectangle of the picture lies on the screen."""
    across, down = shown.width() / max(1, size.width()), shown.height() / max(1, size.height())
    corner = QPointF(shown.left() + rect.left * across, shown.top() + rect.top * down)
    other = QPointF(shown.left() + rect.right * across, shown.top() + rect.bottom * down)
    return QRectF(corner, other) & shown


def regions_at(marks: Marks, position: int) -> tuple[tuple[MediaMark, Rect], ...]:
    """Return the marked parts of the picture at a moment, those of the current criterion last."""
    here = [
        (mark, span.region) for mark, span in span_marks(marks) if span.region is not None and _holds(span, position)
    ]
    return tuple(sorted(here, key=lambda each: each[0].current))


def paint_film_region(painter: QPainter, box: QRectF, mark: MediaMark | None, theme: Theme) -> None:
    """Draw a marked part of the picture; without a mark it is the one being drawn."""
    color = look_of(mark.number).color(theme) if mark is not None else theme.color("accent")
    painter.setPen(QPen(_HALO, 4))
    painter.drawRect(box)
    painter.setPen(QPen(color, 2, line_style(mark.stance) if mark is not None else Qt.PenStyle.SolidLine))
    painter.drawRect(box)
    if mark is not None and mark.criterion_label:
        high, wide = theme.px(18), tag_wide(mark, theme)
        top = box.top() - high if box.top() >= high else box.top()
        paint_label(painter, QRectF(box.left() - 1, top, wide, high), mark, theme, chosen=False)


def _holds(span: TimeSpan, position: int) -> bool:
    return span.start_ms <= position <= span.end_ms
