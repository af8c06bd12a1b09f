"""Buttons: primary, secondary, quiet, danger, destroy; with an icon, with a key inside, or an icon alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from certdesk.ui.icons import paint_icon
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme
from certdesk.ui.widgets.key_cap import key_size, paint_key

_HEIGHTS = {"line": 24, "small": 28, "normal": 32, "large": 36}
_PADDING = {"line": 4, "small": 8, "normal": 12, "large": 16}
_GAP = 6


def button(
    theme: ThemeSource,
    words: str,
    *,
    kind: str = "secondary",
    icon: str | None = None,
    key: str | None = None,
    size: str = "normal",
) -> Button:
    """Return a button. Kinds: primary, secondary, quiet, danger, destroy, link. Sizes: line, small, normal, large.

    Heights are 24, 28, 32 and 36 px. ``icon`` names an icon; ``key`` is what a key cap inside says, such as ``Enter``.
    """
    made = Button(theme, words, kind)
    made.set_icon(icon)
    made.set_key(key)
    made.set_size(size)
    return made


def icon_button(
    theme: ThemeSource, icon: str, words: str, *, key: str | None = None, kind: str = "quiet", size: str = "normal"
) -> Button:
    """Return a button with an icon alone; ``words`` and ``key`` are in the tooltip, ``words`` for screen readers."""
    made = button(theme, words, kind=kind, icon=icon, size=size)
    made.set_words_shown(shown=False)
    made.setToolTip(f"{words} ({key})" if key else words)
    return made


class Button(QPushButton):
    """A push button: the style sheet draws the box, this class what is inside."""

    def __init__(self, theme: ThemeSource, words: str, kind: str = "secondary") -> None:
        super().__init__()
        self._theme = theme
        self._icon: str | None = None
        self._trailing: str | None = None
        self._key: str | None = None
        self._words = ""
        self._words_shown = True
        self._size = "normal"
        self._tone = ""
        self._measured: tuple[Theme, list[tuple[str, str, float]]] | None = None
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(words)
        theme.changed.connect(self._dress)

    @property
    def words(self) -> str:
        """What the button says."""
        return self._words

    def set_words(self, words: str) -> None:
        """Change what the button says."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self._dress()

    def set_icon(self, icon: str | None, *, trailing: str | None = None) -> None:
        """Change the icon before the words, and the one after them (such as ``chevron_down`` for a menu)."""
        self._icon = icon
        self._trailing = trailing
        self._dress()

    def set_key(self, key: str | None) -> None:
        """Change the key cap inside."""
        self._key = key
        self._dress()

    def set_kind(self, kind: str) -> None:
        """Change the kind, such as from secondary to primary."""
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._dress()

    def set_size(self, size: str) -> None:
        """Change the size: line, small, normal or large."""
        self._size = size if size in _HEIGHTS else "normal"
        self._dress()

    def set_tone(self, tone: str) -> None:
        """Write in another colour, such as ``bad`` for a quiet Stop."""
        self._tone = tone
        self.update()

    def set_words_shown(self, *, shown: bool) -> None:
        """Show the words, or the icon alone."""
        self._words_shown = shown
        self._dress()

    def sizeHint(self) -> QSize:
        """Return the size that holds icon, words and key."""
        theme = self._theme.theme
        height = theme.px(_HEIGHTS[self._size])
        if not self._words_shown:
            return QSize(height, height)
        padding = 0 if self.property("kind") == "link" else theme.px(_PADDING[self._size])
        return QSize(round(self._content_width() + 0.5) + 2 * padding + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Return the size that holds everything: words on buttons are not cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Let the style sheet draw the box, then draw the content in its middle."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_content(painter)
        painter.end()

    def _paint_content(self, painter: QPainter) -> None:
        theme, ink = self._theme.theme, self._ink()
        left = (self.width() - self._content_width()) / 2
        for kind, what, width in self._parts():
            place = QRectF(left, 0, width, self.height())
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                place.moveRight(self.width() - left)
            if kind == "icon":
                paint_icon(painter, place, what, ink)
            elif kind == "words":
                painter.setFont(self._font())
                painter.setPen(ink)
                paint.line_of_text(painter, place, what, Qt.AlignmentFlag.AlignHCenter)
            else:
                size = key_size(theme, what)
                cap = QRectF(place.x(), (self.height() - size.height()) / 2, size.width(), size.height())
                paint_key(painter, theme, cap, what, on=ink if self._filled() or not self.isEnabled() else None)
            left += width + theme.px(_GAP)

    def _parts(self) -> list[tuple[str, str, float]]:
        """Return what is inside with its width (px); measured once, because layouts ask again and again."""
        theme = self._theme.theme
        if self._measured is None or self._measured[0] is not theme:
            self._measured = theme, self._measure(theme)
        return self._measured[1]

    def _measure(self, theme: Theme) -> list[tuple[str, str, float]]:
        parts: list[tuple[str, str, float]] = []
        side = theme.px(16 if self._words_shown else 20)
        if self._icon:
            parts.append(("icon", self._icon, side))
        if self._words_shown and self._words:
            parts.append(("words", self._words, QFontMetricsF(self._font()).horizontalAdvance(self._words) + 1))
        if self._trailing and self._words_shown:
            parts.append(("icon", self._trailing, side))
        if self._key and self._words_shown:
            parts.append(("key", self._key, key_size(theme, self._key).width()))
        return parts

    def _content_width(self) -> float:
        parts = self._parts()
        return sum(width for _kind, _what, width in parts) + self._theme.px(_GAP) * max(0, len(parts) - 1)

    def _font(self) -> QFont:
        return self._theme.font("column" if self._size == "small" else "name")

    def _filled(self) -> bool:
        return self.property("kind") in ("primary", "destroy")

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self._theme.color("text3")
        if self.isChecked():
            return self._theme.color("accent-text")
        if self._tone:
            return self._theme.color(self._tone)
        inks = {
            "primary": "on-accent",
            "quiet": "text2",
            "danger": "bad",
            "destroy": "surface",
            "link": "accent-text",
        }
        return self._theme.color(inks.get(str(self.property("kind")), "text"))

    def _dress(self) -> None:
        self._measured = None
        self.updateGeometry()
        self.update()
