"""Logo or seal: what is chosen, in small, and the buttons that choose another or take it off."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.core.words import _
from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.paragraph import Paragraph

_WIDE, _HIGH = 76, 48


class PictureField(QWidget):
    """A picture of the design. ``asked`` wants a file, ``taken_off`` wants it gone."""

    asked = Signal()
    taken_off = Signal()

    def __init__(self, theme: ThemeSource, words: str, name: str) -> None:
        super().__init__()
        self._shown = _Small(theme, words)
        self._hint = Paragraph(theme, role="small", tone="text3")
        self._hint.setObjectName(f"{name}Hint")
        self.choose = button(theme, _("Choose…"), size="small")
        self.choose.setObjectName(f"{name}Choose")
        self.choose.setAccessibleName(_("Choose {picture}").format(picture=words))
        self.remove = button(theme, _("Take off"), kind="quiet", size="small")
        self.remove.setObjectName(f"{name}TakeOff")
        self.remove.setAccessibleName(_("Take off {picture}").format(picture=words))
        self.choose.clicked.connect(lambda _on=False: self.asked.emit())
        self.remove.clicked.connect(lambda _on=False: self.taken_off.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(words, "column", "text2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._shown)
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._hint)
        self.show_picture(b"")
        self.show_hint("")

    def show_picture(self, data: bytes) -> None:
        """Show a picture that was read already, or that there is none."""
        page = QPixmap()
        if data:
            page.loadFromData(data)
        self._shown.show_picture(page)
        self.remove.setVisible(bool(data))

    def show_hint(self, words: str) -> None:
        """Say something about how it prints; nothing takes no room."""
        self._hint.show_text(words)
        self._hint.setVisible(bool(words))


class _Small(QWidget):
    """The picture in small on white, as it prints."""

    def __init__(self, theme: ThemeSource, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        if self._picture.isNull():
            paint.box(painter, frame, 4, fill=theme.color("sunken"), border=theme.color("line2"))
            side = 18
            place = QRectF(0, 0, side, side)
            place.moveCenter(frame.center())
            paint_icon(painter, place, "image", theme.color("text3"))
        else:
            paint.box(painter, frame, 4, fill=QColor("#FFFFFF"), border=theme.color("line2"))
            room = frame.adjusted(4, 4, -4, -4)
            scale = min(room.width() / self._picture.width(), room.height() / self._picture.height())
            place = QRectF(0, 0, self._picture.width() * scale, self._picture.height() * scale)
            place.moveCenter(room.center())
            painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.end()
