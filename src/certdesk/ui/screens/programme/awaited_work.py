"""A job that a page waits for. Once nobody waits for it any more, what it made is thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from certdesk.core.progress import Progress
from certdesk.ui.jobs import Job, Jobs

T = TypeVar("T")


class AwaitedWork:
    """At most one job at a time; ``ended`` is called whenever the one that is waited for is over."""

    def __init__(self, jobs: Jobs, ended: Callable[[], None]) -> None:
        self._jobs = jobs
        self._ended = ended
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether something is waited for."""
        return self._job is not None

    def is_job(self, job: Job) -> bool:
        """Say whether this is the job that is waited for."""
        return self._job is job

    def start(
        self,
        title: str,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception, bool], None],
        discard: Callable[[T], None],
    ) -> None:
        """Begin. Then comes ``done``, or ``failed`` with whether it was still waited for; or ``discard``."""
        made: list[T] = []

        def working(progress: Progress) -> T:
            made.append(work(progress))
            return made[0]

        def on_done(result: T) -> None:
            (done if self._over(job) else discard)(result)

        def on_failed(problem: Exception) -> None:
            for result in made:  # it was stopped after its last step
                discard(result)
            failed(problem, self._over(job))

        job = self._job = self._jobs.start(title, working, done=on_done, failed=on_failed)

    def drop(self) -> None:
        """Wait no more."""
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()
            self._ended()

    def _over(self, job: Job) -> bool:
        if self._job is not job:
            return False
        self._job = None
        self._ended()
        return True
