"""Moments of a film: dragged to another beginning, they get its picture; the bar leaves notes to the player."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from tests.support import numbered

from certdesk.actions.annotating import Filing, file_evidence, keep_still
from certdesk.actions.undoing import undo
from certdesk.core.annotations import TimeSpan
from certdesk.evidence.film.libraries import load
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen

from .conftest import begin, find, press, take_in
from .test_score import score


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small film of 35 s."""
    return numbered.film(load(), tmp_path_factory.mktemp("film") / "lesson.mp4", range(0, 35_000, 200))


@pytest.fixture
def screen(running: Running, film: Path, tmp_path: Path, qtbot: QtBot) -> ScoreScreen:
    folder = tmp_path / "KITE-37"
    folder.mkdir()
    shutil.copyfile(film, folder / film.name)
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


def test_an_earlier_end_gets_the_picture_of_the_beginning(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    moment = file_moment(running, screen)
    before = span_of(screen, moment)
    screen.stage.mark_moved.emit(moment, TimeSpan(5000, 6000))
    qtbot.waitUntil(lambda: span_of(screen, moment).end_ms == 6000, timeout=15000)
    assert span_of(screen, moment).still not in {"", before.still}, "it may have shown the part that was left out"


def test_only_a_picture_inside_the_span_is_kept(running: Running, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "WREN-1"
    folder.mkdir()
    numbered.film(load(), folder / "film.mkv", range(0, 6000, 100))
    screen = score(running, begin(running, take_in(running, folder)))
    qtbot.waitUntil(lambda: screen.stage.player is not None and screen.stage.player.engine.ready, timeout=15000)
    player = screen.stage.player
    assert player is not None
    kept: dict[int, int | None] = {}
    for seen in (500, 1000, 1530, 2090, 4000):
        player.marking.set_in(1000)
        player.marking.set_out(1950)
        player.engine.seek(seen)
        qtbot.waitUntil(lambda now=seen: number_on(player.still()) == now // 100, timeout=15000)
        press(qtbot, running, "e")
        assert screen.view is not None
        (note,) = screen.view.assessment.annotations
        assert isinstance(note.anchor, TimeSpan)
        assert (note.anchor.start_ms, note.anchor.end_ms) == (1000, 1950)
        path = running.tools.session.workspace.vault.path(note.anchor.still) if note.anchor.still else None
        kept[seen] = number_on(QImage(str(path))) if path else None
        running.tools.session.do(undo, within=screen.view.assessment.id)
    assert kept == {500: None, 1000: 10, 1530: 15, 2090: None, 4000: None}


def number_on(image: QImage) -> int:
    if image.isNull():
        return -1
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    size, pixels = (image.width(), image.height()), bytes(image.constBits())
    return numbered.number_in(Image.frombytes("RGB", size, pixels, "raw", "RGB", image.bytesPerLine()))


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
