"""The five kinds of mark stay apart in shape, and in words where there is no room for words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.marks import UNMARKED, CommentOnly, LevelGiven, NotObserved, Unscorable
from certdesk.core.rubric import Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.crit_bar import BarItem, CritBar, Pip
from certdesk.ui.widgets.level_disc import LevelDisc
from certdesk.ui.widgets.other_marks import OtherMarks

MARKS = (
    *(LevelGiven(Fraction(number)) for number in range(1, 5)),
    NotObserved(),
    Unscorable("U04"),
    CommentOnly(),
    UNMARKED,
)


def test_every_mark_looks_different_without_colour(
    theme: ThemeSource, scale: Scale, show: Callable[..., QWidget]
) -> None:
    seen = set()
    for mark in MARKS:
        disc = LevelDisc(theme, scale, mark, side=32)
        show(disc, 32, 32)
        grey = disc.grab().toImage().convertToFormat(disc.grab().toImage().Format.Format_Mono)
        seen.add(bytes(grey.constBits()))
    assert len(seen) == len(MARKS)


def test_a_disc_alone_says_its_mark(theme: ThemeSource, scale: Scale, qtbot: QtBot) -> None:
    disc = LevelDisc(theme, scale, LevelGiven(Fraction(2)))
    qtbot.addWidget(disc)
    assert disc.toolTip() == disc.text() == "2 Developing"
    disc.show_mark(Unscorable("U04"))
    assert disc.toolTip() == "unscorable, U04"


def a_bar(theme: ThemeSource, scale: Scale, count: int) -> CritBar:
    bar = CritBar(theme)
    bar.show_criteria(tuple(BarItem(f"T{n}", f"Title {n}", UNMARKED) for n in range(1, count + 1)), scale, "T1")
    return bar


def pip(bar: CritBar, code: str) -> Pip:
    found = bar.findChild(Pip, f"criterion-{code}")
    assert found is not None
    return found


def in_view(bar: CritBar, code: str) -> bool:
    return pip(bar, code).visibleRegion().boundingRect().width() == pip(bar, code).width()


def test_the_current_criterion_is_in_view_even_among_fifteen(
    theme: ThemeSource, scale: Scale, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    bar = a_bar(theme, scale, 15)
    show(bar, 400, 40)
    assert in_view(bar, "T1")
    bar.set_current("T15")
    qtbot.waitUntil(lambda: in_view(bar, "T15"))
    assert not in_view(bar, "T1")


def test_all_criteria_are_in_view_where_there_is_room(
    theme: ThemeSource, scale: Scale, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    bar = a_bar(theme, scale, 8)
    show(bar, 800, 40)
    qtbot.waitUntil(lambda: all(in_view(bar, f"T{n}") for n in range(1, 9)))


def test_a_criterion_is_chosen_by_mouse_and_by_arrows(
    theme: ThemeSource, scale: Scale, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    bar = a_bar(theme, scale, 8)
    show(bar, 800, 40)
    heard: list[str] = []
    bar.criterion_chosen.connect(heard.append)
    qtbot.mouseClick(pip(bar, "T4"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(pip(bar, "T4"), Qt.Key.Key_Right)
    qtbot.keyClick(pip(bar, "T5"), Qt.Key.Key_Left)
    assert heard == ["T4", "T5", "T4"]
    assert pip(bar, "T4").isChecked()
    assert not pip(bar, "T5").isChecked()


def test_the_bar_says_marks_in_words(theme: ThemeSource, scale: Scale, qtbot: QtBot) -> None:
    bar = a_bar(theme, scale, 2)
    qtbot.addWidget(bar)
    bar.show_criteria((BarItem("T1", "Plan", LevelGiven(Fraction(3))), BarItem("T2", "Team", UNMARKED)), scale)
    assert pip(bar, "T1").accessibleName() == "T1 Plan: 3 Secure"
    assert pip(bar, "T2").toolTip() == "T2 Team: unmarked"


def test_the_other_marks_are_asked_for_and_taken_away(
    theme: ThemeSource, scale: Scale, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    marks = OtherMarks(theme, scale)
    show(marks, 500, 40)
    heard: list[str] = []
    marks.not_observed_chosen.connect(lambda: heard.append("not observed"))
    marks.code_asked.connect(lambda: heard.append("code"))
    marks.comment_only_chosen.connect(lambda: heard.append("comment"))
    marks.mark_cleared.connect(lambda: heard.append("cleared"))
    names = ("notObserved", "unscorable", "commentOnly")
    for name in names:
        qtbot.mouseClick(marks.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)
    marks.show_mark(Unscorable("U04"))
    button = marks.findChild(QAbstractButton, "unscorable")
    assert button.accessibleName() == "Unscorable, U04, given"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == ["not observed", "code", "comment", "cleared"]


def test_not_observed_can_be_forbidden_with_a_reason(theme: ThemeSource, scale: Scale, qtbot: QtBot) -> None:
    marks = OtherMarks(theme, scale)
    qtbot.addWidget(marks)
    marks.allow_not_observed(allowed=False, reason="The rubric allows it twice, and it is used twice.")
    button = marks.findChild(QAbstractButton, "notObserved")
    assert not button.isEnabled()
    assert "twice" in button.toolTip()
