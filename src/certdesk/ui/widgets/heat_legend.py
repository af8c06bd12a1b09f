"""What the tints of a heat map mean, and its hatching."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.figures import HeatMap
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.chart_paint import hatch
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.labels import label

_SWATCH, _HIGH, _GAP = 18, 14, 6
_TONES = ("h1", "h2", "h3", "h4", "h5")


class HeatLegend(QWidget):
    """Below and above the standard, hidden, and how many rows are told; it wraps where it is narrow."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._scale = _Key(theme)
        self._hidden = _Key(theme)
        self._count = label("", "small", "text2", name="heatCount")
        flow = FlowLayout(16)
        self.setLayout(flow)
        for part in (self._scale, self._hidden, self._count):
            flow.addWidget(part)

    def show_heat(self, heat: HeatMap, smallest: int, count: str) -> None:
        """Say what the map's tints mean; ``count`` says how many rows are told."""
        standards = {column.standard for column in heat.columns}
        if len(standards) == 1:
            level = plain_number(standards.pop())
            ends = _("below {level}").format(level=level), _("{level} and above").format(level=level)
        else:
            ends = _("below standard"), _("at standard and above")
        self._scale.show_key(ends[0], _TONES, ends[1])
        words = _("hidden, fewer than {count} teachers").format(count=smallest)
        self._hidden.show_key("", (), words)
        any_hidden = any(cell.mean is None for row in heat.rows for cell in row.cells)
        self._hidden.setVisible(any_hidden)
        self._count.setText(count)


class _Key(QWidget):
    """Words, swatches (hatched where there are no tones), words."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._what: tuple[str, tuple[str, ...], str] = ("", (), "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_key(self, before: str, tones: tuple[str, ...], after: str) -> None:
        self._what = before, tones, after
        self.setAccessibleName(f"{before} {after}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme.theme
        return QSize(round(sum(self._widths()) + 1), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme.theme, QPainter(self)
        before, tones, after = self._what
        first, swatches, last = self._widths()
        high = theme.px(_HIGH)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, self._turned(QRectF(0, 0, first, self.height())), before)
        inner = swatches - _GAP
        for at, tone in enumerate(tones):
            wide = inner / len(tones)
            spot = QRectF(first + at * wide, (self.height() - high) / 2, wide, high)
            painter.fillRect(self._turned(spot), theme.color(tone))
        if not tones:
            hatch(painter, theme, self._turned(QRectF(first, (self.height() - high) / 2, inner, high)))
        rest = QRectF(first + swatches, 0, last, self.height())
        paint.line_of_text(painter, self._turned(rest), after)
        painter.end()

    def _widths(self) -> tuple[float, float, float]:
        before, tones, after = self._what
        metrics = QFontMetricsF(self._theme.font("small"))
        first = metrics.horizontalAdvance(before) + _GAP if before else 0.0
        swatches = self._theme.px(_SWATCH) * len(tones) if tones else self._theme.px(_HIGH)
        return first, swatches + _GAP, metrics.horizontalAdvance(after) + 1

    def _turned(self, part: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return part
        return QRectF(self.width() - part.right(), part.top(), part.width(), part.height())
