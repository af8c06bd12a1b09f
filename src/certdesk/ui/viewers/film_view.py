"""The picture of a recording, letterboxed, with what is being marked on a dark plate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.widgets.paragraph import wrap

_PLATE = QColor(0x1B, 0x1B, 0x19)
_ON_PLATE = QColor(Qt.GlobalColor.white)
_RADIUS = 6


class FilmView(QWidget):
    """Shows the engine's picture. A click plays or pauses."""

    clicked = Signal()

    def __init__(self, themes: ThemeSource, engine: MediaEngine) -> None:
        super().__init__()
        self._themes = themes
        self._engine = engine
        self._plate = ""
        self._message = ""
        self._hint = ""
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("film")
        engine.framed.connect(self.update)
        themes.changed.connect(self.update)

    @property
    def plate(self) -> str:
        """What the dark plate says."""
        return self._plate

    @property
    def message(self) -> str:
        """What is said instead of a picture."""
        return self._message

    def show_plate(self, words: str) -> None:
        """Write on the plate at the lower left; nothing takes it away."""
        self._plate = words
        self.update()

    def show_message(self, words: str, hint: str = "", icon: str = "") -> None:
        """Say something instead of a picture; nothing shows the picture."""
        self._message, self._hint, self._icon = words, hint, icon
        self.setAccessibleDescription(f"{words} {hint}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable 16:9."""
        return QSize(560, 315)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing can be made out."""
        return QSize(200, 120)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play or pause."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture or message, then the plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(rounded, self._themes.color("stage"))
        image = QImage() if self._message else self._engine.still()
        if not image.isNull():
            painter.setClipPath(rounded)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(letterboxed(image.size(), frame), image)
            painter.setClipping(False)
        elif self._message:
            self._paint_message(painter, frame)
        if self._plate:
            self._paint_plate(painter, frame)
        painter.end()

    def _paint_plate(self, painter: QPainter, frame: QRectF) -> None:
        font = self._themes.font("column")
        width = QFontMetricsF(font).horizontalAdvance(self._plate) + self._themes.px(16)
        height = self._themes.px(22)
        box = QRectF(frame.left() + 12, frame.bottom() - 12 - height, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(_ON_PLATE)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._plate)

    def _paint_message(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._themes.theme
        width = min(frame.width() - 48, theme.px(420))
        title = wrap(self._message, theme.font("label"), width, theme.line_height("label"), centred=True)
        hint = wrap(self._hint, theme.font("body"), width, theme.line_height("body"), centred=True)
        side = theme.px(32) if self._icon else 0
        height = side + 12 + title.height + (4 + hint.height if self._hint else 0)
        top = frame.top() + max(8.0, (frame.height() - height) / 2)
        left = frame.center().x() - width / 2
        if self._icon:
            paint_icon(painter, QRectF(frame.center().x() - side / 2, top, side, side), self._icon, _ON_PLATE)
            top += side + 12
        painter.setPen(_ON_PLATE)
        title.draw(painter, QRectF(left, top, width, title.height).topLeft())
        if self._hint:
            painter.setPen(QColor(255, 255, 255, 200))
            hint.draw(painter, QRectF(left, top + title.height + 4, width, hint.height).topLeft())


def letterboxed(size: QSize, frame: QRectF) -> QRectF:
    """Return the largest box of the shape of ``size`` in the middle of ``frame``."""
    shown = size.toSizeF().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(0, 0, shown.width(), shown.height())
    box.moveCenter(frame.center())
    return box
