"""Small pictures of evidence, never enlarged, with length or pages in the corner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme

_RADIUS = 4


def paint_thumbnail(
    painter: QPainter,
    theme: Theme,
    frame: QRectF,
    picture: QPixmap | None,
    *,
    icon: str = "document",
    fill: bool = True,
) -> None:
    """Draw a picture into ``frame``, cut to fill it or whole on a quiet ground; without one, the icon of its kind."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    outline = QPainterPath()
    outline.addRoundedRect(frame, _RADIUS, _RADIUS)
    painter.fillPath(outline, theme.color("sunken"))
    if picture is None or picture.isNull():
        side = min(theme.px(20), frame.width() * 0.6)
        paint_icon(
            painter,
            QRectF(frame.center().x() - side / 2, frame.top(), side, frame.height()),
            icon,
            theme.color("text3"),
        )
    else:
        painter.setClipPath(outline)
        _paint_picture(painter, frame, picture, fill=fill)
        painter.setClipping(False)
    paint.box(painter, frame, _RADIUS, border=theme.color("line2"))
    painter.restore()


def _paint_picture(painter: QPainter, frame: QRectF, picture: QPixmap, *, fill: bool) -> None:
    size = picture.deviceIndependentSize()
    across, down = frame.width() / size.width(), frame.height() / size.height()
    factor = min(1.0, max(across, down) if fill else min(across, down))
    width, height = size.width() * factor, size.height() * factor
    left = frame.center().x() - width / 2
    top = frame.top() if fill and height > frame.height() else frame.center().y() - height / 2
    painter.drawPixmap(QRectF(left, top, width, height), picture, QRectF(picture.rect()))


def paint_badge(painter: QPainter, theme: Theme, frame: QRectF, words: str) -> None:
    """Draw a length or a number of pages into the lower outer corner, on a dark plate that any picture can carry."""
    painter.save()
    painter.setFont(theme.font("column"))
    width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 2 * theme.px(6)
    height = theme.px(20)
    plate = QRectF(frame.right() - width - 6, frame.bottom() - height - 6, width, height)
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        plate.moveLeft(frame.left() + 6)
    paint.box(painter, plate, _RADIUS, fill=theme.color("media-plate"))
    painter.setPen(theme.color("on-media"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class Thumbnail(QWidget):
    """One picture. ``fill`` cuts it to the frame (lists); without, all of it is shown (contact sheet)."""

    def __init__(self, theme: ThemeSource, size: QSize, *, fill: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self._fill = fill
        self._picture: QPixmap | None = None
        self._badge = ""
        self._icon = "document"
        policy = QSizePolicy.Policy.Fixed if fill else QSizePolicy.Policy.Preferred
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_picture(
        self, picture: QPixmap | None, *, badge: str = "", icon: str = "document", words: str = ""
    ) -> None:
        """Show a picture, or the icon of its kind while there is none; ``words`` say what it shows."""
        self._picture = picture
        self._badge = badge
        self._icon = icon
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size asked for."""
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw picture and badge."""
        painter = QPainter(self)
        frame = QRectF(self.rect())
        paint_thumbnail(painter, self._theme.theme, frame, self._picture, icon=self._icon, fill=self._fill)
        if self._badge:
            paint_badge(painter, self._theme.theme, frame, self._badge)
        painter.end()
