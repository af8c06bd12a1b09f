"""Score with levels of a criterion's own, values within ranges, and scales from 2 to 12 levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from tests.support.building import put_portfolio, put_rubric

from certdesk.core.marks import LevelGiven, Mark, Unmarked
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Criterion, Level, Rubric
from certdesk.rubric_formats.our_yaml import read_rubric
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.widgets.crit_bar import Pip
from certdesk.ui.widgets.level_row import LevelRow

from .conftest import begin, press

BOARD = Path(__file__).parents[2] / "families" / "national_board.yaml"
YES_OR_NO = (Level(Fraction(0), "no", "Not shown"), Level(Fraction(1), "yes", "Shown"))
TWELVE = tuple(Level(Fraction(value), f"l{value}", f"Step {value}") for value in range(1, 13))


def mixed(base: Rubric) -> Rubric:
    """The base with a yes-or-no criterion first and one of twelve levels second."""
    first, second, *others = base.criteria
    return replace(base, id="mixed", criteria=(_own(first, YES_OR_NO), _own(second, TWELVE), *others))


def _own(criterion: Criterion, levels: tuple[Level, ...]) -> Criterion:
    descriptors = {level.value: f"Seen as step {level.value}." for level in levels}
    top = levels[-1].value
    return replace(criterion, own_levels=levels, own_standard=top, descriptors=descriptors, floor=levels[0].value)


def open_score(running: Running, rubric: Rubric) -> ScoreScreen:
    workspace = running.tools.session.workspace
    put_rubric(workspace, rubric)
    put_portfolio(workspace, "OWN-1", rubric=RubricRef(rubric.id, rubric.version))
    running.window.go("score", {"assessment": begin(running, "portfolio-OWN-1")})
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    return screen


@pytest.fixture
def board(running: Running) -> ScoreScreen:
    return open_score(running, read_rubric(BOARD.read_text(encoding="utf-8"), name="board"))


@pytest.fixture
def own(running: Running) -> ScoreScreen:
    return open_score(running, mixed(read_rubric(BOARD.read_text(encoding="utf-8"), name="board")))


def mark_of(screen: ScoreScreen, criterion: str) -> Mark:
    assert screen.view is not None
    return screen.view.assessment.mark(criterion)


def field_of(screen: ScoreScreen) -> QLineEdit:
    found = screen.panel.findChild(QLineEdit, "levelValue")
    assert found is not None
    return found


def chosen(screen: ScoreScreen) -> list[Fraction]:
    return [row.value for row in screen.panel.levels.rows() if row.isChecked()]


def hint(screen: ScoreScreen) -> str:
    found = screen.panel.findChild(QLabel, "levelValueHint")
    assert found is not None
    return found.text()


def type_value(qtbot: QtBot, screen: ScoreScreen, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    field = field_of(screen)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, end)


def test_an_exact_value_is_typed_by_keyboard_alone(running: Running, board: ScoreScreen, qtbot: QtBot) -> None:
    press(qtbot, running, "=")
    field = field_of(board)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "2,63")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert mark_of(board, "E1") == LevelGiven(Fraction("2.63"))
    assert (field.text(), chosen(board)) == ("2.63", [Fraction("3.25")])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.hasFocus()


@pytest.mark.parametrize("text", ["2.635", "4.26", "-1", "much", "1e1"])
def test_a_value_that_may_not_be_given_is_said_and_changes_nothing(board: ScoreScreen, qtbot: QtBot, text: str) -> None:
    type_value(qtbot, board, "3")
    type_value(qtbot, board, text)
    assert mark_of(board, "E1") == LevelGiven(Fraction(3))
    assert "from 0 to 4.25" in hint(board)
    assert text in hint(board)
    type_value(qtbot, board, "1", Qt.Key.Key_Escape)
    assert field_of(board).text() == "3"
    assert text not in hint(board)


def test_an_emptied_field_takes_the_mark_away(board: ScoreScreen, qtbot: QtBot) -> None:
    type_value(qtbot, board, "0.5")
    field = field_of(board)
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert isinstance(mark_of(board, "E1"), Unmarked)


def test_the_wheel_over_the_field_changes_nothing(board: ScoreScreen, qtbot: QtBot) -> None:
    type_value(qtbot, board, "2.63")
    field = field_of(board)
    middle = QPointF(field.rect().center())
    turn = QWheelEvent(
        middle, QPointF(field.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, turn)
    assert (field.text(), mark_of(board, "E1")) == ("2.63", LevelGiven(Fraction("2.63")))


def test_a_key_chooses_the_level_at_its_place_where_values_are_no_digits(
    running: Running, board: ScoreScreen, qtbot: QtBot
) -> None:
    press(qtbot, running, "4")
    assert mark_of(board, "E1") == LevelGiven(Fraction("3.25"))
    assert field_of(board).text() == "3.25"


def test_a_level_says_which_values_count_as_it(board: ScoreScreen) -> None:
    lowest, second, *_others = board.panel.levels.rows()
    assert lowest.accessibleDescription() == ""
    assert second.accessibleDescription() == "Everything above 0, up to 1.25, counts as this level."
    assert "up to 1.25" in second.toolTip()


def test_keys_mean_the_criterions_own_levels(running: Running, own: ScoreScreen, qtbot: QtBot) -> None:
    press(qtbot, running, "4")
    assert isinstance(mark_of(own, "E1"), Unmarked)
    press(qtbot, running, "1")
    assert mark_of(own, "E1") == LevelGiven(Fraction(1))
    press(qtbot, running, "0")
    assert mark_of(own, "E1") == LevelGiven(Fraction(0))
    own.go_to_criterion("E2")
    assert [row.value for row in own.panel.levels.rows()] == list(range(1, 13))
    qtbot.keyClick(running.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert mark_of(own, "E2") == LevelGiven(Fraction(12))
    qtbot.keyClick(running.window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    assert mark_of(own, "E2") == LevelGiven(Fraction(10))


def test_the_strip_says_marks_in_the_criterions_own_words(running: Running, own: ScoreScreen, qtbot: QtBot) -> None:
    press(qtbot, running, "1")
    pip = own.head.findChild(Pip, "criterion-E1")
    assert pip is not None
    assert pip.accessibleName().endswith(": 1 Shown")


def test_every_one_of_twelve_levels_can_be_read_and_clicked(running: Running, own: ScoreScreen, qtbot: QtBot) -> None:
    own.go_to_criterion("E2")
    for value in (1, 7, 12):
        row = own.panel.findChild(LevelRow, f"level-{value}")
        assert row is not None
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
        assert mark_of(own, "E2") == LevelGiven(Fraction(value))
