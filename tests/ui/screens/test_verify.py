"""Verify: four verdicts, whole folders, photos, badges, scanned codes, and what was checked before."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import START, Clock
from tests.support.proofs import Proofs, proofs

from certdesk.signing.verification import Verdict
from certdesk.store.workspace import Workspace
from certdesk.ui.app import Running, build
from certdesk.ui.screens.checked_before import checked_before
from certdesk.ui.screens.verify import VerifyScreen
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.notice_bar import NoticeBar
from certdesk.ui.widgets.qr_code import QrCode

from .conftest import PlayedDialogs, click, find

__all__ = ["proofs"]
Open = Callable[[], VerifyScreen]


@pytest.fixture
def desk(
    furnished: Path, tmp_path: Path, theme: ThemeSource, dialogs: PlayedDialogs, proofs: Proofs, qtbot: QtBot
) -> Iterator[Running]:
    """The window of somebody who knows the programme, three hours after everything was issued."""
    shutil.copytree(furnished, tmp_path / "workspace")
    workspace = Workspace(tmp_path / "workspace", clock=Clock(START + timedelta(hours=3)))
    proofs.believe(workspace, proofs.after)
    made = build(workspace, theme, dialogs)
    made.window.resize(1366, 768)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.close()


@pytest.fixture
def screen(desk: Running) -> VerifyScreen:
    desk.window.go("verify")
    shown = desk.window.current
    assert isinstance(shown, VerifyScreen)
    return shown


def drop(screen: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(400, 400), action, data, button, keys))


def idle(qtbot: QtBot, screen: VerifyScreen) -> None:
    qtbot.waitUntil(lambda: not screen.tools.jobs.busy, timeout=60_000)


def verdict(qtbot: QtBot, screen: VerifyScreen) -> Verdict:
    idle(qtbot, screen)
    assert screen.result is not None
    return screen.result.verdict


def words(screen: QWidget, name: str) -> str:
    shown = find(screen, name)
    assert isinstance(shown, QLabel)
    assert shown.isVisible(), name
    return shown.text()


def test_the_four_verdicts_and_what_to_do_about_them(
    screen: VerifyScreen, desk: Running, proofs: Proofs, qtbot: QtBot, dialogs: PlayedDialogs, tmp_path: Path
) -> None:
    assert find(screen, "drop").isVisible()
    drop(screen, proofs.genuine)
    assert words(screen, "verdictHeading") == "Looking…"  # nobody must take the answer before for this one
    assert verdict(qtbot, screen) is Verdict.GENUINE
    assert words(screen, "verdictHeading") == "Genuine"
    assert "issued by" in words(screen, "verdictDetail")
    assert "Miriam Adeyemi" in words(screen, "verdictDetail")
    assert find(screen, "checked").isVisible()
    assert find(screen, "check-document").accessibleName().startswith("Fine.")

    drop(screen, proofs.older)
    assert verdict(qtbot, screen) is Verdict.GENUINE_BUT
    assert proofs.newer.stem in words(screen, "verdictDetail")
    assert screen.findChild(QWidget, "showReplacement") is None  # what replaced it is not on this desk

    drop(screen, proofs.altered)
    assert verdict(qtbot, screen) is Verdict.NOT_GENUINE
    assert "Do not rely on it" in words(screen, "verdictDetail")

    dialogs.files.append(tmp_path / "record.pdf")
    click(qtbot, screen, "saveCheck")
    idle(qtbot, screen)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
    notices = desk.window.findChild(NoticeBar, "noticeBar")
    assert notices is not None
    click(qtbot, notices, "noticeAction")
    assert dialogs.handed_over == [tmp_path / "record.pdf"]
    assert [one.file for one in checked_before(desk.tools.session.workspace)] == [
        "altered.pdf", proofs.older.name, proofs.genuine.name
    ]  # fmt: skip
