"""Moments of a film: dragged to another beginning, they get its picture; the bar leaves notes to the player."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from certdesk import shipped
from certdesk.actions.annotating import Filing, file_evidence, keep_still
from certdesk.actions.undoing import undo
from certdesk.core.annotations import TimeSpan
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen

from .conftest import begin, find, press, take_in
from .test_score import score


@pytest.fixture
def screen(running: Running, tmp_path: Path, qtbot: QtBot) -> ScoreScreen:
    folder = tmp_path / "KITE-37"
    folder.mkdir()
    film = shipped.resources() / "sample_cohort" / "KITE-37" / "lesson-04-filters.mp4"
    shutil.copyfile(film, folder / "lesson.mp4")
    made = score(running, begin(running, take_in(running, folder)))
    qtbot.waitUntil(lambda: made.stage.player is not None and made.stage.player.engine.ready, timeout=15000)
    return made


def file_moment(running: Running, screen: ScoreScreen) -> str:
    assert screen.view is not None
    still = keep_still(running.tools.session.workspace, b"a picture of the old beginning")
    span = TimeSpan(5000, 9000, still)
    running.tools.session.do(file_evidence, screen.view.assessment.id, Filing(screen.left_off.item, span, ("T1",)))
    return screen.view.assessment.annotations[0].id


def span_of(screen: ScoreScreen, annotation_id: str) -> TimeSpan:
    note = screen.annotation(annotation_id)
    assert note is not None
    assert isinstance(note.anchor, TimeSpan)
    return note.anchor


def test_another_beginning_gets_its_own_picture_in_one_step(
    running: Running, screen: ScoreScreen, qtbot: QtBot
) -> None:
    moment = file_moment(running, screen)
    before = span_of(screen, moment)
    screen.stage.mark_moved.emit(moment, TimeSpan(20000, 24000))
    qtbot.waitUntil(lambda: span_of(screen, moment).start_ms == 20000, timeout=15000)
    after = span_of(screen, moment)
    assert after.still not in {"", before.still}
    picture = running.tools.session.workspace.vault.path(after.still).read_bytes()
    assert picture.startswith(b"\xff\xd8"), "a JPEG"
    assert screen.view is not None
    running.tools.session.do(undo, within=screen.view.assessment.id)
    assert span_of(screen, moment) == before


def test_another_end_keeps_the_picture(running: Running, screen: ScoreScreen) -> None:
    moment = file_moment(running, screen)
    before = span_of(screen, moment)
    screen.stage.mark_moved.emit(moment, TimeSpan(5000, 12000))
    assert span_of(screen, moment) == TimeSpan(5000, 12000, before.still)


def test_leaving_does_not_wait_for_the_picture(running: Running, screen: ScoreScreen) -> None:
    moment = file_moment(running, screen)
    screen.stage.mark_moved.emit(moment, TimeSpan(30000, 31000))
    running.window.go("today")
    screen.refresh()
    assert span_of(screen, moment) == TimeSpan(30000, 31000)


def test_in_and_out_bring_the_bar_without_a_second_note(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    player = screen.stage.player
    assert player is not None
    press(qtbot, running, "i")
    bar = find(screen, "filingBar")
    assert bar.isVisible()
    assert not screen.desk.pane.filing.note.isVisible()
    press(qtbot, running, "e")
    assert screen.view is not None
    assert isinstance(screen.view.assessment.annotations[0].anchor, TimeSpan)
    assert not bar.isVisible()


@pytest.mark.parametrize("opened", ["filing", "editing"])
def test_in_little_room_one_note_is_enough_and_the_film_keeps_its_picture(
    running: Running, screen: ScoreScreen, qtbot: QtBot, opened: str
) -> None:
    player, pane = screen.stage.player, screen.desk.pane
    assert player is not None
    moment = file_moment(running, screen)
    running.window.resize(1366, 768 + 72)  # the head takes a line more than it does with longer names
    running.tools.theme.choose(text_scale=1.5)
    bar = pane.filing if opened == "filing" else pane.editor
    if opened == "filing":
        press(qtbot, running, "i")
    else:
        screen.noting.edit(moment)
    assert bar.isVisible()
    assert bar.note.isVisible()
    assert not player.note.isVisible()
    qtbot.waitUntil(lambda: player.film.height() >= 180)
    screen.noting.let_go()
    qtbot.waitUntil(player.note.isVisible)


def test_a_note_that_is_begun_is_not_taken_away(running: Running, screen: ScoreScreen) -> None:
    player, pane = screen.stage.player, screen.desk.pane
    assert player is not None
    running.tools.theme.choose(text_scale=1.5)
    player.note.edit.setPlainText("They test both orders")
    player.mark_in()
    assert pane.filing.isVisible()
    assert player.note.isVisible()
    assert not pane.filing.note.isVisible()
