"""Results: what can be issued, the certificates there are, reports to countersign, the register, and the design."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from certdesk.core.changes import Change
from certdesk.core.words import _
from certdesk.ui.commands import Command
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.screen import Params, Screen
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


_PANES: dict[str, Callable[[Tools], Pane]] = {
    ISSUE: _issue,
    CERTIFICATES: _certificates,
    REPORTS: _reports,
    REGISTER: _register,
    DESIGN: _design,
}


class ResultsScreen(Screen):
    """Its panes and what they ask for come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        theme = tools.theme
        self._panes: dict[str, Pane] = {}
        self._current = ISSUE
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
        self._stack = QStackedWidget()
        bar = TopBar(theme)
        bar.add_leading(label(_("Results"), "label"))
        bar.add_middle(self._views)
        bar.add_trailing(self._search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self._stack, 1)

    @property
    def pane(self) -> Pane:
        """The pane in front."""
        return self._panes[self._current]

    def enter(self, params: Params) -> None:
        """Show ``params["pane"]``, or the one that was shown."""
        pane = str(params.get("pane") or self._current)
        self._show(pane if pane in _PANES else ISSUE, params)

    def leave(self) -> None:
        """Put down what is half done."""
        self.pane.leave()

    def on_changed(self, change: Change) -> None:
        """Pass it on to the pane in front."""
        self.pane.on_changed(change)

    def notice_lift(self) -> int:
        """Leave free what the pane in front needs at its foot."""
        return self.pane.notice_room()[0] if self._current in self._panes else 0

    def notice_aside(self) -> int:
        """Leave free what the pane in front needs at its side."""
        return self.pane.notice_room()[1] if self._current in self._panes else 0

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the pane in front."""
        find = Command("results.find", _("Search results"), ("/", "Ctrl+F"), self._find, icon="search")
        return (find, *self.pane.commands())

    def place(self) -> Params:
        """Return the pane that is shown."""
        return {"pane": self._current, **self.pane.place()}

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _on_search(self, words: str) -> None:
        self.pane.search(words)

    def _on_view(self, name: str) -> None:
        self.pane.leave()
        self._show(name, {})

    def _show(self, name: str, params: Params) -> None:
        pane = self._made(name)
        self._current = name
        self._views.set_current(name)
        self._search.setVisible(pane.searchable)
        self._stack.setCurrentWidget(pane)
        pane.enter(params)
        self._on_search(self._search.text())
        self.keys_changed.emit()
        self.lift_changed.emit()

    def _on_asked(self, name: str, params: Params) -> None:
        self.pane.leave()
        self._show(name, params)

    def _made(self, name: str) -> Pane:
        if name not in self._panes:
            made = self._panes[name] = _PANES[name](self.tools)
            made.setObjectName(f"results-{name}")
            made.asked.connect(self._on_asked)
            made.left_for.connect(self.left_for)
            made.noticed.connect(self.noticed)
            self._stack.addWidget(made)
        return self._panes[name]
