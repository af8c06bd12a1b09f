"""How assessors' severity changes over time: a small line of each, on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.statistics.drift import Drift
from certdesk.core.statistics.results import NotComputed
from certdesk.core.words import _
from certdesk.ui.screens.cohort.statistic_words import ends, plus_minus
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_ROW, _DOT, _GAP = 40, 3, 12


@dataclass(frozen=True, slots=True)
class DriftLine:
    """One assessor: the differences by period (value, low, high; None where unknown), and what is said of it."""

    name: str
    points: tuple[tuple[float, float | None, float | None], ...]
    told: str


def drift_lines(
    drifts: Sequence[Drift], name_of: Callable[[str], str]
) -> tuple[tuple[DriftLine, ...], tuple[str, ...]]:
    """Return what can be drawn, and for the others why not."""
    lines: list[DriftLine] = []
    reasons: list[str] = []
    for one in drifts:
        name = name_of(one.assessor)
        points = tuple(
            (period.difference.value, *ends(period.difference))
            for period in one.periods
            if not isinstance(period.difference, NotComputed)
        )
        if len(points) < 2 or isinstance(one.slope, NotComputed):
            why = one.slope.reason if isinstance(one.slope, NotComputed) else _("too few days with shared marks")
            reasons.append(_("{name}: cannot be computed, because {reason}.").format(name=name, reason=_small(why)))
            continue
        low, high = ends(one.slope)
        sure = low is not None and high is not None and (low > 0 or high < 0)
        way = (_("milder") if one.slope.value > 0 else _("stricter")) if sure else _("steady")
        told = _("{way}, {slope} in 30 days").format(way=way, slope=plus_minus(one.slope.value))
        # Where it may be chance the number says nothing: drawn out over 30 days it would only frighten.
        lines.append(DriftLine(name, points, told if sure else way))
    return tuple(lines), tuple(reasons)


class DriftChart(QWidget):
    """Drawn only; screen readers hear what is said of each."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[DriftLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stricter or milder over time"))
        theme.changed.connect(self.updateGeometry)

    def show_lines(self, lines: tuple[DriftLine, ...]) -> None:
        """Show these."""
        self._lines = lines
        self.setAccessibleDescription(". ".join(f"{one.name}: {one.told}" for one in lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(self._theme.px(320), self._theme.px(_ROW) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Return the width of names and words beside a small plot."""
        words, told = self._columns()
        return QSize(round(words + told) + self._theme.px(80), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a row of each."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words, told = self._columns()
        reach = max((abs(point[0]) for one in self._lines for point in one.points), default=0.0) * 1.2 or 0.2
        height = theme.px(_ROW)
        for place, one in enumerate(self._lines):
            row = QRectF(0, place * height, self.width(), height)
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text"))
            paint.line_of_text(painter, self._turned(QRectF(0, row.top(), words - _GAP, height)), one.name)
            painter.setPen(theme.color("text2"))
            end = QRectF(self.width() - told + _GAP, row.top(), told - _GAP, height)
            paint.line_of_text(painter, self._turned(end), one.told)
            plot = self._turned(QRectF(words, row.top() + 6, max(10.0, self.width() - words - told), height - 12))
            self._paint_line(painter, plot, one, reach)
        painter.end()

    def _paint_line(self, painter: QPainter, plot: QRectF, one: DriftLine, reach: float) -> None:
        theme = self._theme.theme
        pen = QPen(theme.color("ctl"), 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), plot.center().y()), QPointF(plot.right(), plot.center().y()))
        step = plot.width() / max(1, len(one.points) - 1)

        def spot(place: int, value: float) -> QPointF:
            share = max(-1.0, min(1.0, value / reach))
            return QPointF(plot.left() + place * step, plot.center().y() - share * plot.height() / 2)

        points = [spot(place, point[0]) for place, point in enumerate(one.points)]
        painter.setPen(QPen(theme.color("line2"), 1))
        for place, (_value, low, high) in enumerate(one.points):
            if low is not None and high is not None:
                painter.drawLine(spot(place, low), spot(place, high))
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        for point in points:
            painter.drawEllipse(point, _DOT, _DOT)

    def _columns(self) -> tuple[float, float]:
        metrics = QFontMetricsF(self._theme.font("small"))
        words = max((metrics.horizontalAdvance(one.name) for one in self._lines), default=0.0)
        told = max((metrics.horizontalAdvance(one.told) for one in self._lines), default=0.0)
        return min(self._theme.px(150), words + 1) + _GAP, told + 2 * _GAP

    def _turned(self, frame: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return frame
        return QRectF(self.width() - frame.right(), frame.top(), frame.width(), frame.height())


def _small(reason: str) -> str:
    return reason[:1].lower() + reason[1:].rstrip(".")
