"""A criterion as a small tag in its colour and shape; dashed where only the candidate claims it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.ui.models.filed_evidence import Tag
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.viewers.criterion_looks import look_of, shape_path

_HEIGHT, _SIDE, _SHAPE, _GAP = 18, 5, 7, 4


def tag_width(theme: Theme, label: str) -> int:
    """Return the width in px of a tag."""
    words = QFontMetricsF(theme.font("column")).horizontalAdvance(label)
    return round(words + theme.px(_SHAPE) + theme.px(_GAP) + 2 * theme.px(_SIDE) + 1)


def tag_height(theme: Theme) -> int:
    """Return the height in px of a tag."""
    return theme.px(_HEIGHT)


def paint_tag(painter: QPainter, theme: Theme, frame: QRectF, tag: Tag, *, strong: bool, claim: bool = False) -> None:
    """Draw a tag as on the media: ``strong`` and filled for the criterion in front, dashed and empty for a claim."""
    look = look_of(tag.number)
    ink = look.color(theme)
    painter.save()
    ground = theme.color("surface")
    filled = strong and not claim
    words_ink = ground if filled else theme.color("text")
    if claim:
        _dashed(painter, frame, theme.px(4), ink)
    else:
        paint.box(painter, frame, theme.px(4), fill=ink if filled else ground, border=ink)
    side = theme.px(_SHAPE)
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    start = frame.right() - theme.px(_SIDE) - side if right_to_left else frame.left() + theme.px(_SIDE)
    shape = shape_path(look.shape, QRectF(start, frame.center().y() - side / 2, side, side))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if claim:
        painter.setPen(QPen(ink, 1))
        painter.drawPath(shape)
    else:
        painter.fillPath(shape, words_ink if filled else ink)
    used = theme.px(_SIDE) + side + theme.px(_GAP)
    words = frame.adjusted(0, 0, -used, 0) if right_to_left else frame.adjusted(used, 0, 0, 0)
    painter.setFont(theme.font("column"))
    painter.setPen(words_ink)
    paint.line_of_text(painter, words, tag.label)
    painter.restore()


class CriterionTag(QWidget):
    """A tag as a widget of its own."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._tag = Tag("", 0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def show_tag(self, tag: Tag) -> None:
        """Show this criterion."""
        self._tag = tag
        self.setAccessibleName(tag.label)
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size of the tag."""
        theme = self._theme.theme
        return QSize(tag_width(theme, self._tag.label), tag_height(theme) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the tag: it is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        paint_tag(painter, self._theme.theme, QRectF(self.rect()), self._tag, strong=True)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def _dashed(painter: QPainter, frame: QRectF, radius: float, ink: QColor) -> None:
    pen = QPen(ink, 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
