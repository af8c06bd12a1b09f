"""One hand-over of results on its way: planned beside the window, written, read back, and noted down."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from certdesk.actions.handing_over_results import (
    ResultsHandedOver,
    ResultsPlan,
    keep_results_hand_over,
    make_results_hand_over,
    plan_results_hand_over,
)
from certdesk.actions.result_tables import HandOverChoice
from certdesk.core.cohorts import Cohort
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.exchange import Carrier, Medium
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.exchange.media import medium_of
from certdesk.store.beside import reading_beside
from certdesk.ui.jobs import Job, JobProgress
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage
from certdesk.ui.screens.results.keys_panel import Borrowed, KeysPanel
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_WAIT_MS, _OVER_S = 150, 5.0
_ANYWHERE = Medium("", "", "", 0, 2**62, removable=False, writable=True)
"""What it holds can be seen before a stick is in."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan holds: its tables as name, rows and columns."""

    plan: ResultsPlan
    tables: tuple[tuple[str, int, int], ...]


class HandFlow(QObject):
    """``previewed(Preview)``, or ``refused(sentence)`` where nothing can go; ``shown(HandOver)``, ``ended()``."""

    previewed = Signal(object)
    refused = Signal(str)
    shown = Signal(object)
    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, keys: KeysPanel) -> None:
        super().__init__(keys)
        self._tools, self._keys = tools, keys
        self._wish: tuple[Cohort, HandOverChoice] | None = None
        self._number = 0
        self._no = False
        self._job: Job | None = None
        self._samples: deque[tuple[float, int]] = deque()
        self.medium: Medium | None = None
        self.stage = Stage.CHOOSE
        self.plan: ResultsPlan | None = None
        self._eager = False
        self._told = ("", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._look)
        tools.jobs.progressed.connect(self._on_progressed)

    @property
    def running(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    @property
    def can_go(self) -> bool:
        """Whether pressing the button leads somewhere; while a preview is on its way it is waited for."""
        if self.medium is None or self.running or self._no:
            return False
        return self.plan is None or not self.plan.problems

    def wish(self, cohort: Cohort, choice: HandOverChoice) -> None:
        """See what this would hold, soon."""
        self._wish, self._eager, self._no = (cohort, choice), False, False
        if not self.running:
            self.plan, self._number = None, self._number + 1
            self._timer.start()

    def rest(self) -> None:
        """Forget a preview that has not begun."""
        self._timer.stop()

    def offer(self, media: tuple[Medium, ...]) -> None:
        """Take the only stick that is in for the one that is meant, and notice when it is gone."""
        if self.running or self.stage is Stage.DONE:
            return
        here = {one.path for one in media}
        if self.medium is not None and self.medium.removable and not any(self.medium.path.startswith(p) for p in here):
            self._choose(None)
        elif self.medium is None and len(media) == 1:
            self._choose(media[0])

    def choose_folder(self, folder: Path) -> None:
        """Take a folder, or a stick by its folder, for the place to write to."""
        try:
            self._choose(medium_of(folder))
        except CertDeskError as problem:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def start(self) -> None:
        """Open the key, write, and read back what was written; as soon as it was looked at what that is."""
        plan = self.plan
        # Leaving a field by pressing the button asks anew what it would hold, before the button is heard.
        self._eager = self.can_go and plan is None
        if plan is None or not self.can_go:
            return
        borrowed = self._keys.borrow()
        if borrowed is None:
            return
        self._samples.clear()
        self._told = ("", "")
        self._job = self._tools.jobs.start_beside(
            _("Handing over the results of {cohort}").format(cohort=plan.cohort.name),
            lambda progress: make_results_hand_over(plan, borrowed.statements, progress),
            done=lambda done: self._finished(done, borrowed),
            failed=lambda problem: self._failed(problem, borrowed),
        )
        self._show(Stage.RUNNING)

    def pause(self) -> None:
        """Wait where it is, or go on."""
        if self._job is None:
            return
        if self._job.paused:
            self._job.resume()
            self._samples.clear()
        else:
            self._job.pause()
        self._show(Stage.PAUSED if self._job.paused else Stage.RUNNING)

    def stop(self) -> None:
        """Stop writing; the same hand-over goes on where it was the next time."""
        if self._job is not None:
            self._job.cancel()

    def again(self) -> None:
        """Begin another one."""
        self.medium = None
        self._show(Stage.CHOOSE)
        if self._wish is not None:
            self.wish(*self._wish)

    def view(self, done: int = 0, work: int = 0) -> HandOver:
        """Return how it stands, as the views of media show it."""
        carrier = Carrier.STICK if self.medium is None or self.medium.removable else Carrier.FOLDER
        plan = self.plan
        problem = self._told[0] or " ".join(plan.problems if plan else ())
        return HandOver(
            "", "", carrier, 0, 0, 1, self.stage, self.medium, plan.needed if plan else 0, done=done, work=work,
            seconds_left=self._left(done, work), problem=problem, hint=self._told[1],
        )  # fmt: skip

    def _choose(self, medium: Medium | None) -> None:
        self.medium = medium
        self._show(Stage.CHOOSE)
        if self._wish is not None:
            self.wish(*self._wish)

    def _look(self) -> None:
        if self._wish is None:
            return
        number, (cohort, choice), workspace = self._number, self._wish, self._tools.session.workspace
        medium = self.medium or _ANYWHERE
        if choice.pseudonymised:
            # Pseudonyms are made and kept here, which needs the workspace itself.
            try:
                plan = plan_results_hand_over(workspace, cohort, medium, choice)
            except CertDeskError as problem:
                self._refused(number, problem)
                return
            self._start_look(number, lambda _progress: _preview(plan))
            return

        def work(_progress: Progress) -> Preview:
            with reading_beside(workspace) as beside:
                return _preview(plan_results_hand_over(beside, cohort, medium, choice))

        self._start_look(number, work)

    def _start_look(self, number: int, work: object) -> None:
        self._tools.jobs.start(
            _("Looking what would be handed over"), work,  # type: ignore[arg-type]
            done=lambda found: self._previewed(number, found), failed=lambda problem: self._refused(number, problem),
            matters=False, quiet=True,
        )  # fmt: skip

    def _previewed(self, number: int, found: Preview) -> None:
        if number == self._number and not self.running:
            self.plan = found.plan
            self.previewed.emit(found)
            self._show(self.stage)
            if self._eager:
                self.start()

    def _refused(self, number: int, problem: Exception) -> None:
        if isinstance(problem, CancelledError) or number != self._number:
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._eager, self._no = False, True
        self.refused.emit(problem.sentence)

    def _finished(self, done: ResultsHandedOver, borrowed: Borrowed) -> None:
        self._end(borrowed)
        change = keep_results_hand_over(self._tools.session.workspace, done)
        self._show(Stage.DONE)
        self.noticed.emit(Notice(done.sentence, "ok"))
        self._tools.session.announce(change)
        self.ended.emit()

    def _failed(self, problem: Exception, borrowed: Borrowed) -> None:
        self._end(borrowed)
        if isinstance(problem, CancelledError):
            self._show(Stage.CHOOSE)
            hint = _("Begin it again whenever you like: it goes on where it was.")
            self.noticed.emit(Notice(_("Stopped."), "info", hint))
        elif isinstance(problem, CertDeskError):
            self._told = (str(problem), problem.hint)
            self._show(Stage.FAILED)
        else:
            raise problem
        self.ended.emit()

    def _end(self, borrowed: Borrowed) -> None:
        self._job = None
        self._keys.give_back(borrowed)

    def _on_progressed(self, told: JobProgress) -> None:
        if self._job is None or told.job is not self._job:
            return
        now = monotonic()
        self._samples.append((now, told.done))
        while len(self._samples) > 2 and now - self._samples[0][0] > _OVER_S:
            self._samples.popleft()
        self.shown.emit(self.view(told.done, told.total))

    def _left(self, done: int, work: int) -> float | None:
        if len(self._samples) < 2 or not work:
            return None
        (then, before), (now, after) = self._samples[0], self._samples[-1]
        speed = (after - before) / (now - then) if now > then else 0.0
        return (work - done) / speed if speed > 0 else None

    def _show(self, stage: Stage) -> None:
        self.stage = stage
        self.shown.emit(self.view())


def _preview(plan: ResultsPlan) -> Preview:
    return Preview(plan, tuple((one.name, len(one.rows), len(one.columns)) for one in plan.tables()))
