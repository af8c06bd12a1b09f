"""The design of certificates as a page of the Results screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from certdesk.core.changes import Change
from certdesk.ui.screens.pane import Pane
from certdesk.ui.screens.results.design_pane import DesignPane
from certdesk.ui.tools import Tools


class DesignPage(Pane):
    """Shows what the design pane shows, and lets go of its file when somebody leaves."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.design = DesignPane(tools)
        self.design.noticed.connect(self.noticed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.design)

    def enter(self, _params: dict[str, Any]) -> None:
        """Show the designs as they are now."""
        self.design.renew()

    def leave(self) -> None:
        """Let go of the file that is shown."""
        self.design.let_go()

    def on_changed(self, change: Change) -> None:
        """Pass it on."""
        self.design.on_changed(change)
