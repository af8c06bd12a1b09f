"""Who is asked for some criteria sees those only: Today, the portfolio, Score and Finalise; nothing says why."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.looking import look_at_assessment
from certdesk.core.allocating import Task
from certdesk.core.marks import LevelGiven, Unmarked
from certdesk.store.cohorts import task_row
from certdesk.ui.app import Running
from certdesk.ui.models.worklist_table import MARKS, TITLE
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.portfolio import PortfolioScreen
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.screens.today import TodayScreen
from certdesk.ui.widgets.cell import CELL
from certdesk.ui.widgets.paragraph import Paragraph

from .conftest import find, press

ONLY = "You are asked for T4 and T5 only."


@pytest.fixture
def asked(running: Running, assessment: str) -> str:
    """The assessment of somebody who is asked for two criteria."""
    workspace = running.tools.session.workspace
    portfolio = look_at_assessment(workspace, assessment).portfolio.id
    with workspace.recording("task.given", "asked", subject=portfolio) as recording:
        recording.put("task", task_row(Task(portfolio, workspace.person, ("T5", "T4"))))
    running.tools.session.announce(recording.change)
    return assessment


def score(running: Running, assessment: str, **more: str) -> ScoreScreen:
    running.window.go("score", {"assessment": assessment, **more})
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    assert screen.view is not None
    return screen


def test_score_shows_only_what_is_asked_for(running: Running, asked: str, qtbot: QtBot) -> None:
    screen = score(running, asked)
    assert find(running.window, "askedLine").isVisible()
    assert screen.desk.asked.findChild(Paragraph, "askedWords").text() == ONLY
    assert screen.left_off.criterion == "T4"
    shown = [part.objectName() for part in screen.head.findChildren(QWidget) if "criterion-" in part.objectName()]
    assert shown == ["criterion-T4", "criterion-T5"]
    press(qtbot, running, Qt.Key.Key_Up, "3", Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert screen.left_off.criterion == "T5", "before the first and after the last there is nothing"
    assert screen.view is not None
    assert screen.view.assessment.marks == {"T4": LevelGiven(Fraction(3))}
    assert find(screen.foot, "missing").text() == "T5 still needs a mark"
    assert "1 of 2" in {part.text() for part in screen.foot.findChildren(QLabel)}
    told = []
    screen.noticed.connect(lambda notice: told.append(notice.words))
    screen.go_to_criterion("T1")
    assert screen.left_off.criterion == "T5"
    score(running, asked, criterion="T1")
    assert screen.left_off.criterion == "T5"
    assert told == [ONLY, ONLY]
    assert isinstance(screen.view.assessment.mark("T1"), Unmarked)


def test_today_and_the_portfolio_say_so_too(running: Running, asked: str) -> None:
    running.window.go("today")
    today = running.window.current
    assert isinstance(today, TodayScreen)
    assert today.model.index(0, TITLE).data(CELL).rest == "T4 and T5 only"
    assert today.model.index(0, MARKS).data() == "0 of 2 marked"
    portfolio = look_at_assessment(running.tools.session.workspace, asked).portfolio.id
    running.window.go("portfolio", {"portfolio": portfolio})
    screen = running.window.current
    assert isinstance(screen, PortfolioScreen)
    assert find(screen, "askedLine").isVisible()
    claims = find(screen, "byCriterion")
    shown = " ".join(part.text() for part in claims.findChildren(QLabel))
    assert "T4 " in shown
    assert "T1 " not in shown


def test_finalise_calls_it_a_record_of_marks(running: Running, asked: str) -> None:
    running.window.go("finalise", {"assessment": asked})
    screen = running.window.current
    assert isinstance(screen, FinaliseScreen)
    words = " ".join(part.text() for part in screen.signing.findChildren(QLabel))
    assert "The record of marks" in words
    assert "feedback report" not in words
    everything = " ".join(part.text() for part in running.window.findChildren(QLabel)).casefold()
    assert not [word for word in ("third", "second assessor", "dispute", "adjudicat") if word in everything]
