"""Memory while a lesson plays in the player, against QMediaPlayer alone, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from tests.benchmarks.clips import lesson

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux"),
]
SECONDS = 12
PLAYED_MS = 8000
MIB = 2**20

_TELL = """
def most():
    status = open("/proc/self/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024
def tell(position):
    print(json.dumps([most(), position()]), flush=True)
    os._exit(0)
"""
BARE = f"""
import json, os, sys
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
from PySide6.QtWidgets import QApplication, QLabel
{_TELL}
app = QApplication([])
window = QLabel()
window.resize(1000, 700)
window.show()
player, sink = QMediaPlayer(), QVideoSink()
player.setVideoSink(sink)
sink.videoFrameChanged.connect(lambda frame: frame.toImage())
player.setSource(QUrl.fromLocalFile(sys.argv[1]))
player.play()
QTimer.singleShot({PLAYED_MS}, lambda: tell(player.position))
app.exec()
"""
OURS = f"""
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.requests import Describe
from certdesk.ui.theme.source import apply
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.video_player import VideoPlayer
from certdesk.ui.viewers.viewer import ViewedItem
{_TELL}
app = QApplication([])
worker, owner, path = EvidenceWorker(), QObject(), Path(sys.argv[1])
known = worker.ask(Describe(path))
player = VideoPlayer(apply(app, "light"), worker, Deliveries(owner))
player.resize(1000, 700)
player.show()
player.show_item(ViewedItem("film", path, "Film", known.kind, path.name, known, (), {{}}, "ab" * 32))
player.engine.opened.connect(player.toggle_play)
QTimer.singleShot({PLAYED_MS}, lambda: tell(lambda: player.engine.position))
app.exec()
"""


def played(code, path):
    """Play for a while; returns the most bytes that were held, having seen that it really played."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)
    assert done.stdout, done.stderr
    most, position = json.loads(done.stdout.splitlines()[-1])
    assert position > PLAYED_MS / 3, position
    return most


@pytest.mark.parametrize("size", ["854x480", "1920x1080"])
def test_memory_while_playing(ratio, tmp_path, size):
    path = lesson(tmp_path / "lesson.mp4", SECONDS, size)
    ours, bare = played(OURS, path), played(BARE, path)
    ratio(f"memory while playing {size}", ours / MIB, "QMediaPlayer alone, each picture fetched", bare / MIB, "", "MiB")
    assert ours < 1024 * MIB
