"""Cards: a surface with a border that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from certdesk.ui.widgets.labels import label


def card(title: str = "", *, tone: str = "", name: str = "") -> Card:
    """Return a card. Tones: accent (continue here), sunken, ok, warn, bad, standard (met), below (not yet)."""
    made = Card(title)
    made.set_tone(tone)
    made.setObjectName(name)
    return made


class Card(QFrame):
    """A card with an optional title row; put the content into ``body``, small actions into the title row."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("surface", "card")
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 14)
        outer.setSpacing(8)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._title = label(title, "label")
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        outer.addLayout(self._head)
        self._title.setVisible(bool(title))  # only now, as part of the card: alone it would be a window
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    def set_flush(self) -> None:
        """Let the content reach the border: tables, paper."""
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)

    def show_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def add_action(self, action: QWidget) -> None:
        """Put a widget at the end of the title row."""
        self._head.addWidget(action)

    def set_tone(self, tone: str) -> None:
        """Change the tone; empty for the plain one."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
