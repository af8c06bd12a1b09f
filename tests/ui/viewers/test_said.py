"""Looking things up in a transcript, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.evidence.replies import Cue
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.said import Said
from certdesk.ui.viewers.transcript_panel import TranscriptPanel
from certdesk.ui.widgets.button import Button

CUES = (
    Cue(1_000, 3_000, "Which layer is on top?", "Teacher"),
    Cue(3_000, 6_000, "The sand,\nit catches the big bits.", "Pupil A"),
    Cue(5_000, 7_000, "But the charcoal ran faster."),
)


def test_words_on_the_picture_are_those_said_now() -> None:
    said = Said(CUES)
    assert said.words_at(500) == ""
    assert said.words_at(1_000) == "Which layer is on top?"
    assert said.words_at(5_500) == "The sand,\nit catches the big bits.\nBut the charcoal ran faster."
    assert said.words_at(7_000) == ""


def test_the_line_of_the_moment_is_the_last_that_began() -> None:
    said = Said(CUES)
    assert said.number_at(999) is None
    assert said.number_at(4_000) == 1
    assert said.number_at(90_000) == 2


def test_cues_out_of_order_are_put_in_order() -> None:
    assert Said(CUES[::-1]).cues == CUES


@pytest.mark.parametrize(
    ("needle", "found"),
    [("SAND", (1,)), ("it catches", (1,)), ("sand, it", (1,)), ("pupil a", (1,)), ("", ()), ("zinc", ())],
)
def test_words_are_found_whatever_their_case_and_lines(needle: str, found: tuple[int, ...]) -> None:
    assert Said(CUES).with_words(needle) == found


@pytest.fixture
def panel(theme: ThemeSource, show: Callable[..., None]) -> TranscriptPanel:
    made = TranscriptPanel(theme)
    made.show_said(Said(CUES))
    show(made, 320, 400)
    return made


def select(panel: TranscriptPanel, start: tuple[int, int], end: tuple[int, int]) -> None:
    document = panel.text.document()
    cursor = QTextCursor(document)
    cursor.setPosition(document.findBlockByNumber(start[0]).position() + start[1])
    cursor.setPosition(document.findBlockByNumber(end[0]).position() + end[1], QTextCursor.MoveMode.KeepAnchor)
    panel.text.setTextCursor(cursor)


def test_a_click_goes_there(qtbot: QtBot, panel: TranscriptPanel) -> None:
    cursor = QTextCursor(panel.text.document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    with qtbot.waitSignal(panel.sought) as sought:
        qtbot.mouseClick(panel.text.viewport(), Qt.MouseButton.LeftButton, pos=panel.text.cursorRect(cursor).center())
    assert sought.args == [3_000]


def test_enter_goes_to_the_line_of_the_cursor(qtbot: QtBot, panel: TranscriptPanel) -> None:
    panel.text.setTextCursor(QTextCursor(panel.text.document().findBlockByNumber(2)))
    with qtbot.waitSignal(panel.sought) as sought:
        qtbot.keyClick(panel.text, Qt.Key.Key_Return)
    assert sought.args == [5_000]


def test_selected_words_are_quoted_without_their_times(qtbot: QtBot, panel: TranscriptPanel) -> None:
    select(panel, (0, 6 + len("Teacher: ")), (1, 6 + len("Pupil A: The sand")))
    with qtbot.waitSignal(panel.quoted) as quoted:
        qtbot.mouseClick(panel.findChild(Button, "transcriptQuote"), Qt.MouseButton.LeftButton)
    assert quoted.args == ["Which layer is on top? Pupil A: The sand", 1_000, 6_000]
    assert panel.selection() is None


def test_without_a_selection_what_is_said_now_is_quoted(qtbot: QtBot, panel: TranscriptPanel) -> None:
    panel.show_position(6_500)
    with qtbot.waitSignal(panel.quoted) as quoted:
        panel.quote()
    assert quoted.args == ["But the charcoal ran faster.", 5_000, 7_000]


def test_searching_counts_and_steps(qtbot: QtBot, panel: TranscriptPanel) -> None:
    field = panel.findChild(QLineEdit, "transcriptFind")
    qtbot.keyClicks(field, "the")
    count = panel.findChild(QLabel, "transcriptCount")
    qtbot.waitUntil(lambda: count.text() == "1 of 2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert count.text() == "2 of 2"
    assert panel.text.textCursor().blockNumber() == 2
    field.clear()
    qtbot.keyClicks(field, "zinc")
    qtbot.waitUntil(lambda: count.text() == "Not found")


def test_it_follows_until_told_not_to(panel: TranscriptPanel) -> None:
    panel.show_position(4_000)
    assert panel.text.textCursor().blockNumber() == 1
    panel.findChild(Button, "transcriptFollow").setChecked(False)
    panel.show_position(6_000)
    assert panel.text.textCursor().blockNumber() == 1


def test_a_transcript_that_was_cut_says_so(panel: TranscriptPanel) -> None:
    panel.show_said(Said(CUES), complete=False)
    assert "longer" in panel.text.toPlainText()


def test_every_control_has_a_name(panel: TranscriptPanel) -> None:
    for control in (*panel.findChildren(Button), panel.text, panel.findChild(QLineEdit, "transcriptFind")):
        assert control.accessibleName()
        assert control.objectName()
