"""The picture of a recording, letterboxed, with subtitles, marked parts, and a plate for what is being marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from certdesk.core.annotations import Rect
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.film_region import DRAG_PX, paint_film_region, regions_at, to_picture, to_screen
from certdesk.ui.viewers.marks_on_media import Marks
from certdesk.ui.viewers.media_engine import MediaEngine
from certdesk.ui.widgets.paragraph import wrap

_PLATE = QColor(0x1B, 0x1B, 0x19)
_ON_PLATE = QColor(Qt.GlobalColor.white)
_RADIUS = 6


class FilmView(QWidget):
    """Shows the engine's picture. A click plays or pauses; a drag on the paused picture marks a part of it."""

    clicked = Signal()
    region_drawn = Signal(object)
    """A part of the picture was drawn, a `Rect` in pixels of the upright picture that is shown."""
    resized = Signal()

    def __init__(self, themes: ThemeSource, engine: MediaEngine) -> None:
        super().__init__()
        self._themes = themes
        self._engine = engine
        self._plate = self._message = self._hint = self._icon = self._words = ""
        self._marks: Marks = ()
        self._region: Rect | None = None
        self._scale = 1.0
        self._grown = 1
        self._pressed: QPointF | None = None
        self._drawn: QRectF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("film")
        engine.framed.connect(self.update)
        engine.playing_changed.connect(self.update)
        themes.changed.connect(self.update)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def plate(self) -> str:
        """What the dark plate says."""
        return self._plate

    @property
    def message(self) -> str:
        """What is said instead of a picture."""
        return self._message

    @property
    def words(self) -> str:
        """The subtitles on the picture."""
        return self._words

    @property
    def picture(self) -> QRectF:
        """Where the picture is."""
        image = self._engine.still()
        return letterboxed(image.size(), QRectF(self.rect())) if not image.isNull() else QRectF()

    @property
    def original_size(self) -> QSize:
        """The size of the upright picture of the original, in which regions are told; empty while nothing is shown."""
        return self._engine.still().size() * self._scale

    def show_plate(self, words: str) -> None:
        """Write on the plate at the lower left; nothing takes it away."""
        self._plate = words
        self.update()

    def show_words(self, words: str) -> None:
        """Write subtitles on the picture."""
        if words != self._words:
            self._words = words
            self.update()

    def show_marks(self, marks: Marks) -> None:
        """Show marked parts of the picture while it stands still inside their spans."""
        self._marks = marks
        self.update()

    def show_region(self, region: Rect | None) -> None:
        """Show the part that is being marked."""
        self._region = region
        self.update()

    def show_scale(self, scale: float) -> None:
        """Say how many pixels of the original one pixel of what is played stands for: a copy may be smaller."""
        self._scale = scale

    def show_message(self, words: str, hint: str = "", icon: str = "") -> None:
        """Say something instead of a picture; nothing shows the picture."""
        self._message, self._hint, self._icon = words, hint, icon
        self.setAccessibleDescription(f"{words} {hint}".strip())
        self.update()

    def lighten(self, times: int) -> None:
        """Show dark films lighter: 1 is as filmed, 2 and 3 are lighter."""
        self._grown = times
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable 16:9."""
        return QSize(560, 315)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing can be made out."""
        return QSize(200, 56)

    # -- hands -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps begin to draw."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a part of the paused picture."""
        if self._pressed is None or self._engine.playing or not self.picture.contains(self._pressed):
            return
        way = event.position() - self._pressed
        if self._drawn is not None or abs(way.x()) + abs(way.y()) >= DRAG_PX:
            self._drawn = QRectF(self._pressed, event.position()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play or pause, or take what was drawn."""
        pressed, drawn, self._pressed, self._drawn = self._pressed, self._drawn, None, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            return
        if drawn is not None:
            size = self._engine.still().size() * self._scale
            region = to_picture(drawn, self.picture, size)
            self.update()
            if region is not None:
                self.region_drawn.emit(region)
        elif self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell whoever lies on top."""
        super().resizeEvent(event)
        self.resized.emit()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture or message, then what lies on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(rounded, self._themes.color("stage"))
        image = QImage() if self._message else self._engine.still()
        if not image.isNull():
            painter.setClipPath(rounded)
            self._paint_picture(painter, image)
            painter.setClipping(False)
        elif self._message:
            self._paint_message(painter, frame)
        foot = frame.bottom() - 12
        if self._plate:
            foot = self._paint_plate(painter, frame)
        if self._words:
            self._paint_words(painter, frame, foot)
        painter.end()

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        shown = self.picture
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(shown, image)
        if self._grown > 1:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_ColorDodge)
            grey = round(255 - 255 / (1 + (self._grown - 1) * 0.75))
            painter.fillRect(shown, QColor(grey, grey, grey))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        if self._engine.playing:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        size, theme = image.size() * self._scale, self._themes.theme
        for mark, rect in regions_at(self._marks, self._engine.position):
            box = to_screen(rect, shown, size)
            if not box.isEmpty():
                paint_film_region(painter, box, mark, theme)
                painter.setBrush(Qt.BrushStyle.NoBrush)
        drawn = self._drawn
        if drawn is None and self._region is not None:
            drawn = to_screen(self._region, shown, size)
        if drawn is not None:
            paint_film_region(painter, drawn & shown, None, theme)

    def _paint_plate(self, painter: QPainter, frame: QRectF) -> float:
        """Paint the plate and return the top of it."""
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
        return box.top() - 6

    def _paint_words(self, painter: QPainter, frame: QRectF, foot: float) -> None:
        """Paint subtitles on a dark plate; they grow with the text, and a little with the picture."""
        theme = self._themes.theme
        font = theme.font("name")
        font.setPixelSize(round(font.pixelSize() * min(max(frame.width() / 560, 1.0), 1.6)))
        line = font.pixelSize() * 1.35
        width = frame.width() * 0.86
        words = wrap(self._words, font, width, round(line), centred=True)
        metrics = QFontMetricsF(font)
        widest = max(min(metrics.horizontalAdvance(each), width) for each in self._words.splitlines() or [""])
        box = QRectF(frame.center().x() - widest / 2 - 8, foot - words.height - 8, widest + 16, words.height + 8)
        plate = QColor(_PLATE)
        plate.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(_ON_PLATE)
        words.draw(painter, QPointF(frame.center().x() - width / 2, box.top() + 4))

    def _paint_message(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._themes.theme
        width = min(frame.width() - 48, theme.px(420))
        title = wrap(self._message, theme.font("label"), width, theme.line_height("label"), centred=True)
        hint = wrap(self._hint, theme.font("body"), width, theme.line_height("body"), centred=True)
        low = frame.height() < theme.px(110)
        side = theme.px(32) if self._icon and not low else 0
        height = (side + 12 if side else 0) + title.height + (4 + hint.height if self._hint else 0)
        top = frame.top() + max(8.0, (frame.height() - height) / 2 * (0.7 if self._hint and not low else 1.0))
        left = frame.center().x() - width / 2
        if side:
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
