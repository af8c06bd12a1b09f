"""A candidates' list on its way in: read beside the window, its columns matched, its doubtful rows decided, kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.listing_candidates import (
    CandidatesPlan,
    Sheet,
    keep_candidates,
    plan_candidates,
    read_sheets,
    with_columns,
)
from certdesk.core.errors import CertDeskError
from certdesk.core.words import _
from certdesk.intake.candidates.columns import Part
from certdesk.ui.screens.exchange.candidates_card import CandidatesCard
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Listing(QObject):
    """``looking(name)``, ``shown()`` when the card shows the list, ``ended()`` when it is in or put away."""

    looking = Signal(str)
    shown = Signal()
    ended = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools, card: CandidatesCard) -> None:
        super().__init__(card)
        self._tools = tools
        self._card = card
        self._plan: CandidatesPlan | None = None
        self._decisions: dict[str, str] = {}
        card.columns_asked.connect(self._match)
        card.decided.connect(self._decide)
        card.taken.connect(self._take)
        card.discarded.connect(self.ended)

    def look(self, path: Path) -> None:
        """Read a list; nothing changes."""
        self._decisions = {}
        self.looking.emit(path.name)
        self._tools.jobs.start(
            _("Looking into {name}").format(name=path.name),
            lambda _progress: read_sheets(self._tools.worker, path),
            done=lambda sheets: self._plan_it(path, sheets),
            failed=self._failed,
            matters=False,
        )

    def _plan_it(self, path: Path, sheets: tuple[Sheet, ...]) -> None:
        try:
            self._plan = plan_candidates(self._tools.session.workspace, path, sheets)
        except CertDeskError as problem:
            self._failed(problem)
            return
        self._card.show_plan(self._plan, self._decisions)
        self.shown.emit()

    def _match(self, part: Part, column: int | None) -> None:
        if self._plan is None:
            return
        try:
            match = self._plan.match.changed(part, column)
            self._plan = with_columns(self._tools.session.workspace, self._plan, match)
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))
        self._decisions = {}
        self._card.show_plan(self._plan, self._decisions)

    def _decide(self, key: str, choice: str) -> None:
        if self._plan is not None:
            self._decisions = {**self._decisions, key: choice}
            self._card.show_plan(self._plan, self._decisions)

    def _take(self) -> None:
        if self._plan is None:
            return
        change = self._tools.session.do(keep_candidates, self._plan, self._decisions)
        if change is None:
            return
        self._plan = None
        self.noticed.emit(Notice(_("{what}.").format(what=change.label.capitalize()), "ok"))
        self.ended.emit()

    def _failed(self, problem: Exception) -> None:
        self.ended.emit()
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
