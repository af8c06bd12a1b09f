"""Choosing a level: by mouse, by keyboard, never by wheel, never by accident, and never cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.marks import UNMARKED, LevelGiven, NotObserved
from certdesk.core.rubric import Criterion, Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.level_row import LevelRow
from certdesk.ui.widgets.level_rows import LevelRows
from certdesk.ui.widgets.scrolling import page, scrolling

LEFT = Qt.MouseButton.LeftButton


class Heard:
    def __init__(self, rows: LevelRows) -> None:
        self.levels: list[Fraction] = []
        self.cleared = 0
        rows.level_chosen.connect(self.levels.append)
        rows.level_cleared.connect(self._clear)

    def _clear(self) -> None:
        self.cleared += 1


@pytest.fixture
def rows(theme: ThemeSource, scale: Scale, criterion: Criterion, show: Callable[..., QWidget]) -> LevelRows:
    made = LevelRows(theme)
    made.show_criterion(scale, criterion)
    show(made)
    return made


def row(rows: LevelRows, digits: str) -> LevelRow:
    found = rows.findChild(LevelRow, f"level-{digits}")
    assert found is not None
    return found


def chosen(rows: LevelRows) -> list[Fraction]:
    return [each.value for each in rows.rows() if each.isChecked()]


def test_a_click_says_which_level_and_changes_nothing_itself(rows: LevelRows, qtbot: QtBot) -> None:
    heard = Heard(rows)
    qtbot.mouseClick(row(rows, "3"), LEFT)
    assert heard.levels == [Fraction(3)]
    assert chosen(rows) == []
    rows.show_mark(LevelGiven(Fraction(3)))
    assert chosen(rows) == [Fraction(3)]
    assert heard.levels == [Fraction(3)], "showing tells nobody"


def test_a_click_on_the_chosen_level_takes_it_away(rows: LevelRows, qtbot: QtBot) -> None:
    rows.show_mark(LevelGiven(Fraction(2)))
    heard = Heard(rows)
    qtbot.mouseClick(row(rows, "2"), LEFT)
    assert (heard.cleared, heard.levels) == (1, [])


def test_a_double_click_is_one_choice(rows: LevelRows, qtbot: QtBot) -> None:
    heard = Heard(rows)
    rows.level_chosen.connect(lambda level: rows.show_mark(LevelGiven(level)))
    target = row(rows, "3")
    qtbot.mouseClick(target, LEFT)
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        QApplication.sendEvent(target, _mouse(target, kind))
    assert heard.levels == [Fraction(3)]
    assert heard.cleared == 0


def test_the_wheel_changes_nothing(rows: LevelRows) -> None:
    rows.show_mark(LevelGiven(Fraction(3)))
    heard = Heard(rows)
    target = row(rows, "3")
    place = QPointF(target.rect().center())
    wheel = QWheelEvent(
        place,
        target.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, wheel)
    assert not wheel.isAccepted(), "the page may scroll"
    assert (heard.levels, heard.cleared, chosen(rows)) == ([], 0, [Fraction(3)])


def test_the_keyboard_is_enough(rows: LevelRows, qtbot: QtBot) -> None:
    heard = Heard(rows)
    rows.focus_level()
    assert row(rows, "1").hasFocus()
    qtbot.keyClick(row(rows, "1"), Qt.Key.Key_Down)
    assert row(rows, "2").hasFocus()
    assert heard.levels == [], "the arrows only go there"
    qtbot.keyClick(row(rows, "2"), Qt.Key.Key_Space)
    qtbot.keyClick(row(rows, "2"), Qt.Key.Key_Up)
    qtbot.keyClick(row(rows, "1"), Qt.Key.Key_Up)
    qtbot.keyClick(row(rows, "4"), Qt.Key.Key_Return)
    assert heard.levels == [Fraction(2), Fraction(4)]
    rows.show_mark(LevelGiven(Fraction(4)))
    qtbot.keyClick(row(rows, "4"), Qt.Key.Key_Delete)
    assert heard.cleared == 1


def test_a_mark_without_a_level_shows_none(rows: LevelRows) -> None:
    for mark in (LevelGiven(Fraction(1)), NotObserved(), LevelGiven(Fraction(4)), UNMARKED):
        rows.show_mark(mark)
    assert chosen(rows) == []


def test_levels_above_a_cap_cannot_be_chosen_and_say_why(rows: LevelRows, qtbot: QtBot) -> None:
    reason = "Only the candidate's own word supports it, so at most 2."
    rows.show_cap(Fraction(2), reason)
    heard = Heard(rows)
    qtbot.mouseClick(row(rows, "3"), LEFT)
    assert heard.levels == []
    assert reason in row(rows, "3").accessibleName()
    rows.focus_level(Fraction(2))
    qtbot.keyClick(row(rows, "2"), Qt.Key.Key_Down)
    assert row(rows, "1").hasFocus(), "the arrows pass over what cannot be chosen"
    rows.show_cap(None)
    assert row(rows, "4").isEnabled()


def test_the_standard_is_a_line_above_its_level(rows: LevelRows) -> None:
    line = rows.findChild(QWidget, "standardLine")
    assert line is not None
    assert row(rows, "2").geometry().bottom() < line.y()
    assert line.geometry().bottom() < row(rows, "3").y()


@pytest.mark.parametrize("text_scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [360, 488, 900])
def test_no_word_of_a_descriptor_is_ever_cut(
    theme: ThemeSource,
    scale: Scale,
    criterion: Criterion,
    show: Callable[..., QWidget],
    width: int,
    text_scale: float,
) -> None:
    theme.choose(text_scale=text_scale)
    rows = LevelRows(theme)
    rows.show_criterion(scale, criterion, LevelGiven(Fraction(3)))
    inner = page("panel")
    QVBoxLayout(inner).addWidget(rows)
    kept = show(scrolling(inner), width, 400)
    assert kept.isVisible()
    for each in rows.rows():
        assert each.height() >= each.heightForWidth(each.width())


def test_narrow_rows_are_taller(rows: LevelRows) -> None:
    assert row(rows, "4").heightForWidth(300) > row(rows, "4").heightForWidth(700)


def test_another_criterion_leaves_nothing_of_the_one_before(
    rows: LevelRows, scale: Scale, criterion: Criterion, qtbot: QtBot
) -> None:
    rows.show_mark(LevelGiven(Fraction(3)))
    rows.show_criterion(scale, replace(criterion, id="T5"))
    qtbot.waitUntil(lambda: len(rows.findChildren(LevelRow)) == 4)
    assert chosen(rows) == []


def test_half_levels_have_rows_of_their_own_where_the_rubric_allows_them(
    rows: LevelRows, scale: Scale, criterion: Criterion, qtbot: QtBot
) -> None:
    rows.show_criterion(replace(scale, half_levels=True), criterion)
    assert [each.value for each in rows.rows()] == [Fraction(n, 2) for n in range(2, 9)]
    heard = Heard(rows)
    qtbot.mouseClick(row(rows, "2½"), LEFT)
    assert heard.levels == [Fraction(5, 2)]
    assert "Between Developing and Secure" in row(rows, "2½").accessibleName()


def test_screen_readers_hear_a_radio_button_with_its_state(rows: LevelRows) -> None:
    rows.show_mark(LevelGiven(Fraction(3)))
    heard = QAccessible.queryAccessibleInterface(row(rows, "3"))
    assert heard.role() == QAccessible.Role.RadioButton
    assert heard.state().checked
    assert heard.text(QAccessible.Text.Name).startswith("Level 3: Secure. Pupils question")


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_the_chosen_row_wears_the_colours_of_its_level(rows: LevelRows, theme: ThemeSource, name: str) -> None:
    theme.choose(name)
    rows.show_mark(LevelGiven(Fraction(3)))
    target = row(rows, "3")
    drawn = target.grab().toImage()
    middle = target.height() // 2
    assert drawn.pixelColor(2, middle) == theme.color("l3"), "the bar at the leading edge"
    assert drawn.pixelColor(target.width() - 4, target.height() - 4) == theme.color("l3s")


def _mouse(target: QWidget, kind: QEvent.Type) -> QMouseEvent:
    place = QPointF(target.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, place, target.mapToGlobal(place), LEFT, LEFT, none)
