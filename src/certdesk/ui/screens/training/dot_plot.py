"""How a circle scored one criterion: a dot for each member over the whole scale, and the median."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.circles import Spread
from certdesk.core.marks import LevelGiven, Mark
from certdesk.core.rubric import Scale
from certdesk.core.words import _, ngettext
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.level_disc import paint_mark
from certdesk.ui.widgets.level_tones import level_digits, mark_words

_HEIGHT, _DOT, _LEAST = 168, 22, 8


class DotPlot(QWidget):
    """Drawn only; screen readers hear the counts. Levels that nobody chose have their place too."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._spread: Spread | None = None
        self._scale: Scale | None = None
        self.setObjectName("dotPlot")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_spread(self, spread: Spread, scale: Scale) -> None:
        """Show the votes on one criterion."""
        self._spread, self._scale = spread, scale
        told = [
            ngettext("{mark}: {count} member", "{mark}: {count} members", count).format(
                mark=mark_words(mark, scale), count=count
            )
            for mark, count in self._columns()
        ]
        self.setAccessibleName(_("How the members scored {criterion}").format(criterion=spread.criterion_id))
        self.setAccessibleDescription(". ".join(told))
        self.setToolTip("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which dots are told apart."""
        return QSize(self._theme.px(220), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the columns of dots over the scale."""
        if self._spread is None or self._scale is None:
            return
        theme, columns = self._theme.theme, self._columns()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = theme.line_height("column") + theme.line_height("tiny") + 6
        head = theme.line_height("tiny") + 8
        room = QRectF(0, head, self.width(), self.height() - foot - head)
        width = room.width() / len(columns)
        most = max((count for _mark, count in columns), default=1) or 1
        side = max(theme.px(_LEAST), min(theme.px(_DOT), room.height() / most - 2, width - 4))
        step = min(side + 2, (room.height() - side) / max(1, most - 1)) if most > 1 else side
        painter.setPen(QPen(theme.color("ctl"), 1))
        painter.drawLine(QPointF(0, room.bottom() + 0.5), QPointF(room.right(), room.bottom() + 0.5))
        for place, (mark, count) in enumerate(columns):
            middle = self._x((place + 0.5) * width)
            for number in range(count):
                top = room.bottom() - 3 - side - number * step
                paint_mark(painter, theme, QRectF(middle - side / 2, top, side, side), mark, self._scale)
            self._paint_foot(painter, QRectF(middle - width / 2, room.bottom() + 3, width, foot - 3), mark)
        self._paint_median(painter, room, width)
        painter.end()

    def _paint_foot(self, painter: QPainter, frame: QRectF, mark: Mark) -> None:
        theme = self._theme.theme
        first = QRectF(frame.left(), frame.top(), frame.width(), theme.line_height("column"))
        second = QRectF(frame.left() + 2, first.bottom(), frame.width() - 4, theme.line_height("tiny"))
        scale = self._scale
        if not isinstance(mark, LevelGiven) or scale is None:
            painter.setFont(theme.font("tiny"))
            painter.setPen(theme.color("text2"))
            words = mark_words(mark, scale) if scale is not None else ""
            paint.line_of_text(painter, first, words, Qt.AlignmentFlag.AlignHCenter)
            return
        painter.setFont(theme.font("column"))
        painter.setPen(theme.color("text"))
        painter.drawText(first, Qt.AlignmentFlag.AlignCenter, level_digits(mark.level))
        level = scale.level(mark.level)
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, second, level.label if level else "", Qt.AlignmentFlag.AlignHCenter)

    def _paint_median(self, painter: QPainter, room: QRectF, width: float) -> None:
        spread, theme = self._spread, self._theme.theme
        if spread is None or spread.median is None:
            return
        values = [value for value, _count in spread.levels]
        below = max(place for place, value in enumerate(values) if value <= spread.median)
        above = min(below + 1, len(values) - 1)
        gap = values[above] - values[below]
        share = float((spread.median - values[below]) / gap) if gap else 0.0
        middle = self._x((below + share + 0.5) * width)
        pen = QPen(theme.color("accent"), 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(middle, room.top()), QPointF(middle, room.bottom()))
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("accent-text"))
        words = _("median {level}").format(level=level_digits(spread.median))
        half = painter.fontMetrics().horizontalAdvance(words) / 2 + 4
        middle = min(max(middle, half), self.width() - half)
        frame = QRectF(middle - half, 0, 2 * half, room.top() - 2)
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)

    def _x(self, along: float) -> float:
        return self.width() - along if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else along

    def _columns(self) -> tuple[tuple[Mark, int], ...]:
        if self._spread is None:
            return ()
        return (*((LevelGiven(value), count) for value, count in self._spread.levels), *self._spread.others)
