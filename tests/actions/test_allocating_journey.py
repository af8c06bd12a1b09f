"""From the lead's desk to assessors and back: what travels, what never does, and what comes of a conflict."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.actions.test_blind_packages import every_byte
from tests.support.building import level
from tests.support.desks import BEN, CLEO, LEA, DeskOf, desk
from tests.support.journeys_of_packages import hand_over, pack, place, put_files, take

from certdesk.actions.allocating import (
    Given,
    allocations_of,
    give,
    keep_allocation,
    new_to_allocate,
    packages_to_send,
    plan_allocation,
    take_back,
)
from certdesk.actions.assessing import begin_assessment, declare_conflict
from certdesk.actions.assessors import assessors_here, keep_assessors, people_to_add
from certdesk.actions.blind_copies import cleaner_of
from certdesk.actions.changing_due_days import change_due_day
from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.cohorts import find_cohort, make_cohort, members_of, open_cohort
from certdesk.actions.commenting import write_feedback
from certdesk.actions.finalising import plan_signing
from certdesk.actions.looking import look_at_assessment, look_at_worklist
from certdesk.actions.packing import MarksOf, PackageScope
from certdesk.actions.packing_cohort import plan_cohort_packages
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.second_marking import keep_second_marks, plan_second_marks
from certdesk.actions.stating import tasks_for
from certdesk.actions.tasks import my_task
from certdesk.actions.undoing import undo
from certdesk.core.allocating import Purpose, Task
from certdesk.core.cohorts import Cohort, Turn
from certdesk.core.policy import Pick
from certdesk.core.portfolio import Candidate, RubricRef
from certdesk.exchange.sealing import opened_with
from certdesk.store.assessments import find_assessment
from certdesk.store.cohorts import task_row

CODES = ("P-001", "P-002", "P-003", "P-004")
NEVER = (b"Zanele", b"Dlamini", b"Harbour School", b"SECRET-COMMENT", b"random_share", b"all_when_cohort_is_small",
         b"near_cut", b"Cleo")  # fmt: skip
"""Identity, reasons, and the other assessor's words: no desk of an assessor may hold any of them."""


@pytest.fixture
def people(tmp_path: Path):
    lea, ben, cleo = (desk(tmp_path / name, name) for name in (LEA, BEN, CLEO))
    lea.knows(ben, cleo)
    ben.knows(lea)
    cleo.knows(lea)
    with lea.workspace, ben.workspace, cleo.workspace:
        yield lea, ben, cleo


def prepared(lea: DeskOf, *others: DeskOf) -> Cohort:
    candidate = Candidate("Zanele Dlamini", "Harbour School")
    for code in CODES:
        put_files(lea, code, programme="STEM", cohort="2026 B", candidate=candidate)
    workspace = lea.workspace
    make_cohort(workspace, "STEM", "2026 B", RubricRef("small", "1.0.0"))
    known = {one.id: one for one in people_to_add(workspace)}
    keep_assessors(workspace, [known[each.person] for each in others])
    open_cohort(workspace, find_cohort(workspace))
    return find_cohort(workspace)


def sent(lea: DeskOf, to: DeskOf, cohort: Cohort, worker, stick: Path) -> Path:
    (one,) = plan_cohort_packages(lea.workspace, cohort, assessors=[to.person])
    assert one.scope
    assert one.scope.blind
    return hand_over(lea, pack(lea, one.scope, cleaner_of(worker)), place(stick)).path


def marks_home(sender: DeskOf, lea: DeskOf, ids: tuple[str, ...], stick: Path) -> None:
    back = PackageScope(ids, (lea.person,), evidence=False, marks=MarksOf.MINE)
    take(lea, hand_over(sender, pack(sender, back), place(stick)).path)


def test_second_marks_are_asked_for_and_nobody_learns_that_they_are_second(people, worker, tmp_path):
    lea, ben, cleo = people
    cohort, workspace = prepared(lea, ben, cleo), lea.workspace
    plan = plan_allocation(workspace, cohort)
    assert sorted(one.after for one in plan.loads) == [2, 2]
    keep_allocation(workspace, plan)
    assert not new_to_allocate(workspace, cohort)
    firsts = {one.portfolio_id: one.assessor_id for one in allocations_of(workspace, cohort)}
    of_cleo = tuple(id_ for id_, who in firsts.items() if who == cleo.person)
    take(cleo, sent(lea, cleo, cohort, worker, tmp_path / "s0"))
    for id_ in of_cleo:
        begin_assessment(cleo.workspace, id_)
        found = find_assessment(cleo.workspace.db, id_, cleo.person)
        assert found
        write_feedback(cleo.workspace, found.id, "T1", strength="SECRET-COMMENT")
    marks_home(cleo, lea, of_cleo, tmp_path / "s1")

    seconds = plan_second_marks(workspace, cohort, "2026")
    assert {one.reasons for one in seconds.picks} >= {(Pick.SMALL_COHORT,)}
    assert len(seconds.new) == 4
    keep_second_marks(workspace, seconds)
    asked = {(one.portfolio_id, one.assessor_id) for one in allocations_of(workspace, cohort)}
    assert len(asked) == 8  # the second of each is the other one

    folder = sent(lea, ben, cohort, worker, tmp_path / "s2")
    seen = every_byte(folder, ben.signer.lend_statement_key(opened_with))
    assert rb"\"table\":\"task\"" in seen
    take(ben, folder)
    kept = b"".join(path.read_bytes() for path in (tmp_path / BEN).rglob("*") if path.is_file())
    assert [word for word in NEVER if word in seen or word in kept] == []
    tables = ("allocation", "draw", "cohort", "assessor", "known_conflict")
    assert [ben.workspace.db.table(each).count for each in tables] == [0] * 5
    tasks = list(ben.workspace.db.query("select * from task"))
    assert {(row["assessor_id"], row["purpose"]) for row in tasks} == {(ben.person, "mark")}
    assert len(tasks) == 4
    assert [one.assessor.id for one in packages_to_send(workspace, cohort)] == [cleo.person]


def test_a_declared_conflict_gives_the_portfolio_to_somebody_else(people, worker, tmp_path):
    lea, ben, cleo = people
    cohort, workspace = prepared(lea, ben, cleo), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s0"))
    mine = tuple(one.portfolio_id for one in allocations_of(workspace, cohort) if one.assessor_id == ben.person)
    declare_conflict(ben.workspace, mine[0], "She is my sister")
    marks_home(ben, lea, mine, tmp_path / "s1")
    (open_,) = new_to_allocate(workspace, cohort)
    assert open_.portfolio_id == mine[0]
    row = next(one for one in progress_of(workspace, cohort).rows if one.assessor.id == ben.person)
    assert (row.allocated, row.conflicts, row.late) == (1, 1, "")
    plan = plan_allocation(workspace, cohort)
    assert [one.assessor.id for one in plan.given] == [cleo.person]
    keep_allocation(workspace, plan)
    assert not new_to_allocate(workspace, cohort)
    ended = workspace.db.execute("select ended_why from allocation where ended_at is not null").fetchall()
    assert [row[0] for row in ended] == ["a conflict of interest was declared"]


def test_who_is_asked_for_one_criterion_signs_with_that_one(people, worker, tmp_path):
    lea, ben, _cleo = people
    cohort, workspace = prepared(lea, ben), lea.workspace
    member = members_of(workspace, cohort)[0]
    (one,) = assessors_here(workspace)
    give(workspace, Given(member, one, Turn.THIRD, (Pick.DISPUTE,), ("T4",), date(2026, 12, 1)))
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s0"))
    task = my_task(ben.workspace, member.portfolio_id)
    assert task
    assert (task.criteria, task.due_on, task.purpose) == (("T4",), date(2026, 12, 1), Purpose.MARK)
    (row,) = look_at_worklist(ben.workspace).rows
    assert (row.asked, row.due_on, [id_ for id_, _mark in row.marks]) == (("T4",), date(2026, 12, 1), ["T4"])
    begin_assessment(ben.workspace, member.portfolio_id)
    found = find_assessment(ben.workspace.db, member.portfolio_id, ben.person)
    assert found
    assert look_at_assessment(ben.workspace, found.id).unmarked == ("T4",)
    mark_criterion(ben.workspace, found.id, "T4", level(3))
    view = look_at_assessment(ben.workspace, found.id)
    assert (view.unmarked, view.decision.label, view.decision.certifies) == ((), "Marks on T4", False)
    plan = plan_signing(ben.workspace, found.id)
    assert [each.id for each in plan.judged.rubric.criteria] == ["T4"]
    assert not plan.certifies


def test_what_was_taken_back_is_asked_for_no_more(people, worker, tmp_path):
    lea, ben, _cleo = people
    cohort, workspace = prepared(lea, ben), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s0"))
    assert len(look_at_worklist(ben.workspace).rows) == 4
    gone = allocations_of(workspace, cohort)[0]
    workspace.clock.now += timedelta(hours=1)  # type: ignore[attr-defined]
    take_back(workspace, gone.id, "The candidate has withdrawn")
    others = tuple(one.portfolio_id for one in allocations_of(workspace, cohort))
    again = PackageScope(others[:1], (ben.person,), blind=True)
    take(ben, hand_over(lea, pack(lea, again, cleaner_of(worker)), place(tmp_path / "s1")).path)
    assert {row.portfolio_id for row in look_at_worklist(ben.workspace).rows} == set(others)


def test_what_is_undone_after_it_was_sent_is_asked_for_no_more(people, worker, tmp_path):
    lea, ben, _cleo = people
    cohort, workspace = prepared(lea, ben), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s0"))
    assert ben.workspace.db.table("task").count == 4
    undo(workspace)
    some = tuple(one.portfolio_id for one in members_of(workspace, cohort))[:1]
    again = PackageScope(some, (ben.person,), blind=True)
    take(ben, hand_over(lea, pack(lea, again, cleaner_of(worker)), place(tmp_path / "s1")).path)
    assert ben.workspace.db.table("task").count == 0


def test_on_a_desk_that_several_share_nobody_is_shown_what_only_others_were_given(people):
    lea, ben, cleo = people
    cohort, workspace = prepared(lea, ben, cleo), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    mine = {one.portfolio_id for one in allocations_of(workspace, cohort) if one.assessor_id == ben.person}
    with workspace.recording("person.made", "ben") as recording:
        recording.put("person", {"id": ben.person, "name": BEN, "role": "assessor", "fingerprint": "b", "made_at": "x"})
        recording.put("person", {"id": lea.person, "name": LEA, "role": "lead", "fingerprint": "l", "made_at": "x"})
    assert len(look_at_worklist(workspace).rows) == 4
    workspace.person = ben.person
    assert {row.portfolio_id for row in look_at_worklist(workspace).rows} == mine


def test_only_the_lead_asks_and_only_whom_it_is_for(people):
    lea, ben, cleo = people
    ben.knows(cleo)
    cohort, workspace = prepared(lea, ben, cleo), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    ids = [one.portfolio_id for one in members_of(workspace, cohort)]
    of_cleo = tasks_for(workspace, ids, cleo.person, lea.signer)
    receipt = ben.takes(lea.package((*lea.says(ids), *of_cleo)))
    assert receipt.sentence.count("held back") == 1
    forged = Task(ids[0], ben.person, ("T1",))
    with cleo.workspace.recording("task.made", "forged") as recording:
        recording.put("task", task_row(forged))
    cleo.takes(lea.package(lea.says(ids), "other"))
    ben.takes(cleo.package(tasks_for(cleo.workspace, ids, ben.person, cleo.signer), "forged"))
    assert ben.workspace.db.table("task").count == 0
    ben.takes(lea.package(tasks_for(workspace, ids, ben.person, lea.signer), "right"))
    assert ben.workspace.db.table("task").count == 2


def test_another_day_travels_with_the_next_package(people, worker, tmp_path):
    lea, ben, _cleo = people
    cohort, workspace = prepared(lea, ben), lea.workspace
    keep_allocation(workspace, plan_allocation(workspace, cohort))
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s0"))
    assert not packages_to_send(workspace, cohort)
    workspace.clock.now += timedelta(hours=1)  # type: ignore[attr-defined]
    one = allocations_of(workspace, cohort)[0]
    assert change_due_day(workspace, cohort, date(2026, 12, 24), portfolios=[one.portfolio_id])
    assert not change_due_day(workspace, cohort, date(2026, 12, 24), portfolios=[one.portfolio_id])
    (again,) = packages_to_send(workspace, cohort)
    assert again.portfolios == (one.portfolio_id,)
    take(ben, sent(lea, ben, cohort, worker, tmp_path / "s1"))
    task = my_task(ben.workspace, one.portfolio_id)
    assert task
    assert task.due_on == date(2026, 12, 24)
