"""Where the results stand: a histogram of their means or totals, and the cuts, which can be dragged."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.judging import plain_number
from certdesk.core.scoring import show_number
from certdesk.core.words import _
from certdesk.ui.screens.rubrics.rules_outcome import Place, dot_colour
from certdesk.ui.screens.rubrics.what_if_trial import Trial, cuts_of, names_total, reach
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _BIN, _HEAD, _FOOT, _SIDE, _REACH = 132, 8, 20, 18, 10, 6
_BARELY = 1e-9
"""What a float may miss its place by: a mean of exactly 2.75 stands right of a cut of 2.75."""


class Spread(QWidget):
    """``cut_moved(Place, Fraction)`` comes while a cut is dragged; the sliders do the same by keyboard."""

    cut_moved = Signal(object, object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._trial: Trial | None = None
        self._reach = (0.0, 1.0, 0.0)
        self._near = ""
        self._held: tuple[str, int] | None = None
        self.setObjectName("spread")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_trial(self, trial: Trial) -> None:
        """Show where the results stand by the rules that are tried."""
        self._trial, self._reach = trial, reach(trial.after)
        self._near = self._near_words()
        name = _("Spread of the totals") if names_total(trial.after) else _("Spread of the weighted means")
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._near)
        self.update()

    def near_words(self) -> str:
        """Say how many results stand near each cut."""
        return self._near

    def _near_words(self) -> str:
        if self._trial is None:
            return ""
        values = [value for value in self._trial.values if value is not None]
        band, said = self._reach[2], []
        cuts = sorted({cut for _outcome, _place, cut in cuts_of(self._trial.after)})
        for cut in cuts:
            low, high = float(cut) - band - _BARELY, float(cut) + band + _BARELY
            near = sum(low <= value <= high for value in values)
            said.append(_("{near} at {cut}").format(near=near, cut=self._shown(cut)))
        if not said:
            return ""
        text = _("Within {band} of a cut (shaded): {near}, of {n}.")
        return text.format(band=f"{band:g}", near=", ".join(said), n=len(values))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._theme.px(420), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the cut under the mouse."""
        self._held = self._cut_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the cut that is held, in steps of five hundredths, or of one for totals."""
        if self._held is None:
            over = self._cut_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
            return
        assert self._trial is not None  # noqa: S101 - a cut was found in it
        lowest, highest, _band = self._reach
        step = Fraction(1) if names_total(self._trial.after) else Fraction(1, 20)
        value = min(max(self._value(event.position().x()), lowest), highest)
        cut = round(Fraction(value) / step) * step
        self.cut_moved.emit(Place(*self._held), cut)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the cut."""
        self._held = None
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bands, the bars, the cuts and the scale."""
        if self._trial is None or not self._trial.after.scale.levels:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter)
        self._paint_bars(painter)
        self._paint_scale(painter)
        self._paint_cuts(painter)
        painter.end()

    def _paint_bands(self, painter: QPainter) -> None:
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        band = self._reach[2]
        for _outcome, _place, cut in cuts_of(self._trial.after):
            ends = sorted((self._x(float(cut) - band), self._x(float(cut) + band)))
            zone = QRectF(ends[0], self._top(), ends[1] - ends[0], self._base() - self._top())
            painter.fillRect(zone.intersected(self._field()), self._theme.color("pressed"))

    def _paint_bars(self, painter: QPainter) -> None:
        """Draw a bar for each bin, its parts in the colours of the outcomes, the best at the foot."""
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        trial, theme = self._trial, self._theme.theme
        bins = self._bins()
        most = max((sum(parts.values()) for parts in bins.values()), default=0)
        if not most:
            return
        order = [outcome.id for outcome in trial.after.decision.outcomes]
        colours = {
            outcome.id: theme.color(dot_colour(trial.after, outcome)) for outcome in trial.after.decision.outcomes
        }
        width, room = theme.px(_BIN), self._base() - self._top() - 2
        for number, parts in bins.items():
            left, bottom = self._field().left() + number * width, self._base()
            for outcome in sorted(parts, key=lambda id_: order.index(id_) if id_ in order else len(order)):
                height = room * parts[outcome] / most
                strip = QRectF(left + 0.5, bottom - height, width - 1, height)
                painter.fillRect(strip, colours.get(outcome, theme.color("ctl")))
                bottom -= height

    def _bins(self) -> dict[int, dict[str, int]]:
        """Count the results of each bin by their outcome."""
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        width, lowest = self._theme.px(_BIN), self._reach[0]
        last = max(0, int(self._field().width() // width) - 1)
        begin = self._x(lowest) - self._field().left()
        along = (self._x(self._reach[1]) - self._x(lowest)) / ((self._reach[1] - lowest) or 1)
        found: dict[int, dict[str, int]] = {}
        for value, outcome in zip(self._trial.values, self._trial.now, strict=True):
            if value is None:
                continue
            away = begin + (value + _BARELY - lowest) * along
            number = min(max(int(away // width), 0), last)
            parts = found.setdefault(number, {})
            parts[outcome] = parts.get(outcome, 0) + 1
        return found

    def _paint_scale(self, painter: QPainter) -> None:
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        theme, field = self._theme.theme, self._field()
        painter.fillRect(QRectF(field.left(), self._base(), field.width(), 1), theme.color("line2"))
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("text3"))
        for value in self._ticks():
            spot = QRectF(self._x(value) - 24, self._base() + 3, 48, theme.px(_FOOT) - 3)
            painter.drawText(spot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{value:g}")

    def _ticks(self) -> list[float]:
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        rubric = self._trial.after
        if names_total(rubric):
            lowest, highest, _band = self._reach
            return [round(lowest + (highest - lowest) * n / 4, 1) for n in range(5)]
        return [float(level.value) for level in rubric.scale.levels]

    def _paint_cuts(self, painter: QPainter) -> None:
        """Draw each cut as a line with its number above; numbers that would touch stand on two lines."""
        assert self._trial is not None  # noqa: S101 - asked by paintEvent
        theme, taken = self._theme.theme, [-1e9, -1e9]
        painter.setFont(theme.font("tiny", 600))
        metrics = QFontMetricsF(painter.font())
        for outcome, place, cut in sorted(cuts_of(self._trial.after), key=lambda each: each[2]):
            x = self._x(float(cut))
            held = self._held == (outcome, place)
            painter.setPen(QPen(theme.color("accent"), 3 if held else 2))
            painter.drawLine(QPointF(x, self._top() - 2), QPointF(x, self._base()))
            words = self._shown(cut)
            width = metrics.horizontalAdvance(words) + 10
            row = 0 if abs(x - taken[0]) >= width + 2 else 1
            taken[row] = x
            flag = QRectF(x - width / 2, row * theme.px(16), width, theme.px(15))
            flag.moveLeft(min(max(flag.left(), 0), self.width() - width))
            paint.box(painter, flag, 4, fill=theme.color("accent-soft"), border=theme.color("accent-line"))
            painter.setPen(theme.color("accent-text"))
            painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)

    def _shown(self, cut: Fraction) -> str:
        """Write a cut as its sentence does: 2.90, or exactly where two decimals are too few."""
        if self._trial is None or names_total(self._trial.after):
            return plain_number(cut)
        shown = show_number(cut, self._trial.after.decision.display_decimals)
        return shown if Fraction(shown) == cut else plain_number(cut)

    def _cut_at(self, at: QPointF) -> tuple[str, int] | None:
        if self._trial is None:
            return None
        found = [
            (abs(self._x(float(cut)) - at.x()), outcome, place) for outcome, place, cut in cuts_of(self._trial.after)
        ]
        near = [each for each in found if each[0] <= _REACH + 8 * (at.y() < self._top())]
        return min(near)[1:] if near else None

    def _field(self) -> QRectF:
        return QRectF(_SIDE, self._top(), max(1, self.width() - 2 * _SIDE), max(1.0, self._base() - self._top()))

    def _top(self) -> float:
        return self._theme.px(_HEAD) + self._theme.px(16)

    def _base(self) -> float:
        return self.height() - self._theme.px(_FOOT)

    def _x(self, value: float) -> float:
        lowest, highest, _band = self._reach
        share = (value - lowest) / ((highest - lowest) or 1)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return self._field().left() + share * self._field().width()

    def _value(self, x: float) -> float:
        lowest, highest, _band = self._reach
        share = (x - self._field().left()) / self._field().width()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return lowest + share * (highest - lowest)
