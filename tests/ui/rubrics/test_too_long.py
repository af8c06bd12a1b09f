"""Texts that are too long for a rubric: said in a sentence, and nothing of what was there goes."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot
from tests.ui.rubrics.test_editor import SECURE, Desk, desk, opened, running

from certdesk.core.fields import LONGEST_TEXT
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.widgets.text_box import Wrong

__all__ = ["desk", "opened", "running"]

MEGABYTE = "a word " * 150_000


def pasted(text: str) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    return made


def test_a_cell_says_why_it_does_not_take_a_book(desk: Desk) -> None:
    view, refused = desk.pane.grid.view, list[str]()
    desk.running.tools.session.refused.connect(lambda problem: refused.append(str(problem)))
    before = desk.rubric
    view.open_box(Spot(SECURE))
    there = view.box.text()
    view.box.selectAll()
    view.box.insertFromMimeData(pasted(MEGABYTE))
    assert view.box.text() == there
    assert "1,050,000" in refused[-1]
    assert "20,000" in refused[-1]
    view.paste(f"short\t{MEGABYTE[:30_000]}")
    assert "30,000" in refused[-1]
    view.paste("a\t" * 6000)
    assert "6,00" in refused[-1]
    assert desk.rubric == before
    view.open_box(Spot(SECURE))
    view.box.selectAll()
    view.box.insertFromMimeData(pasted("x" * LONGEST_TEXT))
    QTest.keyClick(view.box, Qt.Key.Key_Return)
    assert desk.rubric.criterion("T4").descriptors[Fraction(3)] == "x" * LONGEST_TEXT


def test_fields_of_the_details_say_it_and_keep_what_was_there(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.show_details("T4")
    question = desk.find(QTextEdit, "criterionQuestion")
    assert isinstance(question, QTextEdit)
    there = question.toPlainText()
    question.selectAll()
    question.insertFromMimeData(pasted(MEGABYTE))
    assert question.toPlainText() == there
    desk.pane.show_details()
    title = desk.pane.details.rubric.title
    before = title.text()
    QApplication.clipboard().setText(MEGABYTE)
    title.line.setFocus()
    title.line.selectAll()
    title.line.paste()
    qtbot.waitUntil(lambda: title.text() == before)
    wrong = title.findChild(Wrong)
    assert wrong is not None
    assert wrong.isVisible()
    QTest.keyClicks(title.line, "!")
    assert title.text() == before + "!"
    assert not wrong.isVisible()
    title.line.clearFocus()
    qtbot.waitUntil(lambda: desk.rubric.title == before + "!")
