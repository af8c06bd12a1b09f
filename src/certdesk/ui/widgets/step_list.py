"""The steps of something that is done in order: which are done, which is now, which are still to come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_LINE, _DISC, _GAP = 36, 22, 10


class StepList(QLabel):
    """Drawn only; the buttons of the page lead from step to step."""

    def __init__(self, theme: ThemeSource, steps: tuple[str, ...]) -> None:
        super().__init__()
        self.setObjectName("steps")
        self._theme = theme
        self._steps = steps
        self._now = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Show which step it is, counted from 0; one after the last says that all are done."""
        self._now = now
        count = {"now": min(now + 1, len(self._steps)), "all": len(self._steps)}
        name = self._steps[min(now, len(self._steps) - 1)]
        self.setAccessibleName(_("Step {now} of {all}: {name}").format(name=name, **count))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of all steps."""
        metrics = QFontMetricsF(self._theme.font("name"))
        widest = max(metrics.horizontalAdvance(step) for step in self._steps)
        return QSize(round(widest) + self._theme.px(_DISC + _GAP) + 4, self._theme.px(_LINE) * len(self._steps))

    def minimumSizeHint(self) -> QSize:
        """Return the height of all steps."""
        return QSize(self._theme.px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw discs with numbers or ticks, joined by a line, and the words."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, side = theme.px(_LINE), theme.px(_DISC)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, words in enumerate(self._steps):
            disc = QRectF(1, place * line + (line - side) / 2, side, side)
            row = QRectF(side + theme.px(_GAP), place * line, self.width() - side - theme.px(_GAP), line)
            if mirrored:
                disc.moveRight(self.width() - 1)
                row.moveLeft(0)
            if place:
                join = QRectF(disc.center().x() - 0.5, disc.top() - (line - side), 1, line - side)
                painter.fillRect(join, theme.color("line2"))
            self._paint_disc(painter, disc, place)
            painter.setFont(theme.font("name" if place == self._now else "body"))
            painter.setPen(theme.color("text" if place == self._now else "text2" if place < self._now else "text3"))
            paint.line_of_text(painter, row, words)
        painter.end()

    def _paint_disc(self, painter: QPainter, disc: QRectF, place: int) -> None:
        theme = self._theme.theme
        done, now = place < self._now, place == self._now
        fill = theme.color("ok-soft" if done else "accent" if now else "surface")
        border = theme.color("ok-line" if done else "accent" if now else "line2")
        paint.box(painter, disc, disc.width() / 2, fill=fill, border=border)
        if done:
            paint_icon(painter, disc.adjusted(4, 4, -4, -4), "check", theme.color("ok"))
            return
        painter.setFont(theme.font("tiny", 600))
        painter.setPen(theme.color("on-accent" if now else "text3"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))
