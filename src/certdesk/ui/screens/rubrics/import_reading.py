"""Reading a file beside the window: once from the disk, then again with every answer; the newest reading counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from certdesk.actions.importing_rubrics import read_reading, read_source
from certdesk.core.importing import Reading
from certdesk.core.progress import Progress
from certdesk.core.words import _
from certdesk.rubric_formats.format import Source
from certdesk.ui.jobs import Job, Jobs

Done = Callable[[Source, Reading, str], None]
Failed = Callable[[Exception], None]


class FileReading:
    """``done(source, reading, format_id)`` or ``failed(problem)`` is called, unless something newer was begun."""

    def __init__(self, jobs: Jobs, done: Done, failed: Failed) -> None:
        self._jobs = jobs
        self._done = done
        self._failed = failed
        self._path: Path | None = None
        self._source: Source | None = None
        self._number = 0
        self._job: Job | None = None

    @property
    def path(self) -> Path | None:
        """The file that is read."""
        return self._path

    def begin(self, path: Path | None) -> None:
        """Turn to another file, or to none; nothing is read yet."""
        self.stop()
        self._path, self._source = path, None

    def read(self, answers: Mapping[str, str], format_id: str) -> None:
        """Read the file with these answers; ``format_id`` names the format where it shall not be recognised."""
        path, source, given = self._path, self._source, dict(answers)
        if path is None:
            return
        self.stop()
        number = self._number

        def work(progress: Progress) -> tuple[Source, Reading]:
            progress(0, 0, _("Reading"))
            read = source or read_source(path)
            progress(0, 0, _("Understanding"))
            return read, read_reading(read, given, format_id=format_id)

        self._job = self._jobs.start(
            _("Reading {file}").format(file=path.name),
            work,
            done=lambda result: self._on_done(number, result, format_id),
            failed=lambda problem: self._on_failed(number, problem),
            matters=False,
        )

    def stop(self) -> None:
        """Stop reading; nobody is told."""
        self._number += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_done(self, number: int, result: tuple[Source, Reading], format_id: str) -> None:
        if number == self._number:
            self._job = None
            self._source = result[0]
            self._done(*result, format_id)

    def _on_failed(self, number: int, problem: Exception) -> None:
        if number == self._number:
            self._job = None
            self._failed(problem)
