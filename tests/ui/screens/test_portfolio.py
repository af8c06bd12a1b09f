"""Portfolio: the question first, three views, arrow keys, and Enter that never answers for somebody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from certdesk.core.assessment import AssessmentState
from certdesk.store.assessments import find_assessment
from certdesk.ui.app import Running
from certdesk.ui.screens.portfolio import PortfolioScreen
from certdesk.ui.widgets.tabs import Tabs

from .conftest import PlayedDialogs, click, find, portfolio_folder, press, take_in


def opened(running: Running, tmp_path: Path) -> PortfolioScreen:
    portfolio = take_in(running, portfolio_folder(tmp_path / "KITE-37"))
    running.window.go("portfolio", {"portfolio": portfolio})
    screen = running.window.current
    assert isinstance(screen, PortfolioScreen)
    return screen


def test_enter_presses_the_answer_that_has_the_keyboard(
    running: Running, dialogs: PlayedDialogs, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = opened(running, tmp_path)
    dialogs.reasons.append("We taught at the same school")
    find(screen, "declineFirst").setFocus()
    press(qtbot, running, Qt.Key.Key_Return)
    workspace = running.tools.session.workspace
    assessment = find_assessment(workspace.db, str(screen.place()["portfolio"]), workspace.person)
    assert assessment is not None
    assert assessment.state is AssessmentState.CONFLICT
    assert find(screen, "closed").isVisible()


def test_arrows_go_from_card_to_card_and_enter_opens_the_item(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    screen = opened(running, tmp_path)
    click(qtbot, screen, "open")
    assert find(screen, "item-0").hasFocus()
    press(qtbot, running, Qt.Key.Key_Right)
    assert find(screen, "item-1").hasFocus()
    press(qtbot, running, Qt.Key.Key_Return)
    assert running.window.current.objectName() == "score"
    score = running.window.current
    assert score.left_off.item == score.view.items[1].id  # type: ignore[attr-defined]


def test_the_three_views_show_the_same_evidence(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    screen = opened(running, tmp_path)
    click(qtbot, screen, "open")
    tabs = find(screen, "views")
    assert isinstance(tabs, Tabs)
    tabs.setCurrentIndex(1)
    assert screen.table.isVisible()
    assert screen.table.model().rowCount() == 3
    tabs.setCurrentIndex(2)
    assert find(screen, "byCriterion").isVisible()
    click(qtbot, screen, "check-T3-score")
    assert running.window.current.left_off.criterion == "T3"  # type: ignore[attr-defined]


def test_missing_evidence_is_named(running: Running, qtbot: QtBot, tmp_path: Path) -> None:
    screen = opened(running, tmp_path)
    click(qtbot, screen, "open")
    names = [child.accessibleName() for child in find(screen, "checks").children() if hasattr(child, "accessibleName")]
    assert any("Missing: " in name and "Required for T" in name for name in names)
