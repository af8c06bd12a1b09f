"""What floats over the timeline where the pointer is: the time, and a picture of that moment."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_PLATE, _ON_PLATE = QColor(0x1B, 0x1B, 0x19), QColor(Qt.GlobalColor.white)
_HIGH, _LINE, _LEAST = 80, 20, 56


class TimelineHover(QWidget):
    """Lies over the film and takes no clicks."""

    def __init__(self, themes: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._under = parent
        self._image = QImage()
        self._words = ""
        self.setObjectName("timelineHover")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """The time that is shown."""
        return self._words

    def show_at(self, foot: QPoint, words: str, image: QImage) -> None:
        """Show a time and a picture (or none) above a point of the parent."""
        self._words, self._image = words, image
        high = self._themes.px(_HIGH) if not image.isNull() else 0
        wide = round(high * image.width() / image.height()) if high else self._themes.px(_LEAST)
        wide = max(wide, self._themes.px(_LEAST))
        self.resize(wide + 4, high + self._themes.px(_LINE) + (2 if high else 0))
        left = min(max(0, foot.x() - self.width() // 2), max(0, self._under.width() - self.width()))
        self.move(left, max(0, foot.y() - self.height() - 6))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, picture, time."""
        painter = QPainter(self)
        frame = QRectF(self.rect())
        paint.box(painter, frame, 4, fill=_PLATE)
        line = self._themes.px(_LINE)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame.adjusted(2, 2, -2, -line), self._image)
        painter.setFont(self._themes.font("column"))
        painter.setPen(_ON_PLATE)
        foot = QRectF(0, frame.height() - line, frame.width(), line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
