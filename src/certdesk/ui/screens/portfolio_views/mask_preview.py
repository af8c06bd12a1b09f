"""How a picture would look with its masks: covered as in the copy, though coarser."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.recipes import Cover, Mask
from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEIGHT = 170
_PATCHES = 6
"""Into so few patches a blurred part is drawn together."""


class MaskPreview(QWidget):
    """One picture, letterboxed."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QImage()
        self.setObjectName("maskPreview")
        self.setAccessibleName(_("How the copy would look"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def picture(self) -> QImage:
        """What is shown."""
        return self._picture

    def show_masked(self, picture: QImage, size: tuple[float, float], masks: tuple[Mask, ...]) -> None:
        """Show a picture of something that is ``size`` units large, with its masks."""
        self._picture = masked(picture, size, masks)
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._picture = QImage()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(self._theme.px(240), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size."""
        return QSize(self._theme.px(160), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter = QPainter(self)
        theme, frame = self._theme.theme, QRectF(self.rect())
        paint.box(painter, frame, theme.px(4), fill=theme.color("sunken"), border=theme.color("line"))
        if self._picture.isNull():
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text2"))
            paint.line_of_text(painter, frame, _("Preview"), Qt.AlignmentFlag.AlignHCenter)
        else:
            room = frame.adjusted(4, 4, -4, -4)
            wanted = self._picture.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, wanted.width(), wanted.height())
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._picture)
        painter.end()


def masked(picture: QImage, size: tuple[float, float], masks: tuple[Mask, ...]) -> QImage:
    """Return a picture with its masks; ``size`` is what it shows, in the units of their rectangles."""
    if picture.isNull() or min(size) <= 0:
        return QImage()
    made = picture.convertToFormat(QImage.Format.Format_RGB32)
    across, down = made.width() / size[0], made.height() / size[1]
    painter = QPainter(made)
    for mask in masks:
        rect = mask.rect
        box = QRectF(
            rect.left * across, rect.top * down, (rect.right - rect.left) * across, (rect.bottom - rect.top) * down
        )
        if mask.cover is Cover.BOX:
            painter.fillRect(box, QColor(Qt.GlobalColor.black))
            continue
        smooth = Qt.TransformationMode.SmoothTransformation
        coarse = picture.copy(box.toAlignedRect()).scaled(
            _PATCHES, _PATCHES, Qt.AspectRatioMode.IgnoreAspectRatio, smooth
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, coarse)
    painter.end()
    return made
