"""Chips: a word or two about a thing, with an icon where it is a status. They are read, not pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme

_INKS = {
    "neutral": ("sunken", "line", "text2"),
    "accent": ("accent-soft", "accent-line", "accent-text"),
    "ok": ("ok-soft", "ok-line", "ok"),
    "warn": ("warn-soft", "warn-line", "warn"),
    "bad": ("bad-soft", "bad-line", "bad"),
}
_SIDE, _GAP, _ICON = 7, 5, 14


def chip_size(theme: Theme, words: str, icon: str | None = None, *, height: int = 22) -> QSize:
    """Return the size in px of a chip."""
    width = QFontMetricsF(theme.font("column")).horizontalAdvance(words) + 2 * theme.px(_SIDE)
    if icon:
        width += theme.px(_ICON) + (theme.px(_GAP) if words else 0)
    return QSize(round(width + 1.5), theme.px(height))


def paint_chip(
    painter: QPainter, theme: Theme, frame: QRectF, words: str, kind: str = "neutral", icon: str | None = None
) -> None:
    """Draw a chip into ``frame``. Kinds: neutral, accent, ok, warn, bad. Raises KeyError for another one."""
    fill, border, ink = (theme.color(token) for token in _INKS[kind])
    paint.box(painter, frame, theme.px(4), fill=fill, border=border)
    painter.save()
    painter.setFont(theme.font("column"))
    painter.setPen(ink)
    inner = frame.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
    right_to_left = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if icon:
        side = theme.px(_ICON)
        place = QRectF(inner.right() - side if right_to_left else inner.left(), inner.top(), side, inner.height())
        paint_icon(painter, place, icon, ink)
        used = side + theme.px(_GAP)
        inner = inner.adjusted(0, 0, -used, 0) if right_to_left else inner.adjusted(used, 0, 0, 0)
    paint.line_of_text(painter, inner, words)
    painter.restore()


class Chip(QLabel):
    """One chip. ``kind`` is neutral, accent, ok, warn or bad; 22 px high, 18 px with ``small``."""

    def __init__(
        self, theme: ThemeSource, words: str, kind: str = "neutral", *, icon: str | None = None, small: bool = False
    ) -> None:
        super().__init__(words)
        self._theme = theme
        self._kind = kind
        self._icon = icon
        self._height = 18 if small else 22
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def show_chip(self, words: str, kind: str = "neutral", icon: str | None = None) -> None:
        """Change words, kind and icon."""
        self._kind = kind
        self._icon = icon
        self.setText(words)
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size of the chip."""
        return chip_size(self._theme.theme, self.text(), self._icon, height=self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the chip: it is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        paint_chip(painter, self._theme.theme, QRectF(self.rect()), self.text(), self._kind, self._icon)
        painter.end()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
