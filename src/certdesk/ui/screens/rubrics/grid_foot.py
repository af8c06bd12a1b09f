"""The line below the grid: what changed, what could be better, what is missing in another language, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from certdesk.core.words import _, ngettext
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.labels import FileName, label

_HEIGHT, _KEYS_FROM = 40, 720


class GridFoot(QFrame):
    """``hints_asked`` and ``missing_asked`` when their counts are pressed."""

    hints_asked = Signal()
    missing_asked = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._icon = IconView(theme, "info", "text3", 16)
        self._words = FileName(theme, "", role="small", tone="text3", middle=False)
        self._words.setObjectName("gridSays")
        self.hints = button(theme, "", kind="quiet", icon="idea", size="small")
        self.hints.setObjectName("hints")
        self.missing = button(theme, "", kind="quiet", size="small")
        self.missing.setObjectName("missing")
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(4)
        for cap, words in (("Tab", _("next cell")), ("Alt ↑ ↓", _("move row"))):
            keys.addWidget(KeyCap(theme, cap))
            keys.addWidget(label(words, "small", "text3"))
            keys.addSpacing(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.missing)
        row.addWidget(self.hints)
        row.addWidget(self._keys)
        self.hints.clicked.connect(self.hints_asked)
        self.missing.clicked.connect(self.missing_asked)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_counts(0, 0, "")

    def show_words(self, words: str) -> None:
        """Say something about the cell in front, or about the whole."""
        self._words.show_text(words)
        self._icon.setVisible(bool(words))

    def show_counts(self, hints: int, missing: int, language: str) -> None:
        """Show how many hints there are, and how many texts a language lacks."""
        self.hints.set_words(ngettext("{count} hint", "{count} hints", hints).format(count=hints))
        self.hints.setVisible(hints > 0)
        language = f"\N{FIRST STRONG ISOLATE}{language}\N{POP DIRECTIONAL ISOLATE}" if language else ""
        text = ngettext("{language}: {count} text missing", "{language}: {count} texts missing", missing)
        complete = _("{language}: complete").format(language=language)
        self.missing.set_words(text.format(language=language, count=missing) if missing else complete)
        self.missing.set_tone("warn" if missing else "ok")
        self.missing.setVisible(bool(language))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out where there is no room for them."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() > self._theme.px(_KEYS_FROM))

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))
