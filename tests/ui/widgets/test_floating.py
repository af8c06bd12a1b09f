"""The palette and the key map: found by words, run by Enter, gone with Esc, the keyboard back where it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.key_cap import KeyCap
from certdesk.ui.widgets.key_map import KeyGroup, KeyMap
from certdesk.ui.widgets.palette import Command, CommandPalette, matching
from certdesk.ui.widgets.switch import Switch

COMMANDS = (
    Command("flag", "Flag this portfolio for the lead", "flag", "Assessment", "F", "Commands"),
    Command("next", "Go to the next unmarked criterion", "forward", "Scoring", "Ctrl+Return", "Commands"),
    Command("unmark", "Take the mark away", "", "Scoring", "Del", "Commands"),
    Command("video", "Lesson video, 03:05", "video", "filed for T4", "", "In this portfolio"),
)
GROUPS = (KeyGroup("Mark", (("Not observed", ("N",)),)), KeyGroup("Video", (("Play or pause", ("Space",)),)))


@pytest.fixture
def window(show: Callable[..., QWidget]) -> QWidget:
    made = QWidget()
    line = QLineEdit()
    line.setObjectName("below")
    QVBoxLayout(made).addWidget(line)
    show(made, 900, 600)
    line.setFocus()
    return made


def keys(commands: tuple[Command, ...]) -> list[str]:
    return [command.key for command in commands]


def test_all_typed_words_must_be_there_in_any_order() -> None:
    assert keys(matching(COMMANDS, "lead flag")) == ["flag"]
    assert keys(matching(COMMANDS, "SCORING")) == ["next", "unmark"]
    assert keys(matching(COMMANDS, "nothing like it")) == []
    assert matching(COMMANDS, "  ") == COMMANDS


def test_beginnings_come_before_middles() -> None:
    assert keys(matching(COMMANDS, "mark")) == ["unmark", "next"], "the word begins with it, before it is inside a word"


def opened(theme: ThemeSource, window: QWidget) -> tuple[CommandPalette, QLineEdit, list[str]]:
    palette = CommandPalette(theme, window)
    heard: list[str] = []
    palette.command_chosen.connect(heard.append)
    palette.open_with(COMMANDS)
    typed = palette.findChild(QLineEdit, "paletteTyped")
    assert typed is not None
    assert typed.hasFocus()
    return palette, typed, heard


def test_type_and_enter_runs(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    palette, typed, heard = opened(theme, window)
    qtbot.keyClicks(typed, "unmarked")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert heard == ["next"]
    assert not palette.isVisible()
    assert window.findChild(QLineEdit, "below").hasFocus()


def test_arrows_pass_over_headings_and_go_round(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    _palette, typed, heard = opened(theme, window)
    qtbot.keyClick(typed, Qt.Key.Key_Up)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert heard == ["video"]


def test_nothing_found_is_said_and_enter_does_nothing(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    palette, typed, heard = opened(theme, window)
    qtbot.keyClicks(typed, "zzz")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    assert heard == []
    assert palette.isVisible()
    assert not palette.findChild(QListWidget, "paletteList").isVisible()


def test_escape_and_a_click_beside_close_without_running(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    palette, typed, heard = opened(theme, window)
    qtbot.keyClick(typed, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.open_with(COMMANDS)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert not palette.isVisible()
    assert heard == []


def test_a_question_mark_asks_for_the_key_map(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    palette, typed, _heard = opened(theme, window)
    with qtbot.waitSignal(palette.key_map_asked):
        qtbot.keyClicks(typed, "?")
    assert not palette.isVisible()


def test_screen_readers_hear_words_place_and_keys(theme: ThemeSource, window: QWidget) -> None:
    palette, _typed, _heard = opened(theme, window)
    shown = palette.findChild(QListWidget, "paletteList")
    assert shown.item(1).text() == "Flag this portfolio for the lead, Assessment, F"


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_the_palette_stays_inside_its_window(theme: ThemeSource, window: QWidget, text_scale: float) -> None:
    theme.choose(text_scale=text_scale)
    palette, _typed, _heard = opened(theme, window)
    window.resize(500, 400)
    assert palette.rect().contains(palette.panel.geometry())
    assert palette.geometry() == window.rect()


def test_the_key_map_keeps_the_keyboard_and_tells_what_was_switched(
    theme: ThemeSource, window: QWidget, qtbot: QtBot
) -> None:
    made = KeyMap(theme, window)
    heard: list[bool] = []
    made.single_keys_switched.connect(heard.append)
    made.open_with(GROUPS, single_keys=False)
    assert {cap.text() for cap in made.findChildren(KeyCap)} == {"N", "Space"}
    switch = made.findChild(Switch, "singleKeys")
    assert not switch.isChecked()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert heard == [True]
    close = made.findChild(QAbstractButton, "keyMapClose")
    close.setFocus()
    for _press in range(4):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert made.isAncestorOf(window.focusWidget())
    qtbot.keyClick(close, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert window.findChild(QLineEdit, "below").hasFocus()


def test_the_key_map_opened_again_shows_the_new_keys_only(theme: ThemeSource, window: QWidget, qtbot: QtBot) -> None:
    made = KeyMap(theme, window)
    made.open_with(GROUPS)
    made.close_panel()
    made.open_with(GROUPS[:1])
    qtbot.waitUntil(lambda: {cap.text() for cap in made.findChildren(KeyCap)} == {"N"})
