"""One evidence worker for all windows of a test run: starting a process for each window cost more than the tests."""

from __future__ import annotations

from concurrent.futures import Future, wait
from pathlib import Path
from typing import Any

from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe, Request

PATIENCE = 5.0
"""How long what still runs may take when a window closes (seconds); ending it would cost a fresh process."""


class LentWorker(EvidenceWorker):
    """What a window has of the shared worker; closing gives it back with nothing of this window waiting or running."""

    def __init__(self, shared: EvidenceWorker) -> None:
        super().__init__()
        self._shared = shared
        self._asked: list[Future[Any]] = []

    def submit(self, request: Request, priority: int = 0) -> Future[Any]:  # type: ignore[override]
        if self._closed:
            return super().submit(request, priority)  # which says that the program is closing
        future: Future[Any] = self._shared.submit(request, priority)  # type: ignore[call-overload]
        self._asked.append(future)
        return future

    def abandon(self, future: Future[Any]) -> None:
        self._shared.abandon(future)

    def limits(self) -> tuple[str, ...]:
        return self._shared.limits() if self._asked else ()

    def close(self) -> None:
        super().close()
        if not self._asked:
            return
        for future in self._asked:
            future.cancel()
        for future in wait(self._asked, PATIENCE).not_done:
            self._shared.abandon(future)
        wait(self._asked)
        self._asked.clear()
        # The callbacks of the last answer have run as soon as the worker's thread turns to the next request.
        turn = self._shared.submit(Describe(Path("nothing")))
        turn.cancel()
        wait([turn])
