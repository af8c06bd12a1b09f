"""A page of Insights while there is nothing to show yet: what it will say, and what comes before."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState


class WaitingPane(Pane):
    """Says what belongs here, and leads to the cohort."""

    def __init__(self, tools: Tools, heading: str, detail: str) -> None:
        super().__init__(tools)
        told = EmptyState(tools.theme, framed=False)
        told.show_empty("chart", heading, detail)
        go = button(tools.theme, _("Go to the cohort"), kind="primary")
        go.setObjectName("goToCohort")
        go.clicked.connect(partial(self.left_for.emit, "cohort", {}))
        told.add_action(go)
        column = QVBoxLayout(self)
        column.addWidget(told)
