"""Finalise: what blocks and what may be looked at stand apart; hold, sign, go on to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.actions.commenting import write_feedback
from certdesk.actions.scoring import mark_criterion
from certdesk.core.assessment import AssessmentState
from certdesk.core.marks import LevelGiven
from certdesk.signing.verification import Verdict
from certdesk.ui.app import Running
from certdesk.ui.screens.checked_before import checked_before
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.widgets.scrolling import Scroller

from .conftest import PASSPHRASE, PlayedDialogs, begin, click, find, portfolio_folder, take_in


def finalise(running: Running, assessment: str) -> FinaliseScreen:
    running.window.go("finalise", {"assessment": assessment})
    screen = running.window.current
    assert isinstance(screen, FinaliseScreen)
    return screen


def mark_all(running: Running, assessment: str) -> None:
    workspace = running.tools.session.workspace
    screen = finalise(running, assessment)
    assert screen.view is not None
    standard = screen.view.rubric.scale.standard
    for criterion in screen.view.rubric.criteria:
        mark_criterion(workspace, assessment, criterion.id, LevelGiven(standard))
        write_feedback(workspace, assessment, criterion.id, strength="Pupils compare readings.")


def wait(qtbot: QtBot, running: Running) -> None:
    qtbot.waitUntil(lambda: not running.tools.jobs.busy, timeout=60_000)


def test_what_blocks_stands_apart(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = finalise(running, assessment)
    assert find(screen, "points-blocks").isVisible()
    assert find(screen, "points-look").isVisible()
    assert not find(screen, "sign").isEnabled()
    wait(qtbot, running)


def test_nothing_is_cut_in_a_small_window(running: Running, assessment: str, qtbot: QtBot) -> None:
    mark_all(running, assessment)
    screen = finalise(running, assessment)
    running.window.resize(1024, 600)
    screen.ready.show_unseen((("a", "Professional learning log"), ("b", "Improvement cycle"), ("c", "Commentary")))
    qtbot.waitUntil(lambda: running.window.width() == 1024)
    for part in (screen.ready, screen.signing.parentWidget().parentWidget()):
        scroller = part if isinstance(part, Scroller) else part.findChild(Scroller)
        assert scroller.widget().minimumSizeHint().width() <= scroller.viewport().width()
    assert screen.mapTo(running.window, screen.rect().bottomRight()).x() < 1024
    wait(qtbot, running)


def test_hold_with_a_reason_and_go_on(running: Running, assessment: str, dialogs: PlayedDialogs, qtbot: QtBot) -> None:
    mark_all(running, assessment)
    screen = finalise(running, assessment)
    dialogs.reasons.append("The consent record is missing")
    click(qtbot, screen, "hold")
    assert screen.view is not None
    assert screen.view.assessment.state is AssessmentState.HELD
    why = find(screen, "whyNot")
    assert isinstance(why, QLabel)
    assert "The consent record is missing" in why.text()
    assert not find(screen, "sign").isEnabled()
    click(qtbot, screen, "hold")
    assert screen.view.assessment.state is AssessmentState.OPEN
    assert find(screen, "sign").isEnabled()
    wait(qtbot, running)


def test_sign_and_go_to_the_next_then_save_and_verify(
    running: Running, assessment: str, dialogs: PlayedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = portfolio_folder(tmp_path / "FERN-08")
    (folder / "Plan.txt").write_text("Another plan", encoding="utf-8")
    other = begin(running, take_in(running, folder))
    mark_all(running, assessment)
    screen = finalise(running, assessment)
    sign = find(screen, "sign")
    assert isinstance(sign, QAbstractButton)
    assert sign.accessibleName() == "Sign and go to FERN-08"
    field = find(screen.signing, "passphrase").focusProxy()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, PASSPHRASE)
    wait(qtbot, running)
    click(qtbot, screen, "sign")
    wait(qtbot, running)
    assert running.window.current.place() != {"assessment": assessment}
    assert other

    finalise(running, assessment)
    copy = tmp_path / "copy.pdf"
    dialogs.files.append(copy)
    save = find(screen.signing, "copy-certificate")
    assert isinstance(save, QAbstractButton)
    save.click()
    running.window.go("verify", {"file": str(copy)})
    wait(qtbot, running)
    verify = running.window.current
    assert isinstance(verify, VerifyScreen)
    assert verify.result is not None
    assert verify.result.verdict is Verdict.GENUINE
    (kept,) = checked_before(running.tools.session.workspace)
    assert (kept.file, kept.verdict) == ("copy.pdf", "genuine")
