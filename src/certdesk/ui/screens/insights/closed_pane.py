"""What somebody sees who marks for a programme: how everybody did is the lead's to tell."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.closed_page import closed_page


class ClosedPane(Pane):
    """Says who sees it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        why = _("Insights stand on everybody’s marks, and assessors judge best without knowing those of others.")
        column = QVBoxLayout(self)
        column.addWidget(closed_page(tools.theme, _("The programme’s lead sees the insights"), why))
