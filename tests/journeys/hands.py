"""Two ways to use the window as a person does: keys only, and the mouse only. Reading what is shown is for asserts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running

K = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Press = Qt.Key | str | tuple[Qt.Key, Qt.KeyboardModifier]
PATIENCE_MS = 30_000
_FAR = 40


def come_back(qtbot: QtBot, running: Running) -> None:
    """Do what a desktop does when a menu is gone: the window below is the active one again.

    Without a screen, Qt lets a menu that was closed go on being the active window.
    """
    window = running.window
    if QApplication.activePopupWidget() is None and not window.isActiveWindow():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE_MS)


class Keyboard:
    """Sends keys to whatever has the keyboard: a menu or panel that floats, else the widget with the focus."""

    def __init__(self, qtbot: QtBot, running: Running) -> None:
        self.qtbot = qtbot
        self.running = running

    @property
    def focus(self) -> QWidget:
        """What hears the keys now."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.running.window.focusWidget() or self.running.window

    def press(self, *keys: Press) -> None:
        """Press keys one after the other; a text is a key on which that sign stands, a pair has a modifier."""
        for key in keys:
            come_back(self.qtbot, self.running)
            if isinstance(key, str):
                QTest.keyClicks(self.focus, key)
            elif isinstance(key, tuple):
                QTest.keyClick(self.focus, *key)
            else:
                QTest.keyClick(self.focus, key)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait as long as somebody would."""
        come_back(self.qtbot, self.running)
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def press_until(self, key: Press, holds: Callable[[], bool]) -> None:
        """Press the same key until something holds, which it does long before anybody gives up."""
        for _time in range(_FAR):
            if holds():
                return
            self.press(key)
        assert holds(), f"{_FAR} times {key} did not lead there; the keyboard is in {self.focus.objectName()!r}"

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Go on with Tab to a widget."""
        key = (K.Key_Backtab, SHIFT) if back else K.Key_Tab
        self.press_until(key, lambda: self.focus.objectName() == name)

    def pane_to(self, name: str) -> None:
        """Go on with F6 to a pane."""
        self.press_until(K.Key_F6, lambda: self.focus.objectName() == name)
