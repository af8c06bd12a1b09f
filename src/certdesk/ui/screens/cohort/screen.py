"""Cohort: its pages, and which cohort they are about."""

from __future__ import annotations

from collections.abc import Callable

from certdesk.actions.leading import may_lead
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.cohort.cohort_pane import CohortPane
from certdesk.ui.screens.cohort.desk import CohortDesk
from certdesk.ui.screens.cohort.head import CohortHead
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import PaneScreen, at_desk
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.viewers.media_quiet import prepare_multimedia

OVERVIEW, ALLOCATION, SECOND, AGREEMENT, MODERATION = "overview", "allocation", "second", "agreement", "moderation"
ASSESSORS, POLICY, NONE, CLOSED = "assessors", "policy", "none", "closed"


def _overview(tools: Tools, desk: CohortDesk) -> Pane:
    prepare_multimedia()  # what plays recordings talks as soon as it is loaded
    from certdesk.ui.screens.cohort.overview_pane import OverviewPane

    return OverviewPane(tools, desk)


def _allocation(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.allocation_pane import AllocationPane

    return AllocationPane(tools, desk)


def _agreement(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.agreement_pane import AgreementPane

    return AgreementPane(tools, desk)


def _moderation(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.moderation_pane import ModerationPane

    return ModerationPane(tools, desk)


def _second(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.second_pane import SecondPane

    return SecondPane(tools, desk)


def _assessors(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.assessors_pane import AssessorsPane

    return AssessorsPane(tools, desk)


def _policy(tools: Tools, desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.policy_pane import PolicyPane

    return PolicyPane(tools, desk)


def _none(tools: Tools, _desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.no_cohort_pane import NoCohortPane

    return NoCohortPane(tools)


def _closed(tools: Tools, _desk: CohortDesk) -> Pane:
    from certdesk.ui.screens.cohort.closed_pane import ClosedPane

    return ClosedPane(tools)


_PANES: dict[str, Callable[[Tools, CohortDesk], Pane]] = {
    OVERVIEW: _overview,
    ALLOCATION: _allocation,
    SECOND: _second,
    AGREEMENT: _agreement,
    MODERATION: _moderation,
    ASSESSORS: _assessors,
    POLICY: _policy,
    NONE: _none,
    CLOSED: _closed,
}


def tabs() -> tuple[tuple[str, str], ...]:
    """Return the pages that have a tab."""
    return (
        (OVERVIEW, _("Overview")),
        (ALLOCATION, _("Allocation")),
        (SECOND, _("Second marks")),
        (AGREEMENT, _("Agreement and severity")),
        (MODERATION, _("Moderation sample")),
        (ASSESSORS, _("Assessors")),
        (POLICY, _("Policy")),
    )


class CohortScreen(PaneScreen):
    """Its panes come together here."""

    def __init__(self, tools: Tools) -> None:
        self.desk = CohortDesk(tools)
        super().__init__(tools, at_desk(self.desk, _PANES), OVERVIEW)
        self.desk.setParent(self)
        self.head = CohortHead(tools, self.desk, tabs())
        self.head.chosen.connect(self._on_tab)
        self.head.cohort_chosen.connect(self._on_cohort)
        self.head.asked.connect(self.on_asked)
        self.head.noticed.connect(self.noticed)
        self.head.left_for.connect(self.left_for)
        self.lay_out_under(self.head)

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]`` of ``params["cohort"]``, or what was shown; who marks for others sees none."""
        if not may_lead(self.tools.session.workspace):
            self.show_pane(CLOSED, params)
            return
        self.desk.look_again()
        self.desk.choose(str(params.get("cohort", "")))
        self.show_pane(self._wanted(str(params.get("pane", self.current))), params)
        if isinstance(self.pane, CohortPane):
            self.pane.begin()

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which page it is of which cohort."""
        self.head.setVisible(self.current not in (CLOSED, NONE))
        self.head.tabs.set_current(self.current)
        self.head.renew()
        super().enter_pane(pane, params)

    def on_changed(self, change: Change) -> None:
        """Pass it on; cohorts may have come or gone."""
        if self.current == CLOSED:
            return
        if change.kinds & (Kind.COHORT | Kind.PERSON):
            before = self.desk.cohort_id
            self.desk.choose(self.desk.cohort_id)
            wanted = self._wanted(self.current)
            if wanted != self.current or before != self.desk.cohort_id:
                self.go_to(wanted, {})
                return
        super().on_changed(change)
        self.head.renew()

    def on_asked(self, name: str, params: Params) -> None:
        """Go where a pane asks for, also in another cohort."""
        if params.get("cohort"):
            self.desk.choose(str(params["cohort"]))
        self.go_to(NONE if params.get("make") else self._wanted(name), params)

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to the pages, and what can be done in the one in front."""
        if self.current in (CLOSED, NONE):
            return super().commands() if self.has_pane else ()
        going = self.ways_to(tabs(), "cohort", _("Cohort"))
        return (*super().commands(), *self.head.commands(), *going)

    def place(self) -> Params:
        """Return the page that is shown, of which cohort."""
        return {"pane": self.current, "cohort": self.desk.cohort_id, **self.pane.place()}

    def _wanted(self, name: str) -> str:
        if not self.desk.cohort_id:
            return NONE
        return name if name in _PANES and name not in (CLOSED, NONE) else OVERVIEW

    def _on_tab(self, name: str) -> None:
        self.go_to(name, {})

    def _on_cohort(self, cohort_id: str) -> None:
        self.desk.choose(cohort_id)
        self.go_to(self._wanted(self.current), {})
