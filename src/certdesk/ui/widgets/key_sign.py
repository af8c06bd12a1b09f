"""The sign in the frame that keys are unlocked, with the minutes left; pressing it forgets them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from certdesk.core.words import _, ngettext
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_WIDTH, _HEIGHT = 60, 44


class KeySign(QPushButton):
    """Icon over “9 min”. It takes no room while everything is locked."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("keySign")
        self.setProperty("kind", "quiet")
        self.setProperty("ringRadius", 8)
        self.setAutoDefault(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._minutes = 0
        self.hide()
        theme.changed.connect(self.updateGeometry)

    def show_left(self, seconds: int) -> None:
        """Show how long keys stay unlocked while nobody touches key or mouse; 0 says that they are locked."""
        self._minutes = -(-seconds // 60)
        self.setVisible(seconds > 0)
        left = ngettext("{count} minute", "{count} minutes", self._minutes).format(count=self._minutes)
        words = _("Your key is unlocked. It locks after {time} without key or mouse. Press to lock it now.")
        self.setAccessibleName(words.format(time=left))
        self.setToolTip(words.format(time=left))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of an item of the rail."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the size of an item of the rail."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw key and minutes."""
        theme = self._theme.theme
        painter = QPainter(self)
        frame = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.box(painter, frame, 8, fill=theme.color("hover"))
        side, line = theme.px(18), theme.line_height("tiny")
        top = (self.height() - side - 2 - line) / 2
        paint_icon(painter, QRectF(0, top, self.width(), side), "key", theme.color("accent-text"))
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("text2"))
        words = _("{minutes} min").format(minutes=self._minutes)
        paint.line_of_text(painter, QRectF(0, top + side + 2, self.width(), line), words, Qt.AlignmentFlag.AlignHCenter)
        painter.end()
