"""Keys of the keyboard as small caps: in buttons, in the palette, in the key map."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from certdesk.core.words import _
from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.theme.theme import Theme

_HEIGHT = 18
_GAP = 4


def key_words(sequence: str) -> tuple[str, ...]:
    """Return the keys of a shortcut as people see them: ``Ctrl+Return`` becomes ``("Ctrl", "Enter")``."""
    shown = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText) or sequence
    plus = shown.endswith("+")
    parts = shown.removesuffix("+").split("+") if plus else shown.split("+")
    keys = [part for part in parts if part] + (["+"] if plus else [])
    return tuple(_names().get(key, key) for key in keys)


def _names() -> dict[str, str]:
    return {
        "Return": _("Enter"),
        "Enter": _("Enter"),
        "Backtab": _("Tab"),
        "Escape": _("Esc"),
        "Space": _("Space"),
        "PgUp": _("Page up"),
        "PgDown": _("Page down"),
        "Up": "↑",
        "Down": "↓",
        "Left": "←",
        "Right": "→",
    }


def key_size(theme: Theme, words: str) -> QSize:
    """Return the size in px of the cap for ``words``."""
    width = QFontMetricsF(theme.font("tiny")).horizontalAdvance(words) + theme.px(12)
    return QSize(max(round(width + 0.5), theme.px(_HEIGHT)), theme.px(_HEIGHT))


def paint_key(painter: QPainter, theme: Theme, cap: QRectF, words: str, *, on: QColor | None = None) -> None:
    """Draw one cap into ``cap``; ``on`` is the colour of text and border where it lies on a filled button."""
    painter.save()
    if on is None:
        paint.box(painter, cap, theme.px(4), fill=theme.color("surface"), border=theme.color("line2"))
    else:
        paint.box(painter, cap, theme.px(4), border=QColor(on.red(), on.green(), on.blue(), 150))
    painter.setFont(theme.font("tiny"))
    painter.setPen(on or theme.color("text2"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, words)
    painter.restore()


def keys_width(theme: Theme, keys: tuple[str, ...]) -> int:
    """Return the width in px of several caps side by side."""
    return sum(key_size(theme, key).width() for key in keys) + _GAP * max(0, len(keys) - 1)


def paint_keys(painter: QPainter, theme: Theme, right: float, middle: float, keys: tuple[str, ...]) -> None:
    """Draw caps side by side, ending at ``right`` and centred on ``middle``."""
    left = right - keys_width(theme, keys)
    for key in keys:
        size = key_size(theme, key)
        paint_key(painter, theme, QRectF(left, middle - size.height() / 2, size.width(), size.height()), key)
        left += size.width() + _GAP


class KeyCap(QLabel):
    """One key or combination in one cap, such as ``Ctrl K``."""

    def __init__(self, theme: ThemeSource, words: str) -> None:
        super().__init__(words)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return key_size(self._theme.theme, self.text())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the cap: it is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        paint_key(painter, self._theme.theme, QRectF(self.rect()), self.text())
        painter.end()
