"""Save a file: asked where to, written in the background, told in a notice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class FileSaving(QObject):
    """``noticed(Notice)`` says where something was saved, or why not."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools

    def save(self, title: str, suggested: str, write: Callable[[Path], None]) -> None:
        """Ask where to, and have it written."""
        target = self._tools.dialogs.choose_target(title, suggested)
        if target is None:
            return
        self._tools.jobs.start(
            title,
            lambda _progress: write(target),
            done=lambda _nothing: self._saved(target),
            failed=self._failed,
        )

    def _saved(self, target: Path) -> None:
        action, key = (_("Open it"), leading_to("verify", open=str(target))) if target.suffix == ".pdf" else ("", "")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", "", action, key))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
