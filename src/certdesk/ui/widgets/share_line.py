"""A share of a hundred as a line with a band for its interval."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.sentences import with_range
from certdesk.core.statistics.results import Proportion
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chart_paint import mirrored

_HIGH, _BAR = 16, 8


class ShareLine(QWidget):
    """The share as a bar, its interval as a whisker; ``below`` the standard or at it."""

    def __init__(self, theme: ThemeSource, share: Proportion, *, below: bool) -> None:
        super().__init__()
        self._theme, self._share, self._below = theme, share, below
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(with_range(share))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of the line."""
        return QSize(self._theme.px(160), self._theme.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, bar and whisker."""
        theme, painter = self._theme.theme, QPainter(self)
        frame, high = QRectF(self.rect()), theme.px(_BAR)
        top, wide = round((self.height() - high) / 2), self.width()

        def turned(left: float, right: float) -> QRectF:
            return mirrored(
                frame, QRectF(left * wide, top, max(1.0, (right - left) * wide), high), self.layoutDirection()
            )

        painter.fillRect(turned(0, 1), theme.color("pressed"))
        painter.fillRect(turned(0, self._share.value), theme.color("l2" if self._below else "l3"))
        span = turned(self._share.interval.low, self._share.interval.high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("text"), 1.5))
        middle = top + high / 2
        painter.drawLine(QPointF(span.left(), middle), QPointF(span.right(), middle))
        for end in (span.left(), span.right()):
            painter.drawLine(QPointF(end, middle - high / 2 + 1), QPointF(end, middle + high / 2 - 1))
        painter.end()
