"""The screen of standards: frameworks in, criteria aligned by ticking, what is left, results by code, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from certdesk.actions.editing_rubrics import begin_next_version
from certdesk.actions.keeping_frameworks import keep_frameworks
from certdesk.actions.undoing import undo
from certdesk.core.standards import Framework, StandardItem
from certdesk.store.frameworks import list_frameworks
from certdesk.store.rubric_drafts import load_draft
from certdesk.store.rubrics import list_rubrics
from certdesk.ui.app import Running
from certdesk.ui.screens.standards.screen import StandardsScreen

from .conftest import PlayedDialogs, click, find, press

K = Qt.Key
FRAMEWORK = Framework(
    "f",
    "STEM standards",
    (
        StandardItem("1", "S", "Subject"),
        StandardItem("2", "S.1", "Knows the subject", parent="1"),
        StandardItem("3", "S.2", "Teaches the subject safely", parent="1"),
    ),
)
TABLE = "code,statement\nA,Planning\nA.1,Plans lessons\nA.1,Twice\n"


@pytest.fixture
def draft(running: Running) -> str:
    workspace = running.tools.session.workspace
    keep_frameworks(workspace, (FRAMEWORK,))
    return begin_next_version(workspace, list_rubrics(workspace.db)[-1], "9.0.0")[0]


def standards(running: Running, **params: str) -> StandardsScreen:
    running.window.go("standards", dict(params))
    screen = running.window.current
    assert isinstance(screen, StandardsScreen)
    return screen


def codes(running: Running, draft_id: str) -> list[tuple[str, ...]]:
    rubric = load_draft(running.tools.session.workspace.db, draft_id).rubric
    return [tuple(each.code for each in one.alignments) for one in rubric.criteria]


def shown(screen: StandardsScreen) -> list[str]:
    return [item.code for item in screen.align.items.shown()]


def test_without_a_framework_it_says_how_one_comes_in(
    running: Running, dialogs: PlayedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = standards(running)
    assert find(screen, "noFrameworks").isVisible()
    dialogs.files.append(tmp_path / "mine.csv")
    click(qtbot, screen, "saveTemplate")
    assert (tmp_path / "mine.csv").read_bytes().startswith(b"\xef\xbb\xbfcode,statement,parent")
    dialogs.files.append(tmp_path / "mine.csv")
    click(qtbot, screen, "importFirstFramework")
    qtbot.waitUntil(lambda: shown(screen) == ["A", "A.1"])


def test_a_dropped_table_comes_in_and_undo_takes_it_back(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    table = tmp_path / "Our standards.csv"
    table.write_text(TABLE, "utf-8")
    screen = standards(running)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(screen.noticed) as noticed:
        screen.dropEvent(drop)
    assert "1 row was left out" in noticed.args[0].hint
    assert [one.title for one in list_frameworks(running.tools.session.workspace.db)] == ["Our standards"]
    running.tools.session.do(undo)
    assert find(screen, "noFrameworks").isVisible()


def test_what_is_no_framework_is_said(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    table = tmp_path / "shopping.csv"
    table.write_text("what,how many\nmilk,2\n", "utf-8")
    screen = standards(running)
    with qtbot.waitSignal(screen.noticed) as noticed:
        screen.take_in(table)
    assert noticed.args[0].kind == "bad"
    assert noticed.args[0].hint


def test_a_criterion_is_aligned_by_ticking_and_undo_takes_it_back(running: Running, draft: str) -> None:
    screen = standards(running, draft=draft)
    first = load_draft(running.tools.session.workspace.db, draft).rubric.criteria[0].id
    screen.align.table.set_current_row(screen.align.items.place_of("2"))
    tick = find(screen, f"stands-{first}")
    assert isinstance(tick, QCheckBox)
    tick.click()
    assert codes(running, draft)[0] == ("S.1",)
    assert screen.align.items.index(1, 1).data() == first
    assert "1 standard without a criterion" in find(screen, "alignState").text()
    running.tools.session.do(undo)
    assert not any(codes(running, draft))
    assert not tick.isChecked()


def test_it_is_done_by_keyboard(running: Running, draft: str, qtbot: QtBot) -> None:
    _first, second, *_others = load_draft(running.tools.session.workspace.db, draft).rubric.criteria
    screen = standards(running, draft=draft, criterion=second.id)
    qtbot.waitUntil(screen.align.table.hasFocus)
    press(qtbot, running, K.Key_Down)
    press(qtbot, running, K.Key_Return)
    tick = find(screen, f"stands-{second.id}")
    qtbot.waitUntil(tick.hasFocus)
    press(qtbot, running, K.Key_Space)
    assert codes(running, draft)[:2] == [(), ("S.1",)]


def test_what_is_left_and_what_is_found(running: Running, draft: str) -> None:
    screen = standards(running, draft=draft)
    first = load_draft(running.tools.session.workspace.db, draft).rubric.criteria[0].id
    screen.align.table.set_current_row(screen.align.items.place_of("2"))
    find(screen, f"stands-{first}").click()  # type: ignore[attr-defined]
    screen.align.filters.kind.set_current("without")
    screen.align.filters.changed.emit()
    assert shown(screen) == ["S", "S.2"]
    screen.align.filters.kind.set_current("with")
    screen.align.filters.changed.emit()
    assert shown(screen) == ["S", "S.1"]
    screen.align.filters.kind.set_current("every")
    screen.align.show_found("safely")
    assert shown(screen) == ["S", "S.2"]
    screen.align.show_found("nothing like it")
    assert shown(screen) == []


def test_a_standard_becomes_a_criterion(running: Running, draft: str, qtbot: QtBot) -> None:
    screen = standards(running, draft=draft)
    screen.align.table.set_current_row(screen.align.items.place_of("3"))
    click(qtbot, screen, "criterionFromStandard")
    rubric = load_draft(running.tools.session.workspace.db, draft).rubric
    assert (rubric.criteria[-1].id, rubric.criteria[-1].title) == ("S.2", "Teaches the subject safely")
    assert find(screen, "stands-S.2").isChecked()  # type: ignore[attr-defined]


def test_a_framework_is_removed_and_comes_back(running: Running, draft: str) -> None:
    screen = standards(running, draft=draft)
    screen.remove()
    assert find(screen, "noFrameworks").isVisible()
    running.tools.session.do(undo)
    assert shown(screen) == ["S", "S.1", "S.2"]


def test_results_say_when_there_are_none(running: Running, draft: str) -> None:
    screen = standards(running, view="results")
    assert find(screen, "noResults").isVisible()
    assert not find(screen, "saveResults").isEnabled()


def test_the_shelves_lead_back(running: Running) -> None:
    screen = standards(running)
    screen._shelves.chosen.emit("bank")
    assert running.window.current is not screen
