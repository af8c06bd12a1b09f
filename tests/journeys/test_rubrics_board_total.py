"""National Board's numbers in the window: 2.63 everywhere is 109.99975, fails, and nowhere stands as 110.00."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.support.building import put_portfolio
from tests.support.command_line import Desk
from tests.support.fixtures import begun

from certdesk.actions.scoring import mark_criterion
from certdesk.core.marks import LevelGiven
from certdesk.core.portfolio import RubricRef
from certdesk.store.rubrics import load_rubric
from certdesk.ui.app import Running

from .conftest import REPOSITORY, PlayedDialogs, wait_for_jobs
from .hands import Mouse
from .reading_off import read_off

pytestmark = pytest.mark.timeout(60)

BOARD = REPOSITORY / "tests" / "families" / "national_board.yaml"
REF = RubricRef("weights-total-floors", "1.0.0")
JUST_BELOW = "109.99"


def told(shown: str) -> None:
    """Check what somebody reads: the total stands there, and not as one that would pass."""
    assert JUST_BELOW in shown
    assert "110.00" not in shown


def test_just_below(qtbot: QtBot, opened: Callable[[], Running], dialogs: PlayedDialogs, folder: Path) -> None:
    running = opened()
    mouse = Mouse(qtbot, running)
    publish(mouse, dialogs)
    assessment = mark(running)
    look_at_score(mouse, assessment)
    look_at_what_if(mouse)
    running.close()
    said = Desk(folder).does("show", "P-001")
    told(said)
    assert "Not yet" in said


def publish(mouse: Mouse, dialogs: PlayedDialogs) -> None:
    """Import the rubric, look at its worked examples, publish it."""
    running = mouse.running
    mouse.until(running.window.isActiveWindow)
    mouse.click("place-rubrics")
    dialogs.files.append(BOARD)
    mouse.click("importRubric")
    mouse.until(lambda: mouse.named("keepImport").isEnabled())
    mouse.click("keepImport")
    assert "2 of 2 give the expected result" in read_off(running.window.current)
    mouse.click("examples-table")
    told(read_off(running.window.current))
    mouse.click("publish")
    mouse.click("publishNow")
    assert "1.0.0 is published" in read_off(running.window.current)


def mark(running: Running) -> str:
    """Take a portfolio in that is assessed by it, and give 2.63 everywhere; return the assessment's id."""
    workspace = running.tools.session.workspace
    put_portfolio(workspace, "P-001", rubric=REF)
    assessment = begun(workspace, "P-001")
    for criterion in load_rubric(workspace.db, REF).criteria:
        running.tools.session.do(mark_criterion, assessment, criterion.id, LevelGiven(Fraction("2.63")))
    return assessment


def look_at_score(mouse: Mouse, assessment: str) -> None:
    """See the total where it is scored, and where it would be signed."""
    window = mouse.running.window
    window.go("score", {"assessment": assessment})
    mouse.until(lambda: JUST_BELOW in read_off(window.current))
    told(read_off(window.current))
    mouse.click("finalise")
    wait_for_jobs(mouse.qtbot, mouse.running)
    mouse.until(lambda: JUST_BELOW in read_off(window.current))
    told(read_off(window.current))
    assert "Not yet" in read_off(window.current)


def look_at_what_if(mouse: Mouse) -> None:
    """Begin a next version and see what another cut would do: 109.9 lets it pass, 110 does not."""
    window = mouse.running.window
    mouse.click("place-rubrics")
    table = mouse.named("library")
    assert isinstance(table, QAbstractItemView)
    titles = [str(table.model().index(row, 0).data()) for row in range(table.model().rowCount())]
    mouse.row(table, table.model().index(next(n for n, each in enumerate(titles) if each.startswith("Total with")), 0))
    mouse.click("editRubric")
    mouse.click("choice-what_if")
    assert "110.00" not in read_off(window.current)
    line = mouse.named("try-certified-0")
    token = line.findChild(QWidget, "token-cut")
    assert token is not None
    mouse.click(token)
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClicks(box, "109.9")
    QTest.keyClick(box, Qt.Key.Key_Return)
    mouse.until(lambda: "would change" in read_off(window.current) and "Nobody" not in read_off(window.current))
    mouse.until(lambda: JUST_BELOW in read_off(window.current))
    told(read_off(window.current))
    assert "Total at least 109.9 is met: 109.99. Before: Total at least 110." in read_off(window.current)
