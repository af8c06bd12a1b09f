"""One number that matters, what it counts, and how many there are in all; where it leads somewhere, it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_SIDE, _TOP = 14, 10


class StatTile(QPushButton):
    """``clicked`` where `set_leads` said that it leads somewhere; else it is read only."""

    def __init__(self, theme: ThemeSource, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._number, self._rest, self._tone = "", "", "text"
        self.setProperty("kind", "tile")
        self.setProperty("ringRadius", 8)
        self.setAutoDefault(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_leads(leads=False)
        theme.changed.connect(self.updateGeometry)

    def show_number(self, number: str, rest: str = "", *, tone: str = "text", tip: str = "") -> None:
        """Show a number and, smaller, what follows it."""
        self._number, self._rest, self._tone = number, rest, tone
        self.setToolTip(tip)
        self.setAccessibleName(f"{self._words}: {number} {rest}".strip())
        self.setAccessibleDescription(tip)
        self.updateGeometry()
        self.update()

    def set_leads(self, *, leads: bool) -> None:
        """Say whether pressing it leads somewhere."""
        self._leads = leads
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not leads)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that holds all words."""
        theme = self._theme.theme
        small = QFontMetricsF(theme.font("small"))
        second = QFontMetricsF(theme.font("title")).horizontalAdvance(self._number)
        second += small.horizontalAdvance(f" {self._rest}") + 4
        width = max(small.horizontalAdvance(self._words), second) + 2 * _SIDE + 2
        height = theme.line_height("small") + theme.line_height("title") + 2 * _TOP
        return QSize(round(width), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: numbers are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and its two lines."""
        theme = self._theme.theme
        painter = QPainter(self)
        hovered = self._leads and self.underMouse()
        fill = theme.color("hover" if hovered else "surface")
        paint.box(painter, QRectF(self.rect()), 8, fill=fill, border=theme.color("line2" if hovered else "line"))
        first = theme.line_height("small")
        inner = QRectF(self.rect()).adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2"))
        paint.line_of_text(painter, QRectF(inner.left(), inner.top(), inner.width(), first), self._words)
        below = QRectF(inner.left(), inner.top() + first, inner.width(), theme.line_height("title"))
        painter.setFont(theme.font("title", tabular=True))
        painter.setPen(theme.color(self._tone))
        paint.line_of_text(painter, below, self._number)
        used = painter.fontMetrics().horizontalAdvance(self._number) + 5
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rest = below.adjusted(0, 2, -used, 2) if mirrored else below.adjusted(used, 2, 0, 2)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        paint.line_of_text(painter, rest, self._rest)
        painter.end()
