"""Two ways to use the window as a person does: keys only, and the mouse only. Reading what is shown is for asserts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.app import Running

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Press = Qt.Key | str | tuple[Qt.Key, Qt.KeyboardModifier]
PATIENCE_MS = 30_000
_FAR = 80
_STEPS = 6
_LEFT = Qt.MouseButton.LeftButton


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
                for sign in key:  # the first may open a box that hears the others
                    QTest.keyClicks(self.focus, sign)
            elif isinstance(key, tuple):
                QTest.keyClick(self.focus, *key)
            else:
                QTest.keyClick(self.focus, key)
            self.qtbot.wait(1)  # as between two keys of a person: some act on a key only afterwards

    def press_fast(self, key: Press, times: int) -> None:
        """Press a key so often one right after the other that nothing is drawn in between."""
        come_back(self.qtbot, self.running)
        for _time in range(times):
            QTest.keyClick(self.focus, *key) if isinstance(key, tuple) else QTest.keyClick(self.focus, key)
        self.qtbot.wait(1)

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


class Mouse:
    """Moves, presses and turns the wheel at places of the window that can be seen; types only where it has clicked."""

    def __init__(self, qtbot: QtBot, running: Running) -> None:
        self.qtbot = qtbot
        self.running = running

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait as long as somebody would."""
        come_back(self.qtbot, self.running)
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def named(self, name: str) -> QWidget:
        """Find the widget of this name that can be seen, in what floats or in the window."""
        top = QApplication.activePopupWidget() or self.running.window
        found = [each for each in top.findChildren(QWidget, name) if each.isVisible()]
        assert len(found) == 1, f"{len(found)} times {name}"
        return found[0]

    def click(self, target: QWidget | str, at: QPoint | None = None, button: Qt.MouseButton = _LEFT) -> None:
        """Click a widget in its middle, or at a point of it."""
        QTest.mouseClick(*self._there(target, at, button))

    def double_click(self, target: QWidget, at: QPoint) -> None:
        """Click twice, as people do."""
        QTest.mouseDClick(*self._there(target, at, _LEFT))

    def drag(self, target: QWidget, start: QPoint, end: QPoint) -> None:
        """Press, pull in a few steps, let go."""
        window, button, keys, at = self._there(target, start, _LEFT)
        QTest.mouseMove(window, at)
        QTest.mousePress(window, button, keys, at)
        way = end - start
        for step in range(1, _STEPS + 1):
            QTest.mouseMove(window, at + way * step / _STEPS)
        QTest.mouseRelease(window, button, keys, at + way)

    def type_into(self, target: QWidget | str, words: str) -> None:
        """Click a box, then write."""
        self.click(target)
        box = QApplication.focusWidget()
        popup = QApplication.activePopupWidget()
        box = popup.focusWidget() if popup is not None else box
        assert box is not None
        QTest.keyClicks(box, words)

    def type_over(self, target: QLineEdit, words: str) -> None:
        """Select what stands in a line by dragging over it, and write something else."""
        if target.text():
            middle = target.rect().center().y()
            self.drag(target, QPoint(target.width() - 6, middle), QPoint(3, middle))
        self.type_into(target, words) if not target.hasSelectedText() else QTest.keyClicks(target, words)

    def wheel_until(self, target: QWidget, notches: int, holds: Callable[[], bool]) -> None:
        """Turn the wheel over a widget, towards oneself with negative ``notches``, until something holds."""
        for _time in range(_FAR):
            if holds():
                return
            at = target.rect().center()
            turn = QPoint(0, 120 * notches)
            event = QWheelEvent(
                QPointF(at), QPointF(target.mapToGlobal(at)), QPoint(), turn, Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(target, event)
        assert holds(), "the wheel did not lead there"

    def row(self, view: QAbstractItemView, index: QModelIndex, button: Qt.MouseButton = _LEFT) -> None:
        """Bring a row into view with the wheel, and click it."""
        self.click(view.viewport(), self.row_at(view, index), button)

    def row_at(self, view: QAbstractItemView, index: QModelIndex) -> QPoint:
        """Bring a row into view with the wheel; return its middle."""
        room = view.viewport().rect()
        if not room.contains(view.visualRect(index).center()):
            notches = -1 if view.visualRect(index).center().y() > room.bottom() else 1
            self.wheel_until(view.viewport(), notches, lambda: room.contains(view.visualRect(index).center()))
        at = view.visualRect(index).center()
        return QPoint(min(at.x(), room.right() - 4), at.y())

    def choose(self, words: str) -> QMenu:
        """Click an entry of the menu that floats."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(each for each in menu.actions() if words in each.text())
        self.click(menu, menu.actionGeometry(action).center())
        return menu

    def pick(self, box: str, key: object) -> None:
        """Open a box of choices, go to the one that has this key, and take it."""
        self.click(box)
        found = self.running.window.findChild(QComboBox, box)
        assert found is not None
        view, row = found.view(), found.findData(key)
        self.until(view.isVisible)
        while view.currentIndex().row() != row:  # Qt takes no click in it until it is open for a while
            QTest.keyClick(view, Qt.Key.Key_Down if view.currentIndex().row() < row else Qt.Key.Key_Up)
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert found.currentData() == key

    def click_beside(self, menu: QMenu) -> None:
        """Close a menu that stays open, by a click beside it."""
        QTest.mouseClick(menu.windowHandle(), _LEFT, Qt.KeyboardModifier.NoModifier, QPoint(-30, -30))

    def _there(
        self, target: QWidget | str, at: QPoint | None, button: Qt.MouseButton
    ) -> tuple[QWindow, Qt.MouseButton, Qt.KeyboardModifier, QPoint]:
        """Return what QTest needs; what lies under something else, or out of sight, can't be clicked."""
        come_back(self.qtbot, self.running)
        widget = self.named(target) if isinstance(target, str) else target
        assert widget.isVisible(), widget.objectName()
        assert widget.isEnabled(), widget.objectName()
        top = widget.window()
        there = widget.mapTo(top, widget.rect().center() if at is None else at)
        hit = top.childAt(there) or top
        assert hit is widget or widget.isAncestorOf(hit), f"{widget.objectName()} lies under {hit.objectName()}"
        handle = top.windowHandle()
        assert handle is not None
        return handle, button, Qt.KeyboardModifier.NoModifier, there
