"""Deeds of the player beyond playing: stepping, loops, marks that are moved, words, clips, parts of the picture.

All on the film and the sound of the sample cohort, so that they run on every computer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from certdesk import shipped
from certdesk.core.annotations import Rect, TimeSpan
from certdesk.evidence.client import EvidenceWorker
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.loudness import loudness
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.still_maker import StillMaker
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.viewers.viewer import Clip, Companion, ViewedItem
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FRAME_MS = 1000 / 12
"""The sample film has twelve pictures a second."""
MARKS = (
    MediaMark("a", "T4", TimeSpan(10_000, 14_000), current=True, note="First", number=3),
    MediaMark("b", "T5", TimeSpan(40_000, 44_000), current=False, note="Second", number=4),
)


@pytest.fixture
def player(
    theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]
) -> VideoPlayer:
    made = VideoPlayer(theme, worker, deliveries)
    made.set_criterion("T4")
    show(made, 566, 680)
    return made


@pytest.fixture
def sample_sound() -> Path:
    path = shipped.resources() / "sample_cohort" / "LARK-12" / "farmer.m4a"
    if not path.is_file():
        pytest.skip("the sample cohort is not built")
    return path


@pytest.fixture
def film(item: Callable[..., ViewedItem], sample_film: Path) -> ViewedItem:
    return item(sample_film, MARKS, {"second": 20.0})


def opened(qtbot: QtBot, player: VideoPlayer, item: ViewedItem) -> None:
    player.show_item(item)
    qtbot.waitUntil(lambda: player.engine.ready and not player.still().isNull())
    at = player.engine.position * 1000
    qtbot.waitUntil(lambda: player.engine._frame.startTime() <= at + 1000 <= player.engine._frame.endTime() + 2000)


def shown(player: VideoPlayer) -> tuple[int, int]:
    return player.engine._frame.startTime(), player.engine._frame.endTime()


# -- stepping ------------------------------------------------------------------------------------


def test_each_step_back_shows_the_picture_before_and_soon_needs_no_seeking(
    qtbot: QtBot, player: VideoPlayer, film: ViewedItem
) -> None:
    opened(qtbot, player, film)
    at_once = 0
    for _step in range(16):
        start = shown(player)[0]
        player.step(-1)
        at_once += shown(player)[0] < start
        qtbot.waitUntil(lambda start=start: shown(player)[0] < start)
        assert abs(shown(player)[1] - start) < 1500, "the one before, and no other"
        scout = player.engine._scout
        qtbot.waitUntil(lambda scout=scout: not scout.busy)
    assert at_once >= 12
    assert player.engine.position == pytest.approx(20_000 - 16 * FRAME_MS, abs=FRAME_MS)
    for _step in range(16):
        end = shown(player)[1]
        player.step(1)
        assert abs(shown(player)[0] - end) < 1500, "the way back is all in memory"


def test_after_stepping_it_plays_on_from_the_picture_that_is_shown(
    qtbot: QtBot, player: VideoPlayer, film: ViewedItem
) -> None:
    opened(qtbot, player, film)
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 21_500)
    for _step in range(12):
        player.step(-1)
    there = player.engine.position
    assert there < 20_800
    positions: list[int] = []
    player.engine.moved.connect(positions.append)
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > there + 300)
    assert min(positions) < there + 500


def test_the_picture_at_the_very_beginning_has_none_before_it(
    qtbot: QtBot, player: VideoPlayer, film: ViewedItem
) -> None:
    opened(qtbot, player, replace(film, place={"second": 0.0}))
    player.step(-1)
    player.step(-1)
    assert shown(player)[0] == 0
    player.step(1)
    qtbot.waitUntil(lambda: shown(player)[0] > 0)
    assert shown(player)[0] == pytest.approx(FRAME_MS * 1000, abs=1500)


# -- loop ----------------------------------------------------------------------------------------


def test_a_loop_plays_in_to_out_again_and_again(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, replace(film, place={"second": 30.0, "in": 20_000, "out": 20_600}))
    switch = player.findChild(Button, "spanLoop")
    positions: list[int] = []
    player.engine.moved.connect(positions.append)
    qtbot.mouseClick(switch, LEFT)
    assert switch.isChecked()

    def turns() -> int:
        return sum(later < earlier - 300 for earlier, later in itertools.pairwise(positions))

    qtbot.waitUntil(lambda: turns() >= 2, timeout=6000)
    assert max(positions[1:]) < 20_900
    player.film.setFocus()
    qtbot.keyClicks(player.film, "r")
    assert not player.looping
    qtbot.waitUntil(lambda: player.engine.position > 20_900)


def test_without_in_and_out_there_is_nothing_to_loop(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    assert not player.findChild(Button, "spanLoop").isEnabled()
    player.toggle_loop()
    assert not player.looping
    assert not player.engine.playing


# -- in and out, typed; marks that are moved ------------------------------------------------------


def type_time(qtbot: QtBot, player: VideoPlayer, name: str, words: str) -> None:
    field = player.findChild(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_times_can_be_typed(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    type_time(qtbot, player, "spanIn", "1:05.2")
    type_time(qtbot, player, "spanOut", "70")
    assert player.anchor() == TimeSpan(65_200, 70_000)
    assert player.findChild(QLineEdit, "spanOut").text() == "01:10.0"
    type_time(qtbot, player, "spanIn", "soon")
    assert player.findChild(QLineEdit, "spanIn").text() == "01:05.2"
    assert player.anchor() == TimeSpan(65_200, 70_000)


def test_a_chosen_mark_is_moved_by_keys_and_by_typing(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    player.moments.setCurrentIndex(player.moments.model().index(1, 0))
    assert player.findChild(QLineEdit, "spanIn").text() == "00:40.0"
    player.engine.seek(41_500)
    player.film.setFocus()
    with qtbot.waitSignal(player.mark_moved) as moved:
        qtbot.keyClick(player.film, "i", Qt.KeyboardModifier.ShiftModifier)
    assert moved.args == ["b", TimeSpan(41_500, 44_000)]
    with qtbot.waitSignal(player.mark_moved) as moved:
        type_time(qtbot, player, "spanOut", "50")
    assert moved.args == ["b", TimeSpan(40_000, 50_000)]
    assert player.marking.span.empty, "the mark being made is another thing"
    player.film.setFocus()
    qtbot.keyClick(player.film, Qt.Key.Key_Escape)
    assert player.findChild(QLineEdit, "spanIn").text() == ""


def test_pulling_an_edge_moves_the_mark(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    line = player.timeline
    start, end = round(line.reach.x(14_000)), round(line.reach.x(18_000))
    with qtbot.waitSignal(player.mark_moved) as moved:
        qtbot.mousePress(line, LEFT, NONE, QPoint(start, 20))
        qtbot.mouseMove(line, QPoint(end, 20))
        qtbot.mouseRelease(line, LEFT, NONE, QPoint(end, 20))
    name, span = moved.args
    assert name == "a"
    assert span.start_ms == 10_000
    assert span.end_ms == pytest.approx(18_000, abs=300)


def test_from_mark_to_mark(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    player.film.setFocus()
    qtbot.keyClick(player.film, "l", Qt.KeyboardModifier.ShiftModifier)
    assert player.engine.position == 40_000
    assert player.moments.currentIndex().row() == 1
    qtbot.keyClick(player.film, "j", Qt.KeyboardModifier.ShiftModifier)
    assert player.engine.position == 10_000
    qtbot.keyClick(player.film, "j", Qt.KeyboardModifier.ShiftModifier)
    assert player.engine.position == 10_000


# -- a part of the picture -----------------------------------------------------------------------


def test_a_part_of_the_paused_picture_is_marked(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    box = player.film.picture
    start = QPoint(round(box.left() + box.width() / 4), round(box.top() + box.height() / 4))
    end = QPoint(round(box.center().x()), round(box.center().y()))
    with qtbot.waitSignal(player.anchor_changed):
        qtbot.mousePress(player.film, LEFT, NONE, start)
        qtbot.mouseMove(player.film, (start + end) / 2)
        qtbot.mouseMove(player.film, end)
        qtbot.mouseRelease(player.film, LEFT, NONE, end)
    assert not player.engine.playing, "a drag is no click"
    region = player.anchor().region
    width, height = player.still().width(), player.still().height()
    assert region.left == pytest.approx(width / 4, abs=4)
    assert region.bottom == pytest.approx(height / 2, abs=4)
    place = player.place()
    player.clear_selection()
    assert player.anchor().region is None
    player.restore(place)
    assert player.anchor().region == region


def test_playing_on_forgets_a_part_of_a_picture_that_belongs_to_no_span(
    qtbot: QtBot, player: VideoPlayer, film: ViewedItem
) -> None:
    opened(qtbot, player, film)
    player.marking.set_region(Rect(1, 1, 50, 50))
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.playing)
    assert player.anchor().region is None


def test_a_filed_part_is_drawn_only_inside_its_span(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, replace(film, marks=()))
    outside = player.film.grab().toImage()
    region = Rect(100, 100, 400, 300)
    player.set_marks((MediaMark("r", "T4", TimeSpan(60_000, 70_000, "", region), current=True, number=3),))
    assert player.film.grab().toImage() == outside
    player.set_marks((MediaMark("r", "T4", TimeSpan(19_000, 21_000, "", region), current=True, number=3),))
    assert player.film.grab().toImage() != outside


# -- what was watched ----------------------------------------------------------------------------


def test_only_what_was_on_screen_counts_as_looked_at(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    assert player.looked_at() == frozenset()
    opened(qtbot, player, film)
    assert player.looked_at() == {20}
    player.change_rate(4)
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 22_200, timeout=6000)
    assert player.looked_at() >= {20, 21}
    player.pause()
    player.engine.seek(90_000)
    assert player.looked_at() <= {22, 90}
    player.hide()
    assert player.looked_at() == frozenset()


def test_the_end_of_a_film_that_plays_to_it_was_watched(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, replace(film, place={"second": 121.0}))
    player.looked_at()
    with qtbot.waitSignal(player.engine.ended, timeout=8000):
        player.toggle_play()
    assert film.description is not None
    assert film.description.duration_ms is not None
    assert -(-film.description.duration_ms // 1000) - 1 in player.looked_at()


# -- words ---------------------------------------------------------------------------------------

SUBTITLES = """1
00:00:19,000 --> 00:00:22,000
Which layer is on top?

2
00:00:22,000 --> 00:00:25,000
The sand, it catches the big bits.
"""


@pytest.fixture
def spoken(film: ViewedItem, tmp_path: Path) -> ViewedItem:
    path = tmp_path / "lesson.srt"
    path.write_text(SUBTITLES)
    return replace(film, companions=(Companion(path, "lesson.srt"),))


def test_words_beside_a_film_are_read_on_it_searched_and_quoted(
    qtbot: QtBot, player: VideoPlayer, spoken: ViewedItem
) -> None:
    opened(qtbot, player, spoken)
    qtbot.waitUntil(lambda: player.film.words == "Which layer is on top?")
    titles, transcript = player.findChild(Button, "subtitleSwitch"), player.findChild(Button, "transcriptSwitch")
    assert not player.transcript.isVisible()
    qtbot.mouseClick(transcript, LEFT)
    assert player.transcript.isVisible()
    player.transcript.sought.emit(22_000)
    qtbot.waitUntil(lambda: player.film.words.startswith("The sand"))
    player.transcript.show_position(22_500)
    player.transcript.quote()
    assert player.note.draft == "“The sand, it catches the big bits.” "
    with qtbot.waitSignal(player.note_written) as written:
        qtbot.keyClick(player.note.edit, Qt.Key.Key_Return)
    assert written.args == [TimeSpan(22_000, 25_000), "“The sand, it catches the big bits.”"]
    qtbot.mouseClick(titles, LEFT)
    assert player.film.words == ""


def test_the_next_film_has_no_words_of_the_one_before(
    qtbot: QtBot, player: VideoPlayer, spoken: ViewedItem, film: ViewedItem
) -> None:
    opened(qtbot, player, spoken)
    qtbot.waitUntil(lambda: bool(player.film.words))
    player.toggle_transcript()
    opened(qtbot, player, film)
    assert player.film.words == ""
    assert not player.transcript.isVisible()
    assert not player.findChild(Button, "transcriptSwitch").isVisible()


# -- clips ---------------------------------------------------------------------------------------


def test_at_the_end_of_a_clip_the_next_one_plays(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    clips = (Clip(film.id, "Opening", 123_000), Clip("second", "Group work", 60_000))
    opened(qtbot, player, replace(film, clips=clips, place={"second": 122.4}))
    bar = player.findChild(QWidget, "clipBar")
    assert bar.isVisible()
    with qtbot.waitSignal(player.clip_wanted, timeout=6000) as wanted:
        player.toggle_play()
    assert wanted.args == ["second", True]
    player.show_item(replace(film, id="second", clips=clips, place={}))
    qtbot.waitUntil(lambda: player.engine.playing)


def test_clips_do_not_go_on_when_that_is_switched_off(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    clips = (Clip(film.id, "Opening"), Clip("second", "Group work"))
    opened(qtbot, player, replace(film, clips=clips, place={"second": 122.4}))
    player.clips.go_on.setChecked(False)
    with qtbot.assertNotEmitted(player.clip_wanted):
        player.toggle_play()
        qtbot.waitUntil(lambda: player.engine.position == player.engine.duration, timeout=6000)
    with qtbot.waitSignal(player.clip_wanted) as wanted:
        qtbot.mouseClick(player.findChild(Button, "clipAfter"), LEFT)
    assert wanted.args == ["second", False]


def test_one_recording_has_no_bar_of_clips(qtbot: QtBot, player: VideoPlayer, film: ViewedItem) -> None:
    opened(qtbot, player, film)
    assert not player.findChild(QWidget, "clipBar").isVisible()


# -- sound and pictures in the background --------------------------------------------------------


def test_sound_alone_has_a_large_waveform(
    qtbot: QtBot, player: VideoPlayer, item: Callable[..., ViewedItem], sample_sound: Path
) -> None:
    usual = player.timeline.usual_height(strip=False)
    player.show_item(item(sample_sound))
    qtbot.waitUntil(lambda: player.engine.ready)
    assert player.timeline.height() > 2 * usual
    assert player.film.height() < player.timeline.height()
    assert player.looked_at() == frozenset(), "nobody looks at a sound that stands still"
    player.toggle_play()
    qtbot.waitUntil(lambda: player.engine.position > 1_200, timeout=4000)
    assert 0 in player.looked_at()


def test_pictures_along_the_film_come_in_the_background(
    qtbot: QtBot, theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, film: ViewedItem
) -> None:
    maker = StillMaker()
    player = VideoPlayer(theme, worker, deliveries, maker)
    qtbot.addWidget(player)
    player.show_item(film)
    qtbot.waitUntil(lambda: len(player.strip.pictures) >= 8, timeout=20_000)
    assert player.strip.near(60_000).height() == 108
    player.timeline.hovered.emit(60_000, 100)
    assert player.hover.words == "01:00"
    player.timeline.hovered.emit(-1, 0)
    assert player.hover.isHidden()
    player.close_item()
    maker.close()


def test_loudness_tells_quiet_from_silent_and_from_usual() -> None:
    speech = tuple(0.4 if number % 3 else 0.1 for number in range(90))
    assert not loudness(speech).quiet
    assert max(loudness(speech).peaks) == 1.0
    assert loudness(tuple(level / 4 for level in speech)).quiet
    assert loudness(tuple(level / 4 for level in speech)).peaks == pytest.approx(loudness(speech).peaks)
    silence = loudness((0.0,) * 90)
    assert silence.silent
    assert not silence.quiet
    assert not loudness(()).silent


# -- nothing jumps -------------------------------------------------------------------------------


def test_the_picture_stays_where_it_is_when_a_mark_comes_and_when_somebody_types(
    qtbot: QtBot, player: VideoPlayer, film: ViewedItem
) -> None:
    player.show_item(replace(film, marks=()))
    qtbot.waitUntil(lambda: player.film.height() > 200)
    before = player.film.geometry(), player.timeline.geometry(), player.note.geometry()
    qtbot.waitUntil(lambda: player.engine.ready and not player.still().isNull())
    assert (player.film.geometry(), player.timeline.geometry(), player.note.geometry()) == before
    player.set_marks(MARKS)
    qtbot.keyClicks(player.note.edit, "a")
    qtbot.waitUntil(lambda: player.note.writing)
    QWidget.repaint(player)
    assert (player.film.geometry(), player.timeline.geometry(), player.note.geometry()) == before
