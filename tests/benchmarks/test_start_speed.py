"""From starting the process to a window that has painted itself, against an empty one and against ourselves before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
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


MAKE = """
import sys
from pathlib import Path
from certdesk.store.workspace import Workspace
Workspace(Path(sys.argv[1])).close()
print("painted")
"""
EARLIER = os.environ.get("CERTDESK_EARLIER", "aba3aff")
"""The commit to compare with: the last one before evidence of every kind."""
REPOSITORY = Path(__file__).parents[2]


def until_painted(code, *arguments, source=None):
    """Start a window, of another copy of the program where ``source`` names one, and wait until it says it is there."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | ({"PYTHONPATH": str(source)} if source else {})
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


@pytest.fixture
def earlier(tmp_path):
    """The sources of an earlier commit, checked out beside ours."""
    git = shutil.which("git")
    known = git and subprocess.run([git, "-C", REPOSITORY, "cat-file", "-e", f"{EARLIER}^{{commit}}"], check=False)
    if not known or known.returncode:
        pytest.skip(f"the commit {EARLIER} is not here")
    place = tmp_path / "earlier"
    place.mkdir()
    packed = subprocess.run([git, "-C", REPOSITORY, "archive", EARLIER], capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", place], input=packed, check=True)
    return place / "src"


def test_start_against_an_earlier_version(ratio, earlier, tmp_path):
    """Turn by turn, so that what else the machine does weighs on both; they share nothing but the libraries."""
    times = {REPOSITORY / "src": [], earlier: []}
    folders = {source: tmp_path / f"workspace-{number}" for number, source in enumerate(times)}
    for source in times:
        until_painted(MAKE, folders[source], source=source)
        until_painted(OURS, folders[source], source=source)
    for _round in range(9):
        for source, seconds in times.items():
            begun = perf_counter()
            until_painted(OURS, folders[source], source=source)
            seconds.append(perf_counter() - begun)
    ours, before = (median(seconds) for seconds in times.values())
    ratio("start to a painted window", ours, f"the same at {EARLIER}", before)
    assert ours < 1.1 * before
