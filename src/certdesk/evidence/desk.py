"""One thread of the main process with one worker process: takes request after request from the queue."""

from __future__ import annotations

import dataclasses
import logging
import os
import queue
import stat
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any, BinaryIO

from certdesk.core.errors import CancelledError
from certdesk.core.words import _
from certdesk.evidence import kinds, process
from certdesk.evidence.formats import BY_NAME, Kind
from certdesk.evidence.genuine import Genuine
from certdesk.evidence.problems import Case, EvidenceError, Trouble, explain
from certdesk.evidence.process import WorkerLostError, WorkerProcess
from certdesk.evidence.replies import (
    Animation,
    Answer,
    Codes,
    Description,
    Extracted,
    LookedOver,
    Matches,
    Outline,
    PageLinks,
    Pages,
    PageText,
    PdfCopy,
    Picture,
    Reading,
    Reply,
    SideNotes,
    Transcript,
)
from certdesk.evidence.requests import (
    Describe,
    ExtractText,
    FindText,
    LinksOfPage,
    LookOver,
    MeasurePages,
    ReadAnimation,
    ReadCodes,
    ReadDocument,
    ReadOutline,
    ReadSideNotes,
    ReadTranscript,
    RenderPage,
    RenderPhoto,
    Request,
    TextOfPage,
    Thumbnail,
    ToPdf,
    name_of,
)

_log = logging.getLogger(__name__)
LAST = float("inf")
"""The urgency of a job that has none."""
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""A named pipe in place of a file must not stop us."""
_REPLIES: dict[type[Request], type[Reply]] = {
    Describe: Description,
    Thumbnail: Picture,
    MeasurePages: Pages,
    RenderPage: Picture,
    TextOfPage: PageText,
    FindText: Matches,
    RenderPhoto: Picture,
    ReadAnimation: Animation,
    ReadDocument: Reading,
    ToPdf: PdfCopy,
    ReadOutline: Outline,
    LinksOfPage: PageLinks,
    ReadSideNotes: SideNotes,
    ExtractText: Extracted,
    ReadTranscript: Transcript,
    ReadCodes: Codes,
    LookOver: LookedOver,
}


@dataclasses.dataclass(order=True, slots=True)
class Job:
    """A request on its way; the smallest urgency goes first, then the oldest. No request means: the desk is closing."""

    urgency: float
    number: int
    request: Request | None = dataclasses.field(compare=False)
    future: Future[Any] = dataclasses.field(compare=False, default_factory=Future)


class Desk:
    """One thread with one worker process, serving the queue."""

    def __init__(self, jobs: queue.PriorityQueue[Job], seconds: float, files: int) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._files = files
        self._seen: set[object] = set()
        self._genuine = Genuine()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._current: Future[Any] | None = None
        self._abandoned = False
        self.worker: WorkerProcess | None = None
        self.thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Let the running request fail now; the thread ends when it finds its end in the queue."""
        self._stopping.set()
        with self._lock:
            if self.worker is not None:
                self.worker.process.kill()

    def abandon(self, future: Future[Any]) -> None:
        """End the request at once if it is the one that runs here; the next one gets a fresh worker."""
        with self._lock:
            if self._current is future and self.worker is not None:
                self._abandoned = True
                self.worker.process.kill()

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job.request is None:
                break
            if job.future.set_running_or_notify_cancel():
                self._begin(job.future)
                self._finish(job.future, job.request)
        self._let_go()

    def _begin(self, future: Future[Any]) -> None:
        with self._lock:
            self._current, self._abandoned = future, False

    def _end(self) -> None:
        """From here on nobody can end this request; a worker that was ended with it goes."""
        with self._lock:
            self._current = None
        if self._abandoned:
            self._let_go()

    def _finish(self, future: Future[Any], request: Request) -> None:
        reply: Reply | BaseException
        try:
            reply = self._serve(request)
        except BaseException as fault:  # noqa: BLE001 - whatever it is belongs to the one who asked
            reply = fault
        self._end()
        if isinstance(reply, BaseException):
            future.set_exception(reply)
        else:
            future.set_result(reply)

    def _serve(self, request: Request) -> Reply:
        try:
            file = _open(request.path)
        except (OSError, ValueError) as problem:
            return _refuse(request, Trouble(Case.UNREADABLE), None, problem)
        with file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return _refuse(request, Trouble(Case.UNREADABLE), None)
            try:
                itself = self._genuine.is_itself(request.path, file)
            except OSError as problem:
                return _refuse(request, Trouble(Case.UNREADABLE), None, problem)
            if not itself:
                return _refuse(request, Trouble(Case.CHANGED), file)
            return self._look(request, file)

    def _look(self, request: Request, file: BinaryIO) -> Reply:
        try:
            answer = self._ready(os.fstat(file.fileno()).st_ino).ask(request, file.fileno(), self._seconds)
            if not _fits(request, answer):
                raise WorkerLostError(Case.CRASHED)
        except WorkerLostError as lost:
            self._let_go()
            if self._stopping.is_set():
                raise CancelledError(_("The program is closing.")) from lost
            if self._abandoned:
                raise CancelledError(_("Nobody waits for it any more.")) from lost
            _log.warning("evidence worker lost: %s", lost.case.value)
            return _refuse(request, Trouble(lost.case), file, lost)
        if answer.detail:
            _log.warning("evidence worker: %s", answer.detail)
        if answer.trouble is not None and answer.trouble.case is Case.OUT_OF_MEMORY:
            self._let_go()
        return _reply(request, answer, file)

    def _ready(self, file: object) -> WorkerProcess:
        if file not in self._seen and len(self._seen) >= self._files:
            self._let_go()
        self._seen.add(file)
        if self.worker is None:
            launched = process.launch()
            with self._lock:
                self.worker = launched
            # From here on `stop` can end it; starting takes longer than most requests.
            if self._stopping.is_set():
                raise WorkerLostError(Case.CRASHED)
            launched.greet()
        return self.worker

    def _let_go(self) -> None:
        self._seen.clear()
        with self._lock:
            gone, self.worker = self.worker, None
        if gone is not None:
            gone.stop()


def _open(path: Path) -> BinaryIO:
    return open(path, "rb", buffering=0, opener=lambda name, flags: os.open(name, flags | _NOT_WAITING))


def _fits(request: Request, answer: Answer) -> bool:
    """Say whether a worker in its right mind could have answered so."""
    if answer.reply is None:
        return answer.trouble is not None
    return type(answer.reply) is _REPLIES[type(request)]


def _reply(request: Request, answer: Answer, file: BinaryIO) -> Reply:
    if isinstance(answer.reply, Description):
        problem = explain(answer.trouble) if answer.trouble is not None else None
        return dataclasses.replace(answer.reply, size=os.fstat(file.fileno()).st_size, problem=problem)
    if answer.reply is None or answer.trouble is not None:
        return _refuse(request, answer.trouble or Trouble(Case.CRASHED), file)
    return answer.reply


def _refuse(request: Request, trouble: Trouble, file: BinaryIO | None, cause: Exception | None = None) -> Description:
    sniffed = None
    if file is not None and (isinstance(request, Describe) or not trouble.format):
        file.seek(0)
        sniffed = kinds.sniff(file.read(kinds.HEAD_BYTES), name_of(request))
        # A worker that is lost can't say what it was reading.
        trouble = dataclasses.replace(trouble, format=trouble.format or sniffed.format)
    problem = explain(trouble)
    if not isinstance(request, Describe):
        raise EvidenceError(problem) from cause
    if file is None or sniffed is None:
        return Description(Kind.UNKNOWN, BY_NAME["unknown"].name, BY_NAME["unknown"].mime, 0, problem=problem)
    size = os.fstat(file.fileno()).st_size
    return Description(sniffed.kind, sniffed.format, sniffed.mime, size, problem=problem)
