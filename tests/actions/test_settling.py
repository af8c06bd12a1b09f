"""Cases of a cohort, disputes with both sides, third assessors, and decisions of the lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from tests.support.building import level, open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.allocating import choices_for
from certdesk.actions.assessors import assessors_here
from certdesk.actions.cases import case_in, cases_of
from certdesk.actions.settling import (
    ask_third,
    disputes_of,
    kept_with_authors,
    look_at_dispute,
    rule,
    take_back_ruling,
    third_candidates,
)
from certdesk.actions.undoing import redo, undo
from certdesk.core.adjudication import Step
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.cohorts import CaseState, CohortState, Turn
from certdesk.core.decision import decide
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import Unmarked
from certdesk.core.result_assessments import RESULT_AUTHOR, result_assessment_id
from certdesk.store.assessments import assessment_row, mark_row
from certdesk.store.cohorts import cohort_row, load_allocations

LEAD = "person-lead"


@pytest.fixture
def desk(tmp_path):
    """The lead's workspace with a cohort of 24, some of it marked twice."""
    with open_workspace(tmp_path / "workspace", person=LEAD) as workspace:
        made = put_cohort(workspace, Shape(candidates=24, assessors=5, double=0.4, seed=3))
        yield workspace, made


@pytest.fixture
def disputed(desk):
    """The first portfolio in dispute."""
    workspace, made = desk
    return disputes_of(workspace, made.cohort)[0]


def signed(assessment_id, portfolio_id, person, at, marks):
    rows = [("assessment", assessment_row(
        Assessment(assessment_id, portfolio_id, person, AssessmentState.SIGNED, at, signed_at=at)))]  # fmt: skip
    return rows + [("mark", mark_row(assessment_id, key, mark)) for key, mark in marks.items()]


def put(workspace, rows):
    with workspace.recording("assessment.signed", "signed", subject="x") as recording:
        for table, row in rows:
            recording.put(table, row)


def test_cases_are_what_the_table_makes_of_the_signed_marks(desk):
    workspace, made = desk
    cases = cases_of(workspace, made.cohort)
    assert [case.member.code for case in cases] == [each.code for each in made.portfolios]
    for case in cases:
        id_ = case.member.portfolio_id
        first, second = made.first[id_], made.second.get(id_)
        given = {one.assessment_id: dict(one.marks) for one in case.ratings}
        assert given == {one.id: dict(one.marks) for one in (first, second) if one}
        if second is None:
            assert (case.state, case.marks) == (CaseState.SETTLED, first.marks)
            continue
        differ = {key for key in first.marks if first.marks[key] != second.marks[key]}
        averaged = {one.criterion_id for one in case.settled if one.averaged}
        assert differ == averaged | set(case.disputed)
        outcomes = {decide(shipped_rubric(), one.marks).outcome for one in (first, second)}
        assert not averaged or len(outcomes) == 1
    assert {case.state for case in cases} == {CaseState.SETTLED, CaseState.TO_ADJUDICATE}
    assert case_in(workspace, made.cohort, made.portfolios[3].id) == cases[3]


def test_made_results_drafts_and_other_cohorts_are_no_ratings(desk):
    workspace, made = desk
    before = cases_of(workspace, made.cohort)
    portfolio = made.portfolios[0].id
    with workspace.local_change() as db:
        db.execute("update assessment set state = 'open' where portfolio_id = ?", [made.portfolios[1].id])
    put(
        workspace,
        signed(result_assessment_id(portfolio), portfolio, RESULT_AUTHOR, workspace.clock(), {"T1": level(1)}),
    )
    put_cohort(workspace, Shape(candidates=2, name="2027"))
    after = cases_of(workspace, made.cohort)
    assert after[0] == before[0]
    assert (after[1].state, after[1].marks) == (CaseState.FIRST_OPEN, {})
    assert len(after) == len(before)
    with pytest.raises(NotFoundError):
        case_in(workspace, made.cohort, "portfolio-2027-00001")


def test_disputes_come_in_the_order_in_which_the_lead_can_act(desk, disputed):
    workspace, made = desk
    assert disputed.next_step is Step.THIRD
    third = third_candidates(workspace, made.cohort, disputed.member.portfolio_id)[0]
    ask_third(workspace, disputed.member.portfolio_id, third.assessor, ())
    now = disputes_of(workspace, made.cohort)
    assert now[-1].member == disputed.member
    assert (now[-1].state, now[-1].asked) == (CaseState.THIRD_OPEN, (third.assessor.id,))
    before = [one.signed_at for one in now[:-1]]
    assert before == sorted(before)


def test_both_sides_are_shown_with_words_evidence_and_the_rule(desk, disputed):
    workspace, made = desk
    id_ = disputed.member.portfolio_id
    view = look_at_dispute(workspace, made.cohort, id_)
    assert [one.criterion.id for one in view.criteria] == [each.id for each in shipped_rubric().criteria]
    for one in view.criteria:
        sides = {side.assessment_id: side for side in one.sides}
        for whole in (made.first[id_], made.second[id_]):
            side = sides[whole.id]
            assert (side.mark, side.words) == (whole.mark(one.criterion.id), whole.words(one.criterion.id))
            assert side.evidence == whole.evidence_for(one.criterion.id)
            assert side.evidence
        assert one.sentence
        assert (one.settled is None) == (one.open is not None) == (one.criterion.id in disputed.disputed)
    assert [item.portfolio_id for item in view.items] == [id_]
    assert len(view.summaries) == 2
    case = case_in(workspace, made.cohort, id_)
    assert look_at_dispute(workspace, made.cohort, id_, case=case) == view


def test_a_third_is_somebody_who_has_not_marked_it_and_settles_it(desk, disputed):
    workspace, made = desk
    id_, cohort = disputed.member.portfolio_id, made.cohort
    markers = {one.assessor_id for one in kept_with_authors(workspace, id_)}
    candidates = third_candidates(workspace, cohort, id_)
    assert {one.assessor.id for one in candidates if one.why_not} == markers
    assert all("marks it already" in one.sentence for one in candidates[-2:])
    assert candidates[0].sentence == "no conflict, 0 waiting"
    with pytest.raises(NotAllowedError, match="has marked"):
        ask_third(workspace, id_, candidates[-1].assessor, disputed.disputed)
    settled = next(each.id for each in shipped_rubric().criteria if each.id not in disputed.disputed)
    with pytest.raises(NotAllowedError, match="not in dispute"):
        ask_third(workspace, id_, candidates[0].assessor, (settled,))

    third = candidates[0].assessor
    ask_third(workspace, id_, third, ())
    given = next(one for one in load_allocations(workspace.db, cohort) if one.turn is Turn.THIRD)
    assert (given.assessor_id, given.criteria) == (third.id, disputed.disputed)
    with pytest.raises(NotAllowedError):
        ask_third(workspace, id_, third, ())
    other = next(one for one in candidates if one.assessor.id not in markers | {third.id})
    assert next(c for c in choices_for(workspace, cohort, disputed.member) if c.assessor.id == third.id).why_not
    assert other.assessor in assessors_here(workspace)

    marks = {key: made.second[id_].mark(key) for key in disputed.disputed}
    put(workspace, signed("of-third", id_, third.id, workspace.clock(), marks))
    case = case_in(workspace, cohort, id_)
    assert (case.state, case.disputed) == (CaseState.SETTLED, ())
    assert Counter(one.rule for one in case.settled)["third_equals_one"] == len(disputed.disputed)
    assert len(kept_with_authors(workspace, id_)) == 3


def test_the_lead_decides_with_a_reason_and_undo_takes_it_back(desk, disputed):
    workspace, made = desk
    id_, cohort, criterion = disputed.member.portfolio_id, made.cohort, disputed.disputed[0]
    with pytest.raises(NotAllowedError, match="needs a reason"):
        rule(workspace, id_, criterion, level(3), "  ")
    with pytest.raises(NotAllowedError, match="cannot be 9"):
        rule(workspace, id_, criterion, level(9), "Because.")
    with pytest.raises(NotAllowedError, match="needs a mark"):
        rule(workspace, id_, criterion, Unmarked(), "Because.")
    for key in disputed.disputed:
        assert rule(workspace, id_, key, level(3), "Both point to minute 12.")
    assert not rule(workspace, id_, criterion, level(3), "Both point to minute 12.")
    case = case_in(workspace, cohort, id_)
    ruled = next(one for one in case.settled if one.criterion_id == criterion)
    assert (case.state, ruled.mark, ruled.rule) == (CaseState.SETTLED, level(3), "ruled")
    view = look_at_dispute(workspace, cohort, id_)
    shown = next(one for one in view.criteria if one.criterion.id == criterion)
    assert "Both point to minute 12." in shown.sentence
    assert shown.ruling.ruled_by == LEAD
    assert [side.chosen for side in shown.sides] == [side.mark == level(3) for side in shown.sides]

    undo(workspace)
    assert case_in(workspace, cohort, id_).disputed == disputed.disputed[-1:]
    redo(workspace)
    assert take_back_ruling(workspace, id_, criterion)
    assert case_in(workspace, cohort, id_).disputed == (criterion,)
    assert rule(workspace, id_, criterion, level(2), "On second thoughts.")
    with workspace.recording("cohort.released", "released", subject=cohort.id) as recording:
        recording.put("cohort", cohort_row(replace(cohort, state=CohortState.RELEASED)))
    with pytest.raises(NotAllowedError, match="released"):
        rule(workspace, id_, criterion, level(3), "Too late.")
    with pytest.raises(NotAllowedError, match="released"):
        undo(workspace, within=id_)


def test_what_is_settled_is_not_ruled_on_and_only_a_lead_settles(desk, disputed):
    workspace, made = desk
    alone = next(each.id for each in made.portfolios if each.id not in made.second)
    with pytest.raises(NotAllowedError, match="not in dispute"):
        rule(workspace, alone, "T1", level(3), "I would have given more.")
    with workspace.local_change() as db:
        db.execute("insert into person values ('boss', 'Boss', 'lead', 'ff', '2026-01-01')")
    for act in (
        lambda: rule(workspace, disputed.member.portfolio_id, disputed.disputed[0], level(3), "Why not."),
        lambda: ask_third(workspace, disputed.member.portfolio_id, assessors_here(workspace)[0], ()),
    ):
        with pytest.raises(NotAllowedError, match="lead"):
            act()
