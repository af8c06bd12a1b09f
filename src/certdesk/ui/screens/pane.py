"""What a screen of several pages is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from certdesk.core.changes import Change
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.ui.commands import Command
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Pane(QWidget):
    """One full page. ``asked(name, params)`` asks for another one, ``left_for`` for another screen."""

    asked = Signal(str, object)
    left_for = Signal(str, object)
    noticed = Signal(object)
    searchable = False
    """Whether the search field of the screen is about this page."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.tools = tools

    def enter(self, params: dict[str, Any]) -> None:
        """Show what ``params`` ask for."""

    def leave(self) -> None:
        """Put down what is half done, and forget what was typed in secret."""

    def unfinished(self) -> str:
        """Say what would be lost if somebody went elsewhere now; nothing where nothing would."""
        return ""

    def on_changed(self, change: Change) -> None:
        """Look again if the change concerns what is shown."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return ()

    def place(self) -> dict[str, Any]:
        """Return the parameters that would show the same again."""
        return {}

    def search(self, words: str) -> None:
        """Show only what has these words."""

    def notice_room(self) -> tuple[int, int]:
        """Return how many px notices leave free at the foot, and at the end of their line."""
        return 0, 0

    def take_files(self, files: tuple[Path, ...]) -> bool:
        """Take files that were dropped; False when they mean nothing here."""
        return False

    def say_problem(self, problem: Exception) -> None:
        """Say what a job or an action ran into; what nobody expected goes on as a bug."""
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def put_under(self, bar: QWidget, pages: QWidget) -> None:
        """Fill the page: a bar across the top, and all the rest below it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(pages, 1)
