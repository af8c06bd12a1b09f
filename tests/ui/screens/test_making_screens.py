"""Screens are made when somebody first goes there; making one shows no window and takes no keyboard away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from certdesk.ui.app import Running
from certdesk.ui.making_screens import screen_makers


class Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


@pytest.mark.parametrize("name", screen_makers())
def test_making_a_screen_shows_no_window(running: Running, qapp: QApplication, name: str) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    made = screen_makers()[name](running.tools)
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    made.deleteLater()


def test_only_the_screen_in_front_is_made_at_the_start(running: Running) -> None:
    assert list(running.window._screens) == ["today"]
    running.window.go("settings")
    assert list(running.window._screens) == ["today", "settings"]
