"""A book pasted by mistake neither stops the window nor is cut off in silence."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from certdesk.actions.commenting import LONGEST
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.note_box import NoteEdit
from certdesk.ui.widgets.pasting import PlainBox
from certdesk.ui.widgets.text_box import TextBox

HARD = "\u00e9\u202ex" * 130_000
"""Minutes of work for Qt, were it laid out."""


def paste(box: QTextEdit | QPlainTextEdit, words: str) -> None:
    QApplication.clipboard().setText(words)
    box.paste()


def test_a_text_that_has_no_room_is_refused_at_once_and_said(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    box = TextBox(theme, "Strength")
    show(box)
    begun = time.process_time()
    paste(box.writing, HARD)
    QApplication.processEvents()
    assert time.process_time() - begun < 2
    assert box.text() == ""
    assert "390,000" in box.writing.accessibleDescription()
    assert "4,000" in box.writing.accessibleDescription()
    paste(box.writing, "They ask why.")
    assert box.text() == "They ask why."
    assert box.writing.accessibleDescription() == ""


def test_what_the_program_says_is_wrong_stays_while_somebody_writes(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    box = TextBox(theme, "Strength")
    show(box)
    box.show_wrong("Not saved.")
    qtbot.keyClicks(box.writing, "a")
    assert box.writing.accessibleDescription() == "Not saved."


def test_what_stands_there_counts_and_what_is_replaced_does_not(
    theme: ThemeSource, show: Callable[..., QWidget]
) -> None:
    box = TextBox(theme, "Strength")
    show(box)
    paste(box.writing, "a" * LONGEST)
    paste(box.writing, "b")
    assert box.text() == "a" * LONGEST
    assert "more than 4,000" in box.writing.accessibleDescription()
    box.writing.selectAll()
    paste(box.writing, "c" * LONGEST)
    assert box.text() == "c" * LONGEST


@pytest.mark.parametrize("kind", [NoteEdit, PlainBox])
def test_other_boxes_say_it_beside_themselves(
    theme: ThemeSource, show: Callable[..., QWidget], kind: type[PlainBox]
) -> None:
    box = kind(theme) if kind is NoteEdit else kind()
    show(box)
    paste(box, HARD)
    assert box.toPlainText() == ""
    assert "390,000" in box.accessibleDescription()
    assert "390,000" in QToolTip.text()
    paste(box, "Here")
    assert box.toPlainText() == "Here"
    assert box.accessibleDescription() == ""


def test_what_is_no_text_is_left_to_the_box(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    box = TextBox(theme, "Strength")
    show(box)
    box.writing.insertFromMimeData(QMimeData())
    assert box.text() == ""
    assert box.writing.accessibleDescription() == ""
