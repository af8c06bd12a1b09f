"""Deciding a cohort: outcomes with their trace, settled assessments, earlier attempts, and what was released."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.cases import cases_of
from certdesk.actions.cohort_results import result_of, results_of_cohort
from certdesk.actions.deciding_results import decide_results
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.releasing import hold, release
from certdesk.actions.resubmitting import link_attempt, resubmissions_csv, to_resubmit
from certdesk.core.changes import Kind
from certdesk.core.cohorts import CaseState, ResultState
from certdesk.core.decision import decide
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import UNMARKED, LevelGiven
from certdesk.core.result_assessments import RESULT_AUTHOR, is_result_assessment, result_assessment_id
from certdesk.store.assessments import load_assessment, mark_row
from certdesk.store.journal import entries
from certdesk.store.portfolios import load_portfolio, portfolio_row
from certdesk.store.results import results_of
from certdesk.store.results_of_cohorts import banked_in, find_result

RUBRIC = shipped_rubric()
IDS = [criterion.id for criterion in RUBRIC.criteria]


@pytest.fixture
def led(tmp_path):
    """A workspace whose lead has a cohort of twelve, half of them marked by two."""
    with open_workspace(tmp_path / "workspace", person="lead") as workspace:
        yield workspace, put_cohort(workspace, Shape(candidates=12, double=0.5, seed=3))


def give(workspace, assessment_id, **levels):
    """Let an assessor have given other levels."""
    with workspace.recording("mark.given", "marked", subject=assessment_id) as recording:
        for criterion_id, level in levels.items():
            recording.put("mark", mark_row(assessment_id, criterion_id, LevelGiven(Fraction(level))))


def all_at(level, **other):
    return {id_: other.get(id_, level) for id_ in IDS}


def one_marked_once(workspace, made):
    return next(each.id for each in made.portfolios if each.id not in made.second)


def one_marked_twice(made):
    return next(iter(made.second))


def test_every_settled_case_is_decided_once_in_one_deed(led):
    workspace, made = led
    done = decide_results(workspace, made.cohort)
    cases = {case.member.portfolio_id: case for case in cases_of(workspace, made.cohort)}
    settled = {id_ for id_, case in cases.items() if case.state is CaseState.SETTLED}
    assert {one.member.portfolio_id for one in results_of_cohort(workspace, made.cohort)} == settled
    assert {one.member.portfolio_id for one in done.undecided} == set(cases) - settled
    assert Kind.RESULT in done.change.kinds
    assert done.decided == len(settled)
    told = [entry for entry in entries(workspace.db) if entry.type == "result.decided"]
    assert {entry.subject for entry in told} == settled
    again = decide_results(workspace, made.cohort)
    assert not again.change
    assert again.decided == 0


def test_a_result_is_what_the_engine_says_of_the_settled_marks(led):
    workspace, made = led
    decide_results(workspace, made.cohort)
    for one in results_of_cohort(workspace, made.cohort):
        view = result_of(workspace, made.cohort, one.member.portfolio_id)
        decision = decide(RUBRIC, one.marks)
        assert (one.outcome, one.label, one.certifies) == (decision.outcome, decision.label, decision.certifies)
        assert view.detail.decision == decision
        assert one.averaged == {each.criterion_id for each in view.detail.settled if each.averaged}


def test_one_assessors_marks_are_the_result_themselves(led):
    workspace, made = led
    decide_results(workspace, made.cohort)
    id_ = one_marked_once(workspace, made)
    one = find_result(workspace.db, id_)
    assert one.assessment_id == made.first[id_].id
    assert one.assessors == (made.first[id_].assessor_id,)


def test_settled_marks_make_an_assessment_that_is_nobodys_rating(led):
    workspace, made = led
    id_ = one_marked_twice(made)
    first, second = made.first[id_], made.second[id_]
    give(workspace, first.id, **all_at(3))
    give(workspace, second.id, **all_at(3, T1=4))
    before = results_of(workspace.db, RUBRIC.id)
    decide_results(workspace, made.cohort)
    own = load_assessment(workspace.db, result_assessment_id(id_))
    assert own.assessor_id == RESULT_AUTHOR
    assert own.mark("T1") == LevelGiven(Fraction(7, 2))
    assert set(own.feedback) == set(IDS)
    assert {note.assessment_id for note in own.annotations} == {own.id}
    assert {key for note in own.annotations for key in note.criteria} == set(IDS)
    # Cases, what-if and the lead's own list of work do not know of it.
    case = next(one for one in cases_of(workspace, made.cohort) if one.member.portfolio_id == id_)
    assert not any(is_result_assessment(each.assessment_id) for each in case.ratings)
    assert results_of(workspace.db, RUBRIC.id) == before
    assert all(row.assessment_id is None for row in look_at_worklist(workspace).rows)
    view = result_of(workspace, made.cohort, id_)
    assert {one.id for one in view.assessments} == {first.id, second.id}
    assert set(view.detail.voices.values()) <= {first.id, second.id}


def test_marks_that_change_before_the_release_change_the_result(led):
    workspace, made = led
    decide_results(workspace, made.cohort)
    id_ = one_marked_once(workspace, made)
    give(workspace, made.first[id_].id, **all_at(4))
    hold(workspace, made.cohort, [id_], "to be looked at")
    done = decide_results(workspace, made.cohort)
    assert done.decided == 1
    now = find_result(workspace.db, id_)
    assert (now.outcome, now.state, now.reason) == ("distinction", ResultState.HELD, "to be looked at")


def test_a_released_result_only_says_what_it_would_be(led):
    workspace, made = led
    id_ = one_marked_once(workspace, made)
    give(workspace, made.first[id_].id, **all_at(3))
    release(workspace, made.cohort, override="a trial")
    give(workspace, made.first[id_].id, **all_at(4))
    done = decide_results(workspace, made.cohort)
    assert [(member.portfolio_id, words) for member, words in done.would_be] == [
        (id_, "would now be “Certified with distinction”")
    ]
    kept = find_result(workspace.db, id_)
    assert (kept.state, kept.outcome) == (ResultState.RELEASED, "certified")
    give(workspace, made.first[id_].id, **all_at(3))
    assert not decide_results(workspace, made.cohort).would_be
    assert find_result(workspace.db, id_).would_be == ""


def test_only_whoever_leads_decides(tmp_path, led):
    workspace, made = led
    workspace.person = made.assessors[0]
    with workspace.recording("person.made", "lead", subject="leila") as recording:
        recording.put(
            "person", {"id": "leila", "name": "Leila", "role": "lead", "fingerprint": "", "made_at": "2026-01-01"}
        )
    with pytest.raises(NotAllowedError, match="Only whoever leads"):
        decide_results(workspace, made.cohort)


def test_nothing_is_told_of_somebody_without_a_result(led):
    workspace, made = led
    with pytest.raises(NotFoundError, match="has no result yet"):
        result_of(workspace, made.cohort, made.portfolios[0].id)


@pytest.fixture
def tried_again(led):
    """The cohort, a portfolio that missed nearly, and a new one of the same candidate that follows it."""
    workspace, made = led
    first, second = [each.id for each in made.portfolios if each.id not in made.second][:2]
    give(workspace, made.first[first].id, **all_at(3, T5=2, T7=2, T8=2))
    with workspace.recording("mark.taken", "unmarked", subject=second) as recording:
        for id_ in IDS:
            key = {"assessment_id": made.first[second].id, "criterion_id": id_}
            if id_ in {"T5", "T7", "T8"}:
                recording.put("mark", mark_row(made.first[second].id, id_, LevelGiven(Fraction(3))))
            else:
                recording.remove("mark", key)
    return workspace, made, first, second


def test_banked_results_count_for_a_new_attempt(tried_again):
    workspace, made, first, second = tried_again
    hold(workspace, made.cohort, [second], "not begun")
    release(workspace, made.cohort, override="a trial")
    link_attempt(workspace, second, first)
    decide_results(workspace, made.cohort, [second])
    kept = find_result(workspace.db, second)
    assert (kept.certifies, set(kept.banked)) == (True, set(IDS) - {"T5", "T7", "T8"})
    assert banked_in(workspace.db, kept.assessment_id) == set(kept.banked)
    own = load_assessment(workspace.db, kept.assessment_id)
    assert UNMARKED not in own.marks.values()
    assert own.words("T1").strength
    view = result_of(workspace, made.cohort, second)
    assert {one.rule for one in view.detail.settled} == {"only_mark", "banked"}
    assert {one.portfolio_id for one in view.detail.kept} == {first}


def test_an_attempt_follows_only_what_was_released_and_missed(tried_again):
    workspace, made, first, second = tried_again
    with pytest.raises(NotAllowedError, match="its result is not released"):
        link_attempt(workspace, second, first)
    release(workspace, made.cohort, override="a trial")
    with pytest.raises(NotAllowedError, match="its own result is released already"):
        link_attempt(workspace, second, first)
    new = replace(load_portfolio(workspace.db, second), id="portfolio-new", code="NEW-1")
    with workspace.recording("portfolio.received", "new", subject=new.id) as recording:
        recording.put("portfolio", portfolio_row(new))
    with pytest.raises(NotAllowedError, match="it came before it"):
        link_attempt(workspace, first, first)
    assert link_attempt(workspace, new.id, first)
    assert not link_attempt(workspace, new.id, first)
    row = next(one for one in to_resubmit(workspace, made.cohort) if one.member.portfolio_id == first)
    assert (row.to_hand_in.named, row.to_hand_in.left, row.followed_by) == (("T5", "T7", "T8"), 2, "NEW-1")
    assert row.to_hand_in.until == date(2028, 11, 22)
    line = next(each for each in resubmissions_csv(workspace, made.cohort).splitlines() if "NEW-1" in each)
    assert ",T5 T7 T8,T1 T2 T3 T4 T6,2028-11-22,2,yes,NEW-1" in line
