"""What somebody is asked for, where it is not everything: one line below the head."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from certdesk.core.asked import asked_sentence
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


class AskedLine(QFrame):
    """Hidden where every criterion is asked for."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("askedLine")
        self.setProperty("surface", "panel")
        self._words = Paragraph(theme)
        self._words.setObjectName("askedWords")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        row.addWidget(IconView(theme, "info", "accent", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_asked(self, asked: tuple[str, ...]) -> None:
        """Name the criteria that are asked for; nothing where it is all of them."""
        self._words.show_text(asked_sentence(asked))
        self.setVisible(bool(asked))
