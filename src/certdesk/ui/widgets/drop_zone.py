"""A place to drop files on, or to press and choose them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.empty_state import paint_dashes


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders of a drag that lie on this computer; addresses of other kinds are left out."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class DropZone(QAbstractButton):
    """Takes files and folders. ``browse_asked`` comes when somebody presses it instead."""

    files_dropped = Signal(object)  # tuple[Path, ...]
    browse_asked = Signal()

    def __init__(self, theme: ThemeSource, words: str, link: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._link = link
        self._over = False
        self.setAcceptDrops(True)
        self.setAccessibleName(f"{words} {link}".strip())
        self.setProperty("ringRadius", 8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self.browse_asked)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return a comfortable size to drop on."""
        theme = self._theme.theme
        words = QFontMetricsF(theme.font("body")).horizontalAdvance(f"{self._words} {self._link}")
        return QSize(round(words) + theme.px(28) + 48, theme.px(96))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest useful size."""
        metrics = QFontMetricsF(self._theme.font("body"))
        widest = max(metrics.horizontalAdvance(words) for words in (self._words, self._link))
        return QSize(round(widest) + 28, self._theme.px(72))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and show that they would be taken."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over it any more."""
        super().dragLeaveEvent(event)
        self.show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        self.show_over(over=False)
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def enterEvent(self, event: QEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it at rest."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, the arrow and the words; below each other where there is no room beside each other."""
        theme = self._theme.theme
        painter = QPainter(self)
        paint_dashes(painter, self._theme, QRectF(self.rect()), strong=self._over)
        painter.setFont(theme.font("body"))
        words_ink = theme.color("text2" if self._over or self.underMouse() else "text3")
        arrow, words, link = self._places()
        paint_icon(painter, arrow, "down", theme.color("text3"))
        painter.setPen(words_ink)
        paint.line_of_text(painter, words, self._words, Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(theme.color("accent-text"))
        paint.line_of_text(painter, link, self._link, Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def _places(self) -> tuple[QRectF, QRectF, QRectF]:
        """Return where arrow, words and link stand."""
        theme = self._theme.theme
        metrics = QFontMetricsF(theme.font("body"))
        room = QRectF(self.rect()).adjusted(12, 0, -12, 0)
        widths = [theme.px(16), metrics.horizontalAdvance(self._words) + 2, metrics.horizontalAdvance(self._link) + 2]
        gaps = [theme.px(10), metrics.horizontalAdvance(" ") * 1.5, 0.0]
        whole = sum(widths) + sum(gaps)
        if whole > room.width():
            line = theme.line_height("body") + 4
            top = room.center().y() - 1.5 * line
            first, second, third = (QRectF(room.left(), top + n * line, room.width(), line) for n in range(3))
            return first.adjusted(0, 2, 0, -2), second, third
        left, places = room.left() + (room.width() - whole) / 2, []
        for width, gap in zip(widths, gaps, strict=True):
            place = QRectF(left, 0, width, self.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                place.moveRight(self.width() - left)
            places.append(place)
            left += width + gap
        return places[0], places[1], places[2]

    def show_over(self, *, over: bool) -> None:
        """Show that something would be taken, also while it is held elsewhere over the screen."""
        self._over = over
        self.update()
