"""Who is qualified, and the sets that say so."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from tests.support.building import AMARA, BEN, CRITERIA, level, put_person, sign
from tests.support.fixtures import begun
from tests.ui.screens.conftest import click, find

from certdesk.actions.assessors import keep_assessors
from certdesk.actions.qualifying import set_here
from certdesk.actions.scoring import mark_criterion
from certdesk.core.cohorts import Assessor
from certdesk.core.qualifying import SetPurpose
from certdesk.store.workspace import Workspace
from certdesk.ui.screens.training.screen import TrainingScreen
from certdesk.ui.screens.training.tables import PeopleTable


def test_my_signed_marks_become_a_set_that_says_who_is_qualified(
    screen: TrainingScreen, workspace: Workspace, qtbot: QtBot
) -> None:
    screen.show()
    screen.enter({})
    assert not find(screen, "setAdd").isVisible()
    assert "sign it" in find(screen, "setAbout").text()
    id_ = begun(workspace, "P-001")
    for criterion in CRITERIA:
        mark_criterion(workspace, id_, criterion, level(3))
    sign(workspace, id_)
    keep_assessors(workspace, (Assessor(AMARA, "Amara Obi"), Assessor(BEN, "Ben Alvarez")))
    screen.enter({})
    find(screen, "setTitle").show_text("Borderline, T4")
    click(qtbot, screen, "setAdd")
    [one] = set_here(workspace)
    assert (one.code, one.purpose, one.title) == ("P-001", SetPurpose.QUALIFYING, "Borderline, T4")
    assert not find(screen, "setAdd").isVisible(), "it is in a set already"
    screen.pane.enter({"list": "people"})
    people: PeopleTable = screen.pane.people
    said = {people.row(n).name: [people.cell(people.row(n), c).words for c in range(6)] for n in range(2)}
    assert said["Amara Obi"][1:4] == ["1/1", "100 %", "100 %"]
    assert said["Amara Obi"][5] == "Qualified"
    assert said["Ben Alvarez"][5] == "Not yet"
    assert "60 %" in find(screen, "policyAsks").text()
    screen.pane.list.table.set_current_row(1)
    assert "has signed 0 of 1 portfolios" in find(screen, "qualifiedTold").text()
    screen.pane.enter({"list": "sets"})
    click(qtbot, screen, "setRemove")
    assert set_here(workspace) == ()


def test_who_marks_for_a_programme_sees_nothing_of_it(screen: TrainingScreen, workspace: Workspace) -> None:
    put_person(workspace, "person-lea", "Leila Haddad")
    with workspace.local_change() as db:
        db["person"].update("person-lea", {"role": "lead"})
    screen.enter({"pane": "cut"})
    assert screen.current == "closed"
    assert screen.commands() == ()
