"""Workbooks as tables: quotes of cells, tabs, heads that stay, marks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from certdesk import shipped
from certdesk.core.annotations import TextQuote, WholeItem
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.replies import Heading, Paragraph, Reading, TableBlock
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.viewers.bridge import Deliveries
from certdesk.ui.viewers.grid_text import Cells, Sheet, Workbook, is_number, letters_of, workbook_of
from certdesk.ui.viewers.marks_on_media import MediaMark
from certdesk.ui.viewers.text_viewer import TextViewer
from certdesk.ui.widgets.button import Button

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CSV = "Group,Test,Mean\n" + "\n".join(f"{group},Sand {group},{group * 3}.5" for group in range(1, 101)) + "\n"
TABLES = st.lists(
    st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6)] * 3),
    min_size=1,
    max_size=6,
).map(tuple)


@pytest.fixture
def viewer(theme: ThemeSource, worker: EvidenceWorker, deliveries: Deliveries, show: Callable[..., None]) -> TextViewer:
    made = TextViewer(theme, worker, deliveries)
    show(made)
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tests.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def book() -> Path:
    path = shipped.resources() / "sample_cohort" / "KITE-37" / "shared-table.xlsx"
    if not path.is_file():
        pytest.skip("the sample cohort is not built")
    return path


def opened(qtbot: QtBot, viewer: TextViewer, item: object) -> None:
    viewer.show_item(item)
    qtbot.waitUntil(lambda: bool(viewer.surface.text))


def select(viewer: TextViewer, top: int, left: int, bottom: int, right: int) -> None:
    model = viewer.grid.table.model()
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    viewer.grid.table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


@given(rows=TABLES, data=st.data())
def test_the_quote_of_cells_leads_to_the_same_words(rows: tuple, data: st.DataObject) -> None:
    made = Workbook((Sheet("One", (("a", "b", "c"),)), Sheet("Two", rows)))
    top = data.draw(st.integers(0, len(rows) - 1))
    bottom = data.draw(st.integers(top, len(rows) - 1))
    left = data.draw(st.integers(0, 2))
    right = data.draw(st.integers(left, 2))
    cells = Cells(1, top, left, bottom, right)
    quote = made.quote(cells)
    if quote is not None:
        assert made.find(quote) == cells


def test_cells_are_found_again_when_rows_were_added_above() -> None:
    before = Workbook((Sheet("S", (("Group", "Mean"), ("A", "27"), ("B", "31"))),))
    quote = before.quote(Cells(0, 1, 0, 2, 1))
    assert quote.quote == "A\t27\nB\t31"
    after = Workbook((Sheet("S", (("Title", ""), ("Group", "Mean"), ("A", "27"), ("B", "31"))),))
    assert after.find(quote) == Cells(0, 2, 0, 3, 1)
    assert after.find(TextQuote("nowhere")) is None
    assert after.find(TextQuote("A\n27")) == Cells(0, 2, 0, 2, 1)  # as the reading view quoted it


def test_columns_have_letters_and_numbers_are_told_from_words() -> None:
    assert [letters_of(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert is_number("-3.5 %")
    assert not is_number("3 cm")
    assert not is_number("")


def test_running_text_is_no_workbook() -> None:
    assert workbook_of(Reading("", (Paragraph("x"), TableBlock((("a",),))), "anydoc", simplified=True)) is None
    made = workbook_of(Reading("", (Heading(2, "Data"), TableBlock((("Name", "n"), ("x", "3")))), "c", simplified=True))
    assert made.sheets[0].title == "Data"
    assert made.sheets[0].header == 0


def test_the_names_of_columns_stay_in_view(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    opened(qtbot, viewer, item(table))
    view = viewer.grid.table
    assert [view.model().headerData(at, Qt.Orientation.Horizontal) for at in range(3)] == ["Group", "Test", "Mean"]
    assert view.isRowHidden(0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.horizontalHeader().isVisible()
    assert viewer.place()["offset"] > 500


def test_cells_are_selected_quoted_and_copied(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    opened(qtbot, viewer, item(table))
    assert viewer.anchor() == WholeItem()
    assert viewer.selected() is None
    with qtbot.waitSignal(viewer.anchor_changed):
        select(viewer, 2, 0, 3, 1)
    assert viewer.anchor().quote == "2\tSand 2\n3\tSand 3"
    viewer.setFocus()
    qtbot.keyClick(viewer.grid.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "2\tSand 2\n3\tSand 3"
    qtbot.keyClick(viewer.grid.table, Qt.Key.Key_Escape)
    assert viewer.anchor() == WholeItem()


def test_cells_are_selected_with_keys_alone(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    opened(qtbot, viewer, item(table))
    viewer.setFocus()
    view = viewer.grid.table
    view.setCurrentIndex(view.model().index(5, 1))
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.anchor().quote == "Sand 5\t15.5\nSand 6\t18.5"


def test_going_to_cells_shows_their_worksheet(qtbot: QtBot, viewer: TextViewer, item: Callable, book: Path) -> None:
    opened(qtbot, viewer, item(book))
    grid = viewer.grid
    assert grid.tabs.count() == 2
    second = workbook_text(viewer, 1)
    quote = second.quote
    grid.tabs.setCurrentIndex(1)
    assert grid.sheet == 1
    grid.tabs.setCurrentIndex(0)
    viewer.go_to(second)
    assert grid.sheet == 1
    assert viewer.anchor().quote == quote
    place = json.loads(json.dumps(viewer.place()))
    viewer.close_item()
    opened(qtbot, viewer, item(book, place=place))
    assert grid.sheet == 1


def workbook_text(viewer: TextViewer, sheet: int) -> TextQuote:
    book = viewer.grid._book
    return book.quote(Cells(sheet, 3, 0, 4, 1))


def test_marks_lie_on_their_cells(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    mark = MediaMark("a", "T4", TextQuote("7\tSand 7\t21.5"), current=True)
    opened(qtbot, viewer, item(table, (mark,)))
    ((lying),) = viewer.grid.table.marks
    assert (lying.top, lying.left, lying.bottom, lying.right) == (7, 0, 7, 2)
    assert len(viewer.grid.table.verticalScrollBar().ticks) == 1
    view = viewer.grid.table
    spot = view.visualRect(view.model().index(7, 1)).center()
    with qtbot.waitSignal(viewer.mark_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), LEFT, NONE, spot)
    assert clicked.args == ["a"]


def test_words_are_found_in_all_worksheets(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    opened(qtbot, viewer, item(table))
    qtbot.mouseClick(viewer.findChild(Button, "findOpen"), LEFT)
    field = viewer.findChild(QLineEdit, "findField")
    qtbot.keyClicks(field, "sand 9")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert viewer.anchor().quote == "Sand 9"
    assert viewer._find._count.text() == "1 of 11"
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.anchor().quote == "Sand 99"
    assert viewer._find._count.text() == "11 of 11"


def test_letters_grow_and_the_row_stays(qtbot: QtBot, viewer: TextViewer, item: Callable, table: Path) -> None:
    opened(qtbot, viewer, item(table))
    viewer.go_to(TextQuote("50\tSand 50"))
    before = viewer.grid.table.columnWidth(1)
    viewer.grid.set_zoom(2.0)
    assert viewer.grid.table.columnWidth(1) > before * 1.5
    assert viewer.anchor().quote == "50\tSand 50"
    assert viewer.place()["zoom"] == 2.0


def test_the_sheet_begins_at_its_first_column(qtbot: QtBot, viewer: TextViewer, item: Callable, book: Path) -> None:
    opened(qtbot, viewer, item(book))
    assert viewer.grid.table.horizontalScrollBar().value() == 0
    assert viewer.grid.table.indexAt(QPoint(5, 5)).column() == 0


def test_a_row_of_names_further_down_is_not_shown_twice() -> None:
    rows = (("Filter", ""), ("", ""), ("Group", "Test"), ("A", "41"))
    made = workbook_of(Reading("", (TableBlock(rows, 0),), "", simplified=False))
    assert made is not None
    assert made.sheets[0].header == -1, "its columns are A and B, and the row stays the third"
