"""Cohort: its pages, and which cohort they are about."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.leading import may_lead
from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.screen_head import ScreenHead

OVERVIEW, CLOSED = "overview", "closed"


def _overview(tools: Tools) -> Pane:
    from certdesk.ui.screens.cohort.no_cohort_pane import NoCohortPane

    return NoCohortPane(tools)


def _closed(tools: Tools) -> Pane:
    from certdesk.ui.screens.cohort.closed_pane import ClosedPane

    return ClosedPane(tools)


_PANES: dict[str, MakePane] = {OVERVIEW: _overview, CLOSED: _closed}


class CohortScreen(PaneScreen):
    """Its panes come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, OVERVIEW)
        self._head = ScreenHead(tools.theme, _("Cohort"), ((OVERVIEW, _("Overview")),))
        self._head.chosen.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.stack, 1)

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]``, or the one that was shown; who marks for others sees none."""
        name = str(params.get("pane", self.current))
        name = name if name in _PANES and name != CLOSED else OVERVIEW
        self.show_pane(name if may_lead(self.tools.session.workspace) else CLOSED, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which page it is."""
        self._head.setVisible(self.current != CLOSED)
        self._head.tabs.set_current(self.current)
        super().enter_pane(pane, params)

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self.current, **self.pane.place()}

    def _on_tab(self, name: str) -> None:
        self.go_to(name, {})
