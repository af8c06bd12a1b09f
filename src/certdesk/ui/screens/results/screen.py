"""Results: what can be issued, the certificates there are, reports to countersign, the register, and the design."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

ISSUE, CERTIFICATES, REPORTS, REGISTER, DESIGN = "issue", "certificates", "reports", "register", "design"
_SEARCH = 220


def _issue(tools: Tools) -> Pane:
    from certdesk.ui.screens.results.issue_pane import IssuePane

    return IssuePane(tools)


def _reports(tools: Tools) -> Pane:
    from certdesk.ui.screens.results.issue_pane import IssuePane

    return IssuePane(tools, reports=True)


def _certificates(tools: Tools) -> Pane:
    from certdesk.ui.screens.results.certificates_pane import CertificatesPane

    return CertificatesPane(tools)


def _register(tools: Tools) -> Pane:
    from certdesk.ui.screens.results.register_pane import RegisterPane

    return RegisterPane(tools)


def _design(tools: Tools) -> Pane:
    from certdesk.ui.screens.results.design_page import DesignPage

    return DesignPage(tools)


_PANES: dict[str, MakePane] = {
    ISSUE: _issue,
    CERTIFICATES: _certificates,
    REPORTS: _reports,
    REGISTER: _register,
    DESIGN: _design,
}


class ResultsScreen(PaneScreen):
    """Its panes and what they ask for come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, ISSUE)
        theme = tools.theme
        choices = (
            Choice(ISSUE, _("To issue")),
            Choice(CERTIFICATES, _("Certificates")),
            Choice(REPORTS, _("Reports")),
            Choice(REGISTER, _("Register")),
            Choice(DESIGN, _("Design")),
        )
        self._views = Segment(theme, choices, ISSUE)
        self._views.setObjectName("resultsViews")
        self._views.chosen.connect(self._on_view)
        self._search = SearchField(theme, _("Search"), key="/")
        self._search.setObjectName("searchResults")
        self._search.setFixedWidth(theme.px(_SEARCH))
        self._search.edited.connect(self._on_search)
        # Its place stays where there is nothing to look for, so that the views never move.
        policy = self._search.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._search.setSizePolicy(policy)
        bar = TopBar(theme)
        bar.add_leading(label(_("Results"), "label"))
        bar.add_middle(self._views)
        bar.add_trailing(self._search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.stack, 1)

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]``, or the one that was shown."""
        pane = str(params.get("pane") or self.current)
        self.show_pane(pane if pane in _PANES else ISSUE, params)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""
        find = Command("results.find", _("Search results"), ("/", "Ctrl+F"), self._find, icon="search")
        return (find, *super().commands())

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self.current, **self.pane.place()}

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is, and look in it for the words that were typed."""
        self._views.set_current(self.current)
        self._search.setVisible(pane.searchable)
        super().enter_pane(pane, params)
        pane.search(self._search.text())

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_search(self, words: str) -> None:
        self.pane.search(words)

    def _on_view(self, name: str) -> None:
        self.go_to(name, {})
