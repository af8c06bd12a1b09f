"""One intake after the other, from a folder or file to its report: looked at, decided, copied, kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.actions.receiving import (
    Decision,
    IntakeStoppedError,
    Looked,
    Received,
    ReceivePlan,
    decide_receive,
    keep_receive,
    known_here,
    look_into,
    make_receive,
    plan_receive,
)
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class FromElsewhere(QObject):
    """Mediates between the actions of an intake and the cards that show it.

    ``looking(name)``, ``shown(IntakePreview)``, ``working()`` while files are copied, ``reported(IntakeReport)`` when
    something came in, ``ended()`` when nothing is shown any more.
    """

    looking = Signal(str)
    shown = Signal(object)
    working = Signal()
    reported = Signal(object)
    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._plan: ReceivePlan | None = None
        self._left_out: set[str] = set()
        self._waiting: list[Path] = []
        self.busy = False

    @property
    def plan(self) -> ReceivePlan | None:
        """What is shown now."""
        return self._plan

    def look(self, paths: tuple[Path, ...]) -> None:
        """Look at folders and files, one after the other; nothing changes."""
        self._waiting += paths
        if self._plan is None and not self.busy:
            self.go_on()

    def go_on(self) -> None:
        """Look at the next one that waits, or say that there is none."""
        self._plan = None
        self._left_out.clear()
        if not self._waiting:
            self.ended.emit()
            return
        path = self._waiting.pop(0)
        known = known_here(self._tools.session.workspace)
        self.busy = True
        self.looking.emit(path.name)
        self._tools.jobs.start(
            _("Looking into {name}").format(name=path.name),
            lambda progress: look_into(path, known, progress),
            done=self._looked,
            failed=self._not_looked,
            matters=False,
        )

    def decide(self, decision: Decision) -> None:
        """Note what becomes of a doubtful portfolio."""
        self._left_out.discard(decision.key)
        self._renew((decision,))

    def select(self, key: str, *, on: bool) -> None:
        """Leave a portfolio out, or let it in again."""
        (self._left_out.discard if on else self._left_out.add)(key)
        self._renew(())

    def take(self) -> None:
        """Copy what was chosen, and keep it."""
        plan = self._plan
        if plan is None or self.busy:
            return
        self.busy = True
        self.working.emit()
        self._tools.jobs.start(
            _("Taking in {name}").format(name=plan.path.name),
            lambda progress: make_receive(plan, self._tools.worker, progress),
            done=lambda received: self._keep(plan, received),
            failed=lambda problem: self._not_made(plan, problem),
        )

    def _looked(self, looked: Looked) -> None:
        self.busy = False
        try:
            self._plan = plan_receive(self._tools.session.workspace, looked.path, looked=looked)
        except CertDeskError as problem:
            self._say(problem)
            self.go_on()
            return
        if not self._plan.found.portfolios:
            reasons = "; ".join(skipped.reason for skipped in self._plan.skipped[:2]) or _("It holds no files.")
            words = _("There is no portfolio in {name}.").format(name=looked.path.name)
            self.noticed.emit(Notice(words, "warn", reasons))
            self.go_on()
            return
        self.shown.emit(self._plan.preview)

    def _not_looked(self, problem: Exception) -> None:
        self.busy = False
        if not isinstance(problem, CertDeskError):
            raise problem
        if not isinstance(problem, CancelledError):
            self._say(problem)
        self.go_on()

    def _renew(self, decisions: tuple[Decision, ...]) -> None:
        if self._plan is None or self.busy:
            return
        workspace = self._tools.session.workspace
        try:
            self._plan = decide_receive(workspace, self._plan, decisions, leave_out=sorted(self._left_out))
        except CertDeskError as problem:
            self._say(problem)
            return
        self.shown.emit(self._plan.preview)

    def _keep(self, plan: ReceivePlan, received: Received) -> None:
        self.busy = False
        try:
            receipt = keep_receive(self._tools.session.workspace, plan, received)
        except CertDeskError as problem:
            self._say(problem)
            self.shown.emit(plan.preview)
            return
        self._plan = None
        self._tools.session.announce(receipt.change)
        self.reported.emit(receipt.report)

    def _not_made(self, plan: ReceivePlan, problem: Exception) -> None:
        if isinstance(problem, IntakeStoppedError):
            self._keep(plan, problem.received)  # what is complete stays; a second run does the rest
            return
        self.busy = False
        if not isinstance(problem, CertDeskError):
            raise problem
        if not isinstance(problem, CancelledError):
            self._say(problem)
        self.shown.emit(plan.preview)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))
