"""Opening evidence in another program: asked first, copied read-only, never a program; and what is exported."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.widgets.notice_bar import NoticeBar

from .conftest import PlayedDialogs, begin, find, portfolio_folder, press, take_in
from .test_score import score


@pytest.fixture
def screen(running: Running, tmp_path: Path) -> ScoreScreen:
    folder = portfolio_folder(tmp_path / "KITE-37")
    (folder / "Zap.bat").write_text("echo hello\n", encoding="ascii")
    return score(running, begin(running, take_in(running, folder)))


def item_titled(screen: ScoreScreen, title: str) -> str:
    assert screen.view is not None
    return next(item.id for item in screen.view.items if item.file_name.startswith(title))


def test_a_read_only_copy_is_handed_over_after_a_yes(
    running: Running, screen: ScoreScreen, dialogs: PlayedDialogs, qtbot: QtBot
) -> None:
    screen.items.open_elsewhere(item_titled(screen, "Plan"))
    qtbot.waitUntil(lambda: bool(dialogs.handed_over), timeout=10000)
    (copy,) = dialogs.handed_over
    assert copy.name == "Plan.txt"
    assert copy.read_text(encoding="utf-8").startswith("Plan:")
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IXUSR)
    assert "“Plan.txt”" in dialogs.asked[0]
    assert copy.is_relative_to(running.tools.session.workspace.derived)


def test_nothing_is_copied_after_a_no(
    running: Running, screen: ScoreScreen, dialogs: PlayedDialogs, qtbot: QtBot
) -> None:
    dialogs.consent = False
    screen.items.open_elsewhere(item_titled(screen, "Plan"))
    qtbot.waitUntil(lambda: bool(dialogs.asked), timeout=10000)
    assert not running.tools.jobs.busy_with
    assert dialogs.handed_over == []
    dialogs.consent = True


def test_a_program_is_refused_without_a_question(
    running: Running, screen: ScoreScreen, dialogs: PlayedDialogs, qtbot: QtBot
) -> None:
    screen.items.open_elsewhere(item_titled(screen, "Zap"))
    bar = running.window.findChild(NoticeBar, "noticeBar")
    assert bar is not None
    qtbot.waitUntil(lambda: bar.current() is not None, timeout=10000)
    notice = bar.current()
    assert notice is not None
    assert "Zap.bat" in notice.words
    assert dialogs.asked == []
    assert dialogs.handed_over == []


def test_the_menu_of_an_item_opens_by_key(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    screen.items.open_menu(item_titled(screen, "Plan"), screen.mapToGlobal(screen.rect().center()))
    menu = find(screen, "itemMenu")
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    assert len([action for action in menu.actions() if action.text()]) == 4, "a text has no notes on film to export"
    menu.close()


def test_all_evidence_is_exported_as_a_table(
    running: Running, screen: ScoreScreen, dialogs: PlayedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    press(qtbot, running, "e")
    dialogs.files.append(tmp_path / "evidence.csv")
    screen.items.export_all()
    table = (tmp_path / "evidence.csv").read_bytes().decode("utf-8-sig")
    assert table.splitlines()[0].startswith("item,title,kind")
    assert "T1,supports" in table
