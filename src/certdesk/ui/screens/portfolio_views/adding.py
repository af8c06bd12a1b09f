"""Adding evidence to a portfolio that is here: looked at and copied beside the window, then kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.adding_items import (
    AddPlan,
    NoteText,
    keep_add,
    make_add,
    plan_add,
    plan_links,
    plan_note,
)
from certdesk.actions.receiving import IntakeStoppedError, Received
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.store.portfolios import load_items
from certdesk.ui.screens.portfolio_views.writing_side import LINKS, links_typed
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Adding(QObject):
    """``added(portfolio, item ids)`` when something came in; ``noticed`` says what was left out, and why."""

    added = Signal(str, object)
    noticed = Signal(object)

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools

    def add_files(self, portfolio: str, files: tuple[Path, ...], type_id: str) -> None:
        """Add files, and all files in folders."""
        try:
            plan = plan_add(self._tools.session.workspace, portfolio, files, type_id)
        except CertDeskError as problem:
            self._say(problem)
            return
        self._make(plan)

    def add_text(self, portfolio: str, kind: str, note: NoteText) -> str:
        """Add a note or a list of links. Returns why it can't be, or an empty text."""
        workspace = self._tools.session.workspace
        try:
            if kind == LINKS:
                links = links_typed(note.text)
                plan = plan_links(workspace, portfolio, links, title=note.title, type_id=note.type)
            else:
                plan = plan_note(workspace, portfolio, note)
        except CertDeskError as problem:
            return f"{problem.sentence} {problem.hint}".strip()
        self._make(plan)
        return ""

    def _make(self, plan: AddPlan) -> None:
        self._tools.jobs.start(
            _("Adding to {code}").format(code=plan.portfolio.code),
            lambda progress: make_add(plan, self._tools.worker, progress),
            done=lambda received: self._keep(plan, received),
            failed=lambda problem: self._not_made(plan, problem),
        )

    def _keep(self, plan: AddPlan, received: Received) -> None:
        workspace, portfolio = self._tools.session.workspace, plan.portfolio.id
        try:
            before = {item.id for item in load_items(workspace.db, portfolio)}
            change = keep_add(workspace, plan, received)
            new = tuple(item.id for item in load_items(workspace.db, portfolio) if item.id not in before)
        except CertDeskError as problem:
            self._say(problem)
            return
        self._tools.session.announce(change)
        self.added.emit(portfolio, new)
        skipped = [one for one in received.skipped if not one.expected]
        hint = "; ".join(f"{one.name}: {one.reason}" for one in skipped[:3])
        if not change:
            words = _("{code} has this already; nothing was added.").format(code=plan.portfolio.code)
            self.noticed.emit(Notice(words, "info", hint))
        else:
            label = f"{change.label[:1].upper()}{change.label[1:]}."
            self.noticed.emit(Notice(label, "warn" if skipped else "ok", hint))

    def _not_made(self, plan: AddPlan, problem: Exception) -> None:
        if isinstance(problem, IntakeStoppedError):
            self._keep(plan, problem.received)
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        if not isinstance(problem, CancelledError):
            self._say(problem)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
