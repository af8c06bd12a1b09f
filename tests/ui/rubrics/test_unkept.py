"""What the disk does not take stays in front of its writer, and is kept as soon as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot
from tests.ui.rubrics.test_editor import Desk, desk, opened
from tests.ui.rubrics.test_editor import own_window as running
from tests.ui.screens.conftest import PlayedDialogs

from certdesk.core.errors import CertDeskError, StorageError
from certdesk.core.portfolio import RubricRef
from certdesk.core.tokens import TokenKind
from certdesk.store.rubrics import list_rubrics
from certdesk.ui.app import Running
from certdesk.ui.screens.rubrics.rules_token import TokenEditor
from certdesk.ui.widgets.text_box import Wrong

__all__ = ["desk", "opened", "running"]

LONG = "what the disk has no room for " * 130
NOTE = LONG[:480].strip()
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@contextmanager
def full(running: Running) -> Iterator[list[CertDeskError]]:
    """A disk without room for one more page; yields what the person is told."""
    db, refused = running.tools.session.workspace.db, list[CertDeskError]()
    running.tools.session.refused.connect(refused.append)
    (most,) = db.execute("pragma max_page_count").fetchone()
    try:
        db.execute(f"pragma max_page_count = {db.execute('pragma page_count').fetchone()[0]}")
        yield refused
    finally:
        db.execute(f"pragma max_page_count = {most}")
        running.tools.session.refused.disconnect(refused.append)


def fill_up(desk: Desk) -> None:
    """Use up the room that is left in the pages that there are, with an edit that is too big for it."""
    box = desk.pane.details.rubric.route
    box.writing.setFocus()
    box.writing.setPlainText(LONG)
    box.writing.clearFocus()


def test_a_field_of_the_details_keeps_its_words_and_hands_them_over_when_there_is_room(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.pane.show_details("T4")
    question = desk.find(QTextEdit, "criterionQuestion")
    assert isinstance(question, QTextEdit)
    question.setFocus()
    with full(desk.running) as refused:
        question.setPlainText(LONG)
        QTest.keyClick(question, TAB)
        assert refused
        assert isinstance(refused[0], StorageError)
        desk.pane.show_details("T1")
        desk.pane.show_details("T4")
        assert question.toPlainText() == LONG
        assert desk.rubric.criterion("T4").question != LONG
    qtbot.waitUntil(lambda: desk.rubric.criterion("T4").question == LONG, timeout=4000)
    assert question.toPlainText() == LONG


def test_rules_names_and_examples_stay_as_they_were_written(desk: Desk, qtbot: QtBot) -> None:
    pane = desk.pane
    with full(desk.running) as refused:
        pane.show_details()
        fill_up(desk)
        pane.close_details()
        said = len(refused)
        block = pane.rules.blocks[0]
        token = next(each for line in block.lines for each in line.flow.tokens if each.token.kind is TokenKind.NUMBER)
        QTest.keyClicks(token, "2")
        editor = pane.rules.findChild(TokenEditor)
        assert editor is not None
        editor.setText("2.85")
        QTest.keyClick(editor, ENTER)
        assert len(refused) > said
        assert "2.85" in token.token.text
        block.name.edit()
        name = block.name.findChild(QLineEdit)
        assert name is not None
        name.setText("Certified by the board")
        QTest.keyClick(name, ENTER)
        assert block.name.text() == "Certified by the board"
        pane.examples.open_table(0)
        pane.examples._rows.typed.emit(0, "name", "A name that has no room")
        assert pane.examples._rows.checked(0).example.name == "A name that has no room"
        assert desk.rubric.examples[0].name != "A name that has no room"
    qtbot.waitUntil(lambda: desk.rubric.examples[0].name == "A name that has no room", timeout=4000)
    assert desk.rubric.decision.outcomes[0].label == "Certified by the board"
    assert desk.rubric.certificate.renewal_route == LONG


def test_nobody_leaves_words_behind_that_are_not_kept(desk: Desk) -> None:
    window, dialogs = desk.running.window, PlayedDialogs(consent=False)
    object.__setattr__(desk.running.tools, "dialogs", dialogs)
    with full(desk.running) as refused:
        desk.pane.show_details()
        fill_up(desk)
        with pytest.raises(StorageError):
            window.go("rubrics")
        desk.pane.publish()
        assert window.current.pane is desk.pane
        assert len(refused) >= 2
        assert not window.close()
        assert dialogs.asked
        assert desk.pane.details.rubric.route.text() == LONG
    window.go("rubrics")
    assert window.current.pane is not desk.pane
    assert desk.rubric.certificate.renewal_route == LONG


def test_what_is_typed_while_something_waits_is_not_overwritten(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.show_details()
    with full(desk.running):
        fill_up(desk)
        purpose = desk.pane.details.rubric.purpose
        purpose.writing.setFocus()
    purpose.writing.setPlainText("half typed")
    assert desk.pane._unkept.try_again()
    assert purpose.text() == "half typed"
    qtbot.waitUntil(lambda: desk.rubric.purpose == "half typed")


def test_version_and_note_of_a_refused_publication_stay(desk: Desk) -> None:
    desk.pane.publish()
    pane = desk.running.window.current.pane
    pane.publishing.version.show_text("")
    QTest.keyClicks(pane.publishing.version.line, "1.7.0")
    pane.publishing.note.writing.setPlainText(NOTE)
    with full(desk.running):
        pane.publishing.publish.click()
        assert pane.publishing.version.text() == "1.7.0"
        assert pane.publishing.note.text() == NOTE
        wrong = pane.publishing.version.findChild(Wrong)
        assert wrong is not None
        assert wrong.isVisible()
        assert "disk" in pane.publishing.version.line.accessibleDescription()
    pane.publishing.publish.click()
    refs = list_rubrics(desk.running.tools.session.workspace.db)
    assert RubricRef("stem-teaching", "1.7.0") in refs
