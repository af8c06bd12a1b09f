"""A line between a viewer's head and the item: which program made the view, what is missing, what went wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.paragraph import Paragraph


class Remark(QWidget):
    """Takes no room while it has nothing to say."""

    def __init__(self, themes: ThemeSource) -> None:
        super().__init__()
        self._words = Paragraph(themes, role="small", tone="text3")
        self._words.setObjectName("viewerRemark")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addWidget(self._words)
        self.hide()

    def say(self, words: str, *, warning: bool = False) -> None:
        """Say something, or nothing."""
        self._words.show_text(words, tone="warn" if warning else "text3")
        self.setVisible(bool(words))
