"""Long work beside the window: answers on the GUI thread, one after another, and a way to stop."""

from __future__ import annotations

import threading

import pytest

from certdesk.core.errors import CancelledError
from certdesk.ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    jobs.close()


def run(jobs, qtbot, work):
    """Run a job to its end and return what ``done`` and ``failed`` were called with."""
    results, problems = [], []
    jobs.start("test", work, done=results.append, failed=problems.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    return results, problems


def test_answers_arrive_on_the_gui_thread(jobs, qtbot):
    seen = []
    jobs.start(
        "test",
        lambda _progress: threading.current_thread().name,
        done=lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
        failed=pytest.fail,
    )
    qtbot.waitUntil(lambda: bool(seen))
    [(worker, on_gui_thread)] = seen
    assert worker.startswith("job")
    assert on_gui_thread


def test_nothing_is_called_before_start_has_returned(jobs, qtbot):
    order = []
    jobs.start("quick", lambda _progress: None, done=lambda _: order.append("done"), failed=pytest.fail)
    order.append("started")
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["started", "done"]


def test_a_failure_is_handed_over_whole(jobs, qtbot):
    results, problems = run(jobs, qtbot, lambda _progress: 1 / 0)
    assert results == []
    assert isinstance(problems[0], ZeroDivisionError)
    assert problems[0].__traceback__


def test_one_after_another_in_order(jobs, qtbot):
    order = []
    for number in range(20):
        jobs.start(str(number), lambda _progress, number=number: number, done=order.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == list(range(20))


def test_a_failure_does_not_stop_the_next(jobs, qtbot):
    run(jobs, qtbot, lambda _progress: 1 / 0)
    assert run(jobs, qtbot, lambda _progress: "fine") == (["fine"], [])


class Waiting:
    """Work that waits in its middle until the test has done something."""

    def __init__(self, *, reports: bool) -> None:
        self.reports = reports
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, progress):
        progress(1, 2, "first")
        self.begun.set()
        assert self.go_on.wait(10)
        if self.reports:
            progress(2, 2, "second")
        return "made"


@pytest.mark.parametrize("reports", [True, False], ids=["at its next report", "at its end"])
def test_stopping(jobs, qtbot, reports):
    work, results, problems = Waiting(reports=reports), [], []
    job = jobs.start("long", work, done=results.append, failed=problems.append)
    assert work.begun.wait(10)
    job.cancel()
    work.go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert job.cancelled
    assert (results, [type(problem) for problem in problems]) == ([], [CancelledError])


def test_stopping_what_waits_stops_only_that(jobs, qtbot):
    work, results, problems = Waiting(reports=True), [], []
    jobs.start("first", work, done=results.append, failed=problems.append)
    waiting = jobs.start("second", lambda progress: progress(1, 1, ""), done=results.append, failed=problems.append)
    waiting.cancel()
    work.go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (results, [type(problem) for problem in problems]) == (["made"], [CancelledError])


def test_progress_is_throttled_and_the_last_always_comes(jobs, qtbot):
    seen = []
    jobs.progressed.connect(seen.append)

    def work(progress):
        for number in range(2001):
            progress(number, 2000, "x")

    run(jobs, qtbot, work)
    assert len(seen) < 50
    assert (seen[-1].done, seen[-1].total, seen[-1].label) == (2000, 2000, "x")


def test_it_says_when_a_job_starts_and_ends(jobs, qtbot):
    told = []
    jobs.started.connect(lambda job: told.append(("started", job.title)))
    jobs.ended.connect(lambda job: told.append(("ended", job.title)))
    run(jobs, qtbot, lambda _progress: None)
    assert told == [("started", "test"), ("ended", "test")]


def test_many_jobs_leave_nothing_behind(jobs, qtbot):
    for _round in range(20):
        done = []
        for number in range(50):
            jobs.start(str(number), lambda _progress: 1, done=done.append, failed=pytest.fail)
        qtbot.waitUntil(lambda: not jobs.busy)
        assert len(done) == 50


def test_closing_with_work_in_flight_does_not_hang(qtbot):
    jobs, begun = Jobs(), threading.Event()

    def endless(progress):
        begun.set()
        while True:
            progress(1, 2, "")

    jobs.start("endless", endless, done=pytest.fail, failed=lambda _: None)
    jobs.start("never", endless, done=pytest.fail, failed=lambda _: None)
    assert begun.wait(10)
    jobs.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job") and thread.is_alive()]


def test_nobody_is_called_after_closing(qtbot):
    jobs = Jobs()
    ready = threading.Event()
    jobs.start("test", lambda _progress: ready.set(), done=pytest.fail, failed=pytest.fail)
    assert ready.wait(5)
    jobs.close()
    qtbot.wait(1)


def test_what_is_done_beside_holds_nothing_up_and_can_pause(jobs, qtbot):
    reached, order = threading.Event(), []

    def work(progress):
        job.pause()
        reached.set()
        progress(1, 2, "")
        return "beside"

    started = threading.Event()
    job = jobs.start_beside(
        "stick", lambda progress: started.wait() and work(progress), done=order.append, failed=pytest.fail
    )
    started.set()
    assert reached.wait(5)
    jobs.start("quick", lambda _progress: "quick", done=order.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: order == ["quick"])
    assert job.paused
    job.resume()
    qtbot.waitUntil(lambda: order == ["quick", "beside"])


def test_what_is_paused_can_be_stopped(jobs, qtbot):
    started, problems = threading.Event(), []

    def work(progress):
        started.wait()
        progress(1, 2, "")

    job = jobs.start_beside("stick", work, done=lambda _: pytest.fail("went on"), failed=problems.append)
    job.pause()
    started.set()
    job.cancel()
    qtbot.waitUntil(lambda: bool(problems))
    assert isinstance(problems[0], CancelledError)
