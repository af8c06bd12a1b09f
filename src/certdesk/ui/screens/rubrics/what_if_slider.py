"""A slider for a cut: keyboard and mouse move it, the wheel never does; a notch shows where the cut was."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _TRACK, _KNOB = 24, 4, 14


class CutSlider(QSlider):
    """Moves in exact steps. ``moved(Fraction)`` comes when somebody moves it, never when it is told."""

    moved = Signal(object)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._step = Fraction(1, 20)
        self._before: Fraction | None = None
        self._told = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", 4)
        self.valueChanged.connect(self._on_changed)
        theme.changed.connect(self.updateGeometry)

    def show_cut(
        self, cut: Fraction, before: Fraction | None, bounds: tuple[Fraction, Fraction], step: Fraction
    ) -> None:
        """Show a cut between two bounds, and where it was before the trial; tells nobody."""
        self._step, self._before, self._told = step, before, True
        self.setRange(round(bounds[0] / step), max(round(bounds[0] / step) + 1, round(bounds[1] / step)))
        self.setSingleStep(1)
        self.setPageStep(max(1, (self.maximum() - self.minimum()) // 10))
        self.setValue(round(cut / step))
        self._told = False
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._theme.px(160), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which it can be moved."""
        return QSize(self._theme.px(80), self._theme.px(_HEIGHT))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the knob to where somebody presses."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where it was let go."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track, the notch and the knob."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, knob = self.height() / 2, theme.px(_KNOB)
        track = QRectF(knob / 2, middle - _TRACK / 2, self.width() - knob, _TRACK)
        paint.box(painter, track, 2, fill=theme.color("pressed"))
        here = self._x(self.value())
        filled = QRectF(track)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.setLeft(here)
        else:
            filled.setRight(here)
        paint.box(painter, filled, 2, fill=theme.color("accent-line"))
        if self._before is not None:
            notch = self._x(float(self._before / self._step))
            painter.fillRect(QRectF(notch - 1, middle - 6, 2, 12), theme.color("ctl"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(here, middle), knob / 2, knob / 2)
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(here, middle), knob / 2 - 3, knob / 2 - 3)
        painter.end()

    def _x(self, value: float) -> float:
        knob = self._theme.px(_KNOB)
        share = (value - self.minimum()) / max(1, self.maximum() - self.minimum())
        share = min(max(share, 0.0), 1.0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return knob / 2 + share * (self.width() - knob)

    def _go_to(self, x: float) -> None:
        knob = self._theme.px(_KNOB)
        share = (x - knob / 2) / max(1, self.width() - knob)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        self.setValue(self.minimum() + round(share * (self.maximum() - self.minimum())))

    def _on_changed(self, value: int) -> None:
        self.update()
        if not self._told:
            self.moved.emit(value * self._step)
