"""From starting the process to a window that has painted itself, against an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter

import pytest
from tests.benchmarks.conftest import median_seconds
from tests.support.building import furnished

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

# Says "painted" when the window has been painted and the event loop is free, and leaves without tidying up.
_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return False
    def tell(self):
        print("painted", flush=True)
        os._exit(0)
watch = Watch()
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
{_WATCH}
app = QApplication([])
window = QMainWindow()
label = QLabel("empty")
window.setCentralWidget(label)
label.installEventFilter(watch)
window.show()
app.exec()
"""
OURS = f"""
from pathlib import Path
from PySide6.QtWidgets import QApplication
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.theme.source import apply
{_WATCH}
app = QApplication([])
running = build(Workspace(Path(sys.argv[1])), apply(app))
running.window.centralWidget().installEventFilter(watch)
running.window.show()
app.exec()
"""


def until_painted(code, *arguments):
    """Start a window and wait until it says that it is there."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as child:
        told, problem = child.communicate(timeout=60)
    assert told.strip() == "painted", problem


def test_start(benchmark, ratio, tmp_path):
    furnished(tmp_path / "workspace").close()
    begun = perf_counter()
    until_painted(OURS, tmp_path / "workspace")
    first = perf_counter() - begun
    benchmark.pedantic(lambda: until_painted(OURS, tmp_path / "workspace"), rounds=7)
    baseline = median_seconds(lambda: until_painted(BARE), 7)
    note = f"first start {first:.2f} s"
    ratio("start to a painted window", benchmark.stats["median"], "an empty PySide6 window", baseline, note)
