"""Exchange by keyboard: its place on the rail, its three pages, its commands in the palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.support.desks import ADA
from tests.ui.screens.conftest import find

from .conftest import Desk

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_every_place_has_its_number_and_every_page_its_key(sit_down: Callable[[str], Desk], qtbot: QtBot) -> None:
    window = sit_down(ADA).running.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier) -> str:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        return window._current

    places = ("today", "portfolio", "score", "rubrics", "cohort", "results", "insights", "exchange", "verify")
    # Portfolios and Score lead on to Today while nothing is open there.
    reached = [press(Qt.Key(Qt.Key.Key_1 + number), CONTROL) for number in range(len(places))]
    assert reached[4:] == list(places[4:])
    assert press(Qt.Key.Key_Comma, CONTROL) == "settings"
    press(Qt.Key.Key_8, CONTROL)
    screen = window.current
    for number, pane in enumerate(("now", "prepare", "history")):
        press(Qt.Key(Qt.Key.Key_1 + number), ALT)
        assert screen.current == pane  # type: ignore[attr-defined]
    press(Qt.Key.Key_F, CONTROL)
    assert find(screen, "searchExchange").hasFocus()
    press(Qt.Key.Key_1, ALT)
    said = {command.id for command in window.commands()}
    assert {"exchange.open", "exchange.folder", "exchange.check", "exchange.shared", "exchange.prepare"} <= said
    assert find(screen, "drop").hasFocus()
