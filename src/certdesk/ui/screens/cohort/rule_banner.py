"""What the programme's table says about marks: a line, and the reason below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.card import Card
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.paragraph import Paragraph


class RuleBanner(Card):
    """Amber where something has to be done, quiet where it is settled."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setObjectName("disputeBanner")
        self._icon = IconView(theme, "scales", "warn")
        self._rule = Paragraph(theme, role="name")
        self._rule.setObjectName("disputeRule")
        self._detail = Paragraph(theme, role="small", tone="text2")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._rule)
        told.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        self.body.addLayout(row)

    def show_rule(self, rule: str, detail: str, *, waits: bool) -> None:
        """Show a line and its reason; ``waits`` where somebody has to act."""
        self._rule.show_text(rule)
        self._detail.show_text(detail)
        self._icon.show_icon("scales", "warn" if waits else "text2")
        self.set_tone("warn" if waits else "sunken")
