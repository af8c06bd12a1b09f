"""A share over the cohorts of a programme, each point with its margin; gaps where nothing can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.figures import TrendLine, TrendPoint
from certdesk.core.insights.sentences import percent, trend_sentence, with_range
from certdesk.core.statistics.results import Proportion
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.tips import plain_tip

_HIGH, _DOT, _AXIS, _NAMES, _WIDE = 132, 4.0, 30, 18, 240


def spoken_points(line: TrendLine) -> str:
    """Say every point in words, and the reason where there is none."""
    told = [
        _("{cohort}: {share}").format(cohort=one.cohort, share=with_range(one.share) if one.share else one.hidden)
        for one in line.points
    ]
    return "\n".join(told)


class TrendChart(QWidget):
    """Drawn only; screen readers hear the sentence and every point."""

    def __init__(self, theme: ThemeSource, line: TrendLine) -> None:
        super().__init__()
        self._theme, self._line = theme, line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ringRadius", 6)
        self.setObjectName(f"trend-{line.criterion or 'certified'}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{line.criterion} {line.title}. {trend_sentence(line)}".strip())
        self.setAccessibleDescription(spoken_points(line))
        self.setToolTip(plain_tip(spoken_points(line)))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._theme.px(_WIDE), self._theme.px(_HIGH) + self._theme.px(_NAMES))

    def minimumSizeHint(self) -> QSize:
        """Return the size in which the numbers do not touch."""
        return QSize(self._theme.px(150), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw grid, band, line, dots and words."""
        theme, painter = self._theme.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis, names = theme.px(_AXIS), theme.px(_NAMES)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 2 if rtl else axis
        plot = QRectF(left, theme.px(16), self.width() - axis - 2, self.height() - names - theme.px(16) - 4)
        self._paint_grid(painter, theme, plot, rtl=rtl)
        points = self._line.points
        step = plot.width() / max(1, len(points))

        def spot(place: int, value: float) -> QPointF:
            at = len(points) - 1 - place if rtl else place
            return QPointF(plot.left() + step * (at + 0.5), plot.bottom() - value * plot.height())

        self._paint_band(painter, theme, spot)
        for place, one in enumerate(points):
            middle = spot(place, 0.0).x()
            column = QRectF(middle - step / 2, plot.top(), step, plot.height())
            self._paint_point(painter, theme, (one, column, spot(place, one.share.value if one.share else 0.5)))
            painter.setFont(theme.font("tiny"))
            painter.setPen(theme.color("text2"))
            name = QRectF(column.left() + 2, plot.bottom() + 4, step - 4, names)
            paint.line_of_text(painter, name, one.cohort, Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            paint.ring(painter, QRectF(self.rect()), 6, theme.color("accent"))
        painter.end()

    def _paint_grid(self, painter: QPainter, theme: Theme, plot: QRectF, *, rtl: bool) -> None:
        painter.setFont(theme.font("tiny", tabular=True))
        high = QFontMetricsF(painter.font()).height()
        for share in (0.0, 0.5, 1.0):
            y = round(plot.bottom() - share * plot.height()) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("text3"))
            wide = theme.px(_AXIS) - 6
            place = QRectF(plot.right() + 6 if rtl else 0, y - high / 2, wide, high)
            align = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, f"{round(share * 100)}")

    def _paint_band(self, painter: QPainter, theme: Theme, spot: Callable[[int, float], QPointF]) -> None:
        """Draw the margins as a band, and the line, through neighbours that are both told."""
        for run in _runs(self._line.points):
            upper = [spot(place, one.interval.high) for place, one in run]
            lower = [spot(place, one.interval.low) for place, one in run]
            band = theme.color("accent")
            band.setAlphaF(0.16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(band)
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.drawPolyline(QPolygonF([spot(place, one.value) for place, one in run]))

    def _paint_point(self, painter: QPainter, theme: Theme, what: tuple[TrendPoint, QRectF, QPointF]) -> None:
        one, column, at = what
        painter.setFont(theme.font("tiny", 600, tabular=True))
        if one.share is None:
            painter.setPen(theme.color("text3"))
            painter.setFont(theme.font("tiny"))
            painter.drawText(column, Qt.AlignmentFlag.AlignCenter, _("not told"))
            return
        low, high = (
            column.bottom() - end * column.height() for end in (one.share.interval.low, one.share.interval.high)
        )
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.drawLine(QPointF(at.x(), low), QPointF(at.x(), high))
        for end in (low, high):
            painter.drawLine(QPointF(at.x() - 3, end), QPointF(at.x() + 3, end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(at, _DOT, _DOT)
        painter.setPen(theme.color("text"))
        words = percent(one.share)
        metrics = QFontMetricsF(painter.font())
        wide, tall = metrics.horizontalAdvance(words) + 2, metrics.height()
        above = min(at.y(), high) - tall - 1
        painter.drawText(QRectF(at.x() - wide / 2, max(0.0, above), wide, tall), Qt.AlignmentFlag.AlignCenter, words)


def _runs(points: tuple[TrendPoint, ...]) -> Iterator[list[tuple[int, Proportion]]]:
    """Yield the runs of neighbours that are all told, two at least, with their places."""
    run: list[tuple[int, Proportion]] = []
    for place, one in enumerate(points):
        if one.share is not None:
            run.append((place, one.share))
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run
