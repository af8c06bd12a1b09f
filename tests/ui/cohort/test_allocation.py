"""Who marks what: filters, giving out what has nobody, by hand and from a list, and what is packed for whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from tests.ui.screens.conftest import click, find

from certdesk.actions.allocating import allocations_of, new_to_allocate
from certdesk.actions.packages_to_send import packages_to_send
from certdesk.core.cohorts import Turn
from certdesk.store.cohorts import load_allocation
from certdesk.ui.screens.cohort.allocation_pane import AllocationPane
from certdesk.ui.screens.cohort.allocation_table import NONE
from certdesk.ui.widgets.combo_box import ComboBox
from certdesk.ui.widgets.search_field import SearchField
from certdesk.ui.widgets.text_box import LineField

from .conftest import LeadsDesk

FREE = 4


@pytest.fixture
def pane(desk: LeadsDesk) -> AllocationPane:
    """The page, of a cohort in which four portfolios have nobody."""
    free = [one.id for one in desk.made.portfolios if one.id not in desk.made.second][:FREE]
    with desk.workspace.local_change() as db:
        for table, column in (
            ("allocation", "portfolio_id"),
            ("mark", "assessment_id"),
            ("feedback", "assessment_id"),
            ("annotation", "assessment_id"),
            ("assessment", "portfolio_id"),
        ):
            ids = free if column == "portfolio_id" else [f"{one}-first" for one in free]
            marks = ", ".join("?" * len(ids))
            db.execute(f"delete from {table} where {column} in ({marks})", ids)  # noqa: S608 - our own names
    shown = desk.go("allocation")
    assert isinstance(shown, AllocationPane)
    return shown


def codes(pane: AllocationPane) -> list[str]:
    rows = (pane.model.row(number) for number in range(pane.model.rowCount()))
    return [row.case.member.code for row in rows if row is not None]


def test_filters_search_and_the_plan(pane: AllocationPane, desk: LeadsDesk, qtbot: QtBot) -> None:
    assert len(codes(pane)) == len(desk.made.portfolios)
    button = find(desk.screen, "allocateNew")
    assert button.accessibleName() == f"Allocate {FREE} new…"
    pane.list.filters.set_current(NONE)
    pane.list.filters.chosen.emit(NONE)
    assert codes(pane) == [one.code for one in new_to_allocate(desk.workspace, desk.made.cohort)]
    pane.list.filters.set_current("all")
    search = find(desk.screen, "searchAllocations")
    assert isinstance(search, SearchField)
    search.edited.emit(desk.made.portfolios[7].candidate.name.upper())
    assert desk.made.portfolios[7].code in codes(pane)
    assert len(codes(pane)) < len(desk.made.portfolios)
    search.edited.emit("")

    click(qtbot, desk.screen, "allocateNew")
    keep = find(pane, "planKeep")
    assert keep.accessibleName() == f"Allocate {FREE} portfolios"
    markers = find(pane, "planMarkers")
    assert isinstance(markers, ComboBox)
    markers.set_current("2")
    markers.chosen.emit("2")
    assert keep.accessibleName() != f"Allocate {FREE} portfolios", "others have only one marker"
    markers.set_current("1")
    markers.chosen.emit("1")
    click(qtbot, pane, "planKeep")
    assert not new_to_allocate(desk.workspace, desk.made.cohort)
    desk.running.window._undo()
    assert len(new_to_allocate(desk.workspace, desk.made.cohort)) == FREE, "one deed"


def test_a_list_is_seen_before_it_is_kept(pane: AllocationPane, desk: LeadsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    code = new_to_allocate(desk.workspace, desk.made.cohort)[0].code
    listed = tmp_path / "who.csv"
    listed.write_text(f"portfolio,assessor 1\n{code},Amara Diallo\nNOBODY-1,Amara Diallo\n", encoding="utf-8")
    pane.begin_plan()
    desk.dialogs.files.append(listed)
    by = find(pane, "planBy")
    assert isinstance(by, ComboBox)
    by.set_current("file")
    by.chosen.emit("file")
    desk.finish(qtbot)
    assert find(pane, "planKeep").accessibleName() == "Allocate 1 portfolio"
    assert find(pane, "planTrouble").isVisible(), "the line that can't be followed"
    click(qtbot, pane, "planKeep")
    assert len(new_to_allocate(desk.workspace, desk.made.cohort)) == FREE - 1


def test_work_is_given_moved_and_taken_back_by_hand(pane: AllocationPane, desk: LeadsDesk, qtbot: QtBot) -> None:
    pane.list.filters.set_current(NONE)
    pane.list.filters.chosen.emit(NONE)
    pane.list.table.set_current_row(0)
    row = pane.current()
    assert row is not None
    portfolio = row.case.member.portfolio_id
    click(qtbot, pane, "giveDo")

    def given() -> list[str]:
        every = allocations_of(desk.workspace, desk.made.cohort)
        return [one.id for one in every if one.portfolio_id == portfolio and one.turn is Turn.FIRST]

    first = load_allocation(desk.workspace.db, given()[0])
    pane.list.filters.set_current("all")
    pane.list.filters.chosen.emit("all")
    pane.list.table.set_current_row(pane.model.place_of(portfolio))
    click(qtbot, pane, f"move-{first.assessor_id}")
    click(qtbot, pane, "moveDo")
    assert load_allocation(desk.workspace.db, first.id).ended_at is None, "no reason was given"
    why = find(pane, "moveReason")
    assert isinstance(why, LineField)
    why.show_text("on leave")
    click(qtbot, pane, "moveDo")
    assert load_allocation(desk.workspace.db, first.id).ended_why == "on leave"
    moved = load_allocation(desk.workspace.db, given()[0])
    assert moved.assessor_id != first.assessor_id
    click(qtbot, pane, f"back-{moved.assessor_id}")
    why.show_text("withdrawn")
    click(qtbot, pane, "moveDo")
    assert given() == []


def test_packing_leads_to_exchange_with_the_right_portfolios(
    pane: AllocationPane, desk: LeadsDesk, qtbot: QtBot
) -> None:
    click(qtbot, desk.screen, "allocateNew")
    click(qtbot, pane, "planKeep")
    waiting = packages_to_send(desk.workspace, desk.made.cohort)
    menu = desk.screen.head.open_packages()
    assert [action.text() for action in menu.actions()] == [
        f"{one.assessor.name}: {len(one.portfolios)} portfolio{'s' if len(one.portfolios) > 1 else ''}"
        for one in waiting
    ]
    went: list[tuple[str, object]] = []
    desk.screen.head.left_for.disconnect()
    desk.screen.head.left_for.connect(lambda where, params: went.append((where, params)))
    menu.actions()[0].trigger()
    first = waiting[0]
    assert went == [
        ("exchange", {"pane": "prepare", "portfolios": list(first.portfolios), "person": first.assessor.id})
    ]
    menu.close()


def test_signed_work_can_not_be_moved(desk: LeadsDesk) -> None:
    pane = desk.go("allocation")
    assert isinstance(pane, AllocationPane)
    pane.list.table.set_current_row(0)
    assert not [one for one in pane.side.findChildren(QPushButton) if one.objectName().startswith("move-")]
    assert isinstance(find(pane, "allocationCode"), QLabel)
