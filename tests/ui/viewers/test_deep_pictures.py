"""Colours and depths that Qt alone gets wrong, or not at all, without a graphics driver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.ui.viewers.conftest import ffmpeg

from certdesk.ui.viewers.deep_pictures import image_of
from certdesk.ui.viewers.media_quiet import prepare_multimedia, without_graphics_warning

RED = ["-f", "lavfi", "-i", "color=c=red:s=320x180:r=10:d=1,format=rgb24", "-vf", "scale=out_color_matrix=bt709"]
TOLD = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]


@pytest.fixture
def sink(qapp: QApplication) -> Iterator[QVideoSink]:
    prepare_multimedia()
    player, made = QMediaPlayer(), QVideoSink()
    player.setVideoSink(made)
    made.setParent(player)
    player.setObjectName("player")
    yield made
    player.setSource(QUrl())


@pytest.mark.parametrize(
    "arguments",
    [
        ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"],
        ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p10le"],
    ],
    ids=["HD", "10 bits"],
)
def test_red_is_red(qtbot: QtBot, sink: QVideoSink, tmp_path: Path, arguments: list[str]) -> None:
    film = tmp_path / "red.mp4"
    ffmpeg([*RED, *arguments, *TOLD], film)
    player = sink.parent()
    assert isinstance(player, QMediaPlayer)
    player.setSource(QUrl.fromLocalFile(str(film)))
    player.pause()
    qtbot.waitUntil(lambda: sink.videoFrame().isValid())
    with without_graphics_warning():
        colour = image_of(sink.videoFrame()).pixelColor(160, 90)
    assert colour.red() > 245
    assert max(colour.green(), colour.blue()) < 10
