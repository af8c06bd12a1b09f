"""Tabs: words with a line under the current one, no boxes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar

from certdesk.ui.theme import paint
from certdesk.ui.theme.source import ThemeSource

_HEIGHT, _GAP, _LINE = 36, 20, 2


class Tabs(QTabBar):
    """A row of tabs, each with a key of its own. Arrow keys go from one to the next."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, tabs: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("ring", "inside")
        self.setDrawBase(False)
        self.setDocumentMode(True)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.show_tabs(tabs)
        self.currentChanged.connect(self._on_changed)
        theme.changed.connect(self._dress)

    def show_tabs(self, tabs: tuple[tuple[str, str], ...], current: str = "") -> None:
        """Show tabs as pairs of key and words; tells nobody."""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for key, words in tabs:
            place = self.addTab(words.replace("&", "&&"))
            self.setTabData(place, key)
        self.blockSignals(False)
        if tabs:
            self.set_current(current or tabs[0][0])

    def set_current(self, key: str) -> None:
        """Show a tab as current; tells nobody."""
        for place in range(self.count()):
            if self.tabData(place) == key:
                self.blockSignals(True)
                self.setCurrentIndex(place)
                self.blockSignals(False)
        self.update()

    def current(self) -> str:
        """Return the key of the current tab."""
        return str(self.tabData(self.currentIndex()) or "")

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab: its words and the gap after them."""
        theme = self._theme.theme
        width = QFontMetricsF(theme.font("name")).horizontalAdvance(self._words(index))
        return QSize(round(width + 1) + theme.px(_GAP), theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same size: words are not cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, the line under the current one, and the ring when it has the keyboard."""
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setFont(theme.font("name"))
        for place in range(self.count()):
            current = place == self.currentIndex()
            frame = QRectF(self.tabRect(place))
            gap = theme.px(_GAP)
            words = frame.adjusted(0, 0, -gap, 0)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                words = frame.adjusted(gap, 0, 0, 0)
            ink = "text" if current else "text3" if not self.isTabEnabled(place) else "text2"
            painter.setPen(theme.color(ink))
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, self._words(place))
            if current:
                under = QRectF(words.left(), self.height() - _LINE, words.width(), _LINE)
                painter.fillRect(paint.snapped(painter, under), theme.color("accent"))
                if self.hasFocus():
                    paint.ring(painter, words.adjusted(-4, 4, 4, -6), 6, theme.color("accent"))
        painter.end()

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _on_changed(self, _index: int) -> None:
        self.chosen.emit(self.current())

    def _dress(self) -> None:
        self.setFont(self._theme.font("name"))
        self.updateGeometry()
        self.update()
