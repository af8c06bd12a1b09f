"""Results: outcomes of a cohort, what can be issued, certificates, reports, appeals, hand-overs, register, design."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.changes import Change, Kind
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import PaneScreen
from certdesk.ui.screens.results.cohort_desk import ResultsDesk
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.screen_head import ScreenHead
from certdesk.ui.widgets.search_field import SearchField

OUTCOMES, ISSUE, CERTIFICATES, REPORTS = "outcomes", "issue", "certificates", "reports"
APPEALS, HAND_OVER, REGISTER, DESIGN = "appeals", "hand", "register", "design"
_OF_COHORT = frozenset({OUTCOMES, ISSUE, APPEALS, HAND_OVER})
_SEARCH, _WIDEST = 220, 240


def _outcomes(tools: Tools, desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.outcomes_pane import OutcomesPane

    return OutcomesPane(tools, desk)


def _issue(tools: Tools, desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.issue_pane import IssuePane

    return IssuePane(tools, desk)


def _reports(tools: Tools, _desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.issue_pane import IssuePane

    return IssuePane(tools, reports=True)


def _certificates(tools: Tools, _desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.certificates_pane import CertificatesPane

    return CertificatesPane(tools)


def _appeals(tools: Tools, desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.appeals_pane import AppealsPane

    return AppealsPane(tools, desk)


def _hand(tools: Tools, desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.hand_pane import HandPane

    return HandPane(tools, desk)


def _register(tools: Tools, _desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.register_pane import RegisterPane

    return RegisterPane(tools)


def _design(tools: Tools, _desk: ResultsDesk) -> Pane:
    from certdesk.ui.screens.results.design_page import DesignPage

    return DesignPage(tools)


_PANES: dict[str, Callable[[Tools, ResultsDesk], Pane]] = {
    OUTCOMES: _outcomes,
    ISSUE: _issue,
    CERTIFICATES: _certificates,
    REPORTS: _reports,
    APPEALS: _appeals,
    HAND_OVER: _hand,
    REGISTER: _register,
    DESIGN: _design,
}


def views() -> tuple[tuple[str, str], ...]:
    """Return the views in the order of the work."""
    return (
        (OUTCOMES, _("Outcomes")),
        (ISSUE, _("To issue")),
        (CERTIFICATES, _("Certificates")),
        (REPORTS, _("Reports")),
        (APPEALS, _("Appeals")),
        (HAND_OVER, _("Hand over")),
        (REGISTER, _("Register")),
        (DESIGN, _("Design")),
    )


class ResultsScreen(PaneScreen):
    """Its panes and what they ask for come together here."""

    def __init__(self, tools: Tools) -> None:
        self.desk = ResultsDesk(tools)

        def made_with(make: Callable[[Tools, ResultsDesk], Pane]) -> Callable[[Tools], Pane]:
            return lambda tools: make(tools, self.desk)

        super().__init__(tools, {name: made_with(make) for name, make in _PANES.items()}, ISSUE)
        self.desk.setParent(self)
        self._entered = False
        theme = tools.theme
        self._which = ComboBox(theme, _("Cohort"))
        self._which.setObjectName("resultsCohort")
        self._which.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.setMinimumContentsLength(10)
        self._which.chosen.connect(self._on_cohort)
        self._search = SearchField(theme, _("Search"), key="/")
        self._search.setObjectName("searchResults")
        self._search.setFixedWidth(theme.px(_SEARCH))
        self._search.edited.connect(self._on_search)
        # Its place stays where there is nothing to look for, so that the head never moves.
        policy = self._search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._search.setSizePolicy(policy)
        self.head = ScreenHead(theme, _("Results"), views())
        self.head.tabs.setObjectName("resultsViews")
        self.head.chosen.connect(self._on_view)
        self.head.add_leading(self._which)
        self.head.add_trailing(self._search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.stack, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]`` of ``params["cohort"]``, or what was shown; first the outcomes, where a cohort is."""
        self.desk.choose(str(params.get("cohort") or ""))
        first = OUTCOMES if self.desk.cohort is not None and not self._entered else self.current
        self._entered = True
        pane = str(params.get("pane") or first)
        self.show_pane(pane if pane in _PANES else ISSUE, params)

    def commands(self) -> tuple[Command, ...]:
        """Return the ways to the views, and what can be done in the one in front."""
        find = Command("results.find", _("Search results"), ("/", "Ctrl+F"), self._find, icon="search")
        going = tuple(
            Command(f"results.{key}", words, (f"Alt+{number}",), partial(self.go_to, key, {}), group=_("Results"))
            for number, (key, words) in enumerate(views(), 1)
        )
        return (find, *super().commands(), *going)

    def place(self) -> Params:
        """Return the view that is shown, of which cohort."""
        return {"pane": self.current, "cohort": self.desk.cohort_id, **self.pane.place()}

    def on_changed(self, change: Change) -> None:
        """Pass it on; cohorts may have come or gone."""
        if change.kinds & (Kind.COHORT | Kind.PERSON):
            self.desk.choose(self.desk.cohort_id)
            self._show_cohorts()
        super().on_changed(change)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is, and look in it for the words that were typed."""
        self.head.tabs.set_current(self.current)
        self._search.setVisible(pane.searchable)
        self._show_cohorts()
        super().enter_pane(pane, params)
        pane.search(self._search.text())

    def _show_cohorts(self) -> None:
        cohorts = self.desk.cohorts()
        several = len({one.programme for one in cohorts}) > 1
        words = tuple((one.id, f"{one.name} · {one.programme}" if several else one.name) for one in cohorts)
        self._which.show_choices(words, self.desk.cohort_id)
        self._which.updateGeometry()
        about = self.current in _OF_COHORT
        self._which.setVisible(about and len(cohorts) > 1)
        alone = cohorts[0].name if about and len(cohorts) == 1 else ""
        self.head.show_title(_("Results of {cohort}").format(cohort=alone) if alone else _("Results"))

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_search(self, words: str) -> None:
        self.pane.search(words)

    def _on_view(self, name: str) -> None:
        self.go_to(name, {})

    def _on_cohort(self, cohort_id: str) -> None:
        self.desk.choose(cohort_id)
        self.go_to(self.current, {})

    def _dress(self) -> None:
        self._search.setFixedWidth(self.tools.theme.px(_SEARCH))
        self._which.setMaximumWidth(self.tools.theme.px(_WIDEST))
