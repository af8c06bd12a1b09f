"""The words of pages, asked for once and kept while the document is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from certdesk.core.annotations import Rect
from certdesk.evidence.replies import PageText, Reply
from certdesk.evidence.requests import TextOfPage
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_words import box_of
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks


class PageTexts:
    """Words by page of one document at a time."""

    def __init__(self, worker: Asks, deliveries: Deliveries, arrived: Callable[[int], None]) -> None:
        self._worker = worker
        self._deliveries = deliveries
        self._arrived = arrived
        self._file = PageFile(Path())
        self._known: dict[int, PageText] = {}
        self._boxes: dict[int, tuple[Rect, ...]] = {}
        self._asked: dict[int, int] = {}

    def open(self, file: PageFile) -> None:
        """Begin with another document."""
        for ticket in self._asked.values():
            self._deliveries.drop(ticket)
        self._file = file
        self._known.clear()
        self._boxes = {}
        self._asked.clear()

    def of(self, page: int) -> PageText | None:
        """Return the words of a page; None means that they were asked for and ``arrived`` will be called."""
        if page in self._known:
            return self._known[page]
        if page not in self._asked:
            self._asked[page] = self._deliveries.bring(
                self._worker.submit(TextOfPage(self._file.path, page, self._file.password), URGENT),
                lambda reply: self._keep(page, reply),
                lambda _problem: self._keep(page, PageText(page, ())),  # a page without words can still be marked
            )
        return None

    def boxes(self) -> dict[int, tuple[Rect, ...]]:
        """Return where words stand on the pages that are known; another object when there are more."""
        return self._boxes

    def _keep(self, page: int, reply: Reply) -> None:
        self._asked.pop(page, None)
        if isinstance(reply, PageText):
            self._known[page] = reply
            self._boxes = self._boxes | {page: tuple(box_of(word.rect) for word in reply.words)}
            self._arrived(page)
