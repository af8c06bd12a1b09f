"""The words of pages, asked for once and kept while the document is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.evidence.replies import PageText, Reply
from certdesk.evidence.requests import TextOfPage
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks


class PageTexts:
    """Words by page of one document at a time."""

    def __init__(self, worker: Asks, deliveries: Deliveries, arrived: Callable[[int], None]) -> None:
        self._worker = worker
        self._deliveries = deliveries
        self._arrived = arrived
        self._path = Path()
        self._known: dict[int, PageText] = {}
        self._asked: dict[int, int] = {}

    def open(self, path: Path) -> None:
        """Begin with another document."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._path = path
        self._known.clear()
        self._asked.clear()

    def of(self, page: int) -> PageText | None:
        """Return the words of a page; None means that they were asked for and ``arrived`` will be called."""
        if page in self._known:
            return self._known[page]
        if page not in self._asked:
            self._asked[page] = self._deliveries.bring(
                self._worker.submit(TextOfPage(self._path, page), URGENT),
                lambda reply: self._keep(page, reply),
                lambda _problem: self._keep(page, PageText(page, ())),  # a page without words can still be marked
            )
        return None

    def _keep(self, page: int, reply: Reply) -> None:
        self._asked.pop(page, None)
        if isinstance(reply, PageText):
            self._known[page] = reply
            self._arrived(page)
