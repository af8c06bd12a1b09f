"""Answers reach the GUI thread, or nobody."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from pytestqt.qtbot import QtBot

from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.ui.viewers.bridge import Deliveries


def forbidden(answer: object) -> None:
    raise AssertionError(answer)


def test_an_answer_arrives_on_the_gui_thread(qtbot: QtBot, deliveries: Deliveries) -> None:
    seen: list[tuple[int, QThread]] = []
    with ThreadPoolExecutor() as pool:
        deliveries.bring(
            pool.submit(lambda: 7), lambda answer: seen.append((answer, QThread.currentThread())), forbidden
        )
        qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, QCoreApplication.instance().thread())]
    assert deliveries.waiting == 0


def test_an_answer_never_arrives_before_the_caller_goes_on(qtbot: QtBot, deliveries: Deliveries) -> None:
    done: Future[str] = Future()
    done.set_result("ready")
    seen: list[str] = []
    deliveries.bring(done, seen.append, forbidden)
    assert not seen
    qtbot.waitUntil(lambda: seen == ["ready"])


def test_a_failure_arrives_as_it_is(qtbot: QtBot, deliveries: Deliveries) -> None:
    broken: Future[str] = Future()
    problem = CertDeskError("The disk is gone.", "Plug it in.")
    broken.set_exception(problem)
    seen: list[Exception] = []
    deliveries.bring(broken, forbidden, seen.append)
    qtbot.waitUntil(lambda: seen == [problem])


def test_what_was_dropped_does_not_arrive(qtbot: QtBot, deliveries: Deliveries) -> None:
    late: Future[str] = Future()
    ticket = deliveries.bring(late, forbidden, forbidden)
    late.set_running_or_notify_cancel()
    deliveries.drop(ticket)
    late.set_result("too late")
    marker: Future[str] = Future()
    seen: list[str] = []
    deliveries.bring(marker, seen.append, forbidden)
    marker.set_result("after")
    qtbot.waitUntil(lambda: seen == ["after"])


def test_dropping_cancels_work_that_has_not_begun(deliveries: Deliveries) -> None:
    waiting: Future[str] = Future()
    deliveries.drop(deliveries.bring(waiting, forbidden, forbidden))
    assert waiting.cancelled()


def test_a_closing_program_is_not_a_failure(qtbot: QtBot, deliveries: Deliveries) -> None:
    ended: Future[str] = Future()
    deliveries.bring(ended, forbidden, forbidden)
    ended.set_exception(CancelledError("closing"))
    qtbot.waitUntil(lambda: deliveries.waiting == 0)


def test_answers_after_the_owner_is_gone_do_no_harm(qtbot: QtBot) -> None:
    owner = QObject()
    made = Deliveries(owner)
    late: Future[str] = Future()
    late.set_running_or_notify_cancel()
    made.bring(late, forbidden, forbidden)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    late.set_result("nobody listens")
    assert late.result() == "nobody listens"
    qtbot.wait(1)
