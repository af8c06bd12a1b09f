"""The five kinds of mark as shapes: level, not observed, unscorable, comment only, unmarked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, Mark, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.level_tones import filled_share, glyph_color, mark_words
from certdesk.ui.widgets.tips import plain_tip

_GRID = 16
_SPEECH = ((2, 3), (14, 3), (14, 10), (8, 10), (4.5, 13), (4.5, 10), (2, 10))


def paint_mark(painter: QPainter, theme: Theme, box: QRectF, mark: Mark, scale: Scale, *, dimmed: bool = False) -> None:
    """Draw a mark as large as fits into the middle of ``box``; ``dimmed`` where it cannot be chosen."""
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.x() + (box.width() - side) / 2, box.y() + (box.height() - side) / 2)
    painter.scale(side / _GRID, side / _GRID)
    if isinstance(mark, LevelGiven):
        glyph = theme.color("line2") if dimmed else glyph_color(theme, scale, mark.level)
        _paint_level(painter, glyph, float(filled_share(scale, mark.level)))
    else:
        _paint_other(painter, theme, mark, dimmed=dimmed)
    painter.restore()


def _paint_level(painter: QPainter, glyph: QColor, share: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glyph)
    if share >= 1:
        painter.drawEllipse(QPointF(8, 8), 7.5, 7.5)
        return
    wedge = QPainterPath(QPointF(8, 8))
    wedge.arcTo(QRectF(1.1, 1.1, 13.8, 13.8), 90, -360 * share)
    wedge.closeSubpath()
    painter.drawPath(wedge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(glyph, 1.6))
    painter.drawEllipse(QPointF(8, 8), 6.8, 6.8)


def _paint_other(painter: QPainter, theme: Theme, mark: Mark, *, dimmed: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = theme.color("line2" if dimmed else "text2")
    if isinstance(mark, NotObserved):
        pen = QPen(theme.color("line2" if dimmed else "text3"), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([2.0, 1.47])
        painter.setPen(pen)
        painter.drawEllipse(QPointF(8, 8), 6.7, 6.7)
    elif isinstance(mark, Unscorable):
        painter.setPen(QPen(ink, 1.5))
        painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
        painter.drawLine(QPointF(4, 12), QPointF(12, 4))
    elif isinstance(mark, CommentOnly):
        pen = QPen(ink, 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _SPEECH]))
    else:
        painter.setPen(QPen(theme.color("ctl"), 1.3))
        painter.drawEllipse(QPointF(8, 8), 2.5, 2.5)


class LevelDisc(QLabel):
    """One mark as a shape of ``side`` px, with its words in the tooltip and for screen readers."""

    def __init__(self, theme: ThemeSource, scale: Scale, mark: Mark = UNMARKED, *, side: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._scale = scale
        self._mark: Mark = mark
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self.show_mark(mark)

    def show_mark(self, mark: Mark, scale: Scale | None = None) -> None:
        """Show a mark, on another scale when given."""
        self._mark = mark
        self._scale = scale or self._scale
        words = mark_words(mark, self._scale)
        self.setText(words)
        self.setToolTip(plain_tip(words))
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size of the shape."""
        side = self._theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the shape."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        painter = QPainter(self)
        dimmed = not self.isEnabled()
        paint_mark(painter, self._theme.theme, QRectF(self.rect()), self._mark, self._scale, dimmed=dimmed)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
