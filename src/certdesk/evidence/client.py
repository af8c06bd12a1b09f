"""The main process's side: ask about a file, get a future; the bytes are only ever read in a worker process."""

from __future__ import annotations

import itertools
import queue
import threading
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, overload

from certdesk.core.errors import CancelledError
from certdesk.core.words import _
from certdesk.evidence.desk import LAST, Desk, Job
from certdesk.evidence.replies import (
    Animation,
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
)


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
        self._jobs: queue.PriorityQueue[Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._desks: list[Desk] = []
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
    @overload
    def submit(self, request: ReadAnimation, priority: int = 0) -> Future[Animation]: ...
    @overload
    def submit(self, request: ReadOutline, priority: int = 0) -> Future[Outline]: ...
    @overload
    def submit(self, request: LinksOfPage, priority: int = 0) -> Future[PageLinks]: ...
    @overload
    def submit(self, request: ReadSideNotes, priority: int = 0) -> Future[SideNotes]: ...
    @overload
    def submit(self, request: ExtractText, priority: int = 0) -> Future[Extracted]: ...
    @overload
    def submit(self, request: ReadTranscript, priority: int = 0) -> Future[Transcript]: ...
    @overload
    def submit(self, request: ReadCodes, priority: int = 0) -> Future[Codes]: ...
    @overload
    def submit(self, request: LookOver, priority: int = 0) -> Future[LookedOver]: ...

    def submit(self, request: Request, priority: int = 0) -> Future[Any]:
        """Ask, and go on; higher priority is served first. ``cancel()`` of the future works until its turn comes.

        Callbacks of the future run in the worker's thread and hold up the next request.
        """
        job = Job(-priority, next(self._numbers), request)
        with self._lock:
            if self._closed:
                job.future.set_exception(CancelledError(_("The program is closing.")))
                return job.future
            while len(self._desks) < self._count:
                self._desks.append(Desk(self._jobs, self._seconds, self._files))
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
    @overload
    def ask(self, request: ReadAnimation) -> Animation: ...
    @overload
    def ask(self, request: ReadOutline) -> Outline: ...
    @overload
    def ask(self, request: LinksOfPage) -> PageLinks: ...
    @overload
    def ask(self, request: ReadSideNotes) -> SideNotes: ...
    @overload
    def ask(self, request: ExtractText) -> Extracted: ...
    @overload
    def ask(self, request: ReadTranscript) -> Transcript: ...
    @overload
    def ask(self, request: LookOver) -> LookedOver: ...

    def ask(self, request: Any) -> Any:
        """Ask and wait for the reply; for worker threads and the command line, not for the window's thread."""
        return self.submit(request, priority=1).result()

    def abandon(self, future: Future[Any]) -> None:
        """Say that nobody wants the answer any more: what waits is cancelled, what runs ends in `CancelledError`.

        Ending what runs costs a fresh worker (about 0.3 s): for long requests that hold up others, not for every page.
        """
        if not future.cancel():
            with self._lock:
                desks = tuple(self._desks)
            for desk in desks:
                desk.abandon(future)

    def limits(self) -> tuple[str, ...]:
        """Return what the workers running now are kept from (see `limits.confine`); empty before the first request."""
        with self._lock:
            running = [desk.worker for desk in self._desks if desk.worker is not None]
        return next((worker.limits for worker in running if worker.limits), ())

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
            self._jobs.put(Job(LAST, next(self._numbers), None))
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
