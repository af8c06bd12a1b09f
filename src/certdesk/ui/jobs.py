"""Long work off the GUI thread, with progress and a way to pause and to stop it.

Workers touch no Qt object but the one bridge, which outlives them. Callbacks are parameters of `start`, because a
signal connected after the start would lose the answers of short jobs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from certdesk.core.errors import CancelledError
from certdesk.core.progress import Progress
from certdesk.core.words import _

T = TypeVar("T")
log = logging.getLogger(__name__)


def _going() -> Event:
    going = Event()
    going.set()
    return going


@dataclass(frozen=True, slots=True)
class Job:
    """A handle on running work: its title, and a way to stop it."""

    title: str
    matters: bool = True
    quiet: bool = False
    can_pause: bool = False
    _stop: Event = field(default_factory=Event, compare=False)
    _go: Event = field(default_factory=_going, compare=False)

    def cancel(self) -> None:
        """Ask the work to stop at its next progress report."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Ask the work to wait at its next progress report."""
        self._go.clear()

    def resume(self) -> None:
        """Let the work go on."""
        self._go.set()

    def wait_while_paused(self) -> None:
        """Hold the thread of the work until it may go on, or is to stop."""
        self._go.wait()

    @property
    def paused(self) -> bool:
        """Whether somebody asked it to wait."""
        return not self._go.is_set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is. ``total`` is 0 when nobody can say."""

    job: Job
    done: int
    total: int
    label: str


class Jobs(QObject):
    """Runs jobs one after another and answers on the GUI thread.

    What takes long and waits for a person, such as writing to sticks, has a lane of its own, so that nothing waits
    for it.
    """

    started = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    _deliver = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._running: dict[int, Job] = {}
        self._closed = False
        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        matters: bool = True,
        quiet: bool = False,
    ) -> Job:
        """Queue ``work``; exactly one of ``done`` and ``failed`` is called, on the GUI thread.

        What does not matter (a preview) may be stopped without a question when the window closes.
        What nobody asked for is ``quiet``: it takes no room on the screen.
        """
        job = Job(title, matters, quiet)
        self._begin("", job, work, done, failed)
        return job

    def start_beside(
        self,
        title: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        lane: str = "beside",
    ) -> Job:
        """Queue what takes long and waits for people, such as writing to sticks: nothing waits for it.

        What has another ``lane`` doesn't wait for that either.
        """
        job = Job(title, can_pause=True)
        self._begin(lane, job, work, done, failed)
        return job

    def _begin(
        self,
        lane: str,
        job: Job,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"job{lane}")
        self._running[id(job)] = job
        self._lanes[lane].submit(self._run, job, work, done, failed)
        self.started.emit(job)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have something done on the GUI thread, from the thread of a job; not any more once all is closed."""
        self._deliver.emit(call)

    @property
    def busy(self) -> bool:
        """Whether any job has not reported back yet."""
        return bool(self._running)

    @property
    def busy_with(self) -> str:
        """The titles of running jobs that matter, or an empty text."""
        return ", ".join(job.title for job in self._running.values() if job.matters)

    def close(self) -> None:
        """Ask everything to stop, and wait until it has. Nobody is called any more: what they need may be closed."""
        self._closed = True
        for job in self._running.values():
            job.cancel()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _run(
        self,
        job: Job,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            result = work(self._reporter(job))
            _stop_if_asked(job)
        except Exception as problem:  # noqa: BLE001 - whoever started the job decides what it means
            outcome = problem
            self._deliver.emit(lambda: self._finish(job, lambda: failed(outcome)))
        else:
            self._deliver.emit(lambda: self._finish(job, lambda: done(result)))

    def _reporter(self, job: Job) -> Progress:
        last = 0.0

        def report(done: int, total: int, label: str) -> None:
            nonlocal last
            _stop_if_asked(job)
            job.wait_while_paused()
            _stop_if_asked(job)
            now = monotonic()
            # Ten reports a second are plenty for eyes and keep the event queue short.
            if now - last >= 0.1 or done == total:
                last = now
                told = JobProgress(job, done, total, label)
                self._deliver.emit(lambda: self.progressed.emit(told))

        return report

    def _finish(self, job: Job, call: Callable[[], None]) -> None:
        self._running.pop(id(job), None)
        self.ended.emit(job)
        call()

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


def _stop_if_asked(job: Job) -> None:
    if job.cancelled:
        raise CancelledError(_("Stopped. Nothing was changed."))
