"""Which colour is which level, with its number and its word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.figures import LevelCount
from certdesk.core.judging import plain_number
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.chart_paint import level_fills
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout

_KEY, _HIGH, _GAP = 26, 16, 5


class LevelLegend(QWidget):
    """The levels of a scale; it takes a second line where there is no room."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._flow = FlowLayout(16)
        self.setLayout(self._flow)

    def show_levels(self, levels: Sequence[LevelCount]) -> None:
        """Show these levels."""
        empty(self._flow)
        for at in range(len(levels)):
            self._flow.addWidget(_Key(self._theme, tuple(levels), at))


class _Key(QWidget):
    def __init__(self, theme: ThemeSource, levels: tuple[LevelCount, ...], at: int) -> None:
        super().__init__()
        self._theme, self._levels, self._at = theme, levels, at
        self._measured: tuple[Theme, QSize] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{plain_number(levels[at].value)} {levels[at].label}".strip())
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._theme.theme
        if self._measured is None or self._measured[0] is not theme:  # layouts ask again and again
            self._measured = theme, self._measure(theme)
        return self._measured[1]

    def _measure(self, theme: Theme) -> QSize:
        words = QFontMetricsF(theme.font("small")).horizontalAdvance(self._levels[self._at].label)
        return QSize(self._key_width() + _GAP + round(words + 1.5), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, level = self._theme.theme, QPainter(self), self._levels[self._at]
        fill = level_fills(theme, self._levels)[self._at]
        high, wide = theme.px(_HIGH), self._key_width()
        key = QRectF(0, (self.height() - high) / 2, wide, high)
        words = QRectF(wide + _GAP, 0, self.width() - wide - _GAP, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            key.moveRight(self.width())
            words.moveLeft(0)
        paint.box(painter, key, 3, fill=fill.ground)
        painter.setFont(theme.font("tiny", 600, tabular=True))
        painter.setPen(fill.ink)
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, plain_number(level.value))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, words, level.label)
        painter.end()

    def _key_width(self) -> int:
        digits = QFontMetricsF(self._theme.font("tiny", 600)).horizontalAdvance(
            plain_number(self._levels[self._at].value)
        )
        return max(self._theme.px(_KEY), round(digits) + 8)
