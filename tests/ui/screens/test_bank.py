"""The screen of the comment bank: filters, words written in place, copies, files in and out, undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from certdesk.actions.keeping_bank import keep_comments
from certdesk.actions.undoing import undo
from certdesk.core.comment_bank import Comment, CommentKind
from certdesk.core.errors import StorageError
from certdesk.store.bank import comment_row, count_use, find_comment, load_bank, load_comment, times_used
from certdesk.ui.app import Running
from certdesk.ui.screens.bank.screen import BankScreen
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.paragraph import Paragraph
from certdesk.ui.widgets.segment import Segment

from .conftest import PlayedDialogs, click, find, press

K = Qt.Key
ALL = 45


def bank(running: Running, **params: str) -> BankScreen:
    running.window.go("bank", dict(params))
    screen = running.window.current
    assert isinstance(screen, BankScreen)
    return screen


def choose(screen: BankScreen, comment_id: str) -> None:
    screen.list.table.set_current_row(screen.list.model.place_of(comment_id))


def pick(screen: BankScreen, name: str, key: str) -> None:
    box = find(screen, name)
    assert isinstance(box, ComboBox)
    box.set_current(key)
    assert box.current() == key
    box.chosen.emit(key)


def test_the_bank_is_reached_from_the_rubrics_and_leads_back(running: Running, qtbot: QtBot) -> None:
    running.window.go("rubrics")
    shelves = running.window.current.findChild(Segment, "shelves")
    assert shelves is not None
    shelves.chosen.emit("bank")
    screen = running.window.current
    assert isinstance(screen, BankScreen)
    assert screen.list.model.rowCount() == ALL
    screen.find_comment()
    qtbot.waitUntil(find(screen, "searchBank").hasFocus)
    back = screen.findChild(Segment, "shelves")
    assert back is not None
    back.chosen.emit("library")
    assert running.window.current.objectName() == "rubrics"


def test_filters_and_words_narrow_the_list(running: Running, qtbot: QtBot) -> None:
    screen = bank(running, rubric="stem-teaching", criterion="T4")
    ids = {screen.list.model.row(number).comment.id for number in range(screen.list.model.rowCount())}
    assert {"T4a", "T4b", "T4c", "G01"} <= ids
    assert not {"T1a", "C1a"} & ids
    pick(screen, "filterKind", "evidence_gap")
    pick(screen, "filterLevel", "1")
    ids = {screen.list.model.row(number).comment.id for number in range(screen.list.model.rowCount())}
    assert ids == {"T4c", "G04"}
    qtbot.keyClicks(find(screen, "searchBank"), "CAMERA")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    qtbot.keyClicks(find(screen, "searchBank"), "zzz")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 0)
    assert find(screen, "noComments").isVisible()
    click(qtbot, screen, "showEverything")
    assert screen.list.model.rowCount() == ALL


def test_words_are_changed_in_place_once_for_everywhere(running: Running, qtbot: QtBot) -> None:
    screen = bank(running)
    choose(screen, "T1b")
    workspace = running.tools.session.workspace
    writing = screen.side.form.words.writing
    writing.setFocus()
    writing.selectAll()
    qtbot.keyClicks(writing, "Quite other words.")
    screen.list.table.setFocus()
    qtbot.waitUntil(lambda: load_comment(workspace.db, "T1b").text == "Quite other words.")
    assert screen.current() is not None
    assert screen.current().comment.id == "T1b", "the comment stays chosen although its place in the list changed"
    undo(workspace, within=screen.undo_scope())
    assert load_comment(workspace.db, "T1b").text.startswith("Plan one lesson")


def test_choices_are_kept_at_once(running: Running, qtbot: QtBot) -> None:
    screen = bank(running)
    choose(screen, "T1b")
    workspace = running.tools.session.workspace
    pick(screen, "commentHighest", "3")
    assert load_comment(workspace.db, "T1b").levels == (1, 2, 3)
    pick(screen, "commentRubric", "stem-coordinator")
    assert load_comment(workspace.db, "T1b").criteria == ("any",)
    pick(screen, "commentCriterion", "C2")
    pick(screen, "commentKind", "technical")
    kept = load_comment(workspace.db, "T1b")
    assert (kept.criteria, kept.kind) == (("C2",), CommentKind.TECHNICAL)
    pick(screen, "commentLowest", "")
    assert load_comment(workspace.db, "T1b").levels == ()


def test_the_preview_shows_how_it_will_read_while_it_is_written(running: Running, qtbot: QtBot) -> None:
    screen = bank(running)
    choose(screen, "T4a")
    shown, left_open = find(screen, "commentPreview"), find(screen, "commentOpen")
    assert isinstance(shown, Paragraph)
    assert isinstance(left_open, QLabel)
    assert "Between 03:05 and 03:40" in shown.text()
    assert not left_open.isVisible()
    writing = screen.side.form.words.writing
    writing.setFocus()
    qtbot.keyClicks(writing, "For {criterion_title}: {what} ")
    qtbot.waitUntil(lambda: "For student collaboration: {what}" in shown.text())
    assert left_open.isVisible()


def test_a_new_comment_is_kept_as_soon_as_it_has_words(running: Running, qtbot: QtBot) -> None:
    screen = bank(running, rubric="stem-teaching", criterion="T4")
    workspace = running.tools.session.workspace
    screen.begin_new()
    screen.list.table.setFocus()
    assert len(load_bank(workspace.db)) == ALL, "nothing without words"
    screen.begin_new()
    qtbot.keyClicks(screen.side.form.words.writing, "You wait for answers.")
    screen.list.table.setFocus()
    qtbot.waitUntil(lambda: len(load_bank(workspace.db)) == ALL + 1)
    mine = next(one for one in load_bank(workspace.db) if one.owner)
    assert (mine.text, mine.rubric, mine.criteria, mine.owner) == (
        "You wait for answers.", "stem-teaching", ("T4",), workspace.person,
    )  # fmt: skip
    assert screen.current() is not None
    assert screen.current().comment == mine


def test_somebody_elses_words_are_hidden_until_asked_for_and_copied_not_changed(running: Running, qtbot: QtBot) -> None:
    session = running.tools.session
    theirs = replace(load_comment(session.workspace.db, "T1a"), id="zz", owner="joseph", text="Joseph's.")
    session.do(keep_comments, [theirs])
    screen = bank(running)
    assert screen.list.model.place_of("zz") < 0
    others = find(screen, "filterOthers")
    assert isinstance(others, QCheckBox)
    others.setChecked(True)
    choose(screen, "zz")
    assert screen.side.form.words.writing.isReadOnly()
    assert not find(screen, "removeComment").isVisible()
    click(qtbot, screen, "duplicateComment")
    row = screen.current()
    assert row is not None
    assert (row.comment.owner, row.comment.text) == (session.workspace.person, "Joseph's.")
    assert not screen.side.form.words.writing.isReadOnly()


def test_a_removed_comment_comes_back_with_undo(running: Running, qtbot: QtBot) -> None:
    screen = bank(running)
    choose(screen, "G01")
    workspace = running.tools.session.workspace
    click(qtbot, screen, "removeComment")
    assert find_comment(workspace.db, "G01") is None
    undo(workspace, within=screen.undo_scope())
    assert find_comment(workspace.db, "G01") is not None


def test_delete_takes_letters_in_a_box_and_a_comment_in_the_list(running: Running, qtbot: QtBot) -> None:
    screen = bank(running)
    choose(screen, "G01")
    workspace = running.tools.session.workspace
    screen.side.form.words.writing.setFocus()
    press(qtbot, running, K.Key_Delete)
    assert find_comment(workspace.db, "G01") is not None
    screen.list.table.setFocus()
    press(qtbot, running, K.Key_Delete)
    assert find_comment(workspace.db, "G01") is None


def test_duplicates_are_brought_together_with_their_uses(running: Running, qtbot: QtBot) -> None:
    session = running.tools.session
    workspace = session.workspace
    mine = Comment("", CommentKind.STRENGTH, ("T1",), (), "Twice", owner=workspace.person)
    with workspace.recording("comment.kept", "from elsewhere", subject="comment-bank") as recording:
        for id_ in ("a1", "a2"):
            recording.put("bank_comment", comment_row(replace(mine, id=id_)))
    count_use(workspace, "a2", "T1")
    screen = bank(running)
    screen.merge()
    assert find_comment(workspace.db, "a2") is None
    assert times_used(workspace.db)["a1"].times == 1
    screen.forget()
    assert times_used(workspace.db) == {}


def test_what_is_shown_is_saved_and_taken_in_again_with_questions(
    running: Running, dialogs: PlayedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = bank(running, rubric="stem-teaching", criterion="T4")
    target = tmp_path / "bank.csv"
    dialogs.files.append(target)
    screen.export()
    text = target.read_text(encoding="utf-8-sig")
    assert text.startswith("id,scope,rubric_code,criterion_code,")
    assert "T4a" in text
    assert "T1a" not in text
    file = tmp_path / "sentral.csv"
    file.write_text('type,comment,code\nCOMMENT,"{first_name} asks.",L1\nstrength,Good,\n', encoding="utf-8")
    dialogs.files.append(file)
    screen.choose_file()
    card = screen.importing.found.questions.card("kind:comment")
    assert card is not None
    screen.importing.found.answered.emit("kind:comment", "next_step")
    click(qtbot, screen, "keepBankImport")
    workspace = running.tools.session.workspace
    assert {"{name} asks.", "Good"} <= {one.text for one in load_bank(workspace.db)}
    assert screen.list.table.isVisible()
    undo(workspace, within=screen.undo_scope())
    assert len(load_bank(workspace.db)) == ALL


def test_a_file_that_cannot_be_read_is_told_and_nothing_else_happens(running: Running, tmp_path: Path) -> None:
    told: list[object] = []
    screen = bank(running)
    screen.noticed.connect(told.append)
    screen.take_in(tmp_path / "missing.csv")
    assert len(told) == 1
    assert screen.list.table.isVisible()


def test_what_was_never_used_is_found(running: Running) -> None:
    workspace = running.tools.session.workspace
    count_use(workspace, "G01", "T1")
    screen = bank(running)
    unused = find(screen, "filterUnused")
    assert isinstance(unused, QCheckBox)
    unused.setChecked(True)
    assert screen.list.model.rowCount() == ALL - 1
    assert screen.list.model.place_of("G01") < 0


def test_words_that_the_disk_does_not_take_stay_in_the_form_until_it_does(running: Running, qtbot: QtBot) -> None:
    screen, workspace = bank(running), running.tools.session.workspace
    refused: list[object] = []
    running.tools.session.refused.connect(refused.append)
    choose(screen, "T1b")
    words = "what the disk has no room for " * 130
    (most,) = workspace.db.execute("pragma max_page_count").fetchone()
    (full,) = workspace.db.execute("pragma page_count").fetchone()
    try:
        workspace.db.execute(f"pragma max_page_count = {full}")
        screen.side.form.words.writing.setFocus()
        screen.side.form.words.writing.setPlainText(words)
        screen.list.table.setFocus()
        qtbot.waitUntil(lambda: bool(refused))
        choose(screen, "T1c")
        screen.begin_new()
        assert screen.side.form.words.text() == words
        row = screen.list.current()
        assert row is not None
        assert row.comment.id == "T1b"
        with pytest.raises(StorageError):
            running.window.go("today")
        assert screen.side.form.words.text() == words
    finally:
        workspace.db.execute(f"pragma max_page_count = {most}")
    screen._again.setInterval(10)
    qtbot.waitUntil(lambda: load_comment(workspace.db, "T1b").text == words.strip())
    choose(screen, "T1c")
    assert screen.side.form.words.text() == load_comment(workspace.db, "T1c").text


def test_a_new_comment_that_the_disk_does_not_take_is_not_forgotten(running: Running, qtbot: QtBot) -> None:
    screen, workspace = bank(running), running.tools.session.workspace
    words = "what the disk has no room for " * 130
    (most,) = workspace.db.execute("pragma max_page_count").fetchone()
    (full,) = workspace.db.execute("pragma page_count").fetchone()
    try:
        workspace.db.execute(f"pragma max_page_count = {full}")
        screen.begin_new()
        screen.side.form.words.writing.setPlainText(words)
        choose(screen, "T1c")
        assert screen.side.form.words.text() == words
    finally:
        workspace.db.execute(f"pragma max_page_count = {most}")
    screen._again.setInterval(10)
    qtbot.waitUntil(lambda: words.strip() in {each.text for each in load_bank(workspace.db)})
