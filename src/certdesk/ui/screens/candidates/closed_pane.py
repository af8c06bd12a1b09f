"""What somebody sees who assesses for a programme: the list would tell whose work they judge."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.empty_state import EmptyState


class ClosedPane(Pane):
    """Says who keeps the list."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        told = EmptyState(tools.theme, framed=False)
        why = _("It tells which code stands for whom, and assessors don’t see that before the results are released.")
        told.show_empty("hidden", _("The coordinator keeps the list of candidates"), why)
        column = QVBoxLayout(self)
        column.addWidget(told)
