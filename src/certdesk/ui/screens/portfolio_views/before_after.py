"""Two pictures side by side: how something is, and how it would be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _LABEL, _ARROW = 150, 18, 32


class BeforeAfter(QWidget):
    """Letterboxed pictures, each with a word below."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._before, self._after = QImage(), QImage()
        self.setObjectName("beforeAfter")
        self.setAccessibleName(_("How it is now, and how it would be"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def after(self) -> QImage:
        """The picture as it would be."""
        return self._after

    def show_pictures(self, before: QImage, after: QImage) -> None:
        """Show these two."""
        self._before, self._after = before, after
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(self._theme.px(320), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size in which anything can be made out."""
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both, and an arrow between them."""
        painter = QPainter(self)
        px = self._theme.px
        side = (self.width() - px(_ARROW)) / 2
        left = QRectF(0, 0, side, self.height())
        right = QRectF(self.width() - side, 0, side, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        self._paint(painter, left, self._before, _("Now"))
        self._paint(painter, right, self._after, _("Then"))
        middle = QRectF((self.width() - px(16)) / 2, 0, px(16), self.height() - px(_LABEL))
        back = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_icon(painter, middle, "chevron_left" if back else "chevron_right", self._theme.color("text2"))
        painter.end()

    def _paint(self, painter: QPainter, frame: QRectF, picture: QImage, words: str) -> None:
        theme, label = self._theme.theme, self._theme.px(_LABEL)
        room = frame.adjusted(0, 0, 0, -label - 2)
        paint.box(painter, room, theme.px(4), fill=theme.color("sunken"), border=theme.color("line"))
        if not picture.isNull():
            size = (
                picture.size().toSizeF().scaled(room.adjusted(4, 4, -4, -4).size(), Qt.AspectRatioMode.KeepAspectRatio)
            )
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        foot = QRectF(frame.left(), frame.bottom() - label, frame.width(), label)
        paint.line_of_text(painter, foot, words, Qt.AlignmentFlag.AlignHCenter)
