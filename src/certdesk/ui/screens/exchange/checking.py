"""Checking a stick beside the window: every package on it is read to its last byte, without any key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.exchange.checking import CheckedPackage, check_stick
from certdesk.ui.screens.exchange.check_card import CheckCard
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Checking(QObject):
    """``shown()`` when the card says how it is, ``ended()`` when that was not possible."""

    shown = Signal()
    ended = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools, card: CheckCard) -> None:
        super().__init__(card)
        self._tools = tools
        self._card = card

    def check(self, place: Path) -> None:
        """Read everything on a stick or in a folder; nothing is changed."""
        self._tools.jobs.start_beside(
            _("Checking {name}").format(name=place.name or str(place)),
            lambda progress: check_stick(place, progress),
            done=lambda checked: self._show(place, checked),
            failed=self._failed,
        )

    def _show(self, place: Path, checked: tuple[CheckedPackage, ...]) -> None:
        self._card.show_checked(str(place), checked)
        self.shown.emit()

    def _failed(self, problem: Exception) -> None:
        self.ended.emit()
        if not isinstance(problem, CertDeskError):
            raise problem
        if not isinstance(problem, CancelledError):
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
