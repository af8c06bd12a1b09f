"""A place in a piece of evidence that is shown when somebody presses it: icon, where it is, and what was noted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.tips import plain_tip

_HEIGHT, _ICON, _GAP, _MOST = 26, 16, 8, 0.62


class PlaceButton(QPushButton):
    """One line; what does not fit is in the tooltip, and whole for screen readers."""

    def __init__(self, theme: ThemeSource, icon: str, place: str, note: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._place, self._note = icon, place, note
        self.setProperty("kind", "quiet")
        self.setProperty("ringRadius", 4)
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        told = f"{place}: {note}" if note else place
        self.setAccessibleName(told)
        self.setToolTip(plain_tip(told))
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of a line; the width is what there is."""
        return QSize(self._theme.px(120), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self.isChecked():
            paint.box(painter, frame, 4, fill=theme.color("accent-soft"))
        elif self.underMouse():
            paint.box(painter, frame, 4, fill=theme.color("hover"))
        side = theme.px(_ICON)
        paint_icon(
            painter,
            self._turned(QRectF(4, 0, side, frame.height())),
            self._icon,
            theme.color("accent-text" if self.isChecked() else "text2"),
        )
        left = 4 + side + _GAP
        font = theme.font("small", 500)
        painter.setFont(font)
        painter.setPen(theme.color("accent-text" if self.isChecked() else "text"))
        room = frame.width() - left - 4
        wanted = QFontMetricsF(font).horizontalAdvance(self._place) + 2
        width = min(wanted, room * _MOST if self._note else room)
        paint.line_of_text(painter, self._turned(QRectF(left, 0, width, frame.height())), self._place)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        rest = QRectF(left + width + _GAP, 0, max(0.0, room - width - _GAP), frame.height())
        paint.line_of_text(painter, self._turned(rest), self._note)
        painter.end()

    def _turned(self, frame: QRectF) -> QRectF:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return frame
        return QRectF(self.width() - frame.right(), frame.top(), frame.width(), frame.height())
