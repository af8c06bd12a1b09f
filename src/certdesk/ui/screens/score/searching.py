"""Finding words in the whole portfolio: reading what was not read yet while nobody waits, going to what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from certdesk.actions.searching import (
    Hit,
    ItemTexts,
    find_in_portfolio,
    keep_texts,
    plan_index,
    read_text,
)
from certdesk.core.annotations import Anchor, PageRegion, Rect, TextQuote, TimeSpan
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.ui.jobs import Job
from certdesk.ui.models.found_places import FoundRow
from certdesk.ui.screens.score.finder import FinderPopup

if TYPE_CHECKING:
    from certdesk.ui.screens.score.screen import ScoreScreen

_IDLE_MS = 1500


class Searching:
    """Reads file by file, so that what somebody waits for never waits long, and Stop loses at most one file."""

    def __init__(self, screen: ScoreScreen) -> None:
        self._screen = screen
        self.popup = FinderPopup(screen.tools.theme, screen)
        self.popup.needle_changed.connect(self._find_typed)
        self.popup.chosen.connect(self.go_to)
        self._idle = QTimer(screen)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._read_next)
        self._job: Job | None = None
        self._tried: set[str] = set()
        self._total = 0

    def start(self) -> None:
        """Begin to read once the portfolio has been open for a moment."""
        self._tried.clear()
        self._total = 0
        self._idle.start()

    def stop(self) -> None:
        """Read no more; what was read is kept."""
        self._idle.stop()
        self.popup.close()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def open(self) -> None:
        """Let the person type what to look for."""
        desk = self._screen.desk
        if self._screen.view is None:
            return
        self._find(self.popup.typed.text())
        self.popup.open_at(desk.evidence if desk.evidence.isVisible() else desk.pane)
        self._read_next()

    def go_to(self, row: FoundRow) -> None:
        """Show a place, or the item in which nothing can be found."""
        viewing = self._screen.viewing
        hit = row.hit
        if hit is not None and hit.annotation_id:
            viewing.go_to_annotation(hit.annotation_id)
        else:
            viewing.go_to_item(row.item_id, _anchor(hit) if hit else None)

    def _find_typed(self, needle: str) -> None:
        """Find what was typed, unless the search was left before the pause after the last letter was over."""
        if self.popup.isVisible():
            self._find(needle)

    def _find(self, needle: str) -> None:
        view = self._screen.view
        if view is not None:
            findings = find_in_portfolio(self._screen.tools.session.workspace, view.portfolio.id, needle)
            self.popup.show_findings(findings, view.items)

    def _read_next(self) -> None:
        """Have the next file read that was not read yet; each is tried once while the portfolio is open."""
        view = self._screen.view
        if view is None or self._job is not None or not self._screen.in_front:
            return
        plan = plan_index(self._screen.tools.session.workspace, view.portfolio.id)
        unread = [one for one in plan.unread if one.digest not in self._tried]
        if not unread:
            return
        self._total = max(self._total, len(self._tried) + len(unread))
        self._tried.add(unread[0].digest)
        worker, number, total = self._screen.tools.worker, len(self._tried), self._total

        def read(progress: Progress) -> ItemTexts:
            progress(number - 1, total, unread[0].file_name)
            return read_text(unread[0], worker)

        title = _("Reading the evidence, so that it can be searched")
        self._job = self._screen.tools.jobs.start(
            title, read, done=self._keep, failed=self._failed, matters=False, quiet=True
        )

    def _keep(self, texts: ItemTexts) -> None:
        self._job = None
        try:
            keep_texts(self._screen.tools.session.workspace, (texts,))
        except CertDeskError as problem:
            self._screen.tools.session.refused.emit(problem)
            return
        self._go_on()

    def _failed(self, problem: Exception) -> None:
        self._job = None
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self._go_on()

    def _go_on(self) -> None:
        if self.popup.isVisible():
            self._find(self.popup.typed.text())
        self._read_next()


def _anchor(hit: Hit) -> Anchor:
    if hit.at_ms is not None:
        return TimeSpan(hit.at_ms, hit.at_ms)
    if hit.page:
        return PageRegion(hit.page, Rect(0.0, 0.0, 0.0, 0.0), hit.quote)
    return TextQuote(hit.quote, hit.before, hit.after, hit.offset)
