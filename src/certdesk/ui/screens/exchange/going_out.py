"""One package on its way out: packed in the outbox, written to a stick, a folder or a mail file, noted down."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Signal

from certdesk.actions.handing_over import (
    HandedOverTo,
    HandOverPlan,
    hand_over_as_file,
    keep_hand_over,
    mail_file,
    make_hand_over,
    plan_hand_over,
)
from certdesk.actions.outbox import Packed, find_packed
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.exchange import Carrier, HandOverStep, Medium, StepState
from certdesk.core.words import _
from certdesk.exchange.media import medium_of
from certdesk.ui.jobs import Job, JobProgress
from certdesk.ui.screens.exchange.hand_over import HandOver, Stage
from certdesk.ui.screens.exchange.words import first_name
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice

_OVER_S = 5.0


class GoingOut(QObject):
    """``shown(HandOver)`` with everything that changes, ``ended()`` when nothing is handed over any more."""

    shown = Signal(object)
    noticed = Signal(object)
    ended = Signal()

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._packed: Packed | None = None
        self._view: HandOver | None = None
        self._plan: HandOverPlan | None = None
        self._job: Job | None = None
        self._told: tuple[HandOverStep, ...] = ()
        self._samples: deque[tuple[float, int]] = deque()
        tools.jobs.progressed.connect(self._on_progressed)

    @property
    def view(self) -> HandOver | None:
        """What is shown, or None while nothing is handed over."""
        return self._view

    @property
    def file_name(self) -> str:
        """How the file for the mail would be called."""
        return mail_file(self._packed, Path.cwd()).name if self._packed is not None else ""

    @property
    def running(self) -> bool:
        """Whether something is being written."""
        return self._job is not None

    @property
    def paused(self) -> bool:
        """Whether it waits to go on."""
        return self._job is not None and self._job.paused

    def begin(self, package: str, carrier: Carrier | None = None, words: str = "") -> None:
        """Show a package of the outbox; ``words`` are the six that open it, shown only now."""
        try:
            packed = find_packed(self._tools.session.workspace, package)
        except CertDeskError as problem:
            self._say(problem)
            return
        self._packed, self._plan = packed, None
        self._view = HandOver(
            peer=packed.for_whom,
            name=first_name(packed.recipients[0].name) if packed.recipients else "",
            carrier=carrier or packed.carrier,
            portfolios=len(packed.codes),
            size=packed.size,
            parts=1,
            stage=Stage.CHOOSE,
            needed=packed.size,
            words=words,
        )
        self.shown.emit(self._view)

    def offer(self, media: tuple[Medium, ...]) -> None:
        """Take the only stick that is in for the one that is meant, and notice when it is gone."""
        view = self._view
        if view is None or self.running or not view.on_stick or view.stage not in (Stage.CHOOSE, Stage.NEXT_STICK):
            return
        here = {medium.path for medium in media}
        if view.medium is not None and view.medium.removable and view.medium.path not in here:
            self._plan = None
            self._change(medium=None)
        elif view.medium is None and len(media) == 1:
            self.choose(media[0])

    def choose_folder(self, folder: Path) -> None:
        """Take a folder for the place to write to."""
        try:
            self.choose(medium_of(folder))
        except CertDeskError as problem:
            self._say(problem)

    def choose(self, medium: Medium) -> None:
        """Plan what would go onto a medium."""
        packed = self._packed
        if packed is None or self.running:
            return
        try:
            shared = self._view is not None and self._view.carrier is Carrier.FOLDER
            self._plan = plan_hand_over(self._tools.session.workspace, packed.package, medium, shared=shared)
        except CertDeskError as problem:
            self._say(problem)
            return
        plan = self._plan
        self._told = plan.steps
        self._change(
            medium=medium,
            needed=plan.needed,
            steps=self._told,
            parts=max(1, len(plan.built.head.parts)),
            stick=plan.volume.number,
            sticks=plan.volume.count,
            stage=Stage.CHOOSE,
            problem=" ".join(plan.problems),
            done=0,
            work=0,
        )

    def write_file(self, target: Path) -> None:
        """Write a package for the mail as one small file."""
        if self._packed is None:
            return
        try:
            change = hand_over_as_file(self._tools.session.workspace, self._packed.package, target)
        except CertDeskError as problem:
            self._change(stage=Stage.FAILED, problem=str(problem), hint=problem.hint)
            return
        self._tools.session.announce(change)
        self._change(stage=Stage.DONE)
        text = _("Written as {file}.").format(file=target)
        self.noticed.emit(Notice(text, "ok", _("Send it by e-mail or any messenger.")))

    def start(self) -> None:
        """Write, and read back what was written."""
        plan, view = self._plan, self._view
        if plan is None or view is None or self.running:
            return
        self._samples.clear()
        self._change(stage=Stage.RUNNING, problem="", hint="")
        self._job = self._tools.jobs.start_beside(
            _("Handing over to {name}").format(name=view.peer),
            lambda progress: make_hand_over(plan, progress, self._tell),
            done=self._finished,
            failed=self._failed,
        )

    def pause(self) -> None:
        """Wait where it is."""
        if self._job is not None:
            self._job.pause()
            self._change(stage=Stage.PAUSED)

    def resume(self) -> None:
        """Go on."""
        if self._job is not None:
            self._job.resume()
            self._samples.clear()
            self._change(stage=Stage.RUNNING)

    def stop(self) -> None:
        """Stop writing; what is whole on the stick already is not written again the next time."""
        if self._job is not None:
            self._job.cancel()
        else:
            self.end()

    def end(self) -> None:
        """Put it away; where it is not over, the package waits in the outbox."""
        self._packed = self._view = self._plan = None
        self.ended.emit()

    def _tell(self, steps: tuple[HandOverStep, ...]) -> None:
        """Note how far each step is; called beside the window, which looks at it with the next progress."""
        self._told = steps

    def _on_progressed(self, told: JobProgress) -> None:
        if self._job is None or told.job is not self._job:
            return
        now = monotonic()
        self._samples.append((now, told.done))
        while len(self._samples) > 2 and now - self._samples[0][0] > _OVER_S:
            self._samples.popleft()
        speed, left = _pace(self._samples, told.total - told.done)
        stage = Stage.PAUSED if told.job.paused else Stage.RUNNING
        self._change(stage=stage, done=told.done, work=told.total, steps=self._told, speed=speed, seconds_left=left)

    def _finished(self, done: HandedOverTo) -> None:
        self._job = None
        try:
            change = keep_hand_over(self._tools.session.workspace, done)
        except CertDeskError as problem:
            self._change(stage=Stage.FAILED, problem=str(problem), hint=problem.hint)
            return
        self._tools.session.announce(change)
        self._change(stage=Stage.DONE, steps=self._told, speed=0.0, seconds_left=None)
        if done.plan.left and self._view is not None:
            self._plan = None
            number = done.plan.volume.number + 1
            self._change(stage=Stage.NEXT_STICK, stick=number, sticks=max(number, done.plan.volume.count))

    def _failed(self, problem: Exception) -> None:
        self._job = None
        if isinstance(problem, CancelledError):
            self._change(stage=Stage.CHOOSE, steps=_stopped(self._told), done=0, work=0)
            text = _("Stopped. What is whole on the stick already is not written again.")
            self.noticed.emit(Notice(text, "info", _("Nothing on it looks complete; the package waits here.")))
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._change(stage=Stage.FAILED, steps=_stopped(self._told), problem=str(problem), hint=problem.hint)

    def _change(self, **changes: object) -> None:
        if self._view is not None:
            self._view = replace(self._view, **changes)  # type: ignore[arg-type]
            self.shown.emit(self._view)

    def _say(self, problem: CertDeskError) -> None:
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))


def _pace(samples: deque[tuple[float, int]], left: int) -> tuple[float, float | None]:
    """Return bytes a second of late, and how many seconds that leaves; nothing while too little is known."""
    (began, first), (ended, last) = samples[0], samples[-1]
    if ended - began < 1.0 or last <= first:
        return 0.0, None
    speed = (last - first) / (ended - began)
    return speed, left / speed


def _stopped(steps: tuple[HandOverStep, ...]) -> tuple[HandOverStep, ...]:
    return tuple(replace(one, state=StepState.FAILED) if one.state is StepState.RUNNING else one for one in steps)
