"""A reason is asked for with the keyboard in mind: Enter gives it, Tab goes on, an empty one can't be given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from certdesk.ui.dialogs import ReasonBox
from certdesk.ui.theme.source import ThemeSource

from .conftest import find

Key = Qt.Key


def box(qtbot: QtBot) -> tuple[ReasonBox, QPlainTextEdit, QPushButton]:
    made = ReasonBox("Flag for the lead", "What should the lead look at?", None)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    edit, give = find(made, "reasonText"), find(made, "reasonGive")
    assert isinstance(edit, QPlainTextEdit)
    assert isinstance(give, QPushButton)
    return made, edit, give


def test_enter_gives_the_reason_and_shift_enter_begins_a_line(theme: ThemeSource, qtbot: QtBot) -> None:
    made, edit, give = box(qtbot)
    qtbot.keyClick(edit, Key.Key_Return)
    assert made.isVisible(), "nothing was written yet"
    assert not give.isEnabled()
    qtbot.keyClicks(edit, "Whose voice")
    qtbot.keyClick(edit, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "is it?")
    qtbot.keyClick(edit, Key.Key_Return)
    assert not made.isVisible()
    assert made.result() == ReasonBox.DialogCode.Accepted
    assert made.text() == "Whose voice\nis it?"


def test_tab_leaves_the_text_and_esc_leaves_the_box(theme: ThemeSource, qtbot: QtBot) -> None:
    made, edit, give = box(qtbot)
    qtbot.keyClicks(edit, "Sound")
    qtbot.keyClick(edit, Key.Key_Tab)
    assert edit.toPlainText() == "Sound"
    assert give.isEnabled()
    qtbot.keyClick(made, Key.Key_Escape)
    assert made.result() == ReasonBox.DialogCode.Rejected
