"""Writing: told once when the writer pauses or leaves, never when the program fills the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.text_box import LineField, TextBox


def two_boxes(theme: ThemeSource) -> tuple[QWidget, TextBox, LineField]:
    window = QWidget()
    row = QHBoxLayout(window)
    box, field = TextBox(theme, "Strength"), LineField(theme, "Floor", hint="such as 2.80")
    row.addWidget(box)
    row.addWidget(field)
    return window, box, field


def test_a_pause_is_told_once_and_leaving_commits(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    window, box, field = two_boxes(theme)
    show(window)
    edits: list[str] = []
    commits: list[str] = []
    box.edited.connect(edits.append)
    box.committed.connect(commits.append)
    box.writing.setFocus()
    qtbot.keyClicks(box.writing, "They ask why")
    assert edits == []
    qtbot.waitUntil(lambda: edits == ["They ask why"])
    qtbot.keyClicks(box.writing, ".")
    qtbot.keyClick(box.writing, Qt.Key.Key_Tab)
    assert field.line.hasFocus(), "Tab goes on to the next field"
    assert edits == ["They ask why", "They ask why."]
    assert commits == ["They ask why."]


def test_somebody_who_never_pauses_is_told_of_too(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    box = TextBox(theme, "To the teacher")
    show(box)
    told: list[str] = []
    box.edited.connect(told.append)

    def typed_on() -> bool:
        qtbot.keyClicks(box.writing, "a")
        return bool(told)

    qtbot.waitUntil(typed_on, timeout=8000)
    assert set(told[0]) == {"a"}


def test_what_the_program_puts_in_is_no_edit_and_cannot_be_undone_into_nothing(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    window, box, _field = two_boxes(theme)
    show(window)
    edits: list[str] = []
    box.edited.connect(edits.append)
    box.show_text("From the bank\nand more")
    assert box.text() == "From the bank\nand more"
    assert not box.writing.document().isUndoAvailable()
    box.writing.setFocus()
    qtbot.keyClicks(box.writing, "x")
    qtbot.keyClick(box.writing, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "From the bank\nand more"
    box.show_text("Another candidate's text")
    box.writing.document().undo()
    assert box.text() == "Another candidate's text"
    assert edits == []


def test_lines_stand_as_far_apart_as_the_design_says(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    box = TextBox(theme, "Strength")
    show(box)
    box.show_text("one\ntwo")
    first = box.writing.document().firstBlock()
    layout = box.writing.document().documentLayout()
    apart = layout.blockBoundingRect(first.next()).top() - layout.blockBoundingRect(first).top()
    assert round(apart) == theme.theme.line_height("body")


def test_pasted_text_is_plain(theme: ThemeSource, qtbot: QtBot) -> None:
    box = TextBox(theme, "Strength")
    qtbot.addWidget(box)
    box.insert("<b>bold</b>")
    assert box.text() == "<b>bold</b>"
    assert not box.writing.acceptRichText()


def test_what_is_wrong_is_said_below_and_to_screen_readers(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    field = LineField(theme, "Cut")
    show(field, 300, 120)
    sentence = "A number is needed here, such as 2.80"
    field.show_wrong(sentence)
    assert field.line.accessibleDescription() == sentence
    assert field.line.accessibleName() == "Cut"
    corner = field.line.grab().toImage().pixelColor(field.line.width() // 2, 0)
    assert corner == theme.color("bad")
    field.show_wrong("")
    assert field.line.grab().toImage().pixelColor(field.line.width() // 2, 0) != theme.color("bad")


def test_a_line_commits_with_enter(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    field = LineField(theme, "Cut")
    show(field)
    commits: list[str] = []
    field.committed.connect(commits.append)
    field.line.setFocus()
    qtbot.keyClicks(field.line, "2.75")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert commits == ["2.75"]


def test_the_wheel_scrolls_a_box_only_while_somebody_writes_there(
    theme: ThemeSource, show: Callable[..., QWidget]
) -> None:
    window, box, field = two_boxes(theme)
    show(window, 400, 120)
    box.show_text("line\n" * 40)
    field.line.setFocus()
    assert not _wheel(box.writing.viewport()).isAccepted()
    box.writing.setFocus()
    assert _wheel(box.writing.viewport()).isAccepted()


def test_search_waits_for_a_pause_and_escape_empties(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    field = SearchField(theme, "Search or run", key="Ctrl K")
    show(field, 240, 32)
    heard: list[str] = []
    field.edited.connect(heard.append)
    field.setFocus()
    qtbot.keyClicks(field, "kite")
    qtbot.waitUntil(lambda: heard == ["kite"])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), heard) == ("", ["kite", ""])


def _wheel(target: QWidget) -> QWheelEvent:
    place = QPointF(target.rect().center())
    wheel = QWheelEvent(
        place,
        target.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, wheel)
    return wheel
