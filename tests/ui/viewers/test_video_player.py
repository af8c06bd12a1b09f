"""Recordings: watched, stepped, marked and noted by keyboard, without a sound device and without Qt complaining."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import TimeSpan, WholeItem
from certdesk.core.coverage import TOLD
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
GREY, BRIGHTER = 40, 30


@pytest.fixture
def player(
    theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]
) -> VideoPlayer:
    made = VideoPlayer(theme, worker, deliveries)
    made.set_criterion("T4")
    show(made, 566, 660)
    return made


def brightness(player: VideoPlayer) -> int:
    image = player.still()
    return -1 if image.isNull() else image.pixelColor(image.width() // 2, image.height() // 2).red()


def second_shown(player: VideoPlayer) -> int:
    """Return which second of the film its picture is of; video is limited range, so a step of 30 becomes 35."""
    grey = brightness(player)
    return -1 if grey < 0 else round((grey - (GREY - 16) * 255 / 219) / (BRIGHTER * 255 / 219))


def shows(player: VideoPlayer, second: int) -> Callable[[], bool]:
    return lambda: second_shown(player) == second


def opened(qtbot: QtBot, player: VideoPlayer, item: object) -> None:
    player.show_item(item)
    qtbot.waitUntil(lambda: not player.still().isNull() and player.engine.ready)


def test_a_film_opens_paused_at_its_place(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    player.show_item(item(film, place={"second": 3.25, "rate": 1.5}))
    qtbot.waitUntil(shows(player, 3))
    assert not player.engine.playing
    assert player.engine.position == 3250
    assert player.engine.rate == 1.5
    assert player.findChild(QLabel, "timeNow").text() == "00:03"
    assert player.findChild(QLabel, "timeWhole").text() == "/ 00:06"
    assert player.findChild(Button, "rate").words == "1.5×"


def test_the_film_of_the_sample_cohort_plays(
    qtbot: QtBot, player: VideoPlayer, item: Callable, sample_film: Path
) -> None:
    opened(qtbot, player, item(sample_film, place={"second": 60.0}))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 60_200)
    player.pause()
    assert player.still().width() > 600


def test_space_and_k_play_and_pause(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film))
    player.film.setFocus()
    with qtbot.waitSignal(player.playing_changed):
        qtbot.keyClick(player.film, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.engine.position > 200)
    assert player.findChild(Button, "play").accessibleName() == "Pause"
    qtbot.keyClicks(player.film, "k")
    qtbot.waitUntil(lambda: not player.engine.playing)
    assert player.findChild(Button, "play").accessibleName() == "Play"
    at = player.engine.position
    qtbot.mouseClick(player.film, LEFT)
    qtbot.waitUntil(lambda: player.engine.position > at + 100)


def test_j_and_l_jump_five_seconds_and_stay_inside(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    opened(qtbot, player, item(film))
    player.film.setFocus()
    qtbot.keyClicks(player.film, "l")
    qtbot.waitUntil(shows(player, 5))
    assert player.engine.position == 5000
    qtbot.keyClicks(player.film, "l")
    assert player.engine.position == player.engine.duration - 1
    qtbot.keyClicks(player.film, "jj")
    qtbot.waitUntil(shows(player, 0))
    assert player.engine.position == 0


def test_comma_and_full_stop_step_by_pictures(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    player.show_item(item(film, place={"second": 1.9}))
    qtbot.waitUntil(shows(player, 1))
    player.film.setFocus()
    qtbot.keyClicks(player.film, ".")
    qtbot.waitUntil(shows(player, 2))
    assert 2000 <= player.engine.position < 2100
    qtbot.keyClicks(player.film, ",")
    qtbot.waitUntil(shows(player, 1))
    assert 1900 <= player.engine.position < 2000
    assert not player.engine.playing


def test_in_and_out_make_a_span_with_a_plate(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    player.show_item(item(film, place={"second": 1.0}))
    qtbot.waitUntil(shows(player, 1))
    player.film.setFocus()
    assert player.anchor() == TimeSpan(1000, 6000)
    with qtbot.waitSignal(player.anchor_changed):
        qtbot.keyClicks(player.film, "i")
    player.seek_by(3000)
    with qtbot.waitSignal(player.anchor_changed):
        qtbot.keyClicks(player.film, "o")
    assert player.anchor() == TimeSpan(1000, 4000)
    assert player.film.plate == "T4\u2002in 00:01\u2002out 00:04"
    player.clear_selection()
    assert player.film.plate == ""


def test_speed_changes_in_steps_and_stops_at_the_ends(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    opened(qtbot, player, item(film))
    player.film.setFocus()
    qtbot.keyClicks(player.film, ">")
    assert player.engine.rate == 1.25
    qtbot.keyClicks(player.film, ">>>>>>")
    assert player.engine.rate == 2.0
    qtbot.keyClicks(player.film, "<" * 9)
    assert player.engine.rate == 0.5


def test_typing_a_note_pauses_and_enter_saves_and_plays_on(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    opened(qtbot, player, item(film))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 300)
    player.write_note()
    edit = player.note.edit
    qtbot.keyClicks(edit, "k")
    qtbot.waitUntil(lambda: not player.engine.playing)
    begun = player.engine.position
    qtbot.keyClicks(edit, "ij, measured again.")
    assert player.engine.position == begun
    assert edit.toPlainText() == "kij, measured again."
    with qtbot.waitSignal(player.note_written) as written:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert written.args == [TimeSpan(0, 6000), "kij, measured again."]
    qtbot.waitUntil(lambda: player.engine.playing)
    assert edit.toPlainText() == ""
    assert not edit.hasFocus()


def test_a_note_takes_the_span_that_was_marked(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film, place={"in": 1000, "out": 2500}))
    qtbot.keyClicks(player.note.edit, "Pupils compare")
    qtbot.keyClick(player.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(player.note.edit, "readings")
    with qtbot.waitSignal(player.note_written) as written:
        qtbot.keyClick(player.note.edit, Qt.Key.Key_Return)
    assert written.args == [TimeSpan(1000, 2500), "Pupils compare\nreadings"]
    assert not player.engine.playing
    assert player.film.plate == ""


def test_escape_discards_the_note_and_plays_on(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    qtbot.keyClicks(player.note.edit, "never mind")
    qtbot.waitUntil(lambda: not player.engine.playing)
    with qtbot.assertNotEmitted(player.note_written):
        qtbot.keyClick(player.note.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: player.engine.playing)
    assert player.note.draft == ""


def test_place_and_half_written_note_come_back(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film))
    player.engine.seek(2200)
    player.mark_in()
    player.change_rate(1)
    qtbot.keyClicks(player.note.edit, "half a wo")
    place = json.loads(json.dumps(player.place()))
    player.close_item()
    assert player.note.draft == ""
    opened(qtbot, player, item(film, place=place))
    assert player.place() == place
    assert player.note.draft == "half a wo"
    qtbot.waitUntil(shows(player, 2))


def test_going_to_a_mark_shows_its_picture_soon(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    span = TimeSpan(4000, 5500)
    opened(qtbot, player, item(film, (MediaMark("a", "T4", span, current=True, note="Wait"),)))
    player.go_to(span)
    qtbot.waitUntil(shows(player, 4), timeout=500)
    assert player.timeline.pointed_out == span
    player.go_to(WholeItem())
    qtbot.waitUntil(shows(player, 0))


def test_labels_on_the_timeline_and_lines_below_open_marks(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    marks = (
        MediaMark("late", "T6", TimeSpan(4000, 5000), current=False, note="Second"),
        MediaMark("early", "T4", TimeSpan(1000, 2000), current=True, note="First"),
    )
    opened(qtbot, player, item(film, marks))
    first, second = player.timeline.tags()
    assert (first.mark.annotation_id, second.mark.annotation_id) == ("early", "late")
    with qtbot.waitSignal(player.mark_clicked) as clicked:
        qtbot.mouseClick(player.timeline, LEFT, NONE, player.timeline.tag_box(second).center().toPoint())
    assert clicked.args == ["late"]
    assert [player.moments.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)] == [
        "First",
        "Second",
    ]
    place = player.moments.visualRect(player.moments.model().index(0, 0)).center()
    with qtbot.waitSignal(player.mark_clicked) as clicked:
        qtbot.mouseClick(player.moments.viewport(), LEFT, NONE, place)
    assert clicked.args == ["early"]


def test_the_timeline_seeks_by_click_pull_and_keys_but_not_by_wheel(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    opened(qtbot, player, item(film))
    line = player.timeline
    width = line.width()
    qtbot.mousePress(line, LEFT, NONE, QPoint(width // 2, 20))
    assert player.engine.position == pytest.approx(3000, abs=30)
    qtbot.mouseMove(line, QPoint(width * 3 // 4, 20))
    qtbot.mouseRelease(line, LEFT, NONE, QPoint(width * 3 // 4, 20))
    qtbot.waitUntil(shows(player, 4))
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert player.engine.position == 0
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert player.engine.position == 5000
    for widget in (line, player.film, player.bar.findChild(QWidget, "volume")):
        roll(widget)
    assert player.engine.position == 5000


def roll(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_last_picture_stays_at_the_end_and_play_begins_again(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    player.show_item(item(film, place={"second": 5.7}))
    qtbot.waitUntil(shows(player, 5))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position == player.engine.duration and not player.engine.playing)
    assert second_shown(player) == 5
    player.engine.seek(2500)
    qtbot.waitUntil(shows(player, 2))
    player.engine.seek(player.engine.duration)
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    player.toggle_play()


def test_a_sound_plays_with_a_calm_placeholder(qtbot: QtBot, player: VideoPlayer, item: Callable, tone: Path) -> None:
    player.show_item(item(tone))
    qtbot.waitUntil(lambda: player.engine.ready)
    assert player.film.message == "tone"
    assert player.still().isNull()
    assert not player.findChild(Button, "frameForward").isVisible()
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 300)
    player.engine.seek(player.engine.duration - 100)
    qtbot.waitUntil(lambda: not player.engine.playing, timeout=3000)
    assert player.engine.position == player.engine.duration


def test_a_film_without_its_index_is_never_handed_to_the_player(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    with qtbot.waitSignal(player.problem_shown) as said:
        player.show_item(item(cut))
    assert "index is missing" in said.args[0]
    assert player.engine._player.source().isEmpty()
    assert not player.bar.isEnabled()


def test_what_the_player_refuses_is_said(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path, tmp_path: Path
) -> None:
    known = item(film)
    damaged = tmp_path / "film.mp4"
    damaged.write_bytes(b"\0" * 4000)
    with qtbot.waitSignal(player.problem_shown) as said:
        player.show_item(replace(known, path=damaged))
    assert "can't be played" in said.args[0]


def test_pictures_that_cannot_be_decoded_are_said_and_marks_still_work(
    qtbot: QtBot, player: VideoPlayer, item: Callable, av1: Path
) -> None:
    with qtbot.waitSignal(player.problem_shown, timeout=4000) as said:
        player.show_item(item(av1))
    assert "AV1" in said.args[0]
    assert player.looked_at() == {TOLD}, "nobody has watched it"
    player.watching.at(0)
    player.watching.at(1_050)  # its sound may be heard
    assert player.looked_at() == {TOLD}
    player.engine.seek(700)
    player.mark_in()
    player.engine.seek(1500)
    player.mark_out()
    assert player.anchor() == TimeSpan(700, 1500)


def test_the_sound_is_drawn_on_the_timeline(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, item: Callable, film: Path
) -> None:
    maker = StillMaker()
    player = VideoPlayer(theme, worker, deliveries, maker)
    qtbot.addWidget(player)
    player.show_item(item(film))
    qtbot.waitUntil(lambda: bool(player.timeline._peaks), timeout=10_000)
    first, second = player.timeline._peaks[:550], player.timeline._peaks[650:]
    assert max(first) < 0.1
    assert max(second) == 1.0
    maker.close()


def test_letters_can_be_left_to_the_screen(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film))
    player.set_single_keys(enabled=False)
    qtbot.keyClicks(player.film, "lio")
    assert player.engine.position == 0
    assert player.film.plate == ""
    qtbot.keyClick(player.film, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: player.engine.playing)


def test_every_control_has_a_name_for_screen_readers(player: VideoPlayer, item: Callable, film: Path) -> None:
    player.show_item(item(film))
    controls = (*player.findChildren(Button), player.film, player.timeline, player.note.edit, player.moments)
    for control in (*controls, player.bar.findChild(QWidget, "volume")):
        assert control.accessibleName(), control.objectName()
        assert control.objectName()


def test_closing_a_window_while_it_plays(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, item: Callable, film: Path
) -> None:
    close_while_playing(qtbot, VideoPlayer(theme, worker, deliveries), item(film))


@pytest.mark.slow
def test_closing_a_window_while_it_plays_never_hangs(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, item: Callable, film: Path
) -> None:
    for turn in range(20):
        player = VideoPlayer(theme, worker, deliveries)
        close_while_playing(qtbot, player, item(film, place={"second": turn % 5}))


@pytest.mark.slow
def test_a_player_that_is_deleted_while_it_plays_never_hangs(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, item: Callable, film: Path
) -> None:
    """With Python's lock held: the case in which the player's threads once waited for ever."""
    for _turn in range(20):
        player = VideoPlayer(theme, worker, deliveries)
        player.show()
        player.show_item(item(film))
        qtbot.waitUntil(lambda player=player: player.engine.ready)
        player.toggle_play()
        qtbot.waitUntil(lambda player=player: player.engine.position > 100)
        player.deleteLater()
        QTest.qWaitForWindowExposed(player, 1)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_another_screen_in_front_means_silence(qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path) -> None:
    opened(qtbot, player, item(film))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    player.hide()
    assert not player.engine.playing


def close_while_playing(qtbot: QtBot, player: VideoPlayer, item: object) -> None:
    gone: list[bool] = []
    player.destroyed.connect(lambda: gone.append(True))
    player.show()
    player.show_item(item)
    qtbot.waitUntil(lambda: player.engine.ready)
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    player.close()
    player.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://127.0.0.1:{port}/x.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/y.mp4'\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\n",
    ],
)
def test_a_playlist_dressed_as_a_film_reaches_nobody(
    qtbot: QtBot, player: VideoPlayer, tmp_path: Path, playlist: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        dressed = tmp_path / "film.mp4"
        dressed.write_text(playlist.format(port=listener.getsockname()[1]))
        with qtbot.waitSignal(player.engine.failed):
            player.engine.open(dressed)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_space_before_the_film_is_open_plays_it_as_soon_as_it_is(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path
) -> None:
    player.show_item(item(film, described=False))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)


def test_a_film_without_an_index_of_its_pictures_says_that_times_are_approximate(
    qtbot: QtBot, player: VideoPlayer, item: Callable, film: Path, tmp_path: Path
) -> None:
    known = item(film)
    camera = tmp_path / "camera.mts"
    copyfile(film, camera)
    described = replace(known.description, format="MPEG-TS")
    with qtbot.assertNotEmitted(player.problem_shown):
        player.show_item(replace(known, description=described, path=camera))
    assert "approximate" in player.findChild(QWidget, "viewerRemark").text()
