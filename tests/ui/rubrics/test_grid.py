"""The grid by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.core.samples import built_in
from tests.ui.rubrics.conftest import Bench, focused, the_menu

from certdesk.core.editing import set_descriptor, set_weight
from certdesk.core.editing_levels import add_level, give_own_levels
from certdesk.core.rubric import Rubric
from certdesk.core.wordings import with_language, with_text
from certdesk.ui.screens.rubrics.editor_list import EditorList
from certdesk.ui.screens.rubrics.grid_box import CellBox
from certdesk.ui.screens.rubrics.grid_model import Spot
from certdesk.ui.screens.rubrics.grid_part import GridPart
from certdesk.ui.screens.rubrics.grid_pasting import block_of
from certdesk.ui.screens.rubrics.grid_view import GridView
from certdesk.ui.theme.source import ThemeSource
from certdesk.ui.widgets.button import Button

TEACHING = built_in("stem_teaching")
SECURE = Spot("criterion/T4/descriptor/3")


@pytest.fixture
def grid(bench: Callable[..., Bench]) -> Bench:
    return bench(GridPart, TEACHING, (970, 620), TEACHING)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def part(grid: Bench) -> GridPart:
    assert isinstance(grid.part, GridPart)
    return grid.part


def view(grid: Bench) -> GridView:
    return part(grid).view


def at(grid: Bench, key: str, language: str = "") -> GridView:
    """Go to a stop of the grid."""
    shown = view(grid)
    assert shown.go_to(Spot(key, language))
    return shown


def middle(grid: Bench, key: str) -> QPoint:
    """The middle of the cell at a place."""
    shown = view(grid)
    shown.go_to(Spot(key))
    assert shown.grid is not None
    place = shown.grid.where(Spot(key))
    assert place is not None
    return shown.cell_frame(*place).center().toPoint()


def ids(rubric: Rubric) -> list[str]:
    return [criterion.id for criterion in rubric.criteria]


def test_all_sections_are_shown_with_their_weights(grid: Bench) -> None:
    shown = view(grid)
    assert shown.grid is not None
    kinds = [row.kind.name for row in shown.grid.rows]
    assert kinds.count("SECTION") == 3
    assert kinds.count("CRITERION") == 8
    assert part(grid).findChild(QApplication.focusWidget().__class__, "rubricGrid") is shown or shown.isVisible()


def test_one_section_is_shown_when_it_is_chosen(grid: Bench, qtbot: QtBot) -> None:
    choice = part(grid).findChild(object, "section-B")
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    shown = view(grid).grid
    assert shown is not None
    assert [row.id for row in shown.rows if row.kind.name == "CRITERION"] == ["T2", "T4", "T5", "T6"]
    assert part(grid).go_to("criterion/T1/title")
    assert part(grid).section == ""


def test_a_click_puts_the_cursor_into_the_text_and_typing_changes_it(grid: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(view(grid).viewport(), Qt.MouseButton.LeftButton, pos=middle(grid, SECURE.key))
    box = focused()
    assert isinstance(box, CellBox)
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, " Always?")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert grid.rubric.criterion("T4").descriptors[Fraction(3)].endswith(" Always?")
    assert grid.said == ["T4 Secure"]
    assert focused() is view(grid)


def test_just_typing_goes_on_at_the_end_of_the_text(grid: Bench) -> None:
    shown = at(grid, SECURE.key)
    QTest.keyClicks(shown, "x")
    QTest.keyClicks(focused(), "yz")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert grid.rubric.criterion("T4").descriptors[Fraction(3)].endswith("main idea.xyz")
    assert shown.editing == Spot("criterion/T4/descriptor/4")


def test_typing_is_kept_after_a_pause_and_the_box_stays(grid: Bench, qtbot: QtBot) -> None:
    shown = at(grid, "criterion/T4/descriptor/1")
    QTest.keyClick(shown, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "half a wo")
    qtbot.waitUntil(lambda: grid.rubric.criterion("T4").descriptors[Fraction(1)].endswith("half a wo"))
    assert isinstance(focused(), CellBox)
    QTest.keyClicks(focused(), "rd")
    part(grid).commit()
    assert grid.rubric.criterion("T4").descriptors[Fraction(1)].endswith("half a word")


def test_escape_takes_back_what_was_typed_in_this_cell_also_when_it_was_kept(grid: Bench) -> None:
    shown = at(grid, SECURE.key)
    QTest.keyClick(shown, Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "one")
    shown.keep_typed()
    QTest.keyClicks(focused(), "two")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert grid.rubric == TEACHING
    assert focused() is shown


def test_a_change_from_elsewhere_shows_in_the_open_box(grid: Bench) -> None:
    shown = at(grid, SECURE.key)
    QTest.keyClick(shown, Qt.Key.Key_F2)
    grid.show(set_descriptor(TEACHING, "T1", Fraction(1), "another cell"))
    assert shown.editing == SECURE
    grid.show(set_descriptor(TEACHING, "T4", Fraction(3), "taken back"))
    assert shown.editing is None
    assert grid.rubric.criterion("T4").descriptors[Fraction(3)] == "taken back"


def test_arrows_go_through_cells_chips_and_the_head(grid: Bench) -> None:
    shown = at(grid, "criterion/T1/title")
    visited = []
    for key in (Qt.Key.Key_Right,) * 4 + (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Up):
        QTest.keyClick(shown, key)
        assert shown.spot is not None
        visited.append(shown.spot.key.removeprefix("criterion/"))
    assert visited == [
        *("T1/weight", "T1/floor", "T1/critical", "T1/descriptor/1"),
        *("T3/descriptor/1", "T3/descriptor/4", "T3/title", "T1/title"),
    ]
    QTest.keyClick(shown, Qt.Key.Key_Up)
    assert shown.spot == Spot("section/A/title")


def test_arrows_run_the_other_way_where_the_language_does(mirrored: None, grid: Bench) -> None:
    shown = at(grid, "criterion/T1/title")
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert shown.spot == Spot("criterion/T1/weight")
    assert shown.cell_frame(1, 0).left() > shown.cell_frame(1, 1).left()


def test_tab_comes_to_another_criterion_after_the_last_text_and_then_leaves_the_grid(grid: Bench) -> None:
    shown = at(grid, "criterion/T8/descriptor/4")
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    assert shown.spot == Spot("section/C/add")
    QTest.keyClick(shown, Qt.Key.Key_Backtab)
    assert shown.spot == Spot("criterion/T8/descriptor/4")
    QTest.keyClick(shown, Qt.Key.Key_Backtab)
    assert shown.spot == Spot("criterion/T8/descriptor/3")
    at(grid, "section/C/add")
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    assert focused() is not shown


def test_rows_are_written_one_after_the_other_by_keyboard_alone(grid: Bench) -> None:
    shown = at(grid, "criterion/T8/descriptor/4")
    QTest.keyClicks(shown, "!")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert shown.spot == Spot("section/C/add")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    box = focused()
    assert isinstance(box, CellBox)
    QTest.keyClicks(box, "Another")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert grid.rubric.criteria[-1].title == "Another"


def test_the_only_section_is_named_in_its_band(grid: Bench) -> None:
    only = replace(grid.rubric.sections[0], criteria=("T1",))
    grid.show(replace(grid.rubric, sections=(only,), criteria=(grid.rubric.criterion("T1"),), examples=()))
    shown = at(grid, "section/A/title")
    QTest.keyClicks(shown, "!")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert grid.rubric.sections[0].title == "Working with colleagues!"


def test_a_weight_is_typed_into_its_chip(grid: Bench) -> None:
    shown = at(grid, "criterion/T4/weight")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    field = focused()
    assert field.objectName() == "numberBox"
    QTest.keyClicks(field, "12,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert grid.rubric.criterion("T4").weight == Fraction(25, 2)
    total = part(grid).findChild(object, "totalWeight")
    assert total.text() == "Total 96.5"
    QTest.mouseClick(part(grid).findChild(Button, "rebalance"), Qt.MouseButton.LeftButton)
    assert sum(criterion.weight for criterion in grid.rubric.criteria) == 100
    assert total.text() == "Total 100"


def test_what_is_no_weight_is_refused_with_a_sentence(grid: Bench, tools, qtbot: QtBot) -> None:
    shown = at(grid, "criterion/T4/weight")
    QTest.keyClicks(shown, "7")
    QTest.keyClicks(focused(), "x")
    with qtbot.waitSignal(tools.session.refused) as refused:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert "not a weight" in str(refused.args[0])
    assert grid.rubric == TEACHING


def test_a_floor_is_chosen_from_a_menu_and_critical_is_switched(grid: Bench, qtbot: QtBot) -> None:
    shown = at(grid, "criterion/T4/floor")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    action = next(each for each in the_menu().actions() if each.objectName() == "floor-2")
    action.trigger()
    the_menu().close()
    assert grid.rubric.criterion("T4").floor == 2
    shown = at(grid, "criterion/T4/critical")
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert not grid.rubric.criterion("T4").critical
    assert "T4" not in grid.rubric.scale.never_not_observed


def test_rows_move_by_keyboard_across_sections(grid: Bench) -> None:
    shown = at(grid, "criterion/T2/title")
    QTest.keyClick(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert grid.rubric.criterion("T2").section == "A"
    assert shown.spot == Spot("criterion/T2/title")
    QTest.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert grid.rubric.sections == TEACHING.sections


def test_a_row_is_dragged_by_its_grip(grid: Bench, qtbot: QtBot) -> None:
    part(grid).show_section("B")
    shown = view(grid)
    frame = shown.cell_frame(1, 0)
    target = shown.cell_frame(2, 0)
    start = QPoint(int(frame.left()) + 12, int(frame.top()) + 16)
    QTest.mousePress(shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for y in (start.y() + 20, int(target.bottom()) - 4):
        QTest.mouseMove(shown.viewport(), QPoint(start.x(), y))
    assert shown.drop_at == 3
    QTest.mouseRelease(
        shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(start.x(), y)
    )
    assert grid.rubric.section("B").criteria[:2] == ("T4", "T2")
    assert grid.said == ["T2 moved"]


def test_a_criterion_is_duplicated_and_removed_with_a_notice(grid: Bench, qtbot: QtBot) -> None:
    shown = at(grid, "criterion/T4/title")
    QTest.keyClick(shown, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert shown.spot == Spot("criterion/T9/title")
    assert grid.rubric.criterion("T9").descriptors == TEACHING.criterion("T4").descriptors
    with qtbot.waitSignal(part(grid).removed):
        QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert grid.rubric == TEACHING
    assert shown.spot is not None


def test_delete_empties_a_descriptor_and_says_so(grid: Bench, qtbot: QtBot) -> None:
    shown = at(grid, SECURE.key)
    with qtbot.waitSignal(part(grid).removed):
        QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert grid.rubric.criterion("T4").descriptors[Fraction(3)] == ""


def test_cells_of_a_spreadsheet_fill_a_block_and_make_new_criteria(grid: Bench) -> None:
    shown = at(grid, "criterion/T8/descriptor/1")
    QApplication.clipboard().setText('one\t"two\nlines"\tthree\nnext\tline\n')
    QTest.keyClick(shown, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert list(grid.rubric.criterion("T8").descriptors.values())[:3] == ["one", "two\nlines", "three"]
    assert ids(grid.rubric)[-1] == "T9"
    assert list(grid.rubric.criterion("T9").descriptors.values()) == ["next", "line", "", ""]
    assert grid.said == ["5 cells pasted"]


def test_pasting_several_cells_into_the_open_box_fills_cells_too(grid: Bench) -> None:
    shown = at(grid, "criterion/T4/descriptor/1")
    QTest.keyClick(shown, Qt.Key.Key_F2)
    QApplication.clipboard().setText("a\tb")
    QTest.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert list(grid.rubric.criterion("T4").descriptors.values())[:2] == ["a", "b"]


def test_the_menu_of_a_criterion_can_do_everything(grid: Bench) -> None:
    at(grid, "criterion/T4/title")
    part(grid)._open_menu(Spot("criterion/T4/title"), QPoint(0, 0))
    names = {action.objectName() for action in the_menu().actions()}
    assert {"edit", "details", "rename", "weight", "critical", "add", "duplicate", "up", "down", "remove"} <= names
    next(each for each in the_menu().actions() if each.objectName() == "lock").trigger()
    the_menu().close()
    part(grid).rebalance(equal=True)
    assert grid.rubric.criterion("T4").weight == 16
    assert sum(criterion.weight for criterion in grid.rubric.criteria) == 100


def test_a_criterion_moves_to_a_section_that_is_made_for_it(grid: Bench) -> None:
    at(grid, "criterion/T4/title")
    part(grid)._open_menu(Spot("criterion/T4/title"), QPoint(0, 0))
    into = next(each.menu() for each in the_menu().actions() if each.text() == "Move to section")
    next(each for each in into.actions() if each.objectName() == "toNew").trigger()
    the_menu().close()
    box = focused()
    assert isinstance(box, CellBox)
    QTest.keyClicks(box, "Together")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (grid.rubric.sections[-1].title, grid.rubric.sections[-1].criteria) == ("Together", ("T4",))
    assert grid.rubric.criterion("T4").section == grid.rubric.sections[-1].id


def test_levels_are_added_and_renamed_in_the_head(grid: Bench) -> None:
    at(grid, "level/4/label")
    part(grid)._open_menu(Spot("level/4/label"), QPoint(0, 0))
    next(each for each in the_menu().actions() if each.objectName() == "above").trigger()
    the_menu().close()
    box = focused()
    assert isinstance(box, CellBox)
    QTest.keyClicks(box, "Beyond")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert [(level.value, level.label) for level in grid.rubric.scale.levels][-1] == (5, "Beyond")
    assert grid.rubric.criterion("T1").descriptors[Fraction(5)] == ""


def test_a_criterion_is_added_at_the_end_of_a_section_and_titled_at_once(grid: Bench) -> None:
    shown = at(grid, "section/A/add")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "Shared planning")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert grid.rubric.section("A").criteria[-1] == "T8" or grid.rubric.section("A").criteria[-1] == "T9"
    assert grid.rubric.criterion(grid.rubric.section("A").criteria[-1]).title == "Shared planning"


def test_what_changed_since_the_version_before_is_marked_and_said(grid: Bench) -> None:
    grid.show(set_descriptor(TEACHING, "T4", Fraction(3), "Other words are here now."))
    says = part(grid).findChild(object, "gridSays")
    assert says.text() == "T4 Secure changed: scores made with 1.0.0 keep their old wording."
    shown = view(grid).grid
    assert shown is not None
    assert shown.marks[SECURE.key].changed


def test_hints_are_listed_and_ignored_for_good(grid: Bench, qtbot: QtBot) -> None:
    poor = set_descriptor(TEACHING, "T4", Fraction(3), "The talk is excellent.")
    grid.show(poor)
    button = part(grid).findChild(Button, "hints")
    assert button.words == "1 hint"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, EditorList)
    QTest.mouseClick(shown.findChild(Button, "go-0"), Qt.MouseButton.LeftButton)
    assert view(grid).spot == SECURE
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, EditorList)
    QTest.mouseClick(shown.findChild(Button, "ignore-0"), Qt.MouseButton.LeftButton)
    shown.close()
    assert not button.isVisible()
    grid.show(TEACHING)
    grid.show(poor)
    assert not button.isVisible()


def test_screen_readers_hear_criterion_level_and_text(grid: Bench) -> None:
    shown = at(grid, SECURE.key)
    said = shown.accessibleName()
    assert said.startswith("T4 Student collaboration, level 3 Secure. The task requires joint reasoning.")
    at(grid, "criterion/T4/floor")
    assert shown.accessibleName() == "T4 Student collaboration, floor 3"


def test_two_languages_stand_in_every_cell_and_missing_ones_are_counted(grid: Bench, qtbot: QtBot) -> None:
    rubric = with_text(with_language(TEACHING, "ar"), "ar", SECURE.key, "تتطلب المهمة تفكيرًا مشتركًا")
    grid.show(rubric)
    part(grid).show_language("ar")
    shown = at(grid, SECURE.key)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.spot == Spot(SECURE.key, "ar")
    assert "(ar)" in shown.accessibleName()
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    assert shown.spot == Spot("criterion/T4/descriptor/4", "ar")
    QTest.keyClicks(shown, "abc")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert grid.rubric.translations[0].texts["criterion/T4/descriptor/4"] == "abc"
    assert grid.rubric.criterion("T4") == TEACHING.criterion("T4")
    missing = part(grid).findChild(Button, "missing")
    assert "missing" in missing.words
    qtbot.mouseClick(missing, Qt.MouseButton.LeftButton)
    assert shown.editing == Spot("criterion/T5/title", "ar")


def test_rows_are_as_tall_as_their_texts_and_grow_while_one_types(grid: Bench) -> None:
    shown = at(grid, SECURE.key)
    assert shown.grid is not None
    row = shown.grid.where(SECURE)[0]  # type: ignore[index]
    before = shown.table().heights[row]
    QTest.keyClick(shown, Qt.Key.Key_F2)
    box = focused()
    assert isinstance(box, CellBox)
    box.insertPlainText(" More words." * 30)
    assert shown.table().heights[row] > before
    assert box.height() >= box.document().size().height()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert shown.table().heights[row] == before


def test_many_levels_scroll_sideways_and_the_first_column_stays(grid: Bench) -> None:
    rubric = TEACHING
    while len(rubric.scale.levels) < 9:
        rubric = add_level(rubric, len(rubric.scale.levels))
    grid.show(rubric)
    shown = at(grid, "criterion/T1/descriptor/9")
    assert shown.horizontalScrollBar().value() > 0
    assert shown.cell_frame(2, 0).left() == 0
    place = shown.grid.where(Spot("criterion/T1/descriptor/9"))  # type: ignore[union-attr]
    assert shown.cell_frame(*place).right() <= shown.viewport().width() + 1  # type: ignore[misc]


def test_own_levels_are_named_in_their_cells(grid: Bench) -> None:
    grid.show(add_level(give_own_levels(TEACHING, "T1"), 4, label="Beyond", of="T1"))
    shown = view(grid).grid
    assert shown is not None
    assert shown.columns == 6
    assert shown.stops(shown.row_of("T1") or 0, 5) == (Spot("criterion/T1/descriptor/5"),)
    assert shown.stops(shown.row_of("T2") or 0, 5) == ()


def test_a_new_theme_lays_everything_out_anew(grid: Bench, theme: ThemeSource) -> None:
    before = view(grid).table().height
    theme.choose(text_scale=1.5)
    assert view(grid).table().height > before


def test_a_click_beside_everything_keeps_what_was_typed(grid: Bench, qtbot: QtBot) -> None:
    few = replace(TEACHING, sections=TEACHING.sections[:1], criteria=TEACHING.criteria[:2])
    few = replace(few, sections=(replace(few.sections[0], criteria=("T1", "T3")),))
    grid.show(few)
    shown = at(grid, "criterion/T1/descriptor/1")
    QTest.keyClicks(shown, "z")
    bottom = QPointF(400, shown.viewport().height() - 4).toPoint()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=bottom)
    assert grid.rubric.criterion("T1").descriptors[Fraction(1)].endswith("z")


def test_weights_that_are_points_are_not_taken_for_per_cents(grid: Bench) -> None:
    rubric = TEACHING
    for criterion in rubric.criteria:
        rubric = set_weight(rubric, criterion.id, Fraction(1))
    grid.show(rubric)
    assert part(grid).findChild(object, "totalWeight").text() == "Total 8"
    assert view(grid).table().chips(2)[0].words == "Weight 1"


def test_a_quotation_mark_that_is_never_closed_is_only_a_letter():
    block = block_of('"Yes\tNo\n' + "endless " * 20_000 + "\tend\n")
    assert block[0] == ('"Yes', "No")
    assert block[1][1] == "end"


def test_words_break_in_the_box_where_they_break_in_the_cell(grid: Bench) -> None:
    for criterion in TEACHING.criteria:
        for level in TEACHING.scale.levels:
            spot = Spot(f"criterion/{criterion.id}/descriptor/{level.value}")
            shown = at(grid, spot.key)
            QTest.keyClick(shown, Qt.Key.Key_F2)
            assert shown.grid is not None
            place = shown.grid.where(spot)
            assert place is not None
            drawn = shown.table().wrapped(spot, place[1]).layout
            typed = shown.box.document().firstBlock().layout()
            breaks = [[each.lineAt(n).textLength() for n in range(each.lineCount())] for each in (drawn, typed)]
            assert breaks[0] == breaks[1], spot
            QTest.keyClick(shown.box, Qt.Key.Key_Escape)


def test_after_a_criterion_was_added_the_next_one_can_be_added_without_scrolling(grid: Bench) -> None:
    shown = at(grid, "section/B/add")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert shown.grid is not None
    place = shown.grid.where(Spot("section/B/add"))
    assert place is not None
    assert shown.cell_frame(*place).bottom() <= shown.viewport().height()
