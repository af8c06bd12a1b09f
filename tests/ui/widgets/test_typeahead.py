"""Ready-made words inside a box: what opens the list, what takes, what leaves; slots one after the other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.searching import fold
from certdesk.ui.screens.score.note_line import NoteLine
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.text_box import TextBox
from certdesk.ui.widgets.typeahead import TypeAhead
from certdesk.ui.widgets.typeahead_edit import edit_of
from certdesk.ui.widgets.typeahead_rows import Suggestion
from certdesk.ui.widgets.typeahead_slots import SlotKeys

K = Qt.Key
TEXTS = ("You listen well.", "You let pupils ask.", "Ask less, wait more.")


class Page(QWidget):
    """A box with the list, and a line after it."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.box = TextBox(theme, "Strength")
        self.after = QLineEdit()
        self.ahead = TypeAhead(theme, self.box, lambda: self.search)
        self.slots = SlotKeys(theme, self.box)
        self.taken: list[object] = []
        self.ahead.taken.connect(self.take)
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(self.after)

    def search(self, typed: str) -> tuple[Suggestion, ...]:
        return tuple(Suggestion(text, "note", text) for text in TEXTS if fold(typed) in fold(text))

    def take(self, text: object) -> None:
        self.taken.append(text)
        self.box.insert(str(text))

    def type(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.box.writing, key)
            else:
                QTest.keyClick(self.box.writing, key)

    def select(self) -> str:
        return self.box.writing.textCursor().selectedText()


@pytest.fixture
def page(theme: ThemeSource, qtbot: QtBot) -> Page:
    made = Page(theme)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    made.box.writing.setFocus()
    qtbot.waitUntil(made.box.writing.hasFocus)
    return made


@pytest.mark.parametrize("keys", [("/", K.Key_Return), ("/", "l", K.Key_Tab), ("/", K.Key_Down, K.Key_Up, K.Key_Enter)])
def test_three_keys_at_most_take_a_comment(page: Page, keys: tuple[str | Qt.Key, ...]) -> None:
    page.type(*keys)
    assert page.box.text() == TEXTS[0]
    assert not page.ahead.is_open
    assert page.box.writing.hasFocus()


def test_letters_narrow_the_list_and_the_arrows_choose(page: Page) -> None:
    page.type("Good. /ASK")
    assert page.ahead.list.count() == 2
    page.type(K.Key_Down, K.Key_Return)
    assert page.box.text() == "Good. Ask less, wait more."


@pytest.mark.parametrize("text", ["pupils/teachers", "3/4", "and/or", "strong / weak", "https://x", "/zzz", "a /zzz b"])
def test_a_literal_slash_is_just_written(page: Page, text: str) -> None:
    page.type(text)
    assert not page.ahead.is_open
    page.type(K.Key_Return, "x")
    assert page.box.text() == f"{text}\nx"
    assert page.taken == []


def test_escape_leaves_what_was_typed_and_stays_in_the_box(page: Page, qtbot: QtBot) -> None:
    page.type("/li")
    assert page.ahead.is_open
    with qtbot.assertNotEmitted(page.box.done):
        page.type(K.Key_Escape)
    assert not page.ahead.is_open
    page.type("st")
    assert not page.ahead.is_open
    assert page.box.text() == "/list"
    with qtbot.waitSignal(page.box.done):
        page.type(K.Key_Escape)


def test_going_back_past_the_slash_closes_the_list(page: Page) -> None:
    page.type("/l", K.Key_Backspace)
    assert page.ahead.is_open
    page.type(K.Key_Backspace)
    assert not page.ahead.is_open
    assert page.box.text() == ""


def test_a_mistyped_letter_can_be_taken_back(page: Page) -> None:
    page.type("/lq")
    assert not page.ahead.is_open
    page.type(K.Key_Backspace)
    assert page.ahead.is_open


def test_leaving_the_word_closes_the_list(page: Page) -> None:
    page.type("/l", K.Key_Home)
    assert not page.ahead.is_open
    page.type(K.Key_End)
    assert page.box.text() == "/l"


def test_leaving_the_box_closes_the_list(page: Page, qtbot: QtBot) -> None:
    page.type("/")
    page.after.setFocus()
    qtbot.waitUntil(lambda: not page.ahead.is_open)
    assert page.box.text() == "/"


def test_control_and_space_open_the_list_anywhere(page: Page) -> None:
    page.type("Wait")
    QTest.keyClick(page.box.writing, K.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert page.ahead.is_open
    page.type("ask", K.Key_Return)
    assert page.box.text() == "Wait You let pupils ask."


def test_a_click_takes(page: Page) -> None:
    page.type("/")
    place = page.ahead.list.visualItemRect(page.ahead.list.item(1)).center()
    QTest.mouseClick(page.ahead.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.box.text() == TEXTS[1]


def test_letters_beyond_the_first_plane_are_counted_rightly(page: Page) -> None:
    page.box.show_text("👍🏽 {what} ")
    cursor = page.box.writing.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    page.box.writing.setTextCursor(cursor)
    page.type("/lis", K.Key_Return)
    assert page.box.text() == "👍🏽 {what} You listen well."
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    page.box.writing.setTextCursor(cursor)
    page.type(K.Key_Tab)
    assert page.select() == "{what}"


def test_undo_of_the_box_brings_back_what_was_typed(page: Page) -> None:
    page.type("Good. /lis", K.Key_Return)
    page.box.writing.undo()
    assert page.box.text() == "Good. /lis"


def test_nothing_opens_in_a_box_that_is_only_read(page: Page) -> None:
    page.box.writing.setReadOnly(True)
    QTest.keyClick(page.box.writing, K.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert not page.ahead.is_open


def test_the_list_stays_inside_the_window_and_off_the_line(page: Page) -> None:
    page.type(K.Key_Return, K.Key_Return, K.Key_Return, "/")
    caret = page.box.writing.cursorRect()
    line = page.box.writing.viewport().mapTo(page, caret.center())
    assert page.rect().contains(page.ahead.panel.geometry())
    assert not page.ahead.panel.geometry().contains(line)


def test_tab_goes_from_slot_to_slot_and_then_leaves(page: Page, qtbot: QtBot) -> None:
    page.box.show_text("At {pointer} we see {what}.")
    assert len(page.box.writing.extraSelections()) == 2
    page.type(K.Key_Tab)
    assert page.select() == "{pointer}"
    page.type("p. 3", K.Key_Tab)
    assert page.select() == "{what}"
    assert len(page.box.writing.extraSelections()) == 1
    page.type(K.Key_Tab)
    qtbot.waitUntil(page.after.hasFocus)
    assert page.box.text() == "At p. 3 we see {what}."


def test_a_line_is_offered_words_too(theme: ThemeSource, qtbot: QtBot) -> None:
    page, line = QWidget(), NoteLine("note", "Note")
    column = QVBoxLayout(page)
    column.addWidget(line)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(600, 400)
    ahead = TypeAhead(theme, line, lambda: lambda typed: (Suggestion(f"At {{place}}: {typed}\nso", "", "x"),))
    ahead.taken.connect(lambda _value: edit_of(line).insert("At {place}: 👍\nso {why}", (3, 10)))
    SlotKeys(theme, line)
    page.show()
    qtbot.waitExposed(page)
    line.setFocus()
    line.insert("👍 1/2 ")
    qtbot.keyClicks(line, "/x")
    assert ahead.is_open
    with qtbot.assertNotEmitted(line.done), qtbot.assertNotEmitted(line.let_go):
        qtbot.keyClick(line, K.Key_Return)
    assert line.text() == "👍 1/2 At {place}: 👍 so {why}"
    assert line.selectedText() == "{place}"
    qtbot.keyClicks(line, "p. 1")
    qtbot.keyClick(line, K.Key_Tab)
    assert line.selectedText() == "{why}"
    qtbot.keyClicks(line, "/")
    assert ahead.is_open
    with qtbot.assertNotEmitted(line.let_go):
        qtbot.keyClick(line, K.Key_Escape)
    with qtbot.waitSignal(line.done):
        qtbot.keyClick(line, K.Key_Return)
