"""What the marks of a criterion look like wherever they lie: a colour and a shape, neither of them alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPolygonF

from certdesk.ui.theme.theme import Theme

COLOURS = 8


class Shape(Enum):
    """A small filled shape beside the label of a criterion."""

    DISC = auto()
    SQUARE = auto()
    TRIANGLE = auto()
    DIAMOND = auto()
    CROSS = auto()


@dataclass(frozen=True, slots=True)
class CriterionLook:
    """A colour token and a shape: the first forty criteria of a rubric all look different."""

    token: str
    shape: Shape

    def color(self, theme: Theme) -> QColor:
        """Return its colour on what the theme paints; text and lines in it can be read there."""
        return theme.color(self.token)


def look_of(number: int) -> CriterionLook:
    """Return the look of a criterion by its place in the rubric, from 0."""
    shapes = tuple(Shape)
    return CriterionLook(f"c{number % COLOURS + 1}", shapes[number % len(shapes)])


def shape_path(shape: Shape, box: QRectF) -> QPainterPath:
    """Return the outline of a shape that fills a square box."""
    path = QPainterPath()
    match shape:
        case Shape.DISC:
            path.addEllipse(box)
        case Shape.SQUARE:
            path.addRect(box.adjusted(box.width() / 12, box.height() / 12, -box.width() / 12, -box.height() / 12))
        case Shape.TRIANGLE:
            path.addPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
        case Shape.DIAMOND:
            middle = box.center()
            path.addPolygon(
                QPolygonF(
                    [
                        QPointF(middle.x(), box.top()),
                        QPointF(box.right(), middle.y()),
                        QPointF(middle.x(), box.bottom()),
                        QPointF(box.left(), middle.y()),
                    ]
                )
            )
        case Shape.CROSS:
            arm = box.width() / 3
            path.addRect(QRectF(box.left() + arm, box.top(), arm, box.height()))
            across = QPainterPath()
            across.addRect(QRectF(box.left(), box.top() + arm, box.width(), arm))
            path = path.united(across)
    path.closeSubpath()
    return path
