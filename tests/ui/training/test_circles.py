"""A circle on one machine: nobody sees what others chose before all have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.calibrating import CircleAbout, circles_here, look_at_circle, open_circle
from certdesk.actions.consenting import record_consent
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.training.circle_window import CircleWindow
from certdesk.ui.screens.training.screen import TrainingScreen
from certdesk.ui.tools import Tools

MEMBERS = ("Bongani", "Thandi", "Cleo")


def words_on(shown: QWidget) -> str:
    return "\n".join(f"{one.text()} {one.toolTip()}" for one in shown.findChildren(QLabel) if one.isVisibleTo(shown))


@pytest.fixture
def circle(tools: Tools, workspace: Workspace, qtbot: QtBot) -> CircleWindow:
    open_circle(workspace, CircleAbout("portfolio-P-001", MEMBERS, ("T1", "T4")))
    owner = QWidget()
    qtbot.addWidget(owner)
    made = CircleWindow(tools, owner, circles_here(workspace)[0].id)
    with qtbot.waitExposed(made):
        made.begin()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def scores(qtbot: QtBot, window: CircleWindow, number: int, keys: str) -> None:
    click(qtbot, window, f"score-{number}")
    for key in keys:
        qtbot.keyClicks(window.focusWidget() or window, key)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)


def test_a_circle_begins_in_the_form(screen: TrainingScreen, workspace: Workspace, qtbot: QtBot) -> None:
    screen.show()
    screen.enter({"pane": "circles"})
    click(qtbot, screen, "firstCircle")
    pane = screen.pane
    assert "1 of 2" in find(pane, "circleKeptBack").text(), "the item without a file stays closed"
    find(pane, "criterion-T2").setChecked(False)
    click(qtbot, pane, "circleBegin")
    assert circles_here(workspace) == (), "nobody is named"
    find(pane, "circleMembers").show_text("Bongani\nThandi\n\n")
    click(qtbot, pane, "circleBegin")
    [made] = circles_here(workspace)
    assert (made.members, made.criteria) == (("Bongani", "Thandi"), ("T1", "T3", "T4"))
    assert pane.current().circle.id == made.id
    assert "Criteria: T1, T3, T4" in find(pane, "circleAbout").text()


def test_the_screen_is_the_same_whatever_is_chosen(circle: CircleWindow, qtbot: QtBot) -> None:
    seen = []
    for key in "14":
        click(qtbot, circle, "score-0")
        qtbot.keyClicks(circle.focusWidget() or circle, key)
        assert "Now T4" in find(circle, "entryFar").text()
        QApplication.processEvents()  # the layout settles
        seen.append(circle.entry.grab().toImage())
        qtbot.keyClick(circle, Qt.Key.Key_Escape)
    assert seen[0] == seen[1]
    assert circle.isVisible(), "Escape stops choosing first"
    assert circle.view.waiting == MEMBERS


def test_members_score_in_turn_and_then_see_the_spread(
    circle: CircleWindow, workspace: Workspace, tools: Tools, qtbot: QtBot
) -> None:
    scores(qtbot, circle, 0, "23")
    assert find(circle, "membersTold").text() == "Bongani has scored. 1 of 3 have."
    assert not find(circle, "dotPlot").isVisible()
    scores(qtbot, circle, 1, "4n")
    circle.escape()
    assert not circle.isVisible()
    again = CircleWindow(tools, circle.parentWidget(), circle.view.circle.id)
    again.begin()
    qtbot.waitUntil(again.isActiveWindow)
    scores(qtbot, again, 2, "33")
    assert find(again, "spreadSentence").text() == "Over 3 levels; the median is 3."
    assert "4 Leading: 1 member" in find(again, "dotPlot").accessibleDescription()
    assert "Thandi" not in words_on(again)
    click(qtbot, again, "spreadNames")
    assert "4 Leading: Thandi" in words_on(again)
    again.step_criterion(1)
    assert "Thandi" not in words_on(again), "names go with the criterion"
    find(again, "circleNote").show_text("A check of learning is needed for 3")
    click(qtbot, again, "circleClose")
    assert look_at_circle(workspace, circle.view.circle.id).circle.note == "A check of learning is needed for 3"
    assert not find(again, "circleClose").isVisible()
    again.close()


def test_who_is_not_here_is_left_out_and_refusals_stand_in_the_window(circle: CircleWindow, qtbot: QtBot) -> None:
    click(qtbot, circle, "leave-2")
    assert circle.view.circle.members == ("Bongani", "Thandi")
    click(qtbot, circle, "takeOver")
    assert "No other member" in find(circle, "circleProblem").text()


def test_a_room_sees_no_name_and_nothing_that_is_closed_meanwhile(
    circle: CircleWindow, workspace: Workspace, tools: Tools, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: circle.stage.viewer is not None)
    assert circle.windowTitle() == "CertDesk"
    for told in ("Miriam", "Adeyemi", "Hill School", "P-001", "plan.txt"):
        assert told not in words_on(circle)
    click(qtbot, circle, "projectCode")
    assert "P-001" in words_on(circle)
    only_assessment = Consent("", "portfolio-P-001", "9B", Basis.PARENT, (Scope.ASSESSMENT,), item_id="item-P-001-0")
    assert tools.session.do(record_consent, only_assessment)
    assert circle.items == ()
    assert circle.stage.withheld
    assert "Nothing of this may be shown" in words_on(circle)
