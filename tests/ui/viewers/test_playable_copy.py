"""What can't be played here: said calmly, copied on demand, and marked all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import TimeSpan
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.film import libraries
from certdesk.evidence.problems import Code, Problem
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.proxies import Proxies
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.viewers.viewer import ViewedItem
from certdesk.ui.widgets.button import Button

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Proxies]:
    if libraries.folder() is None:
        pytest.skip("the libraries that copies are made with are not here")
    made = Proxies(tmp_path / "copies")
    yield made
    made.close()


@pytest.fixture
def player(
    theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None], copies: Proxies
) -> VideoPlayer:
    made = VideoPlayer(theme, worker, deliveries, None, copies)
    show(made, 566, 680)
    return made


@pytest.fixture(scope="session")
def camera_film(tmp_path_factory: pytest.TempPathFactory, film_maker: Callable[..., None]) -> Path:
    """Four seconds as a camcorder writes them."""
    path = tmp_path_factory.mktemp("camera") / "00001.mts"
    source = ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=25:duration=4"]
    film_maker([*source, "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mpegts"], path)
    return path


def test_an_exact_copy_of_a_camcorder_film_is_made_at_once_and_shown_at_the_same_place(
    qtbot: QtBot, player: VideoPlayer, copies: Proxies, item: Callable[..., ViewedItem], camera_film: Path
) -> None:
    before = camera_film.read_bytes()
    with qtbot.waitSignal(player.copy.made, timeout=20_000):
        player.show_item(item(camera_film, place={"second": 2.0}))
        assert player.copy.working
        assert "approximate" in player.findChild(QWidget, "viewerRemark").text()
    qtbot.waitUntil(lambda: player.engine.ready and not player.still().isNull())
    assert player.engine.position == 2_000
    assert not player.copy.isVisible()
    assert "a playable copy" in player.findChild(QWidget, "viewerRemark").text()
    assert camera_film.read_bytes() == before
    known = item(camera_film)
    player.show_item(known)
    qtbot.waitUntil(lambda: player.engine.ready)
    assert Path(player.engine._player.source().toLocalFile()) == copies.existing(known.digest)


def test_pictures_that_cannot_be_decoded_get_the_offer(
    qtbot: QtBot, player: VideoPlayer, copies: Proxies, item: Callable[..., ViewedItem], av1: Path
) -> None:
    known = item(av1)
    if not copies.can_make(known.description):
        pytest.skip("AV1 can't be decoded on this computer")
    player.show_item(known)
    qtbot.waitUntil(lambda: "AV1" in player.film.message, timeout=6000)
    assert player.findChild(Button, "makeCopy").isVisible()
    with qtbot.waitSignal(player.copy.made, timeout=30_000):
        qtbot.mouseClick(player.findChild(Button, "makeCopy"), LEFT)
    qtbot.waitUntil(lambda: not player.still().isNull())
    assert not player.film.message


def test_a_copy_is_shown_at_once_also_when_the_film_has_ended(
    qtbot: QtBot,
    player: VideoPlayer,
    copies: Proxies,
    item: Callable[..., ViewedItem],
    tmp_path: Path,
    film_maker: Callable[..., None],
) -> None:
    film = tmp_path / "speaking.mp4"
    sound = ["-f", "lavfi", "-i", "sine=d=1.3"]
    film_maker(["-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=0.5", *sound, "-c:v", "libsvtav1"], film)
    known = item(film)
    if not copies.can_make(known.description):
        pytest.skip("AV1 can't be decoded on this computer")
    player.show_item(known)
    qtbot.waitUntil(lambda: "AV1" in player.film.message, timeout=9000)
    with qtbot.waitSignal(player.engine.ended, timeout=9000):
        player.toggle_play()
    with qtbot.waitSignal(player.copy.made, timeout=30_000):
        qtbot.mouseClick(player.findChild(Button, "makeCopy"), LEFT)
    # Its sound is longer than its pictures: there is none where the film stands.
    qtbot.waitUntil(lambda: not player.still().isNull(), timeout=9000)
    assert not player.film.message


def test_stopping_leaves_the_offer(
    qtbot: QtBot, player: VideoPlayer, copies: Proxies, item: Callable[..., ViewedItem], camera_film: Path
) -> None:
    known = replace(item(camera_film), digest="cd" * 32)
    player.show_item(known)
    assert player.copy.working
    assert player.findChild(Button, "stopCopy").isVisible()
    player.copy.stop.click()
    assert not player.copy.working
    assert player.findChild(Button, "makeCopy").isVisible()
    player.close_item()
    player.show_item(known)
    assert not player.copy.working, "what was stopped is not begun again by itself"


def test_times_are_marked_by_typing_where_nothing_can_be_played(
    qtbot: QtBot, player: VideoPlayer, item: Callable[..., ViewedItem], sample_film: Path
) -> None:
    known = item(sample_film)
    locked = replace(known.description, problem=Problem(Code.LOCKED, "It is locked.", "Ask for an unlocked one."))
    player.show_item(replace(known, description=locked))
    assert player.film.message == "It is locked."
    assert not player.bar.isEnabled()
    assert not player.copy.isVisible()
    for name, words in (("spanIn", "1:10"), ("spanOut", "1:25")):
        field = player.findChild(QLineEdit, name)
        field.setFocus()
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert player.anchor() == TimeSpan(70_000, 85_000)
    qtbot.keyClicks(player.note.edit, "They compare readings")
    with qtbot.waitSignal(player.note_written) as written:
        qtbot.keyClick(player.note.edit, Qt.Key.Key_Return)
    assert written.args == [TimeSpan(70_000, 85_000), "They compare readings"]
    player.timeline.sought.emit(30_000)
    assert player.anchor() == TimeSpan(30_000, 40_000)
    assert player.findChild(QLabel, "timeNow").text() == "00:30"
