"""The process dies while somebody marks; the window opens again at the same place with everything that was done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from certdesk.core.marks import LevelGiven
from certdesk.store.rebuilding import broken_links, rebuild, snapshot
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen

from .conftest import SAMPLES

MARKING = """
import sys, time
from fractions import Fraction
from pathlib import Path
from PySide6.QtWidgets import QApplication
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.assessing import begin_assessment
from certdesk.core.marks import LevelGiven
from certdesk.core.progress import silent
from certdesk.store.assessments import find_assessment
from certdesk.store.workspace import Workspace
from certdesk.ui.app import build
from certdesk.ui.theme.source import apply

app = QApplication(sys.argv[:1])
running = build(Workspace(Path(sys.argv[1])), apply(app, "light"))
running.window.show()
workspace = running.tools.session.workspace
plan = plan_receive(workspace, Path(sys.argv[2]))
keep_receive(workspace, plan, make_receive(plan, running.tools.worker, silent))
portfolio = workspace.db.execute("select id from portfolio").fetchone()[0]
begin_assessment(workspace, portfolio)
assessment = find_assessment(workspace.db, portfolio, workspace.person)
running.window.go("score", {"assessment": assessment.id})
screen = running.window.current
screen.viewing.go_to_item(screen.view.items[3].id)
for criterion in ("T1", "T2", "T3"):
    screen.go_to_criterion(criterion)
    screen.give(LevelGiven(Fraction(3)))
    print("marked", criterion, flush=True)
screen.panel.strength.writing.insertPlainText("Half a thou")
end = time.monotonic() + 3
while time.monotonic() < end:
    app.processEvents()
    time.sleep(0.01)
print("resting", flush=True)
while True:
    app.processEvents()
    time.sleep(0.01)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_a_killed_window_opens_again_where_it_was(folder: Path, opened: Callable[[], Running], qtbot: QtBot) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", MARKING, str(folder), str(SAMPLES / "KITE-37")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    with child.stdout:
        told = [line.strip() for line in iter(child.stdout.readline, "resting\n") if line]
        child.send_signal(signal.SIGKILL)
    child.wait()
    assert told == ["marked T1", "marked T2", "marked T3"]

    running = opened()
    workspace = running.tools.session.workspace
    assert snapshot(rebuild(workspace.db)) == snapshot(workspace.db)
    assert broken_links(workspace.db) == ()
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    assert screen.view is not None
    for criterion in ("T1", "T2", "T3"):
        assert screen.view.assessment.mark(criterion) == LevelGiven(Fraction(3))
    assert screen.left_off.criterion == "T3"
    assert screen.left_off.item == screen.view.items[3].id
    assert screen.panel.strength.text() == "Half a thou"
