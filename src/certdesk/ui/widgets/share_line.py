"""A share of a hundred as a line with a band for its interval."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.sentences import with_range
from certdesk.core.statistics.results import Proportion
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chart_paint import mirrored

_HIGH, _BAR, _BELOW = 18, 7, 4


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
        frame, high, wide = QRectF(self.rect()), theme.px(_BAR), self.width()

        def turned(left: float, right: float) -> QRectF:
            part = QRectF(left * wide, 2, max(1.0, (right - left) * wide), high)
            return mirrored(frame, part, self.layoutDirection())

        painter.fillRect(turned(0, 1), theme.color("pressed"))
        painter.fillRect(turned(0, self._share.value), theme.color("l2" if self._below else "l3"))
        span = turned(self._share.interval.low, self._share.interval.high)
        # Below the bar, where it is seen on any colour.
        line = 2 + high + theme.px(_BELOW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("text2"), 1.5))
        painter.drawLine(QPointF(span.left(), line), QPointF(span.right(), line))
        for end in (span.left(), span.right()):
            painter.drawLine(QPointF(end, line - 2.5), QPointF(end, line + 2.5))
        painter.end()
