"""Judging many files beside the window, and filling the list while it goes on."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.words import _, ngettext
from certdesk.ui.jobs import Job, JobProgress
from certdesk.ui.screens.verify.list_pane import ListPane
from certdesk.ui.screens.verify.subject import Answer, Judge, Looked
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Listing(QObject):
    """One list at a time; a new one ends the one before. ``noticed(Notice)`` says what went wrong."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, pane: ListPane) -> None:
        super().__init__(pane)
        self._jobs = tools.jobs
        self._pane = pane
        self._job: Job | None = None
        self._found: deque[Answer] = deque()
        tools.jobs.progressed.connect(self._on_progressed)

    def begin(self, paths: tuple[Path, ...], judge: Judge) -> None:
        """Judge files and everything in folders."""
        if self._job is not None:
            self._job.cancel()
        found: deque[Answer] = deque()
        self._found = found
        self._pane.begin()
        name = paths[0].name or str(paths[0])
        # Both ends belong to this job: what one that was left behind still says is nobody's any more.
        self._job = self._jobs.start(
            _("Verifying {name}").format(name=name),
            lambda progress: judge.look_at_many(paths, progress, found),
            done=lambda looked: self._done(found, looked),
            failed=lambda problem: self._failed(found, problem),
        )

    def _on_progressed(self, told: JobProgress) -> None:
        if told.job is self._job:
            self._pane.show_progress(told.done, told.total, told.label)
            self._take_found()

    def _take_found(self) -> None:
        # The job may go on adding meanwhile; what comes later is taken later.
        count = len(self._found)
        self._pane.add([self._found.popleft() for _number in range(count)])

    def _done(self, found: deque[Answer], looked: Looked) -> None:
        if found is not self._found:
            return
        text = ngettext("{count} file was verified.", "{count} files were verified.", looked.files)
        photos = ngettext("{count} photo was not looked at", "{count} photos were not looked at", looked.photos)
        self._end(text.format(count=looked.files), photos.format(count=looked.photos) if looked.photos else "")
        if not looked.files:
            hint = _("PDFs are looked for, and badges; drop photos one by one.")
            self.noticed.emit(Notice(_("There is nothing to verify in there."), "info", hint))

    def _failed(self, found: deque[Answer], problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        if found is not self._found:
            return
        stopped = isinstance(problem, CancelledError)
        self._end(_("Stopped.") if stopped else str(problem))
        if not stopped:
            self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _end(self, words: str, left_out: str = "") -> None:
        self._job = None
        self._take_found()
        self._pane.end(words, left_out)
