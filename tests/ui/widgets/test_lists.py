"""Tables, lists and checks: chosen and opened by mouse and keyboard, drawn in every theme, mirrored where needed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from certdesk.core.marks import UNMARKED, LevelGiven
from certdesk.core.rubric import Scale
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button, button
from certdesk.ui.widgets.cell import CELL, Cell, Head
from certdesk.ui.widgets.check_list import Check, CheckAction, CheckList
from certdesk.ui.widgets.empty_state import EmptyState
from certdesk.ui.widgets.row_list import RowList
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.verdict import Verdict

LEFT = Qt.MouseButton.LeftButton


def a_model(scale: Scale, rows: int = 3) -> QStandardItemModel:
    model = QStandardItemModel(rows, 4)
    heads = (Head("Code"), Head("State"), Head(codes=("T1", "T2")), Head("Left", right=True))
    for column, head in enumerate(heads):
        item = QStandardItem(head.words)
        item.setData(head, CELL)
        model.setHorizontalHeaderItem(column, item)
    for row in range(rows):
        cells = (
            Cell(f"KITE-{row}", weight=600, below="second line"),
            Cell("In progress", icon="in_progress", icon_tone="accent"),
            Cell(marks=(LevelGiven(Fraction(3)), UNMARKED), scales=(scale, scale)),
            Cell("52 min", rest="left", right=True),
        )
        for column, cell in enumerate(cells):
            item = QStandardItem(cell.words)
            item.setData(cell, CELL)
            model.setItem(row, column, item)
    return model


@pytest.fixture
def table(theme: ThemeSource, scale: Scale, show: Callable[..., QWidget]) -> TableView:
    made = TableView(theme)
    model = a_model(scale)
    model.setParent(made)
    made.setModel(model)
    made.set_columns((120, None, 80, 110))
    show(made, 600, 240)
    return made


def test_rows_are_chosen_and_opened(table: TableView, qtbot: QtBot) -> None:
    chosen: list[int] = []
    opened: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.row_opened.connect(opened.append)
    middle = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=middle)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen == [1, 2]
    assert opened == [2]
    table.set_current_row(99)
    assert table.current_row() == 2, "a row that is not there changes nothing"


def test_a_double_click_opens_once(table: TableView, qtbot: QtBot) -> None:
    opened: list[int] = []
    table.row_opened.connect(opened.append)
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    assert opened == [0]


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_the_chosen_row_is_tinted_and_ringed_across_all_columns(
    table: TableView, theme: ThemeSource, name: str
) -> None:
    theme.choose(name)
    table.set_current_row(1)
    table.setFocus()
    drawn = table.viewport().grab().toImage()
    row = table.visualRect(table.model().index(1, 0))
    for column in range(4):
        cell = table.visualRect(table.model().index(1, column))
        assert drawn.pixelColor(cell.left() + 5, cell.top() + 6) == theme.color("accent-soft")
    assert drawn.pixelColor(300, row.top() + 1) == theme.color("accent")


def test_the_whole_row_shows_the_hover(table: TableView, theme: ThemeSource) -> None:
    table.set_current_row(0)
    cell = table.visualRect(table.model().index(2, 0))
    place, none = QPointF(cell.center()), Qt.MouseButton.NoButton
    there = table.viewport().mapToGlobal(place)
    move = QMouseEvent(QEvent.Type.MouseMove, place, there, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table.viewport(), move)
    assert table.hovered_row() == 2
    far = table.visualRect(table.model().index(2, 3))
    assert table.viewport().grab().toImage().pixelColor(far.left() + 4, far.top() + 6) == theme.color("hover")


def test_rows_and_head_grow_with_the_text(table: TableView, theme: ThemeSource) -> None:
    theme.choose(text_scale=2.0)
    assert table.rowHeight(0) == theme.px(44)
    assert table.horizontalHeader().height() == theme.px(32)


def test_a_model_without_cells_is_shown_by_its_words(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    made = TableView(theme)
    model = QStandardItemModel(1, 1, made)
    model.setItem(0, 0, QStandardItem("words"))
    made.setModel(model)
    empty = TableView(theme)
    empty.setModel(QStandardItemModel(1, 1, empty))
    show(made)
    show(empty)
    assert made.viewport().grab().toImage() != empty.viewport().grab().toImage()


def test_tables_are_mirrored(table: TableView, qapp: QApplication, theme: ThemeSource) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.set_current_row(0)
    first, last = (table.visualRect(table.model().index(0, column)) for column in (0, 3))
    assert first.left() > last.right()
    table.grab()


def test_a_list_of_evidence_is_chosen_and_opened(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    made = RowList(theme)
    model = QStandardItemModel(3, 1, made)
    picture = QPixmap(200, 300)
    picture.fill(QColor("#ABCDEF"))
    for row in range(3):
        item = QStandardItem(f"Item {row}")
        item.setData(Cell(f"Item {row}", below="PDF", trailing="T1\nT2", picture=picture if row else None), CELL)
        model.setItem(row, 0, item)
    made.setModel(model)
    show(made, 208, 300)
    chosen: list[int] = []
    opened: list[int] = []
    made.row_chosen.connect(chosen.append)
    made.row_opened.connect(opened.append)
    place = made.visualRect(model.index(1, 0))
    qtbot.mouseClick(made.viewport(), LEFT, pos=place.center())
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert (chosen, opened) == ([1], [1])
    assert place.height() == theme.px(54)
    drawn = made.viewport().grab().toImage()
    assert drawn.pixelColor(36, place.center().y()) == QColor("#ABCDEF")
    made.set_sizes(44, 32)
    assert made.visualRect(model.index(1, 0)).height() == theme.px(44)


CHECKS = (
    Check("t6", "warn", "T6 has no next step", "It is below standard", (CheckAction("write", "Write it"),)),
    Check("letter", "bad", "Page is upside down", "", (CheckAction("turn", "Turn it", "primary"),)),
    Check("all", "ok", "All 8 criteria are marked"),
)


def test_checks_say_their_state_and_tell_what_was_pressed(
    theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot
) -> None:
    made = CheckList(theme)
    made.show_checks(CHECKS)
    show(made, 480, 300)
    heard: list[tuple[str, str]] = []
    made.action_chosen.connect(lambda check, action: heard.append((check, action)))
    assert (
        made.findChild(QWidget, "check-t6").accessibleName() == "To look at. T6 has no next step. It is below standard"
    )
    for name in ("check-t6-write", "check-letter-turn"):
        qtbot.mouseClick(made.findChild(Button, name), LEFT)
    assert heard == [("t6", "write"), ("letter", "turn")]
    assert made.findChild(Button, "check-t6-write").accessibleDescription() == "T6 has no next step"
    made.show_checks(CHECKS[:1])
    qtbot.waitUntil(lambda: made.findChild(QWidget, "check-all") is None)


@pytest.mark.parametrize(
    ("kind", "ground"), [("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("info", "sunken")]
)
def test_a_verdict_has_the_colour_of_its_answer_and_says_it(
    theme: ThemeSource, show: Callable[..., QWidget], kind: str, ground: str
) -> None:
    made = Verdict(theme)
    show(made, 700, 200)
    made.show_verdict(kind, "Genuine, but…", "It was superseded.")
    assert made.grab().toImage().pixelColor(4, 100) == theme.color(ground)
    assert made.accessibleName() == "GENUINE, BUT…. It was superseded."


def test_a_verdict_changes_its_buttons(theme: ThemeSource, show: Callable[..., QWidget], qtbot: QtBot) -> None:
    made = Verdict(theme)
    made.add_button(button(theme, "One", kind="primary"))
    made.add_button(button(theme, "Two"))
    show(made, 700, 200)
    assert [each.words for each in made.findChildren(Button)] == ["One", "Two"]
    made.clear_buttons()
    qtbot.waitUntil(lambda: not made.findChildren(Button))


def test_an_empty_place_says_what_belongs_there(theme: ThemeSource, show: Callable[..., QWidget]) -> None:
    made = EmptyState(theme)
    made.show_empty("folder", "No portfolios yet", "Drop a folder here.")
    made.add_action(button(theme, "Add portfolio", kind="primary"))
    show(made, 400, 260)
    assert made.accessibleName() == "No portfolios yet. Drop a folder here."
    edge = {made.grab().toImage().pixelColor(x, 0).name() for x in range(100, 300)}
    assert theme.color("ctl").name() in edge
