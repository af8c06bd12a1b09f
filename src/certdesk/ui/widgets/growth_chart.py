"""Two attempts of each candidate: from where to where, beside the error that a change has to exceed."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.insights.figures import AttemptChange, Grown
from certdesk.core.scoring import show_number
from certdesk.core.words import N_, _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.chart_paint import mirrored

_ROW, _GAP, _DOT, _HEAD = 26, 12, 4.0, 20
VERDICTS = {
    Grown.UP: N_("grew"),
    Grown.DOWN: N_("fell"),
    Grown.WITHIN_ERROR: N_("within the error"),
    Grown.CANNOT_TELL: N_("cannot be told"),
}


def change_words(one: AttemptChange) -> str:
    """Say what may be said of somebody's two attempts."""
    verdict = _(VERDICTS[one.verdict])
    if one.verdict is Grown.CANNOT_TELL:
        return f"{verdict}: {one.reason}" if one.reason else verdict
    if one.change is None:
        return verdict
    sign = "+" if one.change > 0 else "−" if one.change < 0 else "±"
    return _("{verdict}, {change}").format(verdict=verdict, change=f"{sign}{show_number(abs(one.change))}")


class GrowthChart(QWidget):
    """A row for each candidate; only rows in sight are drawn."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[AttemptChange, ...] = ()
        self._band: float | None = None
        self._ends = (1.0, 4.0)
        self.setObjectName("growthChart")
        self.setAccessibleName(_("Growth between attempts"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_changes(self, rows: tuple[AttemptChange, ...], band: float | None) -> None:
        """Show these; ``band`` is the smallest change that is more than error."""
        self._rows, self._band = rows, band
        values = [float(value) for one in rows for value in (one.before, one.after) if value is not None]
        if values:
            low, high = math.floor(min(values)), math.ceil(max(values))
            self._ends = float(low), float(max(high, low + 1))
        self.setAccessibleDescription(". ".join(f"{one.code}: {change_words(one)}" for one in rows[:200]))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows."""
        return QSize(self._theme.px(460), self._theme.px(_HEAD) + self._theme.px(_ROW) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the words beside a small plot."""
        codes, words = self._columns()
        return QSize(round(codes + words) + self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the scale and the rows in sight."""
        theme, painter = self._theme.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        codes, words = self._columns()
        codes += _DOT  # a dot at the end of the scale is whole
        frame, head, high = QRectF(self.rect()), theme.px(_HEAD), theme.px(_ROW)
        plot = QRectF(codes, 0, max(20.0, frame.width() - codes - words - _DOT), frame.height())
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("text3"))
        for value, align in ((self._ends[0], Qt.AlignmentFlag.AlignLeft), (self._ends[1], Qt.AlignmentFlag.AlignRight)):
            place = mirrored(frame, QRectF(plot.left(), 0, plot.width(), head), self.layoutDirection())
            paint.line_of_text(painter, place, _("mean {value}").format(value=f"{value:g}"), align)
        first = max(0, (event.rect().top() - head) // high)
        last = min(len(self._rows), (event.rect().bottom() - head) // high + 1)
        for at in range(first, last):
            row = QRectF(0, head + at * high, frame.width(), high)
            self._paint_row(painter, theme, row, (self._rows[at], plot, codes, words))
        painter.end()

    def _paint_row(
        self, painter: QPainter, theme: Theme, row: QRectF, what: tuple[AttemptChange, QRectF, float, float]
    ) -> None:
        one, plot, codes, words = what

        def turned(part: QRectF) -> QRectF:
            return mirrored(QRectF(self.rect()), part, self.layoutDirection())

        painter.setFont(theme.font("small", 500))
        painter.setPen(theme.color("text"))
        paint.line_of_text(painter, turned(QRectF(0, row.top(), codes - _GAP, row.height())), one.code)
        sure = one.verdict in (Grown.UP, Grown.DOWN)
        painter.setFont(theme.font("small", 600 if sure else 400))
        painter.setPen(theme.color("text" if sure else "text2"))
        end = QRectF(plot.right() + _GAP, row.top(), words - _GAP, row.height())
        if one.change is None:  # nothing is drawn: the reason may take the room
            end.setLeft(plot.left())
        paint.line_of_text(painter, turned(end), change_words(one))
        if one.before is None or one.after is None or one.change is None:
            return
        y = row.center().y()
        span = self._ends[1] - self._ends[0]

        def x(value: float) -> float:
            far = (value - self._ends[0]) / span
            spot = QRectF(plot.left() + far * plot.width(), 0, 0, 0)
            return turned(spot).left()

        if self._band is not None:
            low, high = sorted((x(float(one.before) - self._band), x(float(one.before) + self._band)))
            inside = turned(plot)
            low, high = max(low, inside.left()), min(high, inside.right())
            painter.fillRect(QRectF(low, y - 5, high - low, 10), theme.color("pressed"))
        self._paint_arrow(
            painter, theme.color("accent" if sure else "text3"), (x(float(one.before)), x(float(one.after)), y)
        )

    def _paint_arrow(self, painter: QPainter, ink: QColor, ends: tuple[float, float, float]) -> None:
        start, end, y = ends
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(start, y), 3, 3)
        if abs(end - start) > 3:
            side = 3 if end > start else -3
            painter.drawLine(QPointF(start + side, y), QPointF(end, y))
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            tip = QPolygonF([QPointF(end, y), QPointF(end - 2 * side, y - 4), QPointF(end - 2 * side, y + 4)])
            painter.drawPolygon(tip)

    def _columns(self) -> tuple[float, float]:
        metrics = QFontMetricsF(self._theme.font("small", 600))
        told = [one for one in self._rows[:500] if one.change is not None]
        codes = max((metrics.horizontalAdvance(one.code) for one in self._rows[:500]), default=0.0)
        words = max((metrics.horizontalAdvance(change_words(one)) for one in told), default=self._theme.px(120))
        return codes + 2 + _GAP, words + 2 + _GAP
