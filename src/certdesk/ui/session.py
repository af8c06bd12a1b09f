"""The open workspace, and the one way in which screens change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from certdesk.core.changes import UNCHANGED, Change
from certdesk.core.errors import CertDeskError
from certdesk.store.workspace import Workspace

P = ParamSpec("P")


class Session(QObject):
    """Runs quick actions and tells every screen what changed, or the person what was refused."""

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace

    def do(
        self, action: Callable[Concatenate[Workspace, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> Change | None:
        """Run ``action`` now. Returns its change, or None when it was refused (which was then said)."""
        try:
            change = action(self.workspace, *args, **kwargs)
        except CertDeskError as problem:
            self.refused.emit(problem)
            return None
        self.announce(change)
        return change

    def announce(self, change: Change = UNCHANGED) -> None:
        """Tell every screen about a change that was made elsewhere, such as by a job."""
        if change:
            self.changed.emit(change)
