"""A switch: on or off, with the word beside it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_WIDTH, _HEIGHT, _KNOB, _MOVE_MS = 32, 18, 14, 120


class Switch(QCheckBox):
    """A switch. Connect ``toggled``; ``show_on`` tells nobody. ``what`` is its name for screen readers."""

    def __init__(self, theme: ThemeSource, what: str) -> None:
        super().__init__()
        self._theme = theme
        self._place = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._move)
        self.setAccessibleName(what)
        self.setProperty("ringRadius", 9)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._start)
        theme.changed.connect(self.updateGeometry)

    def show_on(self, *, on: bool) -> None:
        """Show it as on or off, at once; tells nobody."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)
        self._slide.stop()
        self._move(1.0 if on else 0.0)

    def sizeHint(self) -> QSize:
        """Return the size of the switch and the longer of its two words."""
        theme = self._theme.theme
        metrics = QFontMetricsF(theme.font("small"))
        words = max(metrics.horizontalAdvance(word) for word in (_("On"), _("Off")))
        return QSize(theme.px(_WIDTH) + 8 + round(words + 1.5), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Return the same size."""
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        """Say that a click anywhere counts."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, knob and word."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, enabled = self.isChecked(), self.isEnabled()
        width, height, knob = theme.px(_WIDTH), theme.px(_HEIGHT), theme.px(_KNOB)
        track = QRectF(0, (self.height() - height) / 2, width, height)
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if right_to_left:
            track.moveRight(self.width())
        if on:
            paint.box(painter, track, height / 2, fill=theme.color("accent" if enabled else "line2"))
        else:
            paint.box(painter, track, height / 2, fill=theme.color("surface"), border=theme.color("ctl"))
        air = (height - knob) / 2
        travel = (width - knob - 2 * air) * (1 - self._place if right_to_left else self._place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on-accent" if on else "ctl"))
        painter.drawEllipse(QRectF(track.left() + air + travel, track.top() + air, knob, knob))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text" if enabled else "text3"))
        room = QRectF(self.rect()).adjusted(*((0, 0, -width - 8, 0) if right_to_left else (width + 8, 0, 0, 0)))
        paint.line_of_text(painter, room, _("On") if on else _("Off"))
        painter.end()

    def _start(self, on: bool) -> None:
        goal = 1.0 if on else 0.0
        self._slide.stop()
        duration = self._theme.theme.motion(_MOVE_MS)
        if not duration or not self.isVisible():
            self._move(goal)
            return
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(goal)
        self._slide.setDuration(duration)
        self._slide.start()

    def _move(self, place: float) -> None:
        self._place = place
        self.update()
