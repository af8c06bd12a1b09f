"""Exchange: what came and would change, what goes out, and what has come back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.words import _
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.pane_screen import MakePane, PaneScreen
from certdesk.ui.screens.screen import Params
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.labels import label
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.top_bar import TopBar

NOW, PREPARE, HISTORY = "now", "prepare", "history"

_PANES: dict[str, MakePane] = {NOW: Pane, PREPARE: Pane, HISTORY: Pane}


class ExchangeScreen(PaneScreen):
    """Its panes come together here."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, _PANES, NOW)
        choices = (Choice(NOW, _("Now")), Choice(PREPARE, _("Prepare")), Choice(HISTORY, _("History")))
        self._views = Segment(tools.theme, choices, NOW)
        self._views.setObjectName("exchangeViews")
        self._views.chosen.connect(self._on_view)
        bar = TopBar(tools.theme)
        bar.add_leading(label(_("Exchange"), "heading"))
        bar.add_trailing(self._views)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.stack, 1)

    def enter(self, params: Params) -> None:
        """Show the pane that is asked for."""
        name = str(params.get("pane", self.current))
        self.show_pane(name if name in _PANES else NOW, params)

    def enter_pane(self, pane: Pane, params: Params) -> None:
        """Show which view it is."""
        self._views.set_current(self.current)
        super().enter_pane(pane, params)

    def place(self) -> Params:
        """Come back to the same pane."""
        return {"pane": self.current}

    def _on_view(self, name: str) -> None:
        self.go_to(name, {})
