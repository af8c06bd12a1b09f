"""What other rules would do to results that are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.core.samples import built_in
from tests.support.building import CRITERIA, level, put_portfolio, small_rubric
from tests.support.fixtures import begun
from tests.ui.rubrics.conftest import Bench

from certdesk.actions.scoring import mark_criterion
from certdesk.core import conditions as rule
from certdesk.core import editing_rules as editing
from certdesk.core.rubric import Rubric
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.rubrics.rules_outcome import Place
from certdesk.ui.screens.rubrics.what_if_bars import OutcomeBars
from certdesk.ui.screens.rubrics.what_if_flips import CODE, FlipRows, FlipsTable
from certdesk.ui.screens.rubrics.what_if_part import WhatIfPart
from certdesk.ui.screens.rubrics.what_if_slider import CutSlider
from certdesk.ui.screens.rubrics.what_if_spread import Spread
from certdesk.ui.screens.rubrics.what_if_trace import TracePanel
from certdesk.ui.screens.rubrics.what_if_trial import Member, Population, try_rules_on
from certdesk.ui.widgets.button import Button

SMALL = small_rubric()
CUT = Place("pass", 0)
SIZE = (1294, 700)


@pytest.fixture
def marked(workspace: Workspace) -> Workspace:
    """Four results: two of 4, 3 and 2 throughout, and one with nothing marked yet."""
    for code in ("P-003", "P-004"):
        put_portfolio(workspace, code)
    for code, value in (("P-001", 4), ("P-002", 3), ("P-003", 2)):
        id_ = begun(workspace, code)
        for criterion in CRITERIA:
            mark_criterion(workspace, id_, criterion, level(value))
    begun(workspace, "P-004")
    return workspace


@pytest.fixture
def view(marked: Workspace, bench: Callable[..., Bench]) -> Bench:
    del marked
    return bench(WhatIfPart, SMALL, SIZE)


def head(view: Bench) -> str:
    return view.part.findChild(QLabel, "whatIfHead").text()


def about(view: Bench) -> str:
    return view.part.findChild(QLabel, "whatIfAbout").text()


def slider(view: Bench, place: Place = CUT) -> CutSlider:
    return view.part.findChild(CutSlider, f"slide-{place.outcome}-{place.condition}")


def bars(view: Bench) -> str:
    return view.part.findChild(OutcomeBars).accessibleDescription()


def test_at_first_nothing_changes_and_n_is_said(view: Bench) -> None:
    assert head(view) == "0 of 3 results would change"
    assert "1 without any level is left out." in about(view)
    assert view.part.findChild(QLabel, "whatIfAbout").isVisible()
    assert view.part._few.text() == "only 3: too few to generalise"
    assert not view.part.findChild(Button, "useTrial").isEnabled()


def test_a_slider_moves_a_cut_by_keyboard_and_says_who_changes_and_why(view: Bench, qtbot: QtBot) -> None:
    QTest.keyClick(slider(view), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: head(view) == "1 of 3 results would change")
    rows = view.part.findChild(FlipsTable).model()
    said = [rows.index(0, column).data() for column in range(4)]
    assert said[0] == "P-002"
    assert said[1].startswith("Certificate → ")
    assert "3.05" in said[2]
    assert "1 would stand lower." in about(view)
    assert "Certificate: 2 before, 1 after" in bars(view)
    assert view.said == []


def test_the_wheel_moves_no_slider(view: Bench) -> None:
    made = slider(view)
    before, middle = made.value(), QPointF(20, 8)
    wheel = QWheelEvent(
        middle,
        QPointF(made.mapToGlobal(QPoint(20, 8))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(made, wheel)
    assert made.value() == before


def test_a_cut_is_dragged_in_the_spread(view: Bench, qtbot: QtBot) -> None:
    spread = view.part.findChild(Spread)
    start = QPoint(round(spread._x(3.0)), spread.height() // 2)
    end = QPoint(round(spread._x(3.5)), spread.height() // 2)
    QTest.mousePress(spread, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(spread, end)
    QTest.mouseRelease(spread, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: slider(view).value() * Fraction(1, 20) == Fraction("3.5"))
    qtbot.waitUntil(lambda: head(view) == "1 of 3 results would change")


def test_weights_floors_and_critical_signs_can_be_tried(view: Bench, qtbot: QtBot) -> None:
    line = view.part.findChild(object, "try-T1").flow
    weight, floor, critical = line.tokens
    assert line.accessibleName() == "T1 Title of T1: weight 10, floor 2, not critical"
    QTest.keyClick(weight, Qt.Key.Key_Up)
    QTest.keyClick(critical, Qt.Key.Key_Up)
    for _step in range(2):
        QTest.keyClick(floor, Qt.Key.Key_Up)
    tried = view.part._after.criteria[0]
    assert (tried.weight, tried.critical, tried.floor) == (11, True, 4)
    qtbot.waitUntil(lambda: head(view) == "1 of 3 results would change")
    rows = view.part.findChild(FlipsTable).model()
    assert "T1" in rows.index(0, 3).data()


def test_a_number_is_tried_while_it_is_typed_and_escape_goes_back(view: Bench, qtbot: QtBot) -> None:
    line = view.part.findChild(object, "try-pass-0").flow
    cut = next(each for each in line.tokens if each.token.field == "cut")
    for last, expected in ((Qt.Key.Key_Escape, "0 of 3"), (Qt.Key.Key_Return, "1 of 3")):
        QTest.keyClick(cut, Qt.Key.Key_Return)
        QTest.keyClicks(line.editor, "3.5")
        qtbot.waitUntil(lambda: head(view).startswith("1 of 3"))
        QTest.keyClick(line.editor, last)
        qtbot.waitUntil(lambda wanted=expected: head(view).startswith(wanted))
    assert view.said == []


def test_put_back_takes_the_trial_back_and_use_hands_it_over(view: Bench, qtbot: QtBot) -> None:
    QTest.keyClick(slider(view), Qt.Key.Key_PageUp)
    qtbot.waitUntil(view.part.findChild(Button, "putBack").isEnabled)
    QTest.mouseClick(view.part.findChild(Button, "putBack"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: head(view) == "0 of 3 results would change")
    assert view.said == []
    QTest.keyClick(slider(view), Qt.Key.Key_Right)
    qtbot.waitUntil(view.part.findChild(Button, "useTrial").isEnabled)
    QTest.mouseClick(view.part.findChild(Button, "useTrial"), Qt.MouseButton.LeftButton)
    assert editing.outcome_called(view.rubric, "pass").conditions[0] == rule.MeanAtLeast(Fraction("3.05"))
    assert view.said == ["what was tried"]


def test_a_chosen_row_opens_both_traces(view: Bench, qtbot: QtBot) -> None:
    QTest.keyClick(slider(view), Qt.Key.Key_Right)
    table = view.part.findChild(FlipsTable)
    qtbot.waitUntil(table.isVisible)
    table.set_current_row(0)
    trace = view.part.findChild(TracePanel)
    assert trace.isVisible()
    said = " ".join(each.text() for each in trace.findChildren(QLabel))
    assert "Before: Certificate" in said
    assert "Weighted mean at least 3.05: 3.00" in said


def test_the_published_version_is_what_is_compared_with(marked: Workspace, bench: Callable[..., Bench]) -> None:
    del marked
    draft = editing.change_condition(replace(SMALL, version="1.1.0"), "pass", 0, rule.MeanAtLeast(Fraction("3.5")))
    view = bench(WhatIfPart, draft, SIZE, SMALL)
    assert head(view) == "1 of 3 results would change"
    assert "Compared with version 1.0.0." in about(view)


def test_without_results_the_worked_examples_are_used_and_that_is_said(bench: Callable[..., Bench]) -> None:
    teaching = built_in("stem_teaching")
    harder = editing.change_condition(teaching, "certified", 0, rule.MeanAtLeast(Fraction("2.9")))
    view = bench(WhatIfPart, harder, SIZE, teaching)
    assert head(view) == "2 of 11 worked examples would change"
    assert "worked examples" in about(view)
    assert not view.part._few.isVisible()


def test_a_draft_of_nothing_can_be_looked_at(bench: Callable[..., Bench]) -> None:
    decision = replace(SMALL.decision, outcomes=())
    empty = replace(SMALL, id="empty", criteria=(), sections=(), decision=decision, examples=())
    view = bench(WhatIfPart, empty, SIZE)
    assert head(view) == "0 of 0 worked examples would change"
    view.show(replace(empty, scale=replace(empty.scale, levels=())))


def many(rubric: Rubric, count: int) -> Population:
    marks = [
        {name: level(2 + (n >> k) % 3) for k, name in enumerate(each.id for each in rubric.criteria)}
        for n in range(count)
    ]
    return Population(tuple(Member(f"a{n}", f"P-{n:05d}", each) for n, each in enumerate(marks)))


def test_thousands_are_tried_beside_the_window_and_the_last_trial_wins(view: Bench, qtbot: QtBot) -> None:
    part = view.part
    assert isinstance(part, WhatIfPart)
    part._population = many(SMALL, 3000)
    part._run()
    for cut in ("1.5", "3.9", "2.6"):
        part._controls.move_cut(CUT, Fraction(cut))
        part._pause.stop()
        part._run()
    wanted = editing.change_condition(SMALL, "pass", 0, rule.MeanAtLeast(Fraction("2.6")))
    qtbot.waitUntil(lambda: part._trial is not None and part._trial.after == wanted)
    assert head(view).endswith("of 3000 results would change")


def test_the_rows_sort_and_keep_the_contract_of_item_models(qtmodeltester: ModelTester) -> None:
    after = editing.change_condition(SMALL, "pass", 0, rule.MeanAtLeast(Fraction("2.2")))
    rows = FlipRows()
    rows.show_trial(try_rules_on(many(SMALL, 40), SMALL, after))
    qtmodeltester.check(rows)
    assert rows.rowCount() > 2
    rows.sort(CODE, Qt.SortOrder.DescendingOrder)
    codes = [rows.index(row, CODE).data() for row in range(rows.rowCount())]
    assert codes == sorted(codes, reverse=True)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_place_in_the_spread_and_its_value_are_each_others(
    view: Bench, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    spread = view.part.findChild(Spread)
    for value in (1.0, 2.75, 4.0):
        assert spread._value(spread._x(value)) == pytest.approx(value)
    assert (spread._x(4.0) > spread._x(1.0)) == (direction == Qt.LayoutDirection.LeftToRight)
