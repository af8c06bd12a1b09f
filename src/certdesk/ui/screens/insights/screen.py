"""Insights: how a cohort did, how that changes over cohorts, what teachers need, and examples of good practice."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.actions.leading import may_lead
from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

COHORT, TRENDS, NEEDS, EXEMPLARS, CLOSED = "cohort", "trends", "needs", "exemplars", "closed"


def _waiting(tools: Tools, heading: str, detail: str) -> Pane:
    from certdesk.ui.screens.insights.waiting_pane import WaitingPane

    return WaitingPane(tools, heading, detail)


def _cohort(tools: Tools) -> Pane:
    detail = _("When a cohort is released, this shows how its teachers are placed, criterion by criterion.")
    return _waiting(tools, _("No cohort is released yet"), detail)


def _trends(tools: Tools) -> Pane:
    detail = _("When two cohorts are released, this shows what changed between them, each with its error band.")
    return _waiting(tools, _("There is nothing to compare yet"), detail)


def _needs(tools: Tools) -> Pane:
    detail = _("When a cohort is released, this shows where teachers need help, and what could help them.")
    return _waiting(tools, _("No needs are known yet"), detail)


def _exemplars(tools: Tools) -> Pane:
    detail = _("Evidence that shows good practice can be kept here, with the consent of those who are on it.")
    return _waiting(tools, _("No examples yet"), detail)


def _closed(tools: Tools) -> Pane:
    from certdesk.ui.screens.insights.closed_pane import ClosedPane

    return ClosedPane(tools)


_PANES: dict[str, MakePane] = {
    COHORT: _cohort,
    TRENDS: _trends,
    NEEDS: _needs,
    EXEMPLARS: _exemplars,
    CLOSED: _closed,
}


class InsightsScreen(PaneScreen):
    """Its panes come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, COHORT)
        choices = (
            Choice(COHORT, _("Cohort")),
            Choice(TRENDS, _("Trends")),
            Choice(NEEDS, _("Needs")),
            Choice(EXEMPLARS, _("Exemplars")),
        )
        self._views = Segment(tools.theme, choices, COHORT)
        self._views.setObjectName("insightsViews")
        self._views.chosen.connect(self._on_view)
        self._bar = TopBar(tools.theme)
        self._bar.add_leading(label(_("Insights"), "title"))
        self._bar.add_trailing(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.stack, 1)

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]``, or the one that was shown; who marks for others sees none."""
        name = str(params.get("pane", self.current))
        name = name if name in _PANES and name != CLOSED else COHORT
        self.show_pane(name if may_lead(self.tools.session.workspace) else CLOSED, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is."""
        self._bar.setVisible(self.current != CLOSED)
        self._views.set_current(self.current)
        super().enter_pane(pane, params)

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self.current, **self.pane.place()}

    def _on_view(self, name: str) -> None:
        self.go_to(name, {})
