"""How loud it is: a small slider that a wheel can't change."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_GROOVE, _KNOB = 4, 12


class Volume(QSlider):
    """Percent, as people feel loudness. A click goes there."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._themes = themes
        self.setObjectName("volume")
        self.setAccessibleName(_("Volume"))
        self.setToolTip(_("Volume"))
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the size: short, and high enough for a finger."""
        return QSize(self._themes.px(84), self._themes.px(28))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the pointer is, and follow it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint groove, level and knob."""
        painter = QPainter(self)
        theme, enabled = self._themes.theme, self.isEnabled()
        side = theme.px(_KNOB)
        groove = QRectF(side / 2, (self.height() - _GROOVE) / 2, self.width() - side, _GROOVE)
        paint.box(painter, groove, 2, fill=theme.color("pressed"))
        reached = groove.width() * self.value() / 100
        level = QRectF(groove.left(), groove.top(), reached, _GROOVE)
        paint.box(painter, level, 2, fill=theme.color("accent" if enabled else "line2"))
        knob = QRectF(level.right() - side / 2, (self.height() - side) / 2, side, side)
        border = theme.color("ctl" if enabled else "line2")
        paint.box(painter, knob, side / 2, fill=theme.color("surface"), border=border)
        painter.end()

    def _go(self, x: float) -> None:
        side = self._themes.px(_KNOB)
        there = round(100 * min(max((x - side / 2) / max(1, self.width() - side), 0.0), 1.0))
        self.setSliderPosition(there)
        self.sliderMoved.emit(there)
