"""Filing what is selected, and changing what was filed: by bar, by key, by list; each step can be taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import Annotation, Stance, TextQuote
from certdesk.core.marks import Unmarked
from certdesk.ui.app import Running
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.viewers.text_viewer import TextViewer

from .conftest import find, press
from .test_score import mark_of, score

Qt_ = Qt.Key


@pytest.fixture
def screen(running: Running, assessment: str, qtbot: QtBot) -> ScoreScreen:
    made = score(running, assessment)
    qtbot.waitUntil(lambda: bool(text_of(made).view.toPlainText()), timeout=8000)
    return made


def text_of(screen: ScoreScreen) -> TextViewer:
    viewer = screen.stage.viewer
    assert isinstance(viewer, TextViewer)
    return viewer


def select(screen: ScoreScreen, words: str) -> None:
    """Select words as a mouse does."""
    view = text_of(screen).view
    start = view.toPlainText().index(words)
    cursor = QTextCursor(view.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def filed(screen: ScoreScreen) -> tuple[Annotation, ...]:
    assert screen.view is not None
    return screen.view.assessment.annotations


def note_line(screen: ScoreScreen, name: str = "filingNote") -> QLineEdit:
    line = find(screen, name)
    assert isinstance(line, QLineEdit)
    return line


def test_the_bar_appears_with_a_selection_and_goes_with_it(screen: ScoreScreen, qtbot: QtBot) -> None:
    bar = find(screen, "filingBar")
    assert not bar.isVisible()
    select(screen, "pupils changed")
    assert bar.isVisible()
    assert "pupils changed" in find(screen, "filingQuote").text()  # type: ignore[attr-defined]
    note_line(screen).setFocus()
    qtbot.keyClick(note_line(screen), Qt_.Key_Escape)
    assert not bar.isVisible()
    assert filed(screen) == ()


def test_a_note_stance_and_other_criteria_are_filed_with_enter(
    running: Running, screen: ScoreScreen, qtbot: QtBot
) -> None:
    select(screen, "pupils changed")
    qtbot.keyClick(running.window.focusWidget(), Qt_.Key_E, Qt.KeyboardModifier.ShiftModifier)
    note = note_line(screen)
    assert note.hasFocus()
    qtbot.keyClicks(note, "3 layers, their own order")
    find(screen, "stance-contradicts").click()  # type: ignore[attr-defined]
    menu = screen.desk.pane.filing.open_menu()
    qtbot.keyClick(menu, Qt_.Key_Down)
    qtbot.keyClick(menu, Qt_.Key_Space)
    assert menu.isVisible(), "several can be ticked in one go"
    menu.close()
    qtbot.keyClick(note, Qt_.Key_Return)
    (only,) = filed(screen)
    assert isinstance(only.anchor, TextQuote)
    assert (only.note, only.stance, only.criteria) == (
        "3 layers, their own order",
        Stance.CONTRADICTS,
        ("T1", "T2"),
    )
    assert isinstance(mark_of(screen, "T1"), Unmarked), "a digit in the note is no level"
    assert not find(screen, "filingBar").isVisible()
    assert note.text() == ""


def test_e_files_at_once_for_the_criterion_in_front(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    select(screen, "the order")
    screen.go_to_criterion("T2")
    press(qtbot, running, "e")
    assert [note.criteria for note in filed(screen)] == [("T2",)]


def test_what_is_filed_is_changed_in_place_and_each_step_taken_back(
    running: Running, screen: ScoreScreen, qtbot: QtBot
) -> None:
    select(screen, "pupils changed")
    press(qtbot, running, "e", "m")
    note = note_line(screen, "annotationNote")
    assert note.hasFocus()
    qtbot.keyClicks(note, "Why this order?")
    qtbot.keyClick(note, Qt_.Key_Return)
    assert [one.note for one in filed(screen)] == ["Why this order?"]
    screen.noting.edit(filed(screen)[0].id)
    find(screen.desk.pane.editor, "stance-question").click()  # type: ignore[attr-defined]
    tick(screen, "T3")
    (only,) = filed(screen)
    assert (only.stance, only.criteria) == (Stance.QUESTION, ("T1", "T3"))
    for _step in range(3):
        press_undo(qtbot, running)
    (only,) = filed(screen)
    assert (only.note, only.stance, only.criteria) == ("", Stance.SUPPORTS, ("T1",))


def tick(screen: ScoreScreen, criterion: str) -> None:
    menu = screen.desk.pane.editor.open_menu()
    menu.tick(criterion)
    menu.close()


def press_undo(qtbot: QtBot, running: Running) -> None:
    running.window.setFocus()
    qtbot.keyClick(running.window, Qt_.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_last_criterion_takes_the_evidence_with_it(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    select(screen, "pupils changed")
    press(qtbot, running, "e")
    screen.noting.edit(filed(screen)[0].id)
    tick(screen, "T1")
    assert filed(screen) == ()
    assert not find(screen, "annotationBar").isVisible()


def test_a_mark_that_is_dragged_moves_the_evidence(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    select(screen, "pupils changed")
    press(qtbot, running, "e")
    longer = TextQuote("pupils changed the order", offset=0)
    screen.stage.mark_moved.emit(filed(screen)[0].id, longer)
    assert filed(screen)[0].anchor == longer


def test_going_to_filed_words_offers_nothing_new_to_file(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    select(screen, "pupils changed")
    press(qtbot, running, "e")
    screen.evidence.annotation_chosen.emit(filed(screen)[0].id)
    assert not find(screen, "filingBar").isVisible()


def test_the_same_place_twice_is_said_and_filed_once(running: Running, screen: ScoreScreen, qtbot: QtBot) -> None:
    for _time in range(2):
        select(screen, "pupils changed")
        press(qtbot, running, "e")
    assert len(filed(screen)) == 1


def test_what_is_wide_breaks_and_nothing_is_cut(running: Running, screen: ScoreScreen) -> None:
    select(screen, "pupils changed")
    screen.viewing.open_beside(screen.view.items[1].id)  # type: ignore[union-attr]
    screen.desk.activate(0)
    select(screen, "pupils changed")
    pane = screen.desk.panes[0]
    for part in pane.filing.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.width() >= part.minimumSizeHint().width(), part.objectName()
