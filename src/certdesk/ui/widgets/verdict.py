"""The answer of a check in large words: an emblem, a heading, what it means, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph

_EMBLEMS = {
    "ok": ("shield", "ok"),
    "warn": ("shield_warning", "warn"),
    "info": ("shield_unknown", "text2"),
    "bad": ("shield_error", "bad"),
}


class Verdict(Card):
    """A panel in the colour of the answer: ok (genuine), warn (but...), info (cannot tell), bad (not genuine)."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self._theme = theme
        self._emblem = IconView(theme, "shield", "ok", 56)
        self._heading = Paragraph(theme, role="figure")
        self._heading.setObjectName("verdictHeading")
        self._detail = Paragraph(theme, role="lead")
        self._detail.setObjectName("verdictDetail")
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 8, 0, 0)
        self._actions.setSpacing(8)
        self._actions.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._detail)
        words.addLayout(self._actions)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(16)
        row.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def show_verdict(self, kind: str, heading: str, detail: str) -> None:
        """Show the answer. Raises KeyError for an unknown kind."""
        icon, tone = _EMBLEMS[kind]
        self._emblem.show_icon(icon, tone)
        self._heading.show_text(heading, tone=tone if kind != "info" else "text")
        self._detail.show_text(detail)
        self.set_tone("sunken" if kind == "info" else kind)
        self.setAccessibleName(f"{heading.upper()}. {detail}")

    def add_button(self, action: QPushButton) -> None:
        """Add a button below the words; the first one is the primary."""
        self._actions.insertWidget(self._actions.count() - 1, action)

    def clear_buttons(self) -> None:
        """Take the buttons away, before those of another answer come."""
        while self._actions.count() > 1:
            item = self._actions.takeAt(0)
            gone = item.widget() if item else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
