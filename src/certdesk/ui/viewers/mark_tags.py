"""The small plates that say whose a mark is: shape and label of its criterion, and where they cover no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from certdesk.core.annotations import Stance
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.criterion_looks import Shape, look_of, shape_path
from certdesk.ui.viewers.marks_on_media import MediaMark

TAG_HEIGHT = 18.0
_SHAPE, _GAP, _SIDE = 8.0, 4.0, 5.0
_PENS = {
    Stance.SUPPORTS: Qt.PenStyle.SolidLine,
    Stance.CONTRADICTS: Qt.PenStyle.DashLine,
    Stance.QUESTION: Qt.PenStyle.DotLine,
}


@dataclass(frozen=True, slots=True)
class Tag:
    """What a plate says; without a shape it has none."""

    label: str
    color: QColor
    shape: Shape | None
    filled: bool


def tag_of(mark: MediaMark, theme: Theme) -> Tag:
    """Return the plate of a mark: filled for the criterion being marked, a question with its sign."""
    look = look_of(mark.number)
    label = f"{mark.criterion_label} ?" if mark.stance is Stance.QUESTION else mark.criterion_label
    return Tag(label, look.color(theme), look.shape, mark.current)


def line_style(stance: Stance) -> Qt.PenStyle:
    """Return how the edge of a mark is drawn: dashed when it contradicts, dotted when it asks."""
    return _PENS[stance]


def told(mark: MediaMark) -> str:
    """Return a mark in words, for tool tips and screen readers."""
    words = {
        Stance.CONTRADICTS: _("{criterion}, speaks against it"),
        Stance.QUESTION: _("{criterion}, a question"),
    }
    name = words.get(mark.stance, "{criterion}").format(criterion=mark.criterion_label)
    return f"{name}: {mark.note}" if mark.note else name


def tag_size(tag: Tag, theme: Theme) -> QSizeF:
    """Return how large a plate is."""
    width = QFontMetricsF(theme.font("tiny", 600)).horizontalAdvance(tag.label) + 2 * theme.px(_SIDE)
    if tag.shape is not None:
        width += theme.px(_SHAPE) + theme.px(_GAP)
    return QSizeF(width + 1, theme.px(TAG_HEIGHT))


def paint_tag(painter: QPainter, frame: QRectF, tag: Tag, theme: Theme) -> None:
    """Draw a plate; its letters can be read on both of its grounds."""
    ground = theme.color("surface")
    ink = ground if tag.filled else tag.color
    paint.box(painter, frame, 3, fill=tag.color if tag.filled else ground, border=tag.color)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    words = frame.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
    if tag.shape is not None:
        side = theme.px(_SHAPE)
        glyph = QRectF(words.left(), frame.center().y() - side / 2, side, side)
        painter.fillPath(shape_path(tag.shape, glyph), ink)
        words.setLeft(glyph.right() + theme.px(_GAP))
    painter.setFont(theme.font("tiny", 600))
    painter.setPen(QPen(ink))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, tag.label)
    painter.restore()


def place_tag(box: QRectF, size: QSizeF, page: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Return where a plate stands: beside its region where it covers none of ``taken`` and does not leave the page."""
    room = page.adjusted(-6, -6, 6, 6)
    spots = [QRectF(spot, size) for spot in _spots(box, size, page)]
    for spot in spots:
        if room.contains(spot) and not any(spot.intersects(each) for each in taken):
            return spot
    inside = (spot for spot in spots if room.contains(spot))
    return min(inside, key=lambda spot: _covered(spot, taken), default=spots[0])


def _spots(box: QRectF, size: QSizeF, page: QRectF) -> Iterable[QPointF]:
    across, down = size.width(), size.height()
    yield QPointF(box.right() - across + 1, box.top() - down)
    yield QPointF(box.right() + 3, box.top() - 1)
    yield QPointF(page.right() - across - 3, box.top() - 1)
    yield QPointF(box.left() - across - 3, box.top() - 1)
    yield QPointF(page.left() + 3, box.top() - 1)
    yield QPointF(box.right() - across + 1, box.bottom())
    yield QPointF(box.right() - across - 2, box.top() + 2)


def _covered(spot: QRectF, taken: Sequence[QRectF]) -> float:
    parts = (spot.intersected(each) for each in taken)
    return sum(part.width() * part.height() for part in parts)
