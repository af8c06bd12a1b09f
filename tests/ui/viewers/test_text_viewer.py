"""Texts and documents as a reading view."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.annotations import PageRegion, Rect, Stance, TextQuote, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Heading, ListItem, Paragraph, Picture, PictureBlock, Reading, TableBlock
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.reading_document import SealedDocument
from certdesk.ui.viewers.reading_marks import tag_boxes
from certdesk.ui.viewers.reading_view import ReadingView
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WORDS = "\n\n".join(f"Paragraph {number}: pupils weigh sand 𝄞 and water, then compare." for number in range(1, 61))


@pytest.fixture
def viewer(theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]) -> TextViewer:
    made = TextViewer(theme, worker, deliveries)
    show(made)
    return made


@pytest.fixture
def view(theme: ThemeSource, show: Callable[..., None]) -> ReadingView:
    made = ReadingView(theme)
    show(made)
    return made


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "reflection.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def opened(qtbot: QtBot, viewer: TextViewer, item: object) -> None:
    viewer.show_item(item)
    qtbot.waitUntil(lambda: bool(viewer.view.text))


def select(view: ReadingView, words: str) -> None:
    found = view.document().find(words)
    assert not found.isNull()
    view.setTextCursor(found)


def test_selected_words_become_a_quote_with_their_surroundings(
    qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path
) -> None:
    opened(qtbot, viewer, item(text))
    assert viewer.anchor() == WholeItem()
    with qtbot.waitSignal(viewer.anchor_changed):
        select(viewer.view, "Paragraph 40: pupils weigh sand")
    quote = viewer.anchor()
    assert quote.quote == "Paragraph 40: pupils weigh sand"
    assert quote.before.endswith("then compare.\n")
    assert quote.after.startswith(" 𝄞 and water")
    assert len(quote.before) == len(quote.after) == 32
    assert viewer.view.text[quote.offset :].startswith(quote.quote)
    qtbot.keyClick(viewer.view, Qt.Key.Key_Escape)
    assert viewer.anchor() == WholeItem()


def test_going_to_a_quote_scrolls_and_selects(qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path) -> None:
    viewer.show_item(item(text))
    viewer.go_to(TextQuote("Paragraph 55: pupils"))
    qtbot.waitUntil(lambda: viewer.anchor() != WholeItem())
    assert viewer.anchor().quote == "Paragraph 55: pupils"
    cursor = viewer.view.textCursor()
    assert viewer.view.viewport().rect().contains(viewer.view.cursorRect(cursor))
    viewer.go_to(PageRegion(2, Rect(0, 0, 1, 1), "Paragraph 3: pupils"))
    assert viewer.anchor().quote == "Paragraph 3: pupils"


def test_words_that_are_gone_are_said_to_be_gone(qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path) -> None:
    opened(qtbot, viewer, item(text))
    viewer.go_to(TextQuote("nobody wrote this"))
    assert viewer.findChild(QWidget, "viewerRemark").isVisible()


def test_marks_are_highlighted_labelled_and_clicked(
    qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path, theme: ThemeSource
) -> None:
    marks = (
        MediaMark("a", "T4", TextQuote("Paragraph 2: pupils weigh"), current=True, note="Weighs"),
        MediaMark(
            "b", "T6", TextQuote("Paragraph 50: pupils weigh"), current=False, stance=Stance.CONTRADICTS, number=2
        ),
    )
    opened(qtbot, viewer, item(text, marks))
    view = viewer.view
    assert [stretch.mark.annotation_id for stretch in view.stretches] == ["b", "a"]  # the current one on top
    lines = {selection.format.underlineColor().name() for selection in view.extraSelections()}
    assert lines == {theme.color("c1").name(), theme.color("c3").name()}
    styles = {selection.format.underlineStyle() for selection in view.extraSelections()}
    underlines = QTextCharFormat.UnderlineStyle
    assert styles == {underlines.SingleUnderline, underlines.DashUnderline}
    ((stretch, box),) = [
        each for each in tag_boxes(view, view._overlay, theme.theme) if each[0].mark.annotation_id == "a"
    ]
    with qtbot.waitSignal(viewer.mark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), LEFT, NONE, box.center().toPoint())
    assert clicked.args == ["a"]
    cursor = QTextCursor(view.document())
    cursor.setPosition(stretch.start + 4)
    with qtbot.waitSignal(viewer.mark_clicked):
        qtbot.mouseClick(view.viewport(), LEFT, NONE, view.cursorRect(cursor).center() + QPoint(1, 0))
    assert len(view.verticalScrollBar().ticks) == 2


def test_the_place_survives_another_size_of_window_and_letters(
    qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path
) -> None:
    opened(qtbot, viewer, item(text))
    viewer.view.scroll_to_offset(viewer.view.text.index("Paragraph 30"))
    viewer.view.set_zoom(1.3)
    place = json.loads(json.dumps(viewer.place()))
    assert place["zoom"] == 1.3
    viewer.close_item()
    viewer.resize(480, 500)
    opened(qtbot, viewer, item(text, place=place))
    assert abs(viewer.place()["offset"] - viewer.view.text.index("Paragraph 30")) < 80


def test_words_are_found_round_the_end(qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path) -> None:
    opened(qtbot, viewer, item(text))
    qtbot.mouseClick(viewer.findChild(Button, "findOpen"), LEFT)
    field = viewer.findChild(QLineEdit, "findField")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "paragraph 60")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer.anchor().quote == "Paragraph 60"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer.anchor().quote == "Paragraph 60"
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer._find._count.text() == "Not found"


def test_markdown_is_read_as_headings_and_lists_and_loads_nothing(
    qtbot: QtBot, viewer: TextViewer, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Water\n\n- clean\n- clear\n\n![spy](http://example.org/spy.png) [link](http://example.org)\n")
    opened(qtbot, viewer, item(path))
    assert viewer.view.text.startswith("Water\n•\u2002clean\n•\u2002clear\n")
    assert "example.org" not in viewer.view.document().toHtml()


def test_an_office_document_says_which_program_read_it(
    qtbot: QtBot, viewer: TextViewer, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "letter.rtf"
    path.write_text(r"{\rtf1\ansi {\b Dear colleagues} we met on Monday.\par Second line.}")
    opened(qtbot, viewer, item(path))
    assert "we met on Monday" in viewer.view.text
    assert "Reading view" in viewer.findChild(Button, "engine").words
    assert viewer.engine_bar.isVisible()


def test_every_block_is_shown(view: ReadingView) -> None:
    blocks = (
        Heading(1, "Log"),
        Paragraph("First\nsecond line"),
        ListItem(1, "1.", "count"),
        TableBlock((("Group", "Mean"), ("A", "27 cm")), 1),
        PictureBlock(Picture(2, 1, b"\0\0\xff\xff" * 2), "Two red dots"),
        Paragraph("End"),
    )
    view.show_reading(Reading("Log", blocks, "CertDesk", simplified=True))
    assert view.text.split("\n")[:3] == ["Log", "First", "second line"]
    for words in ("1.\u2002count", "Group", "27 cm", "Two red dots", "End"):
        assert words in view.text
    assert "\ufffc" in view.text
    assert view.quote() is None


def test_a_table_with_many_columns_is_wider_than_the_window(view: ReadingView) -> None:
    rows = (tuple(f"Column {number}" for number in range(16)),)
    view.show_reading(Reading("", (TableBlock(rows),), "calamine", simplified=True))
    assert view.horizontalScrollBar().maximum() > 300
    view.show_reading(Reading("", (Paragraph("short"),), "CertDesk", simplified=False))
    assert view.horizontalScrollBar().maximum() == 0


def test_another_theme_changes_the_colour_of_the_letters(view: ReadingView, theme: ThemeSource) -> None:
    view.show_reading(Reading("", (Paragraph("words"),), "CertDesk", simplified=False))
    theme.choose("dark")
    cursor = QTextCursor(view.document())
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    assert cursor.charFormat().foreground().color() == theme.color("text")


def test_the_document_loads_nothing() -> None:
    document = SealedDocument()
    kinds = QTextDocument.ResourceType
    for kind in (kinds.ImageResource, kinds.StyleSheetResource, kinds.HtmlResource):
        assert document.resource(kind.value, QUrl.fromLocalFile(__file__)) is None


def test_marks_stay_where_they_are_through_themes_sizes_and_other_texts(
    qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path, theme: ThemeSource, tmp_path: Path
) -> None:
    marks = (MediaMark("a", "T4", TextQuote("Paragraph 58: pupils weigh"), current=True),)
    opened(qtbot, viewer, item(text, marks))
    viewer.go_to(marks[0].anchor)
    (before,) = viewer.view.stretches
    theme.choose("dark", 1.5)
    viewer.view.set_zoom(1.2)
    viewer.resize(420, 360)
    assert viewer.view.stretches == (before,)
    assert viewer.anchor().quote == "Paragraph 58: pupils weigh"
    short = tmp_path / "short.txt"
    short.write_text("Short.")
    opened(qtbot, viewer, item(short))
    assert viewer.view.stretches == ()


def test_a_long_quote_of_a_page_is_found_in_the_text(
    qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path
) -> None:
    opened(qtbot, viewer, item(text))
    viewer.go_to(PageRegion(1, Rect(0, 0, 9, 9), "Paragraph 41: pupils weigh sand …"))
    assert viewer.anchor().quote == "Paragraph 41: pupils weigh sand"


def test_the_text_view_shows_its_left_side_and_no_corner(
    qtbot: QtBot, viewer: TextViewer, item: Callable, tmp_path: Path
) -> None:
    path = tmp_path / "wide.md"
    row = "|".join(f" column {number} " for number in range(20))
    path.write_text(f"# Wide\n\n|{row}|\n|{'---|' * 20}\n|{row}|\n" + "\n\nwords" * 60, encoding="utf-8")
    opened(qtbot, viewer, item(path))
    assert viewer.view.horizontalScrollBar().maximum() > 0
    assert viewer.view.horizontalScrollBar().value() == 0
    viewer.view.set_zoom(1.5)
    assert viewer.view.horizontalScrollBar().value() == 0


def test_found_words_are_counted(qtbot: QtBot, viewer: TextViewer, item: Callable, text: Path) -> None:
    opened(qtbot, viewer, item(text))
    assert viewer.surface.find_words("weigh sand", back=False) == (1, 60)
    assert viewer.surface.find_words("weigh sand", back=False) == (2, 60)
    assert viewer.surface.find_words("weigh sand", back=True) == (1, 60)
    assert viewer.surface.find_words("weigh sand", back=True) == (60, 60)
    assert viewer.surface.find_words("nothing like it", back=False) == (0, 0)
