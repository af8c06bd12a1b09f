"""The overview: numbers that lead on, progress by assessor, and disputes settled where they are seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.cases import case_in
from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.consent_gate import closing_of
from certdesk.actions.leading import may_lead
from certdesk.core.cohorts import CaseState, CohortState, Turn
from certdesk.store.cohorts import load_allocations
from certdesk.ui.screens.cohort.overview_pane import OverviewPane
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.place_button import PlaceButton
from certdesk.ui.widgets.table import TableView
from certdesk.ui.widgets.text_box import TextBox

from .conftest import LeadsDesk

ALT = Qt.KeyboardModifier.AltModifier


def overview(desk: LeadsDesk, qtbot: QtBot) -> OverviewPane:
    pane = desk.go("overview")
    desk.finish(qtbot)
    assert isinstance(pane, OverviewPane)
    return pane


def test_the_numbers_are_those_of_the_cohort(seen: LeadsDesk, qtbot: QtBot) -> None:
    assert may_lead(seen.workspace)
    pane = overview(seen, qtbot)
    told = progress_of(seen.workspace, seen.made.cohort)
    assert find(pane, "firstMarks").accessibleName() == f"First marks: {told.first.signed} of {told.first.of}"
    assert find(pane, "secondMarks").accessibleName() == f"Second marks: {told.second.signed} of {told.second.of}"
    standing = pane.desk.standing()
    assert standing.disputes, "the cohort has some, or this test shows nothing"
    assert find(pane, "toAdjudicate").accessibleName().startswith(f"To adjudicate: {len(standing.disputes)}")
    table = find(pane, "assessorProgress")
    assert isinstance(table, TableView)
    assert table.model().rowCount() == len(told.rows)
    shown = find(pane, "agreement-0")
    assert isinstance(shown, QLabel)
    assert shown.text().endswith("%")
    assert "harsher" not in find(pane, "severityChart").accessibleDescription()
    assert "Amara Diallo" in find(pane, "severityChart").accessibleDescription()


def test_both_sides_their_words_and_the_rule_are_shown(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    shown = pane.card.shown
    assert shown is not None
    assert len(pane.card.columns) == 2
    for side, column in zip(shown.criterion.sides, pane.card.columns, strict=True):
        assert side.assessor in column.accessibleName()
        assert len(column.places) == len(side.evidence)
    assert "third assessor" in find(pane, "disputeRule").text()  # type: ignore[attr-defined]
    assert shown.criterion_id in find(pane, "disputeMarks").accessibleDescription()


def test_disputes_are_gone_through_by_keys_and_by_arrows(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    seen.running.window.activateWindow()
    qtbot.waitUntil(seen.running.window.isActiveWindow)
    keys = [one.key for one in pane.desk.standing().disputes]
    assert pane.disputes.key == keys[0]
    click(qtbot, pane, "nextDispute")
    assert pane.disputes.key == keys[1]
    qtbot.keyClick(seen.running.window.focusWidget() or pane, Qt.Key.Key_Right, ALT)
    assert pane.disputes.key == keys[2 % len(keys)]
    qtbot.keyClick(seen.running.window.focusWidget() or pane, Qt.Key.Key_Left, ALT)
    click(qtbot, pane, "previousDispute")
    assert pane.disputes.key == keys[0]
    click(qtbot, pane, "nextDispute")
    click(qtbot, pane, "toAdjudicate")
    assert pane.disputes.key == keys[0], "the number leads to the first one"
    assert find(pane, "nextDispute").hasFocus()


def test_a_third_assessor_is_asked_for_all_that_is_in_dispute(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    portfolio, _criterion = pane.disputes.key or ("", "")
    disputed = case_in(seen.workspace, seen.made.cohort, portfolio).disputed
    who = find(pane, "thirdAssessor")
    assert isinstance(who, ComboBox)
    asked = who.current()
    assert "no conflict" in who.currentText()
    click(qtbot, pane, "settle")
    given = [one for one in load_allocations(seen.workspace.db, portfolio_ids=[portfolio]) if one.turn is Turn.THIRD]
    assert [(one.assessor_id, one.criteria) for one in given] == [(asked, disputed)]
    assert portfolio not in {one.key[0] for one in pane.desk.standing().disputes}
    seen.running.window._undo()
    assert portfolio in {one.key[0] for one in pane.desk.standing().disputes}


def test_a_double_click_sends_one_dispute_and_not_the_next_too(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    before = {one.key[0] for one in pane.desk.standing().disputes}
    settle = find(pane, "settle")
    click(qtbot, pane, "settle")
    qtbot.mouseDClick(settle, Qt.MouseButton.LeftButton)  # the second press of the same click
    qtbot.mouseRelease(settle, Qt.MouseButton.LeftButton)
    after = {one.key[0] for one in pane.desk.standing().disputes}
    assert len(before - after) == 1
    seen.running.window._undo()


def test_the_lead_decides_with_a_reason_and_takes_it_back(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    portfolio, criterion = pane.disputes.key or ("", "")
    click(qtbot, pane, "otherWay")
    settle = find(pane, "settle")
    assert not settle.isEnabled(), "neither a mark nor a reason yet"
    mark, reason = find(pane, "rulingMark"), find(pane, "rulingReason")
    assert isinstance(mark, ComboBox)
    assert isinstance(reason, TextBox)
    mark.setCurrentIndex(2)
    mark.chosen.emit(mark.current())
    assert not settle.isEnabled(), "no reason yet"
    reason.writing.setPlainText("Pupils lead from 09:30 on.")
    qtbot.waitUntil(settle.isEnabled)
    click(qtbot, pane, "settle")
    ruled = case_in(seen.workspace, seen.made.cohort, portfolio)
    counted = next(one for one in ruled.settled if one.criterion_id == criterion)
    assert (counted.rule, counted.reason) == ("ruled", "Pupils lead from 09:30 on.")
    seen.running.window._undo()
    assert criterion in case_in(seen.workspace, seen.made.cohort, portfolio).disputed


def test_evidence_is_shown_in_place_and_put_away(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    place = next(one for column in pane.card.columns for one in column.places)
    assert isinstance(place, PlaceButton)
    qtbot.mouseClick(place, Qt.MouseButton.LeftButton)
    assert pane.evidence is not None
    assert pane.evidence.isVisible()
    assert place.isChecked()
    assert "Lesson" in find(pane.evidence, "evidencePlace").text()  # type: ignore[attr-defined]
    assert pane.card.isVisible(), "the dispute stays in sight"
    click(qtbot, pane.evidence, "closeEvidence")
    assert not pane.evidence_shown
    click(qtbot, pane, "seeBoth")
    assert pane.both is not None
    assert [one.place.item_id for one in pane.both.sides] == [one.place.item_id for one in pane.both.sides[:1]] * 2
    pane.put_away()
    assert not pane.evidence_shown
    assert not any(one.place.item_id for one in pane.both.sides), "files are let go"


def test_a_row_leads_to_what_somebody_has(seen: LeadsDesk, qtbot: QtBot) -> None:
    pane = overview(seen, qtbot)
    pane.progress.table.row_opened.emit(0)
    assert seen.screen.current == "allocation"
    rows = seen.screen.pane.model  # type: ignore[attr-defined]
    person = progress_of(seen.workspace, seen.made.cohort).rows[0].assessor.id
    shown = [rows.row(number) for number in range(rows.rowCount())]
    assert shown
    assert all(person in {one.assessor_id for one in row.people} for row in shown)


def test_a_prepared_cohort_is_opened_after_a_question(sit_down: Callable[..., LeadsDesk], qtbot: QtBot) -> None:
    desk = sit_down(CohortState.PREPARING)
    overview(desk, qtbot)
    opening = find(desk.screen, "openCohort")
    assert opening.isVisible()
    desk.dialogs.consent = False
    click(qtbot, desk.screen, "openCohort")
    assert desk.screen.desk.standing().cohort.state is CohortState.PREPARING
    desk.dialogs.consent = True
    click(qtbot, desk.screen, "openCohort")
    assert desk.screen.desk.standing().cohort.state is CohortState.OPEN
    assert not opening.isVisible()


def test_settled_marks_and_words_of_everybody_stay_readable(seen: LeadsDesk, qtbot: QtBot) -> None:
    twice = {one for one in seen.made.second if one in seen.made.first}
    settled = next(
        case
        for case in overview(seen, qtbot).desk.standing().cases
        if case.state is CaseState.SETTLED and case.member.portfolio_id in twice
    )
    pane = seen.go("allocation")
    pane.list.table.set_current_row(pane.model.place_of(settled.member.portfolio_id))  # type: ignore[attr-defined]
    click(qtbot, pane, "allMarks")
    pane = seen.screen.pane
    assert isinstance(pane, OverviewPane)
    shown = pane.card.shown
    assert shown is not None
    assert len(pane.card.columns) == 2
    assert any("it counts" in column.accessibleName() for column in pane.card.columns)
    assert not find(pane, "settle").isVisible()
    before = shown.criterion_id
    click(qtbot, pane, "nextDispute")
    assert pane.disputes.key is not None
    assert pane.disputes.key[1] != before
    click(qtbot, pane, "backToDisputes")
    assert find(pane, "settle").isVisible()
    assert pane.disputes.key in {one.key for one in pane.desk.standing().disputes}


def test_closed_evidence_stays_closed_for_who_is_no_lead_by_role(desk: LeadsDesk, qtbot: QtBot) -> None:
    with desk.workspace.local_change() as db:
        db.execute("update person set role = 'assessor'")
    pane = desk.go("overview")
    desk.finish(qtbot)
    assert isinstance(pane, OverviewPane), "nobody leads here, so they do"
    pane.card.columns[0].places[0].click()
    assert pane.evidence is not None
    item = pane.card.shown.view.items[0]  # type: ignore[union-attr]
    assert pane.evidence.place.stage.withheld
    assert pane.evidence.place.item_id == ("" if closing_of(desk.workspace, item) else item.id)
    assert closing_of(desk.workspace, item) is not None, "no consent is recorded for it"
