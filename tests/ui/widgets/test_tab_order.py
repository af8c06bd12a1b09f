"""Tab goes on as things stand."""

from __future__ import annotations

import gc

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from certdesk.ui.widgets.tab_order import go_on


class Part(QWidget):
    """Orders its own stops."""

    def focusNextPrevChild(self, ahead: bool) -> bool:  # noqa: N802
        focused = QApplication.focusWidget()
        return focused is not None and go_on(self, focused, ahead=ahead)


def line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def window(qtbot: QtBot) -> QWidget:
    """Outside, then a part whose first and third lines were made last, one of them behind a proxy in a splitter."""
    shown, part = QWidget(), Part()
    row, column, halves, holder = QHBoxLayout(shown), QVBoxLayout(part), QSplitter(), QWidget()
    row.addWidget(line("outside"))
    row.addWidget(part)
    column.addWidget(line("second"))
    column.addWidget(halves)
    halves.addWidget(holder)
    column.addWidget(line("fourth"))
    third, inner = line("third"), QVBoxLayout(holder)
    inner.addWidget(third)
    holder.setFocusProxy(third)
    column.insertWidget(0, line("first"))
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def walk(start: QWidget, key: Qt.Key, count: int) -> list[str]:
    start.setFocus()
    names = []
    for _step in range(count):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        names.append((QApplication.focusWidget() or start).objectName())
    return names


def test_it_follows_the_layouts_and_leaves_at_the_ends(qtbot: QtBot) -> None:
    shown = window(qtbot)
    first, fourth = shown.findChild(QLineEdit, "first"), shown.findChild(QLineEdit, "fourth")
    assert first is not None
    assert fourth is not None
    assert walk(first, Qt.Key.Key_Tab, 4) == ["second", "third", "fourth", "outside"]
    assert walk(fourth, Qt.Key.Key_Backtab, 4) == ["third", "second", "first", "outside"]


def test_what_is_hidden_or_disabled_is_left_out(qtbot: QtBot) -> None:
    shown = window(qtbot)
    first, second, third = (shown.findChild(QLineEdit, name) for name in ("first", "second", "third"))
    assert first is not None
    assert second is not None
    assert third is not None
    second.setEnabled(False)
    third.hide()
    assert walk(first, Qt.Key.Key_Tab, 1) == ["fourth"]


def test_it_holds_on_to_no_item_of_a_layout(qtbot: QtBot) -> None:
    shown = window(qtbot)
    start = shown.findChild(QLineEdit, "first")
    assert start is not None
    gc.collect()
    before = [each for each in gc.get_objects() if type(each) is QWidgetItem]

    assert walk(start, Qt.Key.Key_Tab, 3) == ["second", "third", "fourth"]

    gc.collect()
    after = [each for each in gc.get_objects() if type(each) is QWidgetItem]
    assert len(after) == len(before)
