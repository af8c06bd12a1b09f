"""Cohorts: who is in them, what is frozen when they are opened, who may not mark whom, and lists from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.support.building import a_portfolio, put_portfolio
from tests.support.cohorts import PROGRAMME, Made, Shape, put_cohort, shipped_rubric

from certdesk.actions.allocating import (
    Basis,
    Given,
    Wishes,
    choices_for,
    give,
    keep_allocation,
    move,
    plan_allocation,
    take_back,
)
from certdesk.actions.assessing import begin_assessment
from certdesk.actions.assessors import add_conflicts, assessors_here, keep_assessors, remove_assessor
from certdesk.actions.cohort_lists import (
    allocations_as_csv,
    assessors_as_csv,
    plan_from_list,
    read_assessors,
    read_conflicts,
)
from certdesk.actions.cohort_progress import PaceOf, progress_of
from certdesk.actions.cohorts import (
    change_cohort,
    change_policy,
    cohorts_to_make,
    find_cohort,
    make_cohort,
    members_of,
    open_cohort,
    policy_of,
    rename_cohort,
    waiting_candidates,
)
from certdesk.actions.eligible import Bar, Eligible
from certdesk.actions.second_marking import keep_second_marks, last_seed, plan_second_marks
from certdesk.actions.undoing import redo, undo
from certdesk.core.allocating import About, KnownConflict
from certdesk.core.candidates import ListedCandidate
from certdesk.core.cohorts import CohortState, Turn
from certdesk.core.errors import NotAllowedError, NotFoundError, UntrustedFileError
from certdesk.core.policy import Pick, ProgrammePolicy
from certdesk.core.portfolio import Candidate, RubricRef
from certdesk.store.candidates import candidate_row
from certdesk.store.cohorts import load_allocations, load_tasks
from certdesk.store.workspace import Workspace


@pytest.fixture
def lead_desk(tmp_path: Path):
    with Workspace(tmp_path / "lead") as workspace:
        yield workspace


def furnished(workspace: Workspace, *, candidates: int = 12, marked: bool = False, assessors: int = 4) -> Made:
    """A cohort whose portfolios nobody marks yet, unless ``marked``."""
    lost, double = (0.0, 0.3) if marked else (1.0, 0.0)
    made = put_cohort(workspace, Shape(candidates, assessors, lost=lost, double=double, words=False))
    if not marked:
        with workspace.local_change() as db:
            db.execute("delete from allocation")
    return made


def rows(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.strip().splitlines()]


def test_portfolios_are_joined_with_the_list_and_earlier_attempts_count(workspace):
    def put(code: str, cohort: str, day: int, name: str = "Amal Haddad", school: str = "Hill") -> None:
        put_portfolio(workspace, code, programme="STEM", cohort=cohort, received_on=date(2026, 1, day),
                      candidate=Candidate(name, school))  # fmt: skip

    put("A-1", "2025", 1)
    put("B-1", "2026", 5)
    put("B-2", "2026", 6, "Other Name", "")
    put("B-3", "2026", 7, "Two Namesakes")
    put("B-4", "2026", 8, "Two Namesakes")
    listed = (
        ListedCandidate("c1", "AMAL HADDAD", "hill", "ar", subject="Physics", cohort="2026"),
        ListedCandidate("c2", "Listed Name", code="b-2", subject="Biology", programme="STEM", cohort="2026"),
        ListedCandidate("c3", "Two Namesakes", "Hill", code="B-3", cohort="2026"),
        ListedCandidate("c4", "Two Namesakes", "Hill", code="B-4", cohort="2026"),
        ListedCandidate("c5", "Waits Still", cohort="2026"),
        ListedCandidate("c6", "Elsewhere", programme="Arts", cohort="2026"),
    )
    with workspace.recording("candidates.listed", "list") as recording:
        for one in listed:
            recording.put("candidate", candidate_row(one))
    assert [(one.name, one.portfolios) for one in cohorts_to_make(workspace) if one.programme == "STEM"] == [
        ("2025", 1), ("2026", 4),
    ]  # fmt: skip
    make_cohort(workspace, "STEM", "2026", a_portfolio().rubric)
    cohort = find_cohort(workspace)
    found = {one.code: (one.candidate_id, one.subject, one.attempt) for one in members_of(workspace, cohort)}
    assert found == {
        "B-1": ("c1", "Physics", 2), "B-2": ("c2", "Biology", 1), "B-3": ("c3", "", 1), "B-4": ("c4", "", 1),
    }  # fmt: skip
    assert [one.name for one in waiting_candidates(workspace, cohort)] == ["Waits Still"]
    rename_cohort(workspace, cohort, "Spring")
    assert len(members_of(workspace, find_cohort(workspace, "spring"))) == 4
    undo(workspace)
    assert len(members_of(workspace, find_cohort(workspace, "2026"))) == 4


def test_what_a_cohort_is_assessed_by_is_frozen_when_it_is_opened(workspace):
    ref = a_portfolio().rubric
    make_cohort(workspace, "P", "2026", ref)
    cohort = find_cohort(workspace)
    assert policy_of(workspace, cohort) == ProgrammePolicy()
    ours = replace(ProgrammePolicy(), smallest_cell=9)
    change_policy(workspace, cohort, ours)
    open_cohort(workspace, find_cohort(workspace))
    cohort = find_cohort(workspace)
    assert (cohort.state, policy_of(workspace, cohort), cohort.opened_at) == (CohortState.OPEN, ours, cohort.opened_at)
    with pytest.raises(NotAllowedError, match="2026 is open, so the policy stays as it was"):
        change_policy(workspace, cohort, ProgrammePolicy())
    with pytest.raises(NotAllowedError, match="the version of the rubric stays"):
        change_cohort(workspace, replace(cohort, rubric=RubricRef("small", "9")))
    put_portfolio(workspace, "Y-1", programme="P", cohort="2026", rubric=ref)
    undo(workspace, within=cohort.id)
    redo(workspace, within=cohort.id)
    begin_assessment(workspace, "portfolio-Y-1")
    with pytest.raises(NotAllowedError, match="2026 is being marked"):
        undo(workspace, within=cohort.id)
    assert find_cohort(workspace).state is CohortState.OPEN
    with pytest.raises(NotAllowedError, match="already"):
        make_cohort(workspace, "P", "2026", ref)
    with pytest.raises(NotFoundError, match="small 9 is not here"):
        make_cohort(workspace, "P", "2027", RubricRef("small", "9"))


def test_a_cohort_on_two_versions_can_t_be_opened(workspace):
    put_portfolio(workspace, "X-1", programme="P", cohort="C", rubric=RubricRef("small", "0.9"))
    make_cohort(workspace, "P", "C", a_portfolio().rubric)
    with pytest.raises(NotAllowedError, match=r"on another rubric or version: small 0.9 \(1\)"):
        open_cohort(workspace, find_cohort(workspace))


def test_nobody_marks_against_a_conflict_and_what_is_impossible_says_why(lead_desk):
    made = furnished(lead_desk)
    first, *others = members_of(lead_desk, made.cohort)
    people = assessors_here(lead_desk)
    own = next(one for one in others if one.school != first.school)
    keep_assessors(lead_desk, [replace(people[0], schools=(own.school.upper(),)), replace(people[1], name=own.name)])
    add_conflicts(lead_desk, [KnownConflict(one.id, About.PORTFOLIO, first.portfolio_id, "relative") for one in people])
    plan = plan_allocation(lead_desk, made.cohort, Wishes(markers=2))
    assert {one.sentence for one in plan.impossible} == {f"{first.code}: every assessor has a conflict"}
    given = {(one.member.portfolio_id, one.assessor.id) for one in plan.given}
    assert not given & {(own.portfolio_id, people[0].id), (own.portfolio_id, people[1].id)}
    assert len(given) == len(plan.given) == 2 * len(others)
    assert {one.turn for one in plan.given} == {Turn.FIRST, Turn.SECOND}
    (told,) = {one.why_not for one in choices_for(lead_desk, made.cohort, first)}
    assert told == "has a conflict of interest: a relative"


def test_many_portfolios_at_once_or_one_alone_are_answered_alike(lead_desk):
    made = furnished(lead_desk, marked=True)
    members, people = members_of(lead_desk, made.cohort), assessors_here(lead_desk)
    first, second, third, *_others = members
    lead_desk_people = [
        replace(people[0], schools=(first.school,), subjects=("Music",)),
        replace(people[1], name=second.name.upper()),
        replace(people[2], active=False),
    ]
    keep_assessors(lead_desk, lead_desk_people)
    add_conflicts(lead_desk, [
        KnownConflict(people[3].id, About.SCHOOL, third.school.upper(), "relative"),
        KnownConflict(people[3].id, About.PORTFOLIO, first.portfolio_id, "mentor_of_candidate"),
        KnownConflict(people[0].id, About.PORTFOLIO, first.portfolio_id, "relative"),
    ])  # fmt: skip
    eligible = Eligible(lead_desk, made.cohort)
    bars = set()
    for basis in Basis:
        fits = eligible.fits(basis, eligible.assessors)
        for one in members:
            alone = Eligible(lead_desk, made.cohort, one.portfolio_id)
            each = {person.id: eligible.barred(person, one, basis, [people[1].id]) for person in eligible.assessors}
            assert each == {person.id: alone.barred(person, one, basis, [people[1].id]) for person in alone.assessors}
            assert fits.who(one, [people[1].id]) == {id_ for id_, barred in each.items() if barred is None}
            bars |= {barred.bar for barred in each.values() if barred}
    assert bars >= {Bar.CONFLICT, Bar.TWICE, Bar.NOT_ACTIVE, Bar.SUBJECT}
    assert "school" in eligible.conflicts(first)[people[0].id], "the weightiest ground is told"


def test_only_what_is_new_is_allocated_and_what_stands_is_never_moved(lead_desk):
    made = furnished(lead_desk, candidates=10)
    some = tuple(one.id for one in made.portfolios[:7])
    keep_allocation(lead_desk, plan_allocation(lead_desk, made.cohort, Wishes(portfolios=some)))
    before = {one.portfolio_id: one.assessor_id for one in load_allocations(lead_desk.db, made.cohort)}
    plan = plan_allocation(lead_desk, made.cohort)
    assert len(plan.given) == 3
    stale = plan_allocation(lead_desk, made.cohort)
    keep_allocation(lead_desk, plan)
    after = {one.portfolio_id: one.assessor_id for one in load_allocations(lead_desk.db, made.cohort)}
    assert {key: after[key] for key in before} == before
    assert sorted(one.after for one in plan.loads) == [2, 2, 3, 3]
    with pytest.raises(NotAllowedError, match="meanwhile"):
        keep_allocation(lead_desk, stale)
    undo(lead_desk)
    assert len(load_allocations(lead_desk.db, made.cohort)) == len(load_tasks(lead_desk.db)) == 7


def test_subjects_languages_and_shares_count_where_they_are_asked_for(lead_desk):
    made = furnished(lead_desk, candidates=30, assessors=3)
    one, two, three = assessors_here(lead_desk)
    keep_assessors(lead_desk, [
        replace(one, subjects=("physics",), languages=("sw",), share=Fraction(0)), replace(two, share=Fraction(2)),
        replace(three, subjects=("Biology", "Mathematics")),
    ])  # fmt: skip
    by_subject = plan_allocation(lead_desk, made.cohort, Wishes(Basis.SUBJECT, assessors=(three.id,)))
    assert {each.member.subject for each in by_subject.given} == {"Biology", "Mathematics"}
    assert {each.why for each in by_subject.impossible} >= {"nobody marks Physics"}
    loads = [load.added for load in plan_allocation(lead_desk, made.cohort, Wishes(Basis.SHARE)).loads]
    assert loads == [20, 10]
    given = plan_allocation(lead_desk, made.cohort, Wishes(Basis.LANGUAGE, assessors=(one.id, two.id))).given
    assert {each.assessor.id for each in given} == {two.id}


def test_work_is_given_moved_and_taken_back_by_hand_with_a_reason(lead_desk):
    made = furnished(lead_desk)
    member = members_of(lead_desk, made.cohort)[0]
    one, two, *_others = assessors_here(lead_desk)
    give(lead_desk, Given(member, one, Turn.FIRST, due_on=date(2026, 12, 1)))
    with pytest.raises(NotAllowedError, match="marks it already"):
        give(lead_desk, Given(member, one, Turn.SECOND))
    (mine,) = load_allocations(lead_desk.db, made.cohort)
    with pytest.raises(NotAllowedError, match="needs a reason"):
        move(lead_desk, mine.id, two, " ")
    move(lead_desk, mine.id, two, "She is ill")
    (theirs,) = load_allocations(lead_desk.db, made.cohort)
    assert (theirs.assessor_id, theirs.due_on) == (two.id, date(2026, 12, 1))
    with pytest.raises(NotAllowedError, match="allocated to this assessor"):
        remove_assessor(lead_desk, two.id)
    take_back(lead_desk, theirs.id, "Withdrawn")
    assert not load_allocations(lead_desk.db, made.cohort)
    assert "She is ill" in allocations_as_csv(lead_desk, made.cohort, ended=True)


def test_what_is_signed_stays_with_who_signed_it(lead_desk):
    made = furnished(lead_desk, marked=True)
    one = load_allocations(lead_desk.db, made.cohort)[0]
    with pytest.raises(NotAllowedError, match="has signed it"):
        take_back(lead_desk, one.id, "no reason")


def test_second_marks_have_reasons_and_a_grown_cohort_keeps_its_picks(lead_desk):
    made = furnished(lead_desk, candidates=60, marked=True)
    people = assessors_here(lead_desk)
    keep_assessors(lead_desk, [replace(people[0], new_since=date(2026, 9, 1))])
    plan = plan_second_marks(lead_desk, made.cohort, "2026")
    reasons = {reason for one in plan.picks for reason in one.reasons}
    assert reasons == {Pick.RANDOM, Pick.NEW_ASSESSOR, Pick.NEAR_CUT, Pick.DISTINCTION}
    assert sum(Pick.NEW_ASSESSOR in one.reasons for one in plan.picks) == 5
    firsts = {one.id: made.first[one.id].assessor_id for one in made.portfolios}
    assert all(firsts[one.member.portfolio_id] != one.assessor.id for one in plan.allocation.given)
    keep_second_marks(lead_desk, plan)
    again = plan_second_marks(lead_desk, made.cohort, last_seed(lead_desk, made.cohort))
    assert [one.member.code for one in again.picks] == [one.member.code for one in plan.picks]
    assert not again.new
    with pytest.raises(NotAllowedError, match="needs a seed"):
        plan_second_marks(lead_desk, made.cohort, " ")


def test_progress_counts_and_says_what_the_hours_rest_on(lead_desk):
    made = furnished(lead_desk, marked=True)
    unsigned = made.first[made.portfolios[0].id]
    with lead_desk.local_change() as db:
        db.execute("update assessment set state = 'held', signed_at = null where id = ?", [unsigned.id])
        for one in made.first.values():
            db.execute("insert into time_spent values (?, 6000)", [one.id])
        db.execute("delete from mark where assessment_id = ? and criterion_id != 'T1'", [unsigned.id])
    found = progress_of(lead_desk, made.cohort)
    assert (found.first.signed, found.first.of, found.portfolios, found.not_allocated) == (11, 12, 12, 0)
    row = next(one for one in found.rows if one.assessor.id == unsigned.assessor_id)
    assert (row.held, row.waiting, row.late) == (1, 1, "no package came yet")
    left = len(shipped_rubric().criteria) - 1
    assert row.minutes_left == round(100 * left / len(shipped_rubric().criteria))
    assert row.pace_of in {PaceOf.OWN, PaceOf.ALL}
    assert any("no package came yet" in sentence for sentence in found.missing)
    assert found.signed == found.allocated - 1


def test_assessors_come_in_from_a_list_and_go_out_as_one(lead_desk):
    furnished(lead_desk)
    table = assessors_as_csv(assessors_here(lead_desk))
    assert read_assessors(lead_desk, rows(table)).assessors == assessors_here(lead_desk)
    read = read_assessors(lead_desk, [
        ["Name", "Share", "Subjects", "New since"], ["amara diallo", "50 %", "Physics; Biology", "2026-10-01"],
        ["Nobody Here", "1"], ["Bongani Khumalo", "much"], ["Diego Ramos", "1", "", "soon"],
    ])  # fmt: skip
    (one,) = read.assessors
    assert (one.share, one.subjects, one.new_since) == (Fraction(1, 2), ("Physics", "Biology"), date(2026, 10, 1))
    assert [line.split(":")[0] for line in read.skipped] == ["line 3", "line 4", "line 5"]
    with pytest.raises(UntrustedFileError, match="No column is called “name” or “id”"):
        read_assessors(lead_desk, [["Who"], ["Amara"]])


def test_conflicts_come_in_from_a_list(lead_desk):
    made = furnished(lead_desk)
    code = made.portfolios[0].code
    read = read_conflicts(lead_desk, [
        ["assessor", "about", "subject", "ground"], ["Amara Diallo", "portfolio", code, "relative"],
        ["Amara Diallo", "portfolio", "NO-1", "relative"], ["Amara Diallo", "school", "Hill", "envy"],
    ])  # fmt: skip
    assert [(one.about, one.subject) for one in read.conflicts] == [(About.PORTFOLIO, made.portfolios[0].id)]
    assert len(read.skipped) == 2


def test_a_list_as_the_coursework_module_writes_it_is_followed_line_by_line(lead_desk):
    made = furnished(lead_desk)
    codes = [one.code for one in made.portfolios]
    plan = plan_from_list(lead_desk, made.cohort, [
        ["Username", "Assessor 1", "Assessor 2"], [codes[0], "amara.diallo", "bongani_khumalo@school.example"],
        [codes[1].lower(), "", "Amara Diallo"], [codes[0], "Chantal Mbeki", ""], ["nobody", "Amara Diallo", ""],
        [codes[2], "Zoe", ""], [codes[3], "Amara Diallo", "Amara Diallo"],
    ])  # fmt: skip
    found = [(one.member.code, one.assessor.name, one.turn) for one in plan.given]
    assert found == [
        (codes[0], "Amara Diallo", Turn.FIRST), (codes[0], "Bongani Khumalo", Turn.SECOND),
        (codes[1], "Amara Diallo", Turn.SECOND), (codes[3], "Amara Diallo", Turn.FIRST),
    ]  # fmt: skip
    assert [sentence.partition(":")[0] for sentence in plan.skipped] == [
        "line 4", "line 5", "line 6", f"{codes[3]}, Amara Diallo",
    ]  # fmt: skip
    keep_allocation(lead_desk, plan)
    assert not plan_from_list(lead_desk, made.cohort, [[codes[0], "Amara Diallo"]]).given


def test_an_assessor_of_a_programme_changes_no_cohort(lead_desk):
    made = furnished(lead_desk)
    with lead_desk.local_change() as db:
        db.execute("update person set role = 'lead' where id = ?", [made.assessors[0]])
    lead_desk.person = made.assessors[1]
    for deed in (
        lambda: keep_allocation(lead_desk, plan_allocation(lead_desk, made.cohort)),
        lambda: make_cohort(lead_desk, PROGRAMME, "X", made.cohort.rubric),
        lambda: keep_assessors(lead_desk, assessors_here(lead_desk)),
    ):
        with pytest.raises(NotAllowedError, match="Only whoever leads"):
            deed()
