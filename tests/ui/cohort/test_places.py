"""Who sees Cohort and Insights on the rail, and what somebody finds there who should not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tests.support.building import Clock
from tests.support.desks import identity_at, signer_of
from tests.ui.screens.conftest import click, find

from certdesk.actions.leading import may_lead
from certdesk.core.cohorts import CohortState
from certdesk.signing.membership_file import MEMBERSHIP
from certdesk.store.workspace import Workspace
from certdesk.ui.widgets.rail import RailItem

from .conftest import LeadsDesk

OTHER = "Ben Assessor"


@pytest.fixture
def desk_of(tmp_path: Path) -> Callable[[str], Workspace]:
    """A workspace in which somebody acts."""

    def made(name: str) -> Workspace:
        workspace = Workspace(tmp_path / "workspace", clock=Clock(), person=signer_of(name).identity_id)
        identity_at(workspace.identities, name)
        return workspace

    return made


def enter(workspace: Workspace, id_: str, role: str) -> None:
    row = {"id": id_, "name": role, "role": role, "fingerprint": id_ * 4, "made_at": "2026-11-01T00:00:00+00:00"}
    with workspace.local_change() as db:
        db["person"].insert(row)


@pytest.mark.parametrize(
    ("role", "others", "sees"),
    [
        ("lead", (), True),
        ("lead", ("lead", "assessor"), True),
        ("assessor", (), True),
        ("assessor", ("assessor",), True),
        ("assessor", ("lead",), False),
        ("coordinator", ("lead",), False),
        ("coordinator", (), True),
    ],
)
def test_the_lead_sees_the_cohort_and_who_works_where_nobody_leads(
    desk_of: Callable[[str], Workspace], role: str, others: tuple[str, ...], sees: bool
) -> None:
    with desk_of(OTHER) as workspace:
        enter(workspace, workspace.person, role)
        for number, other in enumerate(others):
            enter(workspace, f"other-{number}", other)
        assert may_lead(workspace) is sees


def test_who_marks_for_a_programme_elsewhere_does_not(desk_of: Callable[[str], Workspace]) -> None:
    with desk_of(OTHER) as workspace:
        enter(workspace, workspace.person, "assessor")
        (workspace.identities / workspace.person / MEMBERSHIP).write_text("{}", encoding="utf-8")
        assert not may_lead(workspace)


def test_a_cohort_is_made_of_portfolios_that_name_one(desk: LeadsDesk, qtbot: QtBot) -> None:
    with desk.workspace.local_change() as db:
        for table in ("cohort", "allocation", "assessor"):
            db.execute(f"delete from {table}")  # noqa: S608 - our own names
    pane = desk.go("overview")
    assert desk.screen.current == "none"
    assert not desk.screen.head.isVisible()
    qtbot.waitUntil(lambda: find(pane, "cohortToMake-0").isVisible())
    click(qtbot, pane, "makeCohort-0")
    desk.finish(qtbot)
    assert desk.screen.current == "overview"
    cohort = desk.screen.desk.standing().cohort
    assert (cohort.name, cohort.state) == ("2026 B", CohortState.PREPARING)
    desk.running.window._undo()
    assert desk.screen.current == "none"


def test_who_may_not_see_the_cohort_is_told_who_does(desk: LeadsDesk) -> None:
    with desk.workspace.local_change() as db:
        db.execute("update person set role = 'assessor' where id = ?", [desk.workspace.person])
        db.execute("update person set role = 'lead' where id = 'person-01'")
    window = desk.running.window
    desk.go("overview")
    assert desk.screen.current == "closed"
    assert find(desk.screen, "closedPage").isVisible()
    rail = window.findChild(RailItem, "place-cohort")
    assert rail is not None
    assert not rail.isVisible()
    assert "go.cohort" not in {command.id for command in window.commands()}
