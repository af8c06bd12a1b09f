"""The jobs that run, as the job strip shows them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from certdesk.ui.jobs import Job, JobProgress, Jobs
from certdesk.ui.widgets.job_strip import JobStrip, ShownJob


class RunningJobs(QObject):
    """Keeps the strip in step with the jobs that somebody asked for, and passes Pause and Stop back to them."""

    def __init__(self, jobs: Jobs, strip: JobStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._running: dict[str, Job] = {}
        self._shown: dict[str, ShownJob] = {}
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        strip.stop_asked.connect(self._on_stop_asked)
        strip.pause_asked.connect(self._on_pause_asked)
        strip.resume_asked.connect(self._on_resume_asked)

    def _on_started(self, job: Job) -> None:
        if job.quiet:
            return  # what goes on by itself must not move what somebody is about to click
        self._running[str(id(job))] = job
        self._shown[str(id(job))] = ShownJob(str(id(job)), job.title, can_pause=job.can_pause)
        self._show()

    def _on_progressed(self, told: JobProgress) -> None:
        key = str(id(told.job))
        if key not in self._running:
            return
        share = told.done / told.total if told.total else None
        self._shown[key] = replace(self._shown[key], share=share, left=told.label, paused=told.job.paused)
        self._show()

    def _on_ended(self, job: Job) -> None:
        self._running.pop(str(id(job)), None)
        self._shown.pop(str(id(job)), None)
        self._show()

    def _on_stop_asked(self, key: str) -> None:
        if key in self._running:
            self._running[key].cancel()

    def _on_pause_asked(self, key: str) -> None:
        if key in self._running:
            self._running[key].pause()
            self._shown[key] = replace(self._shown[key], paused=True)
            self._show()

    def _on_resume_asked(self, key: str) -> None:
        if key in self._running:
            self._running[key].resume()
            self._shown[key] = replace(self._shown[key], paused=False)
            self._show()

    def _show(self) -> None:
        self._strip.show_jobs(tuple(self._shown.values()))
