"""Insights: how a cohort did, how that changes over cohorts, what teachers need, and examples of good practice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from certdesk.actions.leading import may_lead
from certdesk.core.changes import Change, Kind
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.insights.desk import InsightsDesk
from certdesk.ui.screens.insights.head import PAGE, InsightsHead, printable
from certdesk.ui.screens.insights.insights_pane import InsightsPane
from certdesk.ui.screens.insights.printing import InsightPrinting
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import PaneScreen, at_desk
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.segment import Choice

COHORT, TRENDS, NEEDS, EXEMPLARS = "cohort", "trends", "needs", "exemplars"
SCHOOLS, CLOSED = "schools", "closed"


def _cohort(tools: Tools, desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.overview_pane import OverviewPane

    return OverviewPane(tools, desk)


def _trends(tools: Tools, desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.trends_pane import TrendsPane

    return TrendsPane(tools, desk)


def _needs(tools: Tools, desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.needs_pane import NeedsPane

    return NeedsPane(tools, desk)


def _exemplars(tools: Tools, desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.exemplars_pane import ExemplarsPane

    return ExemplarsPane(tools, desk)


def _schools(tools: Tools, desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.schools_pane import SchoolsPane

    return SchoolsPane(tools, desk)


def _closed(tools: Tools, _desk: InsightsDesk) -> Pane:
    from certdesk.ui.screens.insights.closed_pane import ClosedPane

    return ClosedPane(tools)


_PANES: dict[str, Callable[[Tools, InsightsDesk], Pane]] = {
    COHORT: _cohort,
    TRENDS: _trends,
    NEEDS: _needs,
    EXEMPLARS: _exemplars,
    SCHOOLS: _schools,
    CLOSED: _closed,
}


def views() -> tuple[Choice, ...]:
    """Return the pages that have a button."""
    return (
        Choice(COHORT, _("Cohort")),
        Choice(TRENDS, _("Trends")),
        Choice(NEEDS, _("Needs")),
        Choice(EXEMPLARS, _("Exemplars")),
    )


class InsightsScreen(PaneScreen):
    """Its panes come together here."""

    def __init__(self, tools: Tools) -> None:
        self.desk = InsightsDesk(tools)
        super().__init__(tools, at_desk(self.desk, _PANES), COHORT)
        self.desk.setParent(self)
        self.head = InsightsHead(tools, self.desk, views())
        self.head.view_chosen.connect(lambda name: self.go_to(name, {}))
        self.head.cohort_chosen.connect(self._on_cohort)
        self.head.print_asked.connect(self.print)
        self.printing = InsightPrinting(tools, self)
        self.printing.noticed.connect(self.noticed)
        self.desk.counting.connect(self._on_counting)
        self.desk.told.connect(self._renew)
        self.desk.failed.connect(self._on_failed)
        self.lay_out_under(self.head)

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]`` of ``params["cohort"]``, or what was shown; who marks for others sees none."""
        if not may_lead(self.tools.session.workspace):
            self.show_pane(CLOSED, params)
            return
        if params.get("open"):
            self._open(Path(str(params["open"])))
        self.desk.choose(str(params.get("cohort", "")))
        name = str(params.get("pane", self.current))
        self.show_pane(name if name in _PANES and name != CLOSED else COHORT, params)
        self.desk.count()  # while another screen was in front nothing was told

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is."""
        self.head.setVisible(self.current != CLOSED)
        if self.current in {one.key for one in views()}:
            self.head.views.set_current(self.current)
        self.head.renew()
        super().enter_pane(pane, params)

    def on_changed(self, change: Change) -> None:
        """Count again, and pass it on; cohorts may have come or gone."""
        if self.current == CLOSED:
            return
        if change.kinds & (Kind.COHORT | Kind.PERSON):
            self.desk.choose(self.desk.cohort.id if self.desk.cohort else "")
        self.desk.on_changed(change)
        super().on_changed(change)

    def print(self, key: str) -> None:
        """Make a document or a table; a coordinator's page asks first for which schools."""
        told = self.desk.now
        if told is None or told.figures.hidden:
            return
        if key == PAGE:
            self.go_to(SCHOOLS, {"back": self.current})
        else:
            self.printing.make(key, told.figures)

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to the pages, and what can be printed."""
        if self.current == CLOSED or not self.has_pane:
            return super().commands() if self.has_pane else ()
        group = _("Insights")
        going = self.ways_to(((one.key, one.words) for one in views()), "insights", group)
        printing = tuple(
            Command(f"insights.print.{key}", words.rstrip("…"), (), partial(self.print, key), self._can_print,
                    group=group)
            for key, words in printable()
        )  # fmt: skip
        return (*super().commands(), *going, *printing)

    def place(self) -> Params:
        """Return the page that is shown, of which cohort."""
        cohort = self.desk.cohort
        return {"pane": self.current, "cohort": cohort.id if cohort else "", **self.pane.place()}

    def _made(self, name: str) -> Pane:
        new = name not in self._panes
        pane = super()._made(name)
        asking = getattr(pane, "print_asked", None)
        if new and asking is not None:
            asking.connect(self.print)
        making = getattr(pane, "make_asked", None)
        if new and making is not None:
            making.connect(self._make_page)
        return pane

    def _can_print(self) -> bool:
        return self.desk.now is not None and not self.desk.now.figures.hidden

    def _make_page(self, schools: tuple[str, ...], back: str) -> None:
        told = self.desk.now
        if told is not None and self.printing.make(PAGE, told.figures, schools):
            self.go_to(back, {})

    def _renew(self) -> None:
        if self.has_pane and self.current != CLOSED and self.isVisible():
            self.head.renew()
            if isinstance(self.pane, InsightsPane):  # the library of examples has no figures
                self.pane.enter({})

    def _on_counting(self) -> None:
        if self.desk.now is None:  # what is shown stays until something else is known
            self._renew()

    def _on_cohort(self, cohort_id: str) -> None:
        self.desk.choose(cohort_id)
        self.desk.count()

    def _on_failed(self, problem: Exception) -> None:
        self._renew()
        self.pane.say_problem(problem)

    def _open(self, path: Path) -> None:
        if not self.tools.dialogs.hand_over(path):
            words = _("No program of this computer opens {file}.").format(file=path.name)
            self.noticed.emit(Notice(words, "warn", _("It lies in {folder}.").format(folder=path.parent)))
