"""Whoever uses the keyboard sees where they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button


class Window(QWidget):
    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.first: Button = button(theme, "First")
        self.second: Button = button(theme, "Second")
        self.line = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        for part in (self.first, self.second, self.line):
            column.addWidget(part)

    def ring(self) -> QWidget | None:
        found = self.window().findChild(QWidget, "focusRing")
        return found if found is not None and found.isVisible() else None


def shown(theme: ThemeSource, qtbot: QtBot) -> Window:
    window = Window(theme)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_the_ring_follows_the_keyboard_two_px_away(theme: ThemeSource, qtbot: QtBot) -> None:
    window = shown(theme, qtbot)
    window.first.setFocus()
    qtbot.keyClick(window.first, Qt.Key.Key_Tab)
    ring = window.ring()
    assert window.second.hasFocus()
    assert ring is not None
    assert ring.geometry() == window.second.geometry().adjusted(-4, -4, 4, 4)
    picture = window.grab().toImage()
    place = window.second.geometry()
    assert picture.pixelColor(place.center().x(), place.top() - 3) == theme.color("accent")
    assert picture.pixelColor(place.center().x(), place.top() - 1) != theme.color("accent")


def test_a_button_pressed_with_the_mouse_shows_none_but_a_field_does(theme: ThemeSource, qtbot: QtBot) -> None:
    window = shown(theme, qtbot)
    qtbot.mouseClick(window.second, Qt.MouseButton.LeftButton)
    assert window.second.hasFocus()
    assert window.ring() is None
    qtbot.mouseClick(window.line, Qt.MouseButton.LeftButton)
    assert window.ring() is not None


def test_the_ring_survives_another_theme(theme: ThemeSource, qtbot: QtBot) -> None:
    window = shown(theme, qtbot)
    window.line.setFocus()
    theme.choose("high_contrast")
    assert window.ring() is not None


def test_the_ring_survives_the_window_it_was_in(theme: ThemeSource, qtbot: QtBot) -> None:
    first = shown(theme, qtbot)
    first.line.setFocus()
    first.close()
    first.deleteLater()
    qtbot.wait(0)
    second = shown(theme, qtbot)
    second.line.setFocus()
    assert second.ring() is not None


def test_widgets_that_show_their_focus_inside_get_none(theme: ThemeSource, qtbot: QtBot) -> None:
    window = shown(theme, qtbot)
    window.second.setProperty("ring", "inside")
    window.first.setFocus()
    window.second.setFocus()
    assert window.ring() is None


def test_the_ring_moves_with_what_scrolls(theme: ThemeSource, qtbot: QtBot) -> None:
    window = Window(theme)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(window)
    area.resize(120, 90)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    window.second.setFocus()
    ring = window.ring()
    assert ring is not None
    before = ring.mapToGlobal(ring.rect().topLeft())
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + 10)
    assert ring.mapToGlobal(ring.rect().topLeft()).y() == before.y() - 10


def test_a_page_that_keeps_the_keyboard_has_no_ring_around_it(theme: ThemeSource, qtbot: QtBot) -> None:
    window = shown(theme, qtbot)
    page = QWidget()
    window.layout().addWidget(page)
    page.show()
    window.second.setFocus()
    qtbot.waitUntil(lambda: window.ring() is not None)
    page.setFocus()
    qtbot.waitUntil(lambda: window.focusWidget() is page)
    assert window.ring() is None
