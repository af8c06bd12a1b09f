"""The bar at the top of a screen: where I am on the left, views and quiet icons on the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from certdesk.ui.theme.source import ThemeSource

_HEIGHT = 48


class TopBar(QFrame):
    """Three groups of widgets: leading (where I am), middle (stays in the middle), trailing (views, actions)."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setProperty("surface", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        self.leading = _group()
        self.middle = _group()
        self.trailing = _group()
        row.addLayout(self.leading, 0)
        row.addStretch(1)
        row.addLayout(self.middle, 0)
        row.addStretch(1)
        row.addLayout(self.trailing, 0)
        theme.changed.connect(self._dress)
        self._dress()

    def add_leading(self, *widgets: QWidget) -> None:
        """Put widgets at the beginning: back, code, title."""
        for widget in widgets:
            self.leading.addWidget(widget)

    def add_middle(self, widget: QWidget) -> None:
        """Put a widget into the middle, where it may take the room that is left."""
        self.middle.addWidget(widget, 1)

    def add_trailing(self, *widgets: QWidget) -> None:
        """Put widgets at the end: views, then quiet icons, then the palette."""
        for widget in widgets:
            self.trailing.addWidget(widget)

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT))


def _group() -> QHBoxLayout:
    group = QHBoxLayout()
    group.setSpacing(8)
    return group
