"""The main process's side: ask about a file, get a future; the bytes are only ever read in a worker process."""

from __future__ import annotations

import dataclasses
import itertools
import logging
import os
import queue
import stat
import threading
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, overload

from certdesk.core.errors import CancelledError
from certdesk.core.words import _
from certdesk.evidence import kinds, process
from certdesk.evidence.problems import Case, EvidenceError, Trouble, explain
from certdesk.evidence.process import WorkerLostError, WorkerProcess
from certdesk.evidence.replies import (
    Answer,
    Description,
    Matches,
    Pages,
    PageText,
    PdfCopy,
    Picture,
    Reading,
    Reply,
)
from certdesk.evidence.requests import (
    Describe,
    FindText,
    MeasurePages,
    ReadDocument,
    RenderPage,
    RenderPhoto,
    Request,
    TextOfPage,
    Thumbnail,
    ToPdf,
)

_log = logging.getLogger(__name__)
_LAST = float("inf")
_OPENING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
"""A named pipe in place of a file must not stop us."""

_REPLIES: dict[type[Request], type[Reply]] = {
    Describe: Description,
    Thumbnail: Picture,
    MeasurePages: Pages,
    RenderPage: Picture,
    TextOfPage: PageText,
    FindText: Matches,
    RenderPhoto: Picture,
    ReadDocument: Reading,
    ToPdf: PdfCopy,
}


@dataclasses.dataclass(order=True, slots=True)
class _Job:
    urgency: float
    number: int
    request: Request | None = dataclasses.field(compare=False)
    future: Future[Any] = dataclasses.field(compare=False, default_factory=Future)


class EvidenceWorker:
    """Looks inside files for anybody in the main process; may be used from any thread.

    ``Describe`` is always answered with a `Description`, whose ``problem`` says what is wrong. Every other request
    ends in `EvidenceError` on its future when the file can't be shown, when its reader crashes, or when it takes
    longer than ``seconds``. The next request gets a fresh worker. Workers start with the first request, stay warm, and
    are replaced after ``files`` files.
    """

    def __init__(self, *, workers: int = 1, seconds: float = 20.0, files: int = 50) -> None:
        self._seconds = seconds
        self._files = files
        self._count = workers
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._desks: list[_Desk] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    @overload
    def submit(self, request: Describe, priority: int = 0) -> Future[Description]: ...
    @overload
    def submit(self, request: Thumbnail | RenderPage | RenderPhoto, priority: int = 0) -> Future[Picture]: ...
    @overload
    def submit(self, request: MeasurePages, priority: int = 0) -> Future[Pages]: ...
    @overload
    def submit(self, request: TextOfPage, priority: int = 0) -> Future[PageText]: ...
    @overload
    def submit(self, request: FindText, priority: int = 0) -> Future[Matches]: ...
    @overload
    def submit(self, request: ReadDocument, priority: int = 0) -> Future[Reading]: ...
    @overload
    def submit(self, request: ToPdf, priority: int = 0) -> Future[PdfCopy]: ...

    def submit(self, request: Request, priority: int = 0) -> Future[Any]:
        """Ask, and go on; higher priority is served first. ``cancel()`` of the future works until its turn comes."""
        job = _Job(-priority, next(self._numbers), request)
        with self._lock:
            if self._closed:
                job.future.set_exception(CancelledError(_("The program is closing.")))
                return job.future
            while len(self._desks) < self._count:
                self._desks.append(_Desk(self._jobs, self._seconds, self._files))
        self._jobs.put(job)
        return job.future

    @overload
    def ask(self, request: Describe) -> Description: ...
    @overload
    def ask(self, request: Thumbnail | RenderPage | RenderPhoto) -> Picture: ...
    @overload
    def ask(self, request: MeasurePages) -> Pages: ...
    @overload
    def ask(self, request: TextOfPage) -> PageText: ...
    @overload
    def ask(self, request: FindText) -> Matches: ...
    @overload
    def ask(self, request: ReadDocument) -> Reading: ...
    @overload
    def ask(self, request: ToPdf) -> PdfCopy: ...

    def ask(self, request: Any) -> Any:
        """Ask and wait for the reply; for worker threads and the command line, not for the window's thread."""
        return self.submit(request, priority=1).result()

    def limits(self) -> tuple[str, ...]:
        """Return what the workers running now are kept from (see `limits.confine`); empty before the first request."""
        with self._lock:
            running = [desk.worker for desk in self._desks if desk.worker is not None]
        return running[0].limits if running else ()

    def close(self) -> None:
        """Stop: what waits is cancelled, what runs ends with `CancelledError`, the processes are gone on return."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._cancel_waiting()
        for desk in self._desks:
            desk.stop()
        for _desk in self._desks:
            self._jobs.put(_Job(_LAST, next(self._numbers), None))
        for desk in self._desks:
            desk.thread.join()
        self._cancel_waiting()

    def _cancel_waiting(self) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return
            job.future.cancel()


class _Desk:
    """One thread with one worker process, serving the queue."""

    def __init__(self, jobs: queue.PriorityQueue[_Job], seconds: float, files: int) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._files = files
        self._seen: set[object] = set()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self.worker: WorkerProcess | None = None
        self.thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Let the running request fail now; the thread ends when it finds its end in the queue."""
        self._stopping.set()
        with self._lock:
            if self.worker is not None:
                self.worker.process.kill()

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job.request is None:
                break
            if job.future.set_running_or_notify_cancel():
                self._finish(job.future, lambda request=job.request: self._serve(request))  # type: ignore[misc]
        self._let_go()

    def _finish(self, future: Future[Any], work: Callable[[], Reply]) -> None:
        try:
            reply = work()
        except BaseException as fault:  # noqa: BLE001 - whatever it is belongs to the one who asked
            future.set_exception(fault)
        else:
            future.set_result(reply)

    def _serve(self, request: Request) -> Reply:
        try:
            descriptor = os.open(request.path, _OPENING)
        except (OSError, ValueError) as problem:
            return _refuse(request, Trouble(Case.UNREADABLE), b"", 0, problem)
        try:
            return self._look(request, descriptor)
        finally:
            os.close(descriptor)

    def _look(self, request: Request, descriptor: int) -> Reply:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            return _refuse(request, Trouble(Case.UNREADABLE), b"", 0, None)
        try:
            answer = self._ready(facts.st_ino).ask(request, descriptor, self._seconds)
        except WorkerLostError as lost:
            self._let_go()
            if self._stopping.is_set():
                raise CancelledError(_("The program is closing.")) from lost
            _log.warning("evidence worker lost: %s", lost.case.value)
            head = os.pread(descriptor, kinds.HEAD_BYTES, 0) if hasattr(os, "pread") else b""
            return _refuse(request, Trouble(lost.case), head, facts.st_size, lost)
        if answer.detail:
            _log.warning("evidence worker: %s", answer.detail)
        if answer.trouble is not None and answer.trouble.case is Case.OUT_OF_MEMORY:
            self._let_go()
        return _reply(request, answer, facts.st_size)

    def _ready(self, file: object) -> WorkerProcess:
        if file not in self._seen and len(self._seen) >= self._files:
            self._let_go()
        self._seen.add(file)
        if self.worker is None:
            started = process.start()
            with self._lock:
                self.worker = started
            if self._stopping.is_set():
                raise WorkerLostError(Case.CRASHED)
        return self.worker

    def _let_go(self) -> None:
        self._seen.clear()
        with self._lock:
            gone, self.worker = self.worker, None
        if gone is not None:
            gone.stop()


def _reply(request: Request, answer: Answer, size: int) -> Reply:
    expected = _REPLIES[type(request)]
    if isinstance(answer.reply, Description) and expected is Description:
        problem = explain(answer.trouble) if answer.trouble is not None else None
        return dataclasses.replace(answer.reply, size=size, problem=problem)
    if answer.trouble is not None:
        return _refuse(request, answer.trouble, b"", size, None)
    if answer.reply is None or type(answer.reply) is not expected:
        return _refuse(request, Trouble(Case.CRASHED), b"", size, None)
    return answer.reply


def _refuse(request: Request, trouble: Trouble, head: bytes, size: int, cause: Exception | None) -> Reply:
    problem = explain(trouble)
    if not isinstance(request, Describe):
        raise EvidenceError(problem) from cause
    sniffed = kinds.sniff(head or b"\x00", request.path.name)
    return Description(sniffed.kind, sniffed.format, sniffed.mime, size, problem=problem)
