"""Today: due dates, search, sorting, drops, and long lists that stay quick."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running
from certdesk.ui.models.worklist_table import CODE, DUE, WorklistTable
from certdesk.ui.screens.today import TodayScreen

from .conftest import begin, find, portfolio_folder, press, set_due, take_in


def today(running: Running) -> TodayScreen:
    running.window.go("today")
    screen = running.window.current
    assert isinstance(screen, TodayScreen)
    return screen


def codes(model: WorklistTable) -> list[str]:
    return [str(model.index(row, CODE).data()) for row in range(model.rowCount())]


def test_an_empty_desk_teaches_what_to_do(running: Running) -> None:
    screen = today(running)
    assert find(screen, "noPortfolios").isVisible()
    assert find(screen, "addFirst").isVisible()


def test_overdue_is_said_in_words_and_above(running: Running, tmp_path: Path) -> None:
    portfolio = take_in(running, portfolio_folder(tmp_path / "KITE-37"))
    set_due(running, portfolio, running.tools.session.workspace.clock().date() - timedelta(days=2))
    screen = today(running)
    assert "overdue" in str(screen.model.index(0, DUE).data())
    subtitle = find(screen, "subtitle")
    assert isinstance(subtitle, QLabel)
    assert "1 is overdue" in subtitle.text()


def test_search_finds_states_and_a_slash_leads_to_it(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("KITE-37", "FERN-08"):
        folder = portfolio_folder(tmp_path / name)
        (folder / "Plan.txt").write_text(name, encoding="utf-8")
        take_in(running, folder)
    screen = today(running)
    press(qtbot, running, "/")
    assert find(screen, "search").hasFocus()
    press(qtbot, running, "not started kite")
    qtbot.waitUntil(lambda: codes(screen.model) == ["KITE-37"])


def test_a_head_sorts_and_the_current_row_stays_current(running: Running, tmp_path: Path) -> None:
    for name in ("KITE-37", "FERN-08"):
        folder = portfolio_folder(tmp_path / name)
        (folder / "Plan.txt").write_text(name, encoding="utf-8")
        take_in(running, folder)
    screen = today(running)
    assert codes(screen.model) == ["FERN-08", "KITE-37"]
    screen.table.set_current_row(0)
    screen.table.horizontalHeader().setSortIndicator(CODE, Qt.SortOrder.DescendingOrder)
    assert codes(screen.model) == ["KITE-37", "FERN-08"]
    assert screen.table.current_row() == 1


def test_several_folders_dropped_anywhere_are_taken_in(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    folders = []
    for name in ("KITE-37", "FERN-08"):
        folder = portfolio_folder(tmp_path / name)
        (folder / "Plan.txt").write_text(name, encoding="utf-8")
        folders.append(folder)
    screen = today(running)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    drop = QDropEvent(
        QPointF(300, 40),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(drop)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2, timeout=30_000)
    assert find(screen, "intakes").isVisible()


def test_five_hundred_portfolios_open_in_half_a_second(running: Running, tmp_path: Path) -> None:
    portfolio = take_in(running, portfolio_folder(tmp_path / "KITE-37"))
    begin(running, portfolio)
    with running.tools.session.workspace.local_change() as db:
        columns = [row["name"] for row in db.query("select name from pragma_table_info('portfolio')")]
        others = ", ".join(name for name in columns if name not in {"id", "code"})
        for number in range(499):
            sql = f"insert into portfolio (id, code, {others}) select ?, ?, {others} from portfolio where id = ?"  # noqa: S608
            db.execute(sql, [f"copy-{number:03}", f"COPY-{number:03}", portfolio])
    started = time.perf_counter()
    screen = today(running)
    QApplication.processEvents()
    took = time.perf_counter() - started
    assert screen.model.rowCount() == 500
    assert took < 0.5, f"{took:.2f} s"
