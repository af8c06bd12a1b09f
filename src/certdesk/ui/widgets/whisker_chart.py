"""Dots with whiskers around a line: a number of each row with its interval, such as how severe each assessor is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme

_ROW, _DOT, _GAP, _LEAST_PLOT = 24, 4.5, 12, 120


@dataclass(frozen=True, slots=True)
class Whisker:
    """One row: its words, its number with the ends of its interval, what stands behind it, and all of it in words.

    ``value`` is None where it can't be computed; ``note`` says why or how many.
    """

    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class WhiskerPlot:
    """Rows, the words left and right of the middle line, where that line stands, and where the plot ends at least."""

    rows: tuple[Whisker, ...]
    below: str = ""
    above: str = ""
    middle: float = 0.0
    least_reach: float = 0.2


class WhiskerChart(QWidget):
    """Drawn only. Screen readers hear every row as words.

    With ``least`` it gives way to the height of that many rows, where whoever shows it takes rows away then.
    """

    def __init__(self, theme: ThemeSource, what: str, *, least: int = 0) -> None:
        super().__init__()
        self._theme = theme
        self._plot = WhiskerPlot(())
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(what)
        theme.changed.connect(self.updateGeometry)

    def show_plot(self, plot: WhiskerPlot) -> None:
        """Show these rows."""
        self._plot = plot
        told = ". ".join(row.spoken or f"{row.words}: {row.note}" for row in plot.rows)
        self.setAccessibleDescription(told)
        self.setToolTip("\n".join(row.spoken for row in plot.rows if row.spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all rows and the line above them."""
        return QSize(self._theme.px(280), chart_height(self._theme.theme, self._plot))

    def minimumSizeHint(self) -> QSize:
        """Return the width in which words and notes are whole beside a small plot."""
        theme = self._theme.theme
        words, note = _columns(theme, self._plot)
        rows = self._plot.rows[: self._least] if self._least else self._plot.rows
        return QSize(round(words + note + theme.px(_LEAST_PLOT)), chart_height(theme, replace(self._plot, rows=rows)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plot."""
        painter = QPainter(self)
        paint_plot(painter, self._theme.theme, QRectF(self.rect()), self._plot)
        painter.end()


def chart_height(theme: Theme, plot: WhiskerPlot) -> int:
    """Return the height in px that a plot needs."""
    head = theme.line_height("tiny") + 4 if plot.below or plot.above else 4
    return head + theme.px(_ROW) * len(plot.rows)


def paint_plot(painter: QPainter, theme: Theme, frame: QRectF, plot: WhiskerPlot) -> None:
    """Draw a plot into ``frame``: words, the line in the middle, whiskers with dots, notes at the end."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    words, note = _columns(theme, plot)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    room = QRectF(frame.left() + words, frame.top(), max(1.0, frame.width() - words - note), frame.height())
    if mirrored:
        room.moveLeft(frame.left() + note)
    head = chart_height(theme, WhiskerPlot((), plot.below, plot.above))
    reach = _reach(plot)
    _paint_head(painter, theme, QRectF(room.left(), room.top(), room.width(), head), plot)
    line = QPen(theme.color("ctl"), 1, Qt.PenStyle.CustomDashLine)
    line.setDashPattern([3, 3])
    painter.setPen(line)
    painter.drawLine(QPointF(room.center().x(), room.top() + 2), QPointF(room.center().x(), room.bottom()))
    height = theme.px(_ROW)
    for place, row in enumerate(plot.rows):
        top = frame.top() + head + place * height
        _paint_words(painter, theme, QRectF(frame.left(), top, frame.width(), height), row, (words, note))
        if row.value is not None:
            line_of = QRectF(room.left(), top, room.width(), height)
            _paint_whisker(painter, theme, line_of, (row, plot.middle, reach))
    painter.restore()


def _paint_head(painter: QPainter, theme: Theme, frame: QRectF, plot: WhiskerPlot) -> None:
    painter.setFont(theme.font("tiny"))
    painter.setPen(theme.color("text3"))
    half = frame.width() / 2 - 8
    left = QRectF(frame.left(), frame.top(), half, frame.height() - 4)
    right = QRectF(frame.center().x() + 8, frame.top(), half, frame.height() - 4)
    # Less is on the left in every language, as on every number line of these pages.
    there = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(left, Qt.AlignmentFlag.AlignRight | there, plot.below)
    painter.drawText(right, Qt.AlignmentFlag.AlignLeft | there, plot.above)


def _paint_words(painter: QPainter, theme: Theme, frame: QRectF, row: Whisker, columns: tuple[float, float]) -> None:
    words, note = columns
    first = QRectF(frame.left(), frame.top(), words - _GAP, frame.height())
    if row.value is None:  # nothing to draw: the reason may take the room of the plot
        note = frame.width() - words
    last = QRectF(frame.right() - note + (_GAP if row.value is not None else 0), frame.top(), 0, frame.height())
    last.setRight(frame.right())
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        first.moveRight(frame.right())
        last.moveLeft(frame.left())
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("text"))
    paint.line_of_text(painter, first, row.words)
    painter.setFont(theme.font("tiny", tabular=True))
    painter.setPen(theme.color("text3"))
    align = Qt.AlignmentFlag.AlignRight if row.value is not None else Qt.AlignmentFlag.AlignLeft
    paint.line_of_text(painter, last, row.note, align)


def _paint_whisker(painter: QPainter, theme: Theme, frame: QRectF, what: tuple[Whisker, float, float]) -> None:
    row, middle, reach = what
    value = row.value if row.value is not None else middle

    def across(number: float) -> float:
        share = max(-1.0, min(1.0, (number - middle) / reach))
        return frame.center().x() + share * (frame.width() / 2 - _DOT)

    y = frame.center().y()
    if row.low is not None and row.high is not None:
        painter.setPen(QPen(theme.color("text3"), 1.5))
        painter.drawLine(QPointF(across(row.low), y), QPointF(across(row.high), y))
        for end in (row.low, row.high):
            if abs(end - middle) > reach:  # it goes on beyond the plot
                tip = across(end)
                back = -4 if end > middle else 4
                for side in (-3, 3):
                    painter.drawLine(QPointF(tip, y), QPointF(tip + back, y + side))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(QPointF(across(value), y), _DOT, _DOT)


def _reach(plot: WhiskerPlot) -> float:
    """Return how far the plot goes to both sides: so far that every dot, and most of its whiskers, are in it."""
    dots = [abs(row.value - plot.middle) for row in plot.rows if row.value is not None]
    ends = [abs(end - plot.middle) for row in plot.rows for end in (row.low, row.high) if end is not None]
    widest = max(dots, default=0.0) * 1.15
    return max(plot.least_reach, widest, min(max(ends, default=0.0), 2.5 * max(widest, plot.least_reach)))


def _columns(theme: Theme, plot: WhiskerPlot) -> tuple[float, float]:
    """Return the widths of words and notes with the gap beside them."""
    small, tiny = QFontMetricsF(theme.font("small")), QFontMetricsF(theme.font("tiny", tabular=True))
    words = _widest(small, [row.words for row in plot.rows], theme.px(150))
    note = _widest(tiny, [row.note for row in plot.rows if row.value is not None], theme.px(130))
    return words + _GAP, note + _GAP


def _widest(metrics: QFontMetricsF, words: Sequence[str], most: float) -> float:
    return min(most, max((metrics.horizontalAdvance(one) for one in words), default=0.0) + 1)
