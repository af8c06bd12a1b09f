"""The foot of a card: what is to be known before one presses, and the buttons; below each other where it is narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from certdesk.ui.screens.exchange.change_lines import in_the_middle
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.flow import FlowLayout

_ROOM = 240


class FootRow(QWidget):
    """Buttons stand at the end, the words before or above them; in large text buttons go on below each other."""

    def __init__(self, theme: ThemeSource, note: QWidget, *buttons: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._buttons = buttons
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(16, 12, 16, 12)
        self._box.setSpacing(8)
        self._box.addLayout(in_the_middle(note), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        deeds = FlowLayout()
        for one in buttons:
            deeds.addWidget(one)
        row.addLayout(deeds)
        self._box.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words a line of their own where little would be left for them."""
        super().resizeEvent(event)
        wanted = sum(one.sizeHint().width() + 8 for one in self._buttons if one.isVisibleTo(self))
        narrow = self.width() < wanted + self._theme.px(_ROOM)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
