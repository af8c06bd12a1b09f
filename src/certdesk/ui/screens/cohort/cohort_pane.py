"""What the pages about a cohort have in common: they are told which one, and look again when something changes."""

from __future__ import annotations

from typing import Any

from certdesk.core.changes import Change
from certdesk.core.errors import CertDeskError
from certdesk.ui.screens.cohort.desk import CohortDesk, Standing
from certdesk.ui.screens.pane import Pane
from certdesk.ui.tools import Tools


class CohortPane(Pane):
    """Children fill `show_standing`."""

    def __init__(self, tools: Tools, desk: CohortDesk) -> None:
        super().__init__(tools)
        self.desk = desk

    def enter(self, params: dict[str, Any]) -> None:
        """Look at the cohort as it stands."""
        self.renew(params)

    def begin(self) -> None:
        """Take the keyboard, where somebody comes to the screen."""

    def on_changed(self, change: Change) -> None:
        """Look again."""
        if self.desk.on_changed(change):
            self.renew({})

    def renew(self, params: dict[str, Any]) -> None:
        """Show what there is now; a cohort whose rubric is not here is told as a problem."""
        try:
            standing = self.desk.standing()
        except CertDeskError as problem:
            self.say_problem(problem)
            return
        self.show_standing(standing, params)

    def show_standing(self, standing: Standing, params: dict[str, Any]) -> None:
        """Show it; ``params`` ask for a place in it."""
        raise NotImplementedError
