"""The answer of a check in large words: an emblem, a heading, what it means, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.chip import Chip
from certdesk.ui.widgets.emptying import empty
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph

_EMBLEMS = {
    "ok": ("shield", "ok"),
    "warn": ("shield_warning", "warn"),
    "info": ("shield_unknown", "text2"),
    "bad": ("shield_error", "bad"),
    "open": ("shield_plain", "text3"),
}

_CALM = ("info", "open")


class Verdict(Card):
    """A panel in the colour of the answer.

    Kinds: ok (genuine), warn (but...), info (cannot tell), bad (not genuine), open (not known yet).
    """

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("verdict")
        self._theme = theme
        self._emblem = IconView(theme, "shield", "ok", 56)
        self._heading = Paragraph(theme, role="figure")
        self._heading.setObjectName("verdictHeading")
        self._warning = Chip(theme, "", "bad", icon="warning")
        self._warning.setObjectName("verdictWarning")
        self._warning.hide()
        self._detail = Paragraph(theme, role="lead")
        self._detail.setObjectName("verdictDetail")
        self._row = QWidget()
        self._actions = FlowLayout(8)
        self._row.setLayout(self._actions)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._heading)
        words.addWidget(self._warning)
        words.addWidget(self._detail)
        words.addSpacing(4)
        words.addWidget(self._row)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(16)
        row.addWidget(self._emblem, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self._row.hide()

    def show_verdict(self, kind: str, heading: str, detail: str) -> None:
        """Show the answer. Raises KeyError for an unknown kind."""
        icon, tone = _EMBLEMS[kind]
        self._emblem.show_icon(icon, tone)
        self._heading.show_text(heading, tone=tone if kind not in _CALM else "text2" if kind == "open" else "text")
        self._detail.show_text(detail)
        self.set_tone("sunken" if kind in _CALM else kind)
        self.setAccessibleName(f"{heading.upper()}. {detail}")

    def show_warning(self, words: str) -> None:
        """Say loudly what must not be overlooked, such as that it is a rehearsal; nothing takes it away."""
        self._warning.show_chip(words, "bad", "warning")
        self._warning.setVisible(bool(words))
        if words:
            self.setAccessibleName(f"{words}. {self.accessibleName()}")

    def add_button(self, action: QPushButton) -> None:
        """Add a button below the words; the first one is the primary."""
        self._actions.addWidget(action)
        action.show()
        self._row.show()

    def clear_buttons(self) -> None:
        """Take the buttons away, before those of another answer come."""
        empty(self._actions)
        self._row.hide()
