"""Looking through portfolios in the background, a few files at a time: what was looked at stays when it is stopped."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from certdesk.actions.preflighting import Measured, PreflightPlan, keep_preflight, make_preflight, plan_preflight
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.ui.jobs import Job, JobProgress
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_AT_ONCE = 4
"""Files that are looked at between two times of keeping what was found."""


class LookingFlow(QObject):
    """``told(done, total, title)`` while it looks; ``kept()`` when more is known; ``ended()`` when it looks no more.

    ``noticed(Notice)`` says what it ran into.
    """

    told = Signal(int, int, str)
    kept = Signal()
    ended = Signal()
    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools
        self._job: Job | None = None
        self.stopped = False
        """Whether somebody stopped it: then it does not begin again by itself."""
        tools.jobs.progressed.connect(self._on_progress)

    @property
    def running(self) -> bool:
        """Whether it looks now."""
        return self._job is not None

    def start(self, portfolio_ids: tuple[str, ...]) -> bool:
        """Look at what nobody has looked at yet; False when that is nothing, or it is looking already."""
        if self.running:
            return False
        plan = plan_preflight(self._tools.session.workspace, portfolio_ids)
        if not plan.orders:
            return False
        self.stopped = False
        self._job = self._tools.jobs.start_beside(
            _("Looking through the files"),
            lambda progress: self._look(plan, progress),
            done=lambda _nothing: self._end(),
            failed=self._fail,
            lane="looking",
        )
        return True

    def stop(self) -> None:
        """Stop; what was looked at is kept."""
        if self._job is not None:
            self.stopped = True
            self._job.cancel()

    def _look(self, plan: PreflightPlan, progress: Progress) -> None:
        """Run in a thread of its own."""
        total = len(plan.orders)
        for first in range(0, total, _AT_ONCE):
            part = replace(plan, portfolio_ids=(), orders=plan.orders[first : first + _AT_ONCE])

            def report(done: int, _of: int, label: str, first: int = first) -> None:
                progress(first + done, total, label)

            measured = make_preflight(part, self._tools.worker, report)
            self._tools.jobs.deliver(partial(self._keep, part, measured))

    def _keep(self, plan: PreflightPlan, measured: Measured) -> None:
        keep_preflight(self._tools.session.workspace, plan, measured)
        self.kept.emit()

    def _on_progress(self, told: JobProgress) -> None:
        if told.job is self._job:
            self.told.emit(told.done, told.total, told.label)

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _fail(self, problem: Exception) -> None:
        self._end()
        if isinstance(problem, CancelledError):
            self.stopped = True
            self.noticed.emit(Notice(_("Stopped. What was looked at is kept."), "info"))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
