"""What the screen says while there is no cohort."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.empty_state import EmptyState


class NoCohortPane(Pane):
    """Leads to the list of candidates, from which cohorts come."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        told = EmptyState(tools.theme, framed=False)
        detail = _("A cohort begins with its candidates. Take in their list, or portfolios that name a cohort.")
        told.show_empty("people", _("There is no cohort here yet"), detail)
        go = button(tools.theme, _("Take in a list of candidates"), kind="primary")
        go.setObjectName("goToCandidates")
        go.clicked.connect(partial(self.left_for.emit, "candidates", {}))
        told.add_action(go)
        column = QVBoxLayout(self)
        column.addWidget(told)
