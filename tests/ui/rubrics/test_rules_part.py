"""The rules panel by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.core.samples import built_in
from tests.ui.rubrics.conftest import Bench, focused, the_menu

from certdesk.core import conditions as rule
from certdesk.core import editing_rules as editing
from certdesk.core.rubric import Rubric
from certdesk.core.starting import empty_rubric
from certdesk.ui.screens.rubrics.rules_choosing import opening
from certdesk.ui.screens.rubrics.rules_part import RulesPart
from certdesk.ui.screens.rubrics.rules_ready import ReadyRules
from certdesk.ui.screens.rubrics.rules_sentence import SentenceFlow
from certdesk.ui.screens.rubrics.rules_token import TokenButton, TokenEditor
from certdesk.ui.widgets.button import Button

TEACHING = built_in("stem_teaching")


@pytest.fixture
def panel(bench: Callable[..., Bench]) -> Bench:
    return bench(RulesPart, TEACHING, (324, 700))


def flow(panel: Bench, outcome: int, place: int) -> SentenceFlow:
    assert isinstance(panel.part, RulesPart)
    return panel.part.blocks[outcome].lines[place].flow


def token(panel: Bench, outcome: int, place: int, field: str) -> TokenButton:
    return next(each for each in flow(panel, outcome, place).tokens if each.token.field == field)


def certified(rubric: Rubric) -> tuple[object, ...]:
    return editing.outcome_called(rubric, "certified").conditions


def typing(panel: Bench, outcome: int, place: int, field: str, text: str) -> TokenEditor:
    """Open a token with Enter and replace what stands in it."""
    made = token(panel, outcome, place, field)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    editor = flow(panel, outcome, place).editor
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)
    return editor


def choose(words: str) -> None:
    """Choose an entry of the menu that is open by keyboard."""
    menu = the_menu()
    found = [action for action in menu.actions() if action.text().partition("\t")[0] == words]
    assert found, [action.text() for action in menu.actions()]
    menu.setActiveAction(found[0])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_every_sentence_says_itself_and_each_token_what_it_means(panel: Bench) -> None:
    shown = flow(panel, 1, 0)
    assert shown.accessibleName() == "if the weighted mean is at least 2.75"
    cut = token(panel, 1, 0, "cut")
    assert cut.accessibleName() == "least value: 2.75"
    assert cut.accessibleDescription() == shown.accessibleName()
    assert panel.part.blocks[3].name.accessibleName() == "Result: Not yet - new portfolio, otherwise"


def test_a_number_is_typed_tried_and_kept_with_enter(panel: Bench, qtbot: QtBot) -> None:
    tried: list[Rubric] = []
    panel.part.trying.connect(tried.append)
    editor = typing(panel, 1, 0, "cut", "2,9")
    assert certified(tried[-1])[0] == rule.MeanAtLeast(Fraction("2.9"))
    assert panel.rubric == TEACHING
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert certified(panel.rubric)[0] == rule.MeanAtLeast(Fraction("2.9"))
    assert panel.said == ["Certified: the weighted mean is at least 2.90"]
    assert focused() is token(panel, 1, 0, "cut")


def test_escape_takes_back_and_says_so(panel: Bench) -> None:
    tried: list[Rubric] = []
    panel.part.trying.connect(tried.append)
    editor = typing(panel, 1, 0, "cut", "3.2")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert tried[-1] == panel.rubric == TEACHING
    assert focused() is token(panel, 1, 0, "cut")


@pytest.mark.parametrize("typed", ["about 3", "1e3", "3/0", ""])
def test_what_is_no_number_is_said_in_place_and_changes_nothing(panel: Bench, typed: str) -> None:
    editor = typing(panel, 1, 0, "cut", "x")
    editor.setText(typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert flow(panel, 1, 0).editor is editor
    assert editor.property("wrong")
    assert "number" in editor.accessibleDescription()
    assert panel.rubric == TEACHING
    token(panel, 0, 0, "cut").setFocus()
    assert flow(panel, 1, 0).editor is None
    assert panel.rubric == TEACHING


def test_leaving_a_token_keeps_what_was_typed(panel: Bench) -> None:
    typing(panel, 1, 3, "cut", "38/15")
    token(panel, 0, 0, "cut").setFocus()
    assert certified(panel.rubric)[3] == rule.SectionMeanAtLeast("A", Fraction(38, 15))


def test_arrows_step_numbers_counts_and_choices_and_the_wheel_never_does(panel: Bench) -> None:
    for outcome, place, field, key in (
        (1, 0, "cut", Qt.Key.Key_Up),
        (0, 2, "at_least", Qt.Key.Key_Down),
        (1, 3, "section", Qt.Key.Key_Down),
        (0, 2, "comparing", Qt.Key.Key_Down),
    ):
        QTest.keyClick(token(panel, outcome, place, field), key)
    distinction = editing.outcome_called(panel.rubric, "distinction").conditions
    assert certified(panel.rubric)[0] == rule.MeanAtLeast(Fraction("2.8"))
    assert certified(panel.rubric)[3] == rule.SectionMeanAtLeast("B", Fraction("2.25"))
    assert distinction[2] == rule.CountAtLevel(Fraction(4), at_least=3, comparing=rule.Comparing.OR_ABOVE)
    before = panel.rubric
    for each in flow(panel, 0, 2).tokens:
        middle = QPointF(5, 5)
        wheel = QWheelEvent(
            middle,
            QPointF(each.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(each, wheel)
    assert panel.rubric == before


def test_a_section_a_level_and_how_it_compares_are_chosen_from_menus(panel: Bench) -> None:
    QTest.mouseClick(token(panel, 1, 3, "section"), Qt.MouseButton.LeftButton)
    choose("C Working with community")
    assert certified(panel.rubric)[3] == rule.SectionMeanAtLeast("C", Fraction("2.25"))
    QTest.keyClick(token(panel, 0, 2, "comparing"), Qt.Key.Key_Space)
    choose("at or above level")
    QTest.keyClick(token(panel, 0, 2, "level"), Qt.Key.Key_F2)
    choose("3 Secure")
    condition = editing.outcome_called(panel.rubric, "distinction").conditions[2]
    assert condition == rule.CountAtLevel(Fraction(3), at_least=4, comparing=rule.Comparing.OR_ABOVE)


def test_named_criteria_are_ticked_several_at_once(panel: Bench) -> None:
    panel.show(editing.add_condition(TEACHING, "certified", rule.NamedAtLeast(("T1",), Fraction(3)), place=0))
    QTest.keyClick(token(panel, 1, 0, "criteria"), Qt.Key.Key_Return)
    menu = the_menu()
    menu.setActiveAction(menu.actions()[3])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert certified(panel.rubric)[0] == rule.NamedAtLeast(("T1", "T4"), Fraction(3))


def test_delete_removes_a_sentence_and_the_keyboard_stays_near(panel: Bench) -> None:
    flow(panel, 1, 1).setFocus()
    QTest.keyClick(flow(panel, 1, 1), Qt.Key.Key_Delete)
    assert rule.FloorsMet() not in certified(panel.rubric)
    assert focused() is flow(panel, 1, 1)
    QTest.keyClick(token(panel, 1, 1, "level"), Qt.Key.Key_Delete)
    assert len(certified(panel.rubric)) == 3


def test_alt_and_arrows_move_a_sentence_also_into_the_next_result(panel: Bench) -> None:
    moved = certified(TEACHING)[4]
    flow(panel, 1, 4).setFocus()
    QTest.keyClick(flow(panel, 1, 4), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert certified(panel.rubric)[3] == moved
    for _step in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editing.outcome_called(panel.rubric, "targeted_resubmission").conditions[0] == moved
    assert focused() is flow(panel, 2, 0)


def test_arrows_go_through_sentences_and_along_their_tokens(panel: Bench) -> None:
    panel.part.blocks[0].name.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is flow(panel, 0, 0)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is token(panel, 0, 0, "cut")
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert focused() is token(panel, 0, 0, "weighted")


def test_a_sentence_is_dragged_to_another_place(panel: Bench, qtbot: QtBot) -> None:
    dragged, target = flow(panel, 1, 1), flow(panel, 1, 3)
    where = target.mapToGlobal(QPoint(40, target.height() - 2))
    QTest.mousePress(dragged, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    for at in (QPoint(4, 30), dragged.mapFromGlobal(where)):
        QTest.mouseMove(dragged, at)
        qtbot.waitUntil(lambda: dragged.cursor().shape() == Qt.CursorShape.ClosedHandCursor)
    assert panel.part.findChild(object, "dropTarget").isVisible()
    QTest.mouseRelease(dragged, Qt.MouseButton.LeftButton, pos=dragged.mapFromGlobal(where))
    assert certified(panel.rubric)[3] == rule.FloorsMet()


def test_results_are_renamed_moved_and_removed(panel: Bench) -> None:
    name = panel.part.blocks[0].name
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "With honours")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert panel.rubric.decision.outcomes[0].label == "With honours"
    QTest.keyClick(focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.id for each in panel.rubric.decision.outcomes][:2] == ["certified", "distinction"]
    QTest.keyClick(focused(), Qt.Key.Key_Delete)
    assert "distinction" not in [each.id for each in panel.rubric.decision.outcomes]


def test_a_half_typed_name_is_taken_back_with_escape_and_kept_on_leaving(panel: Bench) -> None:
    name = panel.part.blocks[0].name
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    QTest.keyClicks(focused(), "Something")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert panel.rubric == TEACHING
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    QTest.keyClicks(focused(), "Honours")
    panel.part.commit()
    assert panel.rubric.decision.outcomes[0].label == "Honours"


def test_the_menu_of_a_result_certifies_and_banks(panel: Bench) -> None:
    more = panel.part.blocks[1].more
    for words in ("Gives a certificate", "Keeps good criteria for a later attempt"):
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
        choose(words)
    outcome = editing.outcome_called(panel.rubric, "certified")
    assert (outcome.certifies, outcome.banks_from, outcome.banks_months) == (False, 3, 24)
    banking = panel.part.blocks[1].lines[-1].flow
    assert banking.accessibleName() == "then criteria at 3 or above are banked for 24 months"
    QTest.keyClick(banking.tokens[1], Qt.Key.Key_Down)
    assert editing.outcome_called(panel.rubric, "certified").banks_months == 23
    QTest.keyClick(banking, Qt.Key.Key_Delete)
    assert editing.outcome_called(panel.rubric, "certified").banks_from is None


def test_a_rule_of_every_kind_can_be_added_and_is_ready_to_be_changed(panel: Bench) -> None:
    add = panel.part.findChild(Button, "addRule")
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    kinds = the_menu().actions()[1].menu()
    count = len(kinds.actions())
    the_menu().close()
    QApplication.processEvents()
    assert count >= 13
    for place in range(count):
        panel.show(TEACHING)
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)
        menu = the_menu()
        menu.actions()[1].menu().actions()[place].trigger()
        menu.close()
        QApplication.processEvents()
        assert len(certified(panel.rubric)) == 6
        assert flow(panel, 1, 5).accessibleName().startswith("and ")


def test_a_new_result_stands_before_the_last_one_and_is_named_at_once(panel: Bench, qtbot: QtBot) -> None:
    QTest.mouseClick(panel.part.findChild(Button, "addRule"), Qt.MouseButton.LeftButton)
    choose("New result")
    assert len(panel.rubric.decision.outcomes) == 5
    assert panel.rubric.decision.outcomes[-1].id == "not_yet"
    panel.part.activateWindow()  # without a window manager nobody does after a menu
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(focused(), "Nearly")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert panel.rubric.decision.outcomes[3].label == "Nearly"
    assert not panel.rubric.decision.outcomes[3].certifies


def test_the_first_result_above_the_last_one_gives_a_certificate(panel: Bench) -> None:
    alone = replace(TEACHING.decision, outcomes=TEACHING.decision.outcomes[-1:])
    panel.show(replace(TEACHING, decision=alone, examples=()))
    for certifying in ([True, False], [True, False, False]):
        QTest.mouseClick(panel.part.findChild(Button, "addRule"), Qt.MouseButton.LeftButton)
        choose("New result")
        assert [each.certifies for each in panel.rubric.decision.outcomes] == certifying


def test_contradictions_are_said_under_their_result(panel: Bench) -> None:
    impossible = editing.change_condition(TEACHING, "certified", 0, rule.MeanAtLeast(Fraction(7)))
    panel.show(impossible)
    wrong = [block._wrong for block in panel.part.blocks]
    assert [each.isVisible() for each in wrong] == [False, True, False, False]


def test_ready_rules_replace_the_rules_and_can_be_undone_by_showing_the_draft_before(panel: Bench) -> None:
    QTest.mouseClick(panel.part.findChild(Button, "usePattern"), Qt.MouseButton.LeftButton)
    choose("Every criterion met")
    assert panel.rubric.decision.outcomes[0].conditions[0] == rule.EveryCriterionAtLeast(Fraction(3))
    panel.show(TEACHING)
    assert len(panel.part.blocks) == 4


def test_the_limits_for_unscorable_criteria(panel: Bench) -> None:
    shown = panel.part.findChild(object, "limit-0")
    QTest.keyClick(shown.flow.tokens[0], Qt.Key.Key_Up)
    assert panel.rubric.decision.unscorable_at_least == 2
    QTest.mouseClick(panel.part.findChild(Button, "addLimit"), Qt.MouseButton.LeftButton)
    choose("B Working with pupils")
    assert dict(panel.rubric.decision.unscorable_in_section) == {"B": 1}
    for _step in range(2):
        QTest.keyClick(shown.flow.tokens[0], Qt.Key.Key_Down)
    assert panel.rubric.decision.unscorable_at_least == 1


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_tokens_stand_inside_the_panel_apart_from_each_other_both_ways(
    panel: Bench, qapp: QApplication, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    long = rule.NamedAtLeast(tuple(each.id for each in TEACHING.criteria) * 3, Fraction(3))
    qapp.setLayoutDirection(direction)
    panel.show(editing.add_condition(TEACHING, "certified", long))
    panel.part.resize(290, 700)
    lines = [line.flow for block in panel.part.blocks for line in block.lines]
    qtbot.waitUntil(lambda: all(not boxes_outside(each) for each in lines))
    for each in lines:
        boxes = [one.geometry() for one in each.tokens]
        assert not any(one.intersects(two) for n, one in enumerate(boxes) for two in boxes[:n])


def boxes_outside(shown: SentenceFlow) -> list[QRect]:
    return [each.geometry() for each in shown.tokens if not shown.rect().contains(each.geometry())]


def test_the_same_draft_again_keeps_the_keyboard_and_what_is_being_typed(panel: Bench) -> None:
    editor = typing(panel, 1, 0, "cut", "2.")
    panel.show(replace(TEACHING, title="Another title"))
    assert focused() is editor
    assert editor.text() == "2."


def test_a_draft_of_nothing_says_what_is_missing_and_can_be_begun(panel: Bench) -> None:
    nothing = replace(TEACHING.decision, outcomes=())
    scale = replace(TEACHING.scale, levels=())
    panel.show(replace(TEACHING, criteria=(), sections=(), scale=scale, decision=nothing, examples=()))
    assert panel.part._wrong.isVisible()
    QTest.mouseClick(panel.part.findChild(Button, "usePattern"), Qt.MouseButton.LeftButton)
    assert not the_menu().actions()[0].isEnabled()
    the_menu().close()
    QTest.mouseClick(panel.part.findChild(Button, "addRule"), Qt.MouseButton.LeftButton)
    choose("New result")
    assert len(panel.part.blocks) == 1
    assert not panel.part._wrong.isVisible()


def test_as_long_as_no_result_certifies_ready_rules_are_offered_in_place(bench: Callable[..., Bench]) -> None:
    panel = bench(RulesPart, empty_rubric("lab", "Lab"), (324, 700))
    card = panel.part.findChild(ReadyRules, "readyRules")
    assert card is not None
    assert card.isVisible()
    assert card.mapTo(panel.part, QPoint()).y() < panel.part.blocks[0].mapTo(panel.part, QPoint()).y()
    offer = card.findChild(Button, "ready-total")
    assert offer is not None
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert [each.certifies for each in panel.rubric.decision.outcomes] == [True, False]
    assert panel.said == ["rules like “Total only”"]
    assert not card.isVisible()
    assert focused() is panel.part.blocks[0].name
    panel.show(empty_rubric("lab", "Lab"))  # undone
    assert card.isVisible()


def test_nothing_is_offered_over_rules_that_certify(panel: Bench) -> None:
    card = panel.part.findChild(ReadyRules, "readyRules")
    assert card is not None
    assert not card.isVisible()


SCREEN = QRect(0, 0, 1366, 728)


@pytest.mark.parametrize(
    ("anchor", "window", "corner"),
    [
        (QRect(400, 100, 30, 60), SCREEN, (400, 162)),  # below
        (QRect(1300, 100, 30, 60), SCREEN, (1166, 162)),  # below, moved in from the edge
        (QRect(400, 650, 30, 60), SCREEN, (400, 348)),  # above
        (QRect(400, 250, 30, 60), QRect(100, 50, 700, 400), (400, 312)),  # out of a low window, still on the screen
        (QRect(400, 290, 30, 160), SCREEN, (400, 428)),  # no room at either side
    ],
)
def test_menus_open_beside_what_they_change_and_stay_on_the_screen(
    anchor: QRect, window: QRect, corner: tuple[int, int]
) -> None:
    found = opening(QSize(200, 300), anchor, (window, SCREEN), begins_right=False)
    assert (found.x(), found.y()) == corner


def test_a_menu_ends_where_its_token_ends_in_a_language_that_begins_right() -> None:
    found = opening(QSize(200, 300), QRect(400, 100, 30, 60), (SCREEN,), begins_right=True)
    assert (found.x(), found.y()) == (230, 162)


def test_the_menu_of_a_token_leaves_the_whole_sentence_free(panel: Bench) -> None:
    sentence = flow(panel, 1, 2)
    token(panel, 1, 2, "level").asked.emit()
    menu = the_menu()
    box = QRect(sentence.mapToGlobal(QPoint(0, 0)), sentence.size())
    assert not menu.geometry().intersects(box)
    menu.close()


def test_the_cross_covers_no_number_and_the_ring_no_word(panel: Bench) -> None:
    assert isinstance(panel.part, RulesPart)
    for block in panel.part.blocks:
        for line in block.lines:
            cross = line.flow.findChild(Button, "removeRule")
            assert cross is not None
            for one in line.flow.tokens:
                assert not cross.geometry().intersects(one.geometry()), line.flow.accessibleName()
                assert one.x() >= 4
