"""Worked examples as cards and as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from tests.core.samples import built_in
from tests.ui.rubrics.conftest import Bench, focused, the_menu

from certdesk.core import conditions as rule
from certdesk.core import editing_examples as examples
from certdesk.core import editing_rules as editing
from certdesk.ui.screens.rubrics.examples_card import ExampleCard
from certdesk.ui.screens.rubrics.examples_part import ExamplesPart
from certdesk.ui.screens.rubrics.examples_rows import ExampleRows, column_keys
from certdesk.ui.screens.rubrics.examples_table import ExamplesTable
from certdesk.ui.widgets.button import Button

TEACHING = built_in("stem_teaching")
HARDER = editing.change_condition(TEACHING, "certified", 0, rule.MeanAtLeast(Fraction("2.9")))
KEYS = column_keys(TEACHING)


@pytest.fixture
def strip(bench: Callable[..., Bench]) -> Bench:
    return bench(ExamplesPart, TEACHING, (1294, 400))


@pytest.fixture
def table(strip: Bench) -> ExamplesTable:
    QTest.mouseClick(deed(strip, "table"), Qt.MouseButton.LeftButton)
    found = strip.part.findChild(ExamplesTable)
    assert found.isVisible()
    return found


def deed(bench: Bench, name: str) -> Button:
    return bench.part.findChild(Button, f"examples-{name}")


def cards(bench: Bench) -> list[ExampleCard]:
    return [each for each in bench.part.findChildren(ExampleCard) if each.isVisible()]


def go(table: ExamplesTable, row: int, key: str) -> None:
    table.setCurrentIndex(table.model().index(row, KEYS.index(key)))
    table.setFocus()


def write(table: ExamplesTable, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the current cell as in a spreadsheet."""
    QTest.keyClicks(table.viewport(), text[0])
    field = focused()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, text[1:])
    QTest.keyClick(field, key)
    QApplication.processEvents()  # Qt keeps what was written a moment later


def count(bench: Bench) -> str:
    right = bench.part.findChild(object, "examplesRight")
    return right.text() if right.isVisible() else bench.part.findChild(Button, "examplesCount").words


def test_cards_say_what_comes_of_each_example(strip: Bench) -> None:
    assert count(strip) == "11 of 11 give the expected result"
    shown = cards(strip)
    assert len(shown) == 5
    assert shown[0].accessibleName() == "All secure. Certified. mean 3.00"
    assert "T4 is 2" in shown[1].accessibleDescription()


def test_failing_ones_are_counted_first_and_their_cards_say_what_came_out_instead(strip: Bench) -> None:
    strip.show(HARDER)
    assert count(strip) == "2 of 11 give another result than expected"
    name = cards(strip)[2].accessibleName()
    assert "gives Not yet - resubmit named criteria" in name
    assert "expected Certified" in name
    QTest.mouseClick(strip.part.findChild(Button, "examplesCount"), Qt.MouseButton.LeftButton)
    assert focused() is cards(strip)[2]


def test_a_trial_is_run_and_nothing_of_it_is_kept(strip: Bench) -> None:
    assert isinstance(strip.part, ExamplesPart)
    strip.part.show_trial(HARDER)
    assert count(strip).startswith("2 of 11")
    strip.part.show_trial(TEACHING)
    assert count(strip).startswith("11 of 11")
    assert strip.said == []


def test_pages_turn_with_the_arrows_beside_and_with_the_keyboard(strip: Bench) -> None:
    assert not deed(strip, "previous").isEnabled()
    QTest.mouseClick(deed(strip, "next"), Qt.MouseButton.LeftButton)
    assert cards(strip)[0].accessibleName().startswith("Just under the cut")
    QTest.mouseClick(deed(strip, "previous"), Qt.MouseButton.LeftButton)
    cards(strip)[4].setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused().accessibleName().startswith("Just under the cut")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert strip.part.findChild(ExamplesTable).current_row() == 5


def test_a_mark_is_typed_tried_and_kept_and_enter_goes_down(strip: Bench, table: ExamplesTable) -> None:
    go(table, 0, "mark/T4")
    QTest.keyClicks(table.viewport(), "2")
    assert count(strip).startswith("11 of 11")
    row = table.model().index(0, KEYS.index("result")).data()
    assert row.startswith("gives Not yet")
    assert strip.rubric == TEACHING
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert strip.rubric.examples[0].marks["T4"] == "2"
    assert strip.rubric.examples[0].mean == Fraction("2.84")
    assert table.current_row() == 1
    assert strip.said == ["example “all secure”"]


def test_leaving_keeps_a_half_typed_cell(strip: Bench, table: ExamplesTable) -> None:
    go(table, 0, "name")
    QTest.keyClicks(table.viewport(), "A")
    QTest.keyClicks(focused(), "ll there")
    strip.part.commit()
    assert strip.rubric.examples[0].name == "All there"


def test_escape_takes_a_cell_back(strip: Bench, table: ExamplesTable) -> None:
    go(table, 0, "mark/T4")
    write(table, "1", Qt.Key.Key_Escape)
    assert strip.rubric == TEACHING
    assert table.model().index(0, KEYS.index("result")).data() == "as expected"


@pytest.mark.parametrize(("key", "text"), [("mark/T4", "7"), ("mark/T4", "many"), ("mean", "about"), ("mean", "1/0")])
def test_what_cannot_stand_in_a_cell_is_said_and_changes_nothing(
    strip: Bench, table: ExamplesTable, key: str, text: str
) -> None:
    go(table, 0, key)
    write(table, text)
    assert strip.rubric == TEACHING
    assert strip.part._wrong.isVisible()
    assert table.currentIndex().data(int(Qt.ItemDataRole.DisplayRole)), (
        "the cell is as before, and still the current one"
    )
    assert table.current_row() == 0
    go(table, 1, "mark/T4")
    assert not strip.part._wrong.isVisible(), "its cell was left"
    go(table, 0, "mark/T4")
    write(table, "3.5")
    assert not strip.part._wrong.isVisible()


def test_marks_of_every_kind_and_an_exact_mean(strip: Bench, table: ExamplesTable) -> None:
    for row, text in enumerate(("NO", "u-audio", "-", "2.5")):
        go(table, row, "mark/T6")
        write(table, text)
    assert [each.marks["T6"] for each in strip.rubric.examples[:4]] == ["NO", "U-AUDIO", "-", "2.5"]
    go(table, 0, "mean")
    write(table, "38/15")
    assert strip.rubric.examples[0].mean == Fraction(38, 15)
    assert table.model().index(0, KEYS.index("result")).data().endswith("; the mean is 3.00, not 2.53")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert strip.rubric.examples[1].mean == Fraction(164, 45)  # as computed, which it was already
    go(table, 0, "mean")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert strip.rubric.examples[0].mean == 3  # without T6 the rest is 3 all the same


def test_the_expected_result_is_chosen_from_a_menu(strip: Bench, table: ExamplesTable) -> None:
    go(table, 0, "outcome")
    QTest.keyClick(table, Qt.Key.Key_Return)
    menu = the_menu()
    assert [action.text() for action in menu.actions()][-1] == "Incomplete"
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert strip.rubric.examples[0].outcome == "distinction"
    assert table.model().index(0, KEYS.index("result")).data().startswith("gives Certified: not “Certified with dist")
    QTest.mouseClick(deed(strip, "expect"), Qt.MouseButton.LeftButton)
    assert strip.rubric == TEACHING


def test_examples_are_added_duplicated_moved_and_removed_by_keyboard(strip: Bench, table: ExamplesTable) -> None:
    QTest.mouseClick(deed(strip, "add"), Qt.MouseButton.LeftButton)
    assert set(strip.rubric.examples[11].marks.values()) == {"3"}
    assert table.current_row() == 11
    go(table, 0, "mark/T1")
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert strip.rubric.examples[1].marks == strip.rubric.examples[0].marks
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table.current_row() == 2
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert strip.rubric == examples.add_example(TEACHING)


def test_a_block_from_a_spreadsheet_is_pasted_whole_or_not_at_all(strip: Bench, table: ExamplesTable) -> None:
    go(table, 0, "mark/T1")
    QApplication.clipboard().setText("4\t4\t4\n2\t2,5\tNO\n")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [strip.rubric.examples[0].marks[f"T{n}"] for n in (1, 2, 3)] == ["4", "4", "4"]
    assert [strip.rubric.examples[1].marks[f"T{n}"] for n in (1, 2, 3)] == ["2", "2.5", "NO"]
    kept = strip.rubric
    QApplication.clipboard().setText("1\t1\tnonsense")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert strip.rubric == kept


def test_the_table_keeps_its_place_and_says_why_below(strip: Bench, table: ExamplesTable) -> None:
    go(table, 1, "mark/T4")
    strip.show(replace(strip.rubric, title="Another title"))
    assert table.currentIndex().column() == KEYS.index("mark/T4")
    assert "T4 is 2" in strip.part._why.text()


def test_totals_stand_beside_means_where_the_rules_ask_for_them(strip: Bench) -> None:
    total = editing.change_condition(TEACHING, "certified", 0, rule.TotalAtLeast(Fraction(275)))
    strip.show(total)
    assert "total" in column_keys(total)
    assert cards(strip)[0].accessibleName().endswith("total 300")


def test_without_examples_it_says_what_they_are_for(strip: Bench) -> None:
    strip.show(replace(TEACHING, examples=()))
    assert strip.part._none.isVisible()
    QTest.mouseClick(deed(strip, "add"), Qt.MouseButton.LeftButton)
    assert len(strip.rubric.examples) == 1
    assert not strip.part._none.isVisible()


def test_the_rows_keep_the_contract_of_item_models(qtmodeltester: ModelTester) -> None:
    rows = ExampleRows()
    rows.show_rows(TEACHING, examples.check_each_example(TEACHING))
    qtmodeltester.check(rows)


def test_rubrics_of_sixty_criteria_and_of_none_can_be_shown(strip: Bench, table: ExamplesTable) -> None:
    one = TEACHING.criteria[0]
    many = replace(TEACHING, criteria=tuple(replace(one, id=f"K{n}") for n in range(60)), examples=())
    strip.show(examples.add_example(many))
    assert table.model().columnCount() == 64
    strip.show(replace(many, criteria=(), examples=TEACHING.examples))
    assert table.model().columnCount() == 4
    assert table.state() == QAbstractItemView.State.NoState


def test_cards_fold_in_a_low_window_and_the_table_is_for_examples_alone(strip: Bench) -> None:
    assert cards(strip)
    strip.part.use_room(400)
    assert not cards(strip)
    assert deed(strip, "table").isVisible()
    strip.part.use_room(768)
    assert cards(strip)
    strip.part.open_table()
    strip.show(replace(TEACHING, examples=()))
    assert not strip.part.findChild(ExamplesTable).isVisible()
    assert not deed(strip, "table").isVisible()


def test_a_typed_mark_is_kept_with_the_arrow_and_the_next_cell_has_the_keyboard(
    strip: Bench, table: ExamplesTable
) -> None:
    go(table, 0, "mark/T1")
    write(table, "2", Qt.Key.Key_Right)
    assert strip.rubric.examples[0].marks["T1"] == "2"
    assert table.currentIndex().column() == KEYS.index("mark/T2")
    write(table, "9", Qt.Key.Key_Right)
    assert strip.part._wrong.isVisible()
    assert table.currentIndex().column() == KEYS.index("mark/T2"), "what can't stand there is put right first"
    write(table, "u-audio", Qt.Key.Key_Left)
    assert isinstance(focused(), QLineEdit), "inside the words the arrow moves the caret"
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert strip.rubric.examples[0].marks["T2"] == "U-AUDIO"
    assert table.currentIndex().column() == KEYS.index("mark/T1")
