"""A head teacher checks what people bring: with a programme known by its words, then by newer lists."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.proofs import Proofs, proofs

from certdesk.actions import identifying
from certdesk.core.progress import silent
from certdesk.evidence.requests import RenderPage
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.screens.verify.screen import VerifyScreen
from certdesk.ui.theme.source import ThemeSource

from .conftest import PASSPHRASE, PlayedDialogs, click, find, wait_for_jobs
from .programme_hands import Desk, drop, until, write

__all__ = ["proofs"]
pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]


@pytest.fixture
def desk(tmp_path: Path, theme: ThemeSource, qtbot: QtBot) -> Iterator[Desk]:
    """The head teacher's computer, on which nobody is known yet."""
    workspace = Workspace(tmp_path / "workspace", clock=Clock(START + timedelta(hours=3)))
    plan = identifying.plan_identity(workspace, "Grace Kipkemboi", "coordinator", PASSPHRASE)
    identifying.keep(workspace, identifying.make(plan, silent))
    dialogs = PlayedDialogs()
    running = build(workspace, theme, dialogs)
    running.window.resize(1366, 768)
    running.window.show()
    qtbot.waitExposed(running.window)
    yield Desk(running, dialogs)
    running.close()


def heading(qtbot: QtBot, desk: Desk) -> str:
    wait_for_jobs(qtbot, desk.running, 60)
    shown = find(desk.screen, "verdictHeading")
    assert isinstance(shown, QLabel)
    until(qtbot, lambda: shown.text() != "Looking…")
    return shown.text()


def believe(qtbot: QtBot, desk: Desk, words: str) -> None:
    """Compare the words of the bundle that is looked at, and take it in."""
    typed = desk.screen.findChild(QWidget, "typedWords")
    if typed is not None and typed.isVisible():
        write(desk.screen, "typedWords", words)
    until(qtbot, find(desk.screen, "takeFile").isEnabled)
    click(qtbot, desk.screen, "takeFile")
    wait_for_jobs(qtbot, desk.running)


def test_what_people_bring_is_judged_and_news_change_the_answer(
    qtbot: QtBot, desk: Desk, proofs: Proofs, tmp_path: Path
) -> None:
    desk.running.window.go("verify")
    drop(desk.screen, proofs.older)
    assert heading(qtbot, desk) == "Cannot tell"

    desk.dialogs.files.append(proofs.before)
    click(qtbot, desk.screen, "addProgramme")
    assert not isinstance(desk.screen, VerifyScreen)
    believe(qtbot, desk, proofs.words)
    desk.running.window.go("verify")
    assert heading(qtbot, desk) == "Genuine"

    # The lead sends newer lists: the certificate was replaced meanwhile.
    drop(desk.screen, proofs.after)
    believe(qtbot, desk, proofs.words)
    desk.running.window.go("verify")
    assert heading(qtbot, desk) == "Genuine, but…"
    assert proofs.newer.stem in find(desk.screen, "verdictDetail").text()  # type: ignore[attr-defined]

    drop(desk.screen, proofs.altered)
    assert heading(qtbot, desk) == "Not genuine"

    page = desk.running.tools.worker.submit(RenderPage(proofs.newer, 1, 150 / 72)).result()
    four = len(page.pixels) == 4 * page.width * page.height
    kind = QImage.Format.Format_RGBA8888 if four else QImage.Format.Format_RGB888
    QImage(page.pixels, page.width, page.height, kind).save(str(tmp_path / "photo.jpg"))
    desk.dialogs.files.append(tmp_path / "photo.jpg")
    click(qtbot, desk.screen, "choosePhoto")
    assert heading(qtbot, desk) == "Genuine, but…"
    screen = desk.screen
    assert isinstance(screen, VerifyScreen)
    assert screen.result is not None
    assert screen.result.holder == "Miriam Adeyemi-Smith"

    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(6):
        shutil.copy(proofs.genuine, stick / f"{number}.pdf")
    for path in (proofs.older, proofs.newer, proofs.altered, proofs.badge):
        shutil.copy(path, stick)
    drop(screen, stick)
    wait_for_jobs(qtbot, desk.running, 60)
    assert screen.list.model.count() == 10
    summary = find(screen, "listSummary")
    assert isinstance(summary, QLabel)
    assert summary.text() == "1 file is not genuine, 1 to look at"
