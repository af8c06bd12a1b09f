"""What somebody sees who marks for a programme: who else marks what, and how, is the lead's to know."""

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
        why = _("It shows who else marks a portfolio and how. Assessors judge best without knowing that.")
        column = QVBoxLayout(self)
        column.addWidget(closed_page(tools.theme, _("The programme’s lead keeps the cohort"), why))
