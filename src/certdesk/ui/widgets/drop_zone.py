"""A place to drop files on, or to press and choose them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from certdesk.ui.icons import paint_icon
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
        return QSize(self._theme.px(120), self._theme.px(56))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and show that they would be taken."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing is held over it any more."""
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which files were dropped."""
        self._show_over(over=False)
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
        """Draw the frame, the arrow and the words."""
        theme = self._theme.theme
        painter = QPainter(self)
        paint_dashes(painter, self._theme, QRectF(self.rect()), strong=self._over)
        metrics = QFontMetricsF(theme.font("body"))
        space = metrics.horizontalAdvance(" ") * 1.5
        plain, linked = (metrics.horizontalAdvance(words) for words in (self._words, self._link))
        side, gap = theme.px(16), theme.px(10)
        whole = side + gap + plain + (space + linked if self._link else 0)
        left = max(12.0, (self.width() - whole) / 2)
        pieces = [("", side, "text3"), (self._words, plain, "text3"), (self._link, linked, "accent-text")]
        painter.setFont(theme.font("body"))
        for words, width, tone in pieces:
            frame = QRectF(left, 0, width + 1, self.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                frame.moveRight(self.width() - left)
            painter.setPen(theme.color("text2" if tone == "text3" and (self._over or self.underMouse()) else tone))
            if words:
                painter.drawText(frame, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
            elif width == side:
                paint_icon(painter, frame, "down", theme.color("text3"))
            left += width + (gap if width == side and not words else space)
        painter.end()

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()
