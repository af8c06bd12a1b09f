"""Buttons, segments, tabs, switches and choices: pressed once, said once, never by the wheel."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import button, icon_button
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.key_cap import key_words
from certdesk.ui.widgets.segment import Choice, Segment
from certdesk.ui.widgets.switch import Switch
from certdesk.ui.widgets.tabs import Tabs

LEFT = Qt.MouseButton.LeftButton
CHOICES = tuple(Choice(word.lower(), word) for word in ("One", "Two", "Three"))


@pytest.mark.parametrize(
    ("kind", "token"), [("primary", "accent"), ("secondary", "surface"), ("danger", "surface"), ("destroy", "bad")]
)
def test_kinds_have_their_ground(theme: ThemeSource, show: Callable[..., QWidget], kind: str, token: str) -> None:
    made = button(theme, "Go", kind=kind)
    show(made, 120, 32)
    assert made.grab().toImage().pixelColor(6, 16) == theme.color(token)


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_words_fit_and_heights_grow(theme: ThemeSource, qtbot: QtBot, text_scale: float) -> None:
    theme.choose(text_scale=text_scale)
    made = button(theme, "Portefeuille à réexaminer", icon="plus", key="Ctrl Enter")
    qtbot.addWidget(made)
    words = QFontMetricsF(theme.font("name")).horizontalAdvance(made.words)
    assert made.minimumSizeHint().width() > words + theme.px(16)
    assert made.sizeHint().height() == theme.px(32)


def test_names_for_screen_readers_hold_no_keys_and_no_marks(theme: ThemeSource, qtbot: QtBot) -> None:
    made = button(theme, "Save & close", key="Enter")
    qtbot.addWidget(made)
    assert QAccessible.queryAccessibleInterface(made).text(QAccessible.Text.Name) == "Save & close"
    alone = icon_button(theme, "flag", "Flag for the lead", key="F")
    qtbot.addWidget(alone)
    assert alone.toolTip() == "Flag for the lead (F)"
    assert alone.accessibleName() == "Flag for the lead"
    assert alone.sizeHint().width() == alone.sizeHint().height() == 32


@pytest.mark.parametrize(
    ("sequence", "words"),
    [
        ("Ctrl+Return", ("Ctrl", "Enter")),
        ("Ctrl++", ("Ctrl", "+")),
        ("+", ("+",)),
        ("?", ("?",)),
        ("Alt+Up", ("Alt", "↑")),
        ("F6", ("F6",)),
    ],
)
def test_shortcuts_are_written_as_on_the_keys(sequence: str, words: tuple[str, ...]) -> None:
    assert key_words(sequence) == words


def test_a_segment_tells_what_a_person_chose_and_nothing_else(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    segment = Segment(theme, CHOICES, "two")
    show(segment, 300, 32)
    heard: list[str] = []
    segment.chosen.connect(heard.append)
    segment.set_current("three")
    assert (segment.current(), heard) == ("three", [])
    qtbot.mouseClick(segment.findChild(QRadioButton, "choice-one"), LEFT)
    qtbot.keyClick(segment.findChild(QRadioButton, "choice-one"), Qt.Key.Key_Right)
    assert (segment.current(), heard) == ("two", ["one", "two"])


def test_tabs_by_mouse_and_arrows(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    tabs = Tabs(theme, (("sheet", "Contact sheet"), ("list", "List & more")))
    show(tabs, 300, 36)
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.set_current("list")
    assert (tabs.current(), heard) == ("list", [])
    qtbot.mouseClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert heard == ["sheet", "list"]


def test_a_switch_says_its_state_in_a_word(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    switch = Switch(theme, "Single-letter keys")
    show(switch, 80, 24)
    heard: list[bool] = []
    switch.toggled.connect(heard.append)
    switch.show_on(on=True)
    assert heard == []
    qtbot.mouseClick(switch, LEFT)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert heard == [False, True]
    state = QAccessible.queryAccessibleInterface(switch)
    assert (state.role(), state.state().checked) == (QAccessible.Role.CheckBox, 1)


def test_a_switch_slides_for_those_who_want_it(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    theme.choose(reduced_motion=False)
    switch = Switch(theme, "Single-letter keys")
    show(switch, 80, 24)
    before = switch.grab().toImage()
    switch.click()
    qtbot.waitUntil(lambda: switch.grab().toImage().pixelColor(22, 12) == theme.color("on-accent"))
    assert switch.grab().toImage() != before


def test_the_wheel_never_changes_a_closed_choice(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    box = ComboBox(theme, "Third assessor", (("e", "Esther N."), ("f", "Fatou S.")))
    show(box, 200, 32)
    box.setFocus()
    place = QPointF(10, 10)
    wheel = QWheelEvent(
        place,
        box.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.current() == "e"


def test_a_choice_by_keyboard_is_told(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    box = ComboBox(theme, "Third assessor", (("e", "Esther N."), ("f", "Fatou S.")))
    show(box, 200, 32)
    heard: list[str] = []
    box.chosen.connect(heard.append)
    box.set_current("f")
    assert heard == []
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (box.current(), heard) == ("e", ["e"])
