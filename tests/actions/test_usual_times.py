"""One number about somebody's work goes along with their marks: how long a portfolio usually takes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.building import sign, small_rubric
from tests.support.desks import ADA, BEN, DeskOf, desk
from tests.support.fixtures import begun
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions.cohort_progress import PaceOf, progress_of
from certdesk.actions.cohorts import cohorts_here
from certdesk.actions.packing import MarksOf, PackageScope, plan_package
from certdesk.actions.usual_times import usual_time_sentence
from certdesk.core.allocating import Task
from certdesk.core.cohorts import Allocation, Assessor, Cohort, Turn
from certdesk.core.exchange import UsualTime
from certdesk.core.portfolio import RubricRef
from certdesk.store.cohorts import allocation_row, assessor_row, cohort_row, task_row
from certdesk.store.exchanges import usual_times
from certdesk.store.places import add_time

CODES = tuple(f"P-{number:03}" for number in range(1, 6))
MINUTES = (90, 150, 142, 600, 1)
RUBRIC = small_rubric()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory):
    """Ada, who leads, and Ben, who has signed three of her portfolios, and one of which one criterion was asked."""
    folder: Path = tmp_path_factory.mktemp("pace")
    ada = desk(folder / "ada", ADA)
    ben = desk(folder / "ben", BEN).knows(ada)
    ada.knows(ben)
    ids = [put_files(ada, code, programme="STEM", cohort="2026").id for code in CODES]
    hand_over(ada, pack(ada, PackageScope(tuple(ids), (ben.person,))), place(folder / "stick"))
    take(ben, folder / "stick")
    for code, minutes in zip(CODES[:4], MINUTES, strict=False):
        signed_in(ben, begun(ben.workspace, code), minutes)
    with ben.workspace.recording("task.given", "asked", subject=ids[3]) as recording:
        recording.put("task", task_row(Task(ids[3], ben.person, ("T1",))))
    yield ada, ben, tuple(ids), folder
    ada.workspace.close()
    ben.workspace.close()


def signed_in(one: DeskOf, assessment_id: str, minutes: int) -> None:
    """Let an assessment be signed after so many minutes; its documents are not what this is about."""
    sign(one.workspace, assessment_id)
    add_time(one.workspace, assessment_id, minutes * 60)


def results(ada: DeskOf, ids: tuple[str, ...], **more: object) -> PackageScope:
    return PackageScope(ids, (ada.person,), evidence=False, marks=MarksOf.MINE, **more)  # type: ignore[arg-type]


def test_it_is_told_before_it_goes_and_can_be_left_out(two):
    ada, ben, ids, _folder = two
    told = plan_package(ben.workspace, results(ada, ids[:1])).usual_time
    assert told == UsualTime(RUBRIC.id, 142, 3), "the median of all that was signed whole, not of what is packed"
    assert usual_time_sentence(told) == "It also tells your usual time for a portfolio: 142 minutes."
    nobody = [
        results(ada, ids, tell_usual_time=False),
        replace(results(ada, ids), evidence=True, marks=MarksOf.NOBODY),
        replace(results(ada, ids), to=(), passphrase=True),
        replace(results(ada, ids), answers="another package"),
    ]
    assert [plan_package(ben.workspace, scope).usual_time for scope in nobody] == [None] * 4
    with ben.workspace.local_change() as db:
        db.execute("update time_spent set seconds = 30 where seconds = 9000")
    assert plan_package(ben.workspace, results(ada, ids)).usual_time is None, "two say too much about each"
    with ben.workspace.local_change() as db:
        db.execute("update time_spent set seconds = 9000 where seconds = 30")


def test_the_lead_knows_by_it_how_many_hours_are_left(two):
    ada, ben, ids, folder = two
    workspace = ada.workspace
    cohort = Cohort("c", "STEM", "2026", RubricRef(RUBRIC.id, RUBRIC.version))
    with workspace.recording("cohort.made", "made", subject="c") as recording:
        recording.put("cohort", cohort_row(cohort))
        for number, (person, name) in enumerate(((ben.person, "Ben"), ("person-cleo", "Cleo"))):
            recording.put("assessor", assessor_row(Assessor(person, name)))
            given = Allocation(f"a{number}", ids[4], person, Turn.FIRST, workspace.clock())
            recording.put("allocation", allocation_row(given))
    before = progress_of(workspace, cohorts_here(workspace)[0])
    assert before.minutes_left is None
    assert "not known here yet" in before.pace_sentence
    made = pack(ben, results(ada, ids[:1]))
    hand_over(ben, made, place(folder / "back"))
    take(ada, folder / "back")
    assert usual_times(workspace.db, RUBRIC.id) == {ben.person: UsualTime(RUBRIC.id, 142, 3)}
    assert usual_times(workspace.db, "another rubric") == {}
    found = {row.assessor.name: row for row in progress_of(workspace, cohorts_here(workspace)[0]).rows}
    assert (found["Ben"].minutes_left, found["Ben"].pace_of) == (142, PaceOf.OWN)
    assert (found["Cleo"].minutes_left, found["Cleo"].pace_of) == (142, PaceOf.ALL)
    assert progress_of(workspace, cohorts_here(workspace)[0]).pace_sentence == (
        "From 3 signed portfolios (own pace of 1 assessor)."
    )
