"""A key that both a viewer and the window have a use for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.own_keys import OwnKeys


def test_the_viewer_answers_its_keys_and_the_window_all_others(theme: ThemeSource, qtbot: QtBot) -> None:
    window, viewer, field, outside = QWidget(), QWidget(), QLineEdit(), QLineEdit()
    QVBoxLayout(window).addWidget(viewer)
    QVBoxLayout(viewer).addWidget(field)
    window.layout().addWidget(outside)
    heard: list[str] = []
    for key in ("Ctrl+7", "Ctrl+8"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: heard.append(f"window {key}"))
    OwnKeys(viewer).add({"Ctrl+8": lambda: heard.append("viewer Ctrl+8")})
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for where in (field, outside):
        where.setFocus()
        for key in (Qt.Key.Key_7, Qt.Key.Key_8):
            qtbot.keyClick(where, key, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["window Ctrl+7", "viewer Ctrl+8", "window Ctrl+7", "window Ctrl+8"]
