"""Finding words in a document with pages: asks the worker, paints the places, steps through them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from certdesk.evidence.replies import Matches, Reply
from certdesk.evidence.requests import FindText
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.find_bar import FindBar
from certdesk.ui.viewers.page_file import PageFile
from certdesk.ui.viewers.page_finder import Found, found_from
from certdesk.ui.viewers.problem_panel import words_of
from certdesk.ui.viewers.sheet_canvas import SheetCanvas
from certdesk.ui.viewers.sheet_pictures import URGENT, Asks


class PageSearch(QObject):
    """Belongs to one find bar and one canvas."""

    left_at = Signal(object)
    """The search was closed at this place (`Match`), as if somebody had selected it: it can be filed or copied now."""

    def __init__(self, bar: FindBar, canvas: SheetCanvas, worker: Asks, deliveries: Deliveries) -> None:
        super().__init__(bar)
        self._bar = bar
        self._canvas = canvas
        self._worker = worker
        self._deliveries = deliveries
        self._file: PageFile | None = None
        self._found = Found()
        self._ticket = 0
        bar.asked.connect(self._look_for)
        bar.stepped.connect(self._step)
        bar.closed.connect(self._forget)

    def open(self, file: PageFile | None) -> None:
        """Begin with another document, or none."""
        self._deliveries.drop(self._ticket)
        self._file, self._found = file, Found()
        if file is None:
            self._bar.shut()

    def _look_for(self, words: str) -> None:
        if self._file is None:
            return
        self._deliveries.drop(self._ticket)
        asked = self._worker.submit(FindText(self._file.path, words, self._file.password), URGENT)
        self._ticket = self._deliveries.bring(asked, self._show_found, self._found_nothing)

    def _show_found(self, reply: Reply) -> None:
        if isinstance(reply, Matches):
            self._show(found_from(reply, self._canvas.page))

    def _found_nothing(self, problem: Exception) -> None:
        self._bar.show_words(words_of(problem)[0])

    def _step(self, direction: int) -> None:
        self._show(self._found.stepped(direction))

    def _show(self, found: Found) -> None:
        self._found = found
        self._bar.show_count(found.now + 1, len(found.matches), complete=found.complete)
        self._canvas.set_hits(found.parts, found.current_parts)
        if found.current is not None:
            self._canvas.reveal(found.current)

    def _forget(self) -> None:
        self._deliveries.drop(self._ticket)
        found, self._found = self._found, Found()
        self._canvas.set_hits(())
        if self._file is not None:
            self._canvas.setFocus()
        if found.matches:
            self.left_at.emit(found.matches[found.now])
