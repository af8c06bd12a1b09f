"""The head of a screen of several pages: its title and actions on one line, the tabs below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.tabs import Tabs

_SIDE, _LINE = 24, 32


class ScreenHead(QFrame):
    """``chosen(key)`` says which tab was chosen. What belongs to the title follows it, actions stand at the end."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, title: str, tabs: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setObjectName("screenHead")
        self.setProperty("surface", "head")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = label(title, "title")
        self._title.setObjectName("screenTitle")
        self._theme = theme
        self.tabs = Tabs(theme, tabs)
        self.tabs.setObjectName("screenTabs")
        self.tabs.setAccessibleName(title)
        self.tabs.chosen.connect(self.chosen)
        self._leading, self._trailing = QHBoxLayout(), QHBoxLayout()
        for group in (self._leading, self._trailing):
            group.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title)
        line.addLayout(self._leading)
        line.addStretch(1)
        line.addLayout(self._trailing)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 12, _SIDE, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.tabs)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._title.setMinimumHeight(self._theme.px(_LINE))  # buttons come and go, the tabs stay where they are

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self.tabs.setAccessibleName(title)

    def add_leading(self, *widgets: QWidget) -> None:
        """Put widgets behind the title."""
        for widget in widgets:
            self._leading.addWidget(widget)

    def add_trailing(self, *widgets: QWidget) -> None:
        """Put actions at the end of the line."""
        for widget in widgets:
            self._trailing.addWidget(widget)
