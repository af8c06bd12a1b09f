"""Mending files in the background, one after another: each is kept as soon as it is made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from certdesk.actions.masking import ShareablePlan, keep_shareable, make_shareable
from certdesk.actions.repairing import MadeRepair, RepairPlan, keep_repair, make_repair
from certdesk.core.changes import Change
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.workspace import Workspace
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

AnyPlan = RepairPlan | ShareablePlan


@dataclass(slots=True)
class _Run:
    """What has become of one order: how many files were made, and what stood in the way of others."""

    made: int = 0
    changed: int = 0
    problems: tuple[CertDeskError, ...] = ()


class MendingFlow(QObject):
    """``ended(item ids)`` when nothing more is made of an order; ``noticed(Notice)`` says what became of it."""

    ended = Signal(object)
    noticed = Signal(object)

    def __init__(self, tools: Tools, owner: QObject) -> None:
        super().__init__(owner)
        self._tools = tools
        self._busy: set[str] = set()

    def is_busy(self, item_id: str) -> bool:
        """Whether something is being made of an item now."""
        return item_id in self._busy

    def start(self, title: str, plans: tuple[AnyPlan, ...]) -> None:
        """Make all of these, in a job that can be paused and stopped. What is being made already is left out."""
        plans = tuple(plan for plan in plans if item_of(plan) not in self._busy)
        if not plans:
            return
        items = tuple(map(item_of, plans))
        self._busy.update(items)
        run = _Run()
        self._tools.jobs.start_beside(
            title,
            lambda progress: self._work(plans, run, progress),
            done=lambda _nothing: self._end(items, run),
            failed=partial(self._fail, items, run),
            lane="mending",
        )

    def _work(self, plans: tuple[AnyPlan, ...], run: _Run, progress: Progress) -> None:
        """Run in a thread of its own."""
        for number, plan in enumerate(plans):

            def report(done: int, of: int, label: str, number: int = number) -> None:
                progress(number * of + done, len(plans) * of, label)

            try:
                made = _make(plan, self._tools.worker, report)
            except CancelledError:
                raise
            except CertDeskError as problem:
                self._tools.jobs.deliver(partial(self._remember, run, problem))
            else:
                self._tools.jobs.deliver(partial(self._keep, run, plan, made))

    def _keep(self, run: _Run, plan: AnyPlan, made: MadeRepair) -> None:
        try:
            change = _keep_made(self._tools.session.workspace, plan, made)
        except CertDeskError as problem:
            self._remember(run, problem)
            return
        run.made += 1
        run.changed += bool(change)
        self._tools.session.announce(change)

    def _remember(self, run: _Run, problem: CertDeskError) -> None:
        run.problems = (*run.problems, problem)

    def _end(self, items: tuple[str, ...], run: _Run) -> None:
        self._busy.difference_update(items)
        self.ended.emit(items)
        if run.problems:
            first = run.problems[0]
            more = len(run.problems) - 1
            also = ngettext("{count} more could not be done.", "{count} more could not be done.", more)
            hint = f"{first.hint} {also.format(count=more) if more else ''}".strip()
            self.noticed.emit(Notice(str(first), "warn", hint))
        elif not run.changed:
            self.noticed.emit(Notice(_("Nothing had to be changed: it is so already."), "info"))
        else:
            text = ngettext("{count} file is done.", "{count} files are done.", run.made).format(count=run.made)
            self.noticed.emit(Notice(text, "ok", _("Nothing of the originals is lost.")))

    def _fail(self, items: tuple[str, ...], run: _Run, problem: Exception) -> None:
        self._busy.difference_update(items)
        self.ended.emit(items)
        if isinstance(problem, CancelledError):
            hint = _("What was made is kept. Begin again, and a long work goes on where it was.")
            self.noticed.emit(Notice(_("Stopped."), "info", hint))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))


def item_of(plan: AnyPlan) -> str:
    """Return the item that a plan is about."""
    return plan.before.id if isinstance(plan, RepairPlan) else plan.item.id


def _make(plan: AnyPlan, worker: EvidenceWorker, progress: Progress) -> MadeRepair:
    if isinstance(plan, RepairPlan):
        return make_repair(plan, worker, progress)
    return make_shareable(plan, worker, progress)


def _keep_made(workspace: Workspace, plan: AnyPlan, made: MadeRepair) -> Change:
    if isinstance(plan, RepairPlan):
        return keep_repair(workspace, plan, made)
    return keep_shareable(workspace, plan, made)
