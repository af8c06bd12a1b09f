"""The jobs that run, as the job strip shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from certdesk.ui.jobs import Job, JobProgress, Jobs
from certdesk.ui.widgets.job_strip import JobStrip, ShownJob


class RunningJobs(QObject):
    """Keeps the strip in step with the jobs that somebody asked for, and passes Stop back to them."""

    def __init__(self, jobs: Jobs, strip: JobStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._running: dict[str, Job] = {}
        self._shown: dict[str, ShownJob] = {}
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        strip.stop_asked.connect(self._on_stop_asked)

    def _on_started(self, job: Job) -> None:
        if job.quiet:
            return  # what goes on by itself must not move what somebody is about to click
        self._running[str(id(job))] = job
        self._shown[str(id(job))] = ShownJob(str(id(job)), job.title)
        self._show()

    def _on_progressed(self, told: JobProgress) -> None:
        key = str(id(told.job))
        if key not in self._running:
            return
        share = told.done / told.total if told.total else None
        self._shown[key] = ShownJob(key, told.job.title, share=share, left=told.label)
        self._show()

    def _on_ended(self, job: Job) -> None:
        self._running.pop(str(id(job)), None)
        self._shown.pop(str(id(job)), None)
        self._show()

    def _on_stop_asked(self, key: str) -> None:
        if key in self._running:
            self._running[key].cancel()

    def _show(self) -> None:
        self._strip.show_jobs(tuple(self._shown.values()))
