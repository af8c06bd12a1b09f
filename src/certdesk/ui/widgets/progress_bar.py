"""How far work is: a bar that fills, paler where work is only begun; a moving piece when nobody can tell."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _PIECE, _ROUND_MS, _WHOLE = 6, 24, 1200, 10_000


class ProgressBar(QProgressBar):
    """A bar of 6 px. Qt's own class underneath, so that screen readers hear the value."""

    def __init__(self, theme: ThemeSource, what: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._begun = 0.0
        self._loop = QVariantAnimation(self)
        self._loop.setDuration(_ROUND_MS)
        self._loop.setStartValue(0.0)
        self._loop.setEndValue(1.0)
        self._loop.setLoopCount(-1)
        self._loop.valueChanged.connect(self.update)
        self.setAccessibleName(what)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setRange(0, _WHOLE)
        theme.changed.connect(self.update)

    def show_share(self, done: float, begun: float = 0.0) -> None:
        """Show 0.0 to 1.0 as done, and up to ``begun`` in a lighter tone."""
        self._loop.stop()
        self._begun = min(max(begun, 0.0), 1.0)
        self.setRange(0, _WHOLE)
        self.setValue(round(min(max(done, 0.0), 1.0) * _WHOLE))
        self.update()

    def show_working(self) -> None:
        """Show that nobody can tell how far it is."""
        self.setRange(0, 0)
        if self.isVisible() and not self._theme.theme.reduced_motion:
            self._loop.start()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on moving."""
        super().showEvent(event)
        if self.maximum() == 0 and not self._theme.theme.reduced_motion:
            self._loop.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop moving while nobody looks."""
        super().hideEvent(event)
        self._loop.stop()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(_PIECE, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and filling."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QPainterPath()
        top = (self.height() - _HEIGHT) / 2
        track.addRoundedRect(QRectF(0, top, self.width(), _HEIGHT), _HEIGHT / 2, _HEIGHT / 2)
        painter.fillPath(track, theme.color("pressed"))
        painter.setClipPath(track)
        if self.maximum() == 0:
            painter.fillRect(self._span(*self._piece()), theme.color("accent"))
        else:
            painter.fillRect(self._span(0, self._begun * self.width()), theme.color("accent-line"))
            painter.fillRect(self._span(0, self.value() / _WHOLE * self.width()), theme.color("accent"))
        painter.end()

    def _piece(self) -> tuple[float, float]:
        way = self._loop.currentValue() if self._loop.state() == QVariantAnimation.State.Running else 0.0
        left = float(way or 0.0) * (self.width() + _PIECE) - _PIECE
        return left, left + _PIECE

    def _span(self, left: float, right: float) -> QRectF:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left, right = self.width() - right, self.width() - left
        return QRectF(left, 0, max(0.0, right - left), self.height())
