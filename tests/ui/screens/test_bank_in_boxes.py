"""The comment bank inside the boxes of the Score and Finalise screens."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from certdesk.actions.commenting import write_feedback
from certdesk.actions.keeping_bank import edit_comment, keep_comments
from certdesk.store.bank import load_bank, load_comment, uses_of
from certdesk.ui.app import Running
from certdesk.ui.screens.bank.saving import SaveAsMine
from certdesk.ui.screens.finalise import FinaliseScreen
from certdesk.ui.screens.score.screen import ScoreScreen
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead import TypeAhead
from certdesk.ui.widgets.typeahead_rows import SuggestionList

from .conftest import click, find, press

K = Qt.Key


def score(running: Running, assessment: str) -> ScoreScreen:
    running.window.go("score", {"assessment": assessment})
    screen = running.window.current
    assert isinstance(screen, ScoreScreen)
    return screen


def shown(box: TextBox) -> list[str]:
    ahead = box.findChild(TypeAhead)
    assert ahead is not None
    assert ahead.is_open
    return [ahead.list.item(row).text() for row in range(ahead.list.count())]


def test_three_keys_write_a_comment_that_fits_criterion_level_and_box(
    running: Running, assessment: str, qtbot: QtBot
) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e", "c", "/")
    texts = shown(screen.panel.strength)
    assert texts[0].startswith("The two versions of the plan")
    assert not any("below" in text or "Plan one lesson" in text for text in texts), "next steps have their own box"
    press(qtbot, running, K.Key_Return)
    assert screen.panel.strength.text().startswith("The two versions of the plan show how {colleague_role}")
    assert screen.panel.strength.writing.textCursor().selectedText() == "{colleague_role}"
    press(qtbot, running, "Mara", K.Key_Tab)
    assert "Mara's comment" in screen.panel.strength.text()
    assert not screen.panel.strength.writing.hasFocus()


def test_what_was_used_here_comes_first_the_next_time(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e", "c", "/g01", K.Key_Return)
    workspace = running.tools.session.workspace
    assert [(use.comment_id, use.criterion_id) for use in uses_of(workspace.db, workspace.person)] == [("G01", "T1")]
    assert "clear support for" in screen.panel.strength.text()
    screen.panel.strength.writing.selectAll()
    press(qtbot, running, K.Key_Delete, "/")
    assert "clear support for" in shown(screen.panel.strength)[0]


def test_the_next_steps_box_is_offered_next_steps(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "1", "e")
    screen.panel.next_step.setFocus()
    press(qtbot, running, "/")
    assert shown(screen.panel.next_step)[0].startswith("Plan one lesson with a colleague")


def test_the_list_does_not_stay_when_the_screen_is_left(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "c", "/")
    panel = screen.panel.strength.findChild(TypeAhead).panel
    assert panel.isVisible()
    running.window.go("today")
    assert not panel.isVisible()


def test_changed_words_are_offered_everywhere_and_written_ones_stay(
    running: Running, assessment: str, qtbot: QtBot
) -> None:
    screen = score(running, assessment)
    session = running.tools.session
    press(qtbot, running, "3", "c", "/t1a", K.Key_Return)
    written = screen.panel.strength.text()
    session.do(edit_comment, replace(load_comment(session.workspace.db, "T1a"), text="Quite other words."))
    assert screen.panel.strength.text() == written
    screen.panel.strength.writing.moveCursor(screen.panel.strength.writing.textCursor().MoveOperation.End)
    press(qtbot, running, " /t1a")
    assert shown(screen.panel.strength)[0] == "Quite other words."


def test_own_words_are_kept_with_slots_and_without_the_name(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e", "c", "Miriam, you ask well in Reflection.txt.")
    screen.wording.save_as_mine()
    saving = running.window.findChild(SaveAsMine)
    assert saving is not None
    said = find(saving, "saveSaid")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert saving.form.words.text().startswith("{name}, you ask well")
    click(qtbot, saving, "saveMine")
    workspace = running.tools.session.workspace
    mine = [one for one in load_bank(workspace.db) if one.owner == workspace.person]
    assert len(mine) == 1
    assert (mine[0].criteria, mine[0].rubric, mine[0].levels, mine[0].kind.value) == (
        ("T1",), "stem-teaching", (3,), "strength",
    )  # fmt: skip
    assert "Miriam" not in mine[0].text
    assert screen.panel.strength.text().startswith("Miriam, you ask well"), "the box keeps its words"


def test_selected_words_alone_are_kept(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "2", "c")
    writing = screen.panel.strength.writing
    screen.panel.strength.show_text("One sentence. Another one.")
    cursor = writing.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(13, cursor.MoveMode.KeepAnchor)
    writing.setTextCursor(cursor)
    screen.wording.save_as_mine()
    saving = running.window.findChild(SaveAsMine)
    assert saving is not None
    assert saving.form.words.text() == "One sentence."
    press(qtbot, running, K.Key_Escape)
    assert not saving.isVisible()


def test_the_menu_of_a_box_offers_to_keep_its_words(running: Running, assessment: str) -> None:
    screen = score(running, assessment)
    screen.panel.strength.show_text("Some words.")
    writing = screen.panel.strength.writing
    middle = writing.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, writing.mapToGlobal(middle))
    QApplication.sendEvent(writing, event)
    menu = writing.findChild(QMenu, "boxMenu")
    assert menu is not None
    action = next(one for one in menu.actions() if one.objectName() == "saveAsMineAction")
    assert action.isEnabled()
    menu.close()


def test_others_words_are_hidden_until_asked_for(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    session = running.tools.session
    theirs = replace(load_comment(session.workspace.db, "T1a"), id="j", owner="joseph", text="Joseph's own words.")
    session.do(keep_comments, [theirs])
    press(qtbot, running, "3", "/")
    typed, offers, others = (find(screen, name) for name in ("bankTyped", "bankList", "bankOthers"))
    assert isinstance(typed, QLineEdit)
    assert isinstance(offers, SuggestionList)
    assert isinstance(others, QCheckBox)
    qtbot.keyClicks(typed, "joseph")
    assert offers.count() == 0
    others.setChecked(True)
    assert offers.count() == 2, "a heading and the words"


def test_the_summary_is_offered_what_is_said_about_results(running: Running, assessment: str, qtbot: QtBot) -> None:
    workspace = running.tools.session.workspace
    write_feedback(workspace, assessment, "T1", strength="x")
    running.window.go("finalise", {"assessment": assessment})
    screen = running.window.current
    assert isinstance(screen, FinaliseScreen)
    screen.ready.focus_summary()
    press(qtbot, running, "/")
    texts = shown(screen.ready.summary)
    assert any(text.startswith("You are close.") for text in texts)
    assert not any("clear support" in text for text in texts)
    press(qtbot, running, "d01", K.Key_Return)
    assert "{mean}" in screen.ready.summary.text(), "there is no mean yet"
    assert "needed {cut}" not in screen.ready.summary.text(), "the rubric knows the cut"


def test_notes_on_evidence_are_offered_words_too(running: Running, assessment: str, qtbot: QtBot) -> None:
    screen = score(running, assessment)
    press(qtbot, running, "3", "e")
    screen.noting.edit_current()
    note = find(screen, "annotationNote")
    assert isinstance(note, QLineEdit)
    qtbot.waitUntil(note.hasFocus)
    press(qtbot, running, "/t1a", K.Key_Return)
    assert note.text().startswith("The two versions of the plan")
    assert note.selectedText() == "{colleague_role}"
    assert find(screen, "annotationBar").isVisible(), "Enter took the words and closed nothing"
