"""What was really on screen: two looks in a row, only while the window is in front; shown, and kept."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from certdesk.actions.covering import coverage_of, note_coverage
from certdesk.core.coverage import words_for_coverage
from certdesk.ui.app import Running
from certdesk.ui.models.evidence_items import EvidenceItems
from certdesk.ui.models.seen import facts_and_seen, seen_share
from certdesk.ui.screens.score.screen import ScoreScreen

from .conftest import begin, click, find, portfolio_folder, take_in
from .test_score import score


@pytest.fixture
def screen(running: Running, assessment: str, qtbot: QtBot) -> ScoreScreen:
    made = score(running, assessment)
    made.coverage.timer.stop()  # the test is the clock
    running.window.activateWindow()
    qtbot.waitUntil(lambda: bool(made.stage.looked_at()) and made.isActiveWindow(), timeout=8000)
    return made


def seen(running: Running, screen: ScoreScreen) -> list[int]:
    assert screen.view is not None
    found = coverage_of(running.tools.session.workspace, screen.view.assessment.id)
    return [found[item.id].seen.count for item in screen.view.items]


def test_one_look_is_not_enough_and_two_are(running: Running, screen: ScoreScreen) -> None:
    screen.coverage.tick()
    screen.coverage.flush()
    assert seen(running, screen) == [0, 0, 0]
    screen.coverage.tick()
    screen.coverage.flush()
    assert seen(running, screen) == [1, 0, 0]


def test_leaving_writes_it_down_and_the_list_shows_it(running: Running, screen: ScoreScreen) -> None:
    for _second in range(2):
        screen.coverage.tick()
    running.window.go("today")
    assert seen(running, screen) == [1, 0, 0]
    assert screen.view is not None
    again = score(running, screen.view.assessment.id)
    row = again.evidence.model.index(0).data(EvidenceItems.RowRole)
    assert seen_share(row.seen) == 1.0


def test_nothing_counts_behind_another_window_or_screen(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    screen.coverage.tick()
    running.window.hide()
    screen.coverage.tick()
    screen.coverage.tick()
    running.window.show()
    screen.coverage.flush()
    assert seen(running, screen) == [0, 0, 0]


def test_unopened_items_are_a_link_before_signing(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    assert screen.view is not None
    workspace, first, third = running.tools.session.workspace, screen.view.items[0], screen.view.items[2]
    for item in screen.view.items[:2]:
        note_coverage(workspace, screen.view.assessment.id, item.id, frozenset({0}))
    running.window.go("finalise", {"assessment": screen.view.assessment.id})
    unseen = find(running.window.current, "unseen")
    assert unseen.isVisible()
    assert unseen.findChild(object, f"check-unseen-{first.id}") is None
    click(qtbot, unseen, f"check-unseen-{third.id}")
    assert running.window.current is screen
    assert screen.left_off.item == third.id


def test_words_beside_an_item_say_how_much(running: Running, screen: ScoreScreen) -> None:
    assert screen.view is not None
    item = screen.view.items[0]
    assert facts_and_seen(item, None) == item.format


def test_what_cannot_be_shown_was_opened_once_that_was_told(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    folder = portfolio_folder(tmp_path / "KITE-38")
    (folder / "A-empty.pdf").write_bytes(b"")
    (folder / "B-broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with zipfile.ZipFile(folder / "C-more.zip", "w") as archive:
        archive.writestr("inside.txt", "words")
    screen = score(running, begin(running, take_in(running, folder)))
    screen.coverage.timer.stop()
    running.window.activateWindow()
    assert screen.view is not None
    for item in screen.view.items[:3]:
        assert item.file_name[:2] in ("A-", "B-", "C-")
        screen.viewing.go_to_item(item.id)
        qtbot.waitUntil(lambda: bool(screen.stage.looked_at()) and screen.isActiveWindow(), timeout=8000)
        for _look in range(2):
            screen.coverage.tick()
    screen.coverage.flush()
    found = coverage_of(running.tools.session.workspace, screen.view.assessment.id)
    assert [found[item.id].opened for item in screen.view.items] == [True, True, True, False, False, False]
    assert words_for_coverage(found[screen.view.items[1].id]) == "Opened, can’t be shown"
