"""The worker as the rest of the program sees it: it may crash, hang and vanish, and the next request is answered."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import wait

import pytest

from certdesk.core.errors import CancelledError
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import Describe, RenderPage, Thumbnail

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals that stop a process")


def process_of(worker: EvidenceWorker):
    return worker._desks[0].worker.process


@posix
def test_a_crash_costs_one_answer(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker() as worker:
        assert worker.ask(Describe(path)).problem is None
        first = process_of(worker)
        first.send_signal(signal.SIGSTOP)
        waiting = worker.submit(RenderPage(path, 1, 1.0))
        first.kill()
        with pytest.raises(EvidenceError) as told:
            waiting.result(5)
        assert told.value.problem.code is Code.CRASHED
        assert told.value.hint
        assert worker.ask(RenderPage(path, 1, 1.0)).width == 300
        assert process_of(worker).pid != first.pid


@posix
def test_a_crash_while_describing_is_a_description_with_a_problem(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker() as worker:
        worker.ask(Describe(path))
        process_of(worker).send_signal(signal.SIGSTOP)
        waiting = worker.submit(Describe(path))
        process_of(worker).kill()
        found = waiting.result(5)
    assert (found.kind, found.format, found.size) == (Kind.PDF, "PDF", path.stat().st_size)
    assert found.problem.code is Code.CRASHED


@posix
def test_a_hanging_worker_is_ended_in_time(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker(seconds=0.3) as worker:
        worker.ask(Describe(path))
        hung = process_of(worker)
        hung.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        with pytest.raises(EvidenceError) as told:
            worker.ask(Thumbnail(path, 100, 100))
        assert told.value.problem.code is Code.HUNG
        assert time.monotonic() - started < 3
        assert hung.poll() == -signal.SIGKILL
        assert worker.ask(Thumbnail(path, 100, 100)).height == 100


@posix
def test_using_up_the_processor_counts_as_hanging(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker() as worker:
        worker.ask(Describe(path))
        process_of(worker).send_signal(signal.SIGSTOP)
        waiting = worker.submit(Describe(path))
        process_of(worker).send_signal(signal.SIGXCPU)
        process_of(worker).send_signal(signal.SIGCONT)
        assert waiting.result(5).problem.code is Code.HUNG


def test_a_file_that_is_gone(make, worker):
    path = make.folder / "gone.pdf"
    assert worker.ask(Describe(path)).problem.code is Code.UNREADABLE
    with pytest.raises(EvidenceError) as told:
        worker.ask(Thumbnail(path, 10, 10))
    assert told.value.problem.code is Code.UNREADABLE


@posix
def test_folders_and_named_pipes_are_not_read(make, worker):
    pipe = make.folder / "pipe.pdf"
    os.mkfifo(pipe)
    for path in (make.folder, pipe):
        assert worker.ask(Describe(path)).problem.code is Code.UNREADABLE


def test_a_file_replaced_by_another_is_read_anew(make, worker):
    path = make.pdf("a.pdf", "x")
    assert worker.ask(Describe(path)).page_count == 1
    make.pdf("a.pdf", "x", "y")
    assert worker.ask(Describe(path)).page_count == 2


def test_higher_priority_goes_first_and_equals_in_order(make):
    path = make.pdf("a.pdf", "x")
    order: list[int] = []
    with EvidenceWorker() as worker:
        worker.ask(Describe(path))
        gate, reached = threading.Event(), threading.Event()
        held = worker.submit(Describe(path))
        held.add_done_callback(lambda _done: (reached.set(), gate.wait(5)))
        assert reached.wait(5)
        waiting = []
        for number, priority in enumerate([0, 5, 5, -1, 9]):
            job = worker.submit(Describe(path), priority)
            job.add_done_callback(lambda _done, number=number: order.append(number))
            waiting.append(job)
        gate.set()
        wait(waiting, 5)
    assert order == [4, 1, 2, 0, 3]


def test_what_waits_can_be_cancelled(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker() as worker:
        gate, reached = threading.Event(), threading.Event()
        worker.submit(Describe(path)).add_done_callback(lambda _done: (reached.set(), gate.wait(5)))
        assert reached.wait(10)
        dropped, kept = worker.submit(Describe(path)), worker.submit(Describe(path))
        assert dropped.cancel()
        gate.set()
        assert kept.result(5).page_count == 1
        assert dropped.cancelled()


def test_workers_are_replaced_after_some_files(make):
    paths = [make.pdf(f"{each}.pdf", "x") for each in range(5)]
    with EvidenceWorker(files=2) as worker:
        seen = []
        for path in paths:
            for _ in range(3):
                worker.ask(Describe(path))
                seen.append(process_of(worker).pid)
    assert len(set(seen)) == 3
    assert seen == sorted(seen, key=seen.index)


@posix
def test_closing_ends_everything(make):
    path = make.pdf("a.pdf", "x")
    worker = EvidenceWorker(workers=2)
    worker.ask(Describe(path))
    pids = [desk.worker.process for desk in worker._desks if desk.worker is not None]
    for process in pids:
        process.send_signal(signal.SIGSTOP)
    jobs = [worker.submit(Describe(path)) for _ in range(20)]
    worker.close()
    worker.close()
    assert all(process.poll() is not None for process in pids)
    assert all(job.done() for job in jobs)
    assert any(job.cancelled() or isinstance(job.exception(), CancelledError) for job in jobs)
    with pytest.raises(CancelledError):
        worker.submit(Describe(path)).result(1)


def test_two_workers_answer_many_threads(make):
    paths = [make.pdf(f"{each}.pdf", *["x"] * (each + 1)) for each in range(6)]
    found: dict[int, int] = {}

    def look(each: int) -> None:
        for _ in range(5):
            found[each] = worker.ask(Describe(paths[each])).page_count

    with EvidenceWorker(workers=2) as worker:
        threads = [threading.Thread(target=look, args=(each,)) for each in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert found == {each: each + 1 for each in range(6)}


def test_the_main_process_loads_no_reader():
    """Only the worker imports what decodes."""
    code = "import sys; import certdesk.evidence.client; print(*sys.modules)"
    import subprocess

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PIL", "pypdfium2", "anydoc", "dxpdf", "pymediainfo", "PySide6"} & set(loaded)
    assert not [each for each in loaded if each.startswith("certdesk.evidence.decoders")]


@posix
def test_what_runs_ends_when_nobody_wants_it_any_more(make):
    path = make.pdf("a.pdf", "x")
    with EvidenceWorker() as worker:
        worker.ask(Describe(path))
        first = process_of(worker)
        first.send_signal(signal.SIGSTOP)
        running, waiting, wanted = (worker.submit(Describe(path)) for _each in range(3))
        while not running.running():
            os.sched_yield()
        worker.abandon(waiting)
        assert waiting.cancelled()
        started = time.monotonic()
        worker.abandon(running)
        with pytest.raises(CancelledError):
            running.result(5)
        assert time.monotonic() - started < 2
        assert wanted.result(10).page_count == 1
        assert process_of(worker).pid != first.pid


def test_what_is_done_can_not_be_abandoned_and_harms_nobody(make, worker):
    path = make.pdf("a.pdf", "x")
    done = worker.submit(Describe(path))
    assert done.result(10).problem is None
    before = process_of(worker).pid
    worker.abandon(done)
    assert worker.ask(Describe(path)).problem is None
    assert process_of(worker).pid == before
