"""Appeals: opened, re-checked from the raw marks, marked anew by somebody else, decided."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.allocating import choices_for, take_back
from certdesk.actions.appealing import (
    appeals_of,
    ask_for_remark,
    decide_appeal,
    move_appeal,
    open_appeal,
    recheck_appeal,
    remarked,
)
from certdesk.actions.assessors import assessors_here
from certdesk.actions.cohort_results import member_of, result_of
from certdesk.actions.cohorts import policy_of, policy_text
from certdesk.actions.rechecking import recheck
from certdesk.actions.releasing import release
from certdesk.actions.second_marking import plan_second_marks
from certdesk.core.appeals import AppealState
from certdesk.core.assessment import Assessment, AssessmentState
from certdesk.core.cohorts import ResultState, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import LevelGiven
from certdesk.core.policy import AppealStage, Ground, Pick
from certdesk.rubric_formats.policy import write_policy
from certdesk.store.assessments import assessment_row, mark_row
from certdesk.store.cohorts import load_allocations
from certdesk.store.journal import entries
from certdesk.store.results_of_cohorts import find_result

IDS = [criterion.id for criterion in shipped_rubric().criteria]
WORDS = "The video was not watched to its end."


def give(workspace, assessment_id, **levels):
    """Write down in the journal what an assessor gave."""
    with workspace.recording("mark.given", "marked", subject=assessment_id) as recording:
        for criterion_id in IDS:
            level = levels.get(criterion_id, levels.get("all", 3))
            # What the cohort was made with stands in no journal, so it goes first.
            recording.remove("mark", {"assessment_id": assessment_id, "criterion_id": criterion_id})
            recording.put("mark", mark_row(assessment_id, criterion_id, LevelGiven(Fraction(level))))


@pytest.fixture
def led(tmp_path):
    """A released cohort, and the portfolio of somebody who missed, with the marks of one assessor."""
    with open_workspace(tmp_path / "workspace", person="lead") as workspace:
        made = put_cohort(workspace, Shape(candidates=6, double=0, seed=5))
        portfolio_id = made.portfolios[0].id
        give(workspace, made.first[portfolio_id].id, all=3, T5=2)
        release(workspace, made.cohort, override="a trial")
        yield workspace, made, portfolio_id


@pytest.fixture
def appealed(led):
    """The same with an open appeal."""
    workspace, made, portfolio_id = led
    open_appeal(workspace, made.cohort, portfolio_id, Ground.OVERLOOKED, WORDS)
    (row,) = appeals_of(workspace, made.cohort)
    return workspace, made, row.appeal


def marked_anew(workspace, made, appeal, **levels):
    """Let somebody else mark the portfolio of an appeal, and return their assessment's id."""
    member = member_of(workspace, made.cohort, appeal.portfolio_id)
    chosen = next(one for one in choices_for(workspace, made.cohort, member) if not one.why_not).assessor
    ask_for_remark(workspace, made.cohort, appeal.id, chosen)
    now = workspace.clock()
    one = Assessment("anew", appeal.portfolio_id, chosen.id, AssessmentState.SIGNED, now, signed_at=now)
    with workspace.recording("assessment.signed", "signed", subject=one.id) as recording:
        recording.put("assessment", assessment_row(one))
    give(workspace, one.id, **levels)
    return one.id


def test_an_appeal_begins_with_its_first_stage_and_its_days(appealed):
    workspace, made, appeal = appealed
    (row,) = appeals_of(workspace, made.cohort)
    assert (row.time_left, row.late) == ("10 working days left", False)
    assert (appeal.stage, appeal.steps[0].words) == (AppealStage.CLERICAL_CHECK, WORDS)
    with pytest.raises(NotAllowedError, match="open appeal of 2026B-001 already"):
        open_appeal(workspace, made.cohort, appeal.portfolio_id, Ground.CLERICAL, "Again")
    move_appeal(workspace, made.cohort, appeal.id)
    move_appeal(workspace, made.cohort, appeal.id)
    with pytest.raises(NotAllowedError, match="last stage"):
        move_appeal(workspace, made.cohort, appeal.id)


def test_an_appeal_says_what_happened_and_is_about_something_released(led):
    workspace, made, portfolio_id = led
    with pytest.raises(NotAllowedError, match="says what happened"):
        open_appeal(workspace, made.cohort, portfolio_id, Ground.CLERICAL, " ")


def test_a_recheck_comes_to_what_was_released(appealed):
    workspace, made, appeal = appealed
    found = recheck_appeal(workspace, made.cohort, appeal.id)
    assert found.same, found.sentence
    assert found.sentence.startswith("Everything comes to what was released")
    assert {line.criterion_id: line.now for line in found.lines}["T5"] == "2"
    assert found.sources[0].words == "Its marks are those of 1 journal entry."
    (row,) = appeals_of(workspace, made.cohort)
    assert row.appeal.steps[-1].words == found.sentence


def test_a_recheck_finds_marks_that_were_changed_behind_the_journal(appealed):
    workspace, made, appeal = appealed
    with workspace.local_change() as db:
        db.execute("update mark set level = '4' where assessment_id = ?", [made.first[appeal.portfolio_id].id])
    found = recheck(workspace, made.cohort, appeal.portfolio_id)
    assert not found.same
    assert "are not as they were written down" in found.sentence
    assert [line.criterion_id for line in found.lines if not line.same] == IDS


def test_a_recheck_finds_a_result_that_does_not_follow(appealed):
    workspace, made, appeal = appealed
    give(workspace, made.first[appeal.portfolio_id].id, all=3)
    found = recheck(workspace, made.cohort, appeal.portfolio_id)
    assert not found.same
    assert "It comes to “Certified”, not to" in found.sentence
    assert found.sentence.endswith("other marks: T5.")


def test_whoever_marked_it_does_not_mark_it_anew(appealed):
    workspace, made, appeal = appealed
    member = member_of(workspace, made.cohort, appeal.portfolio_id)
    mine = made.first[appeal.portfolio_id].assessor_id
    former = next(one for one in choices_for(workspace, made.cohort, member) if one.assessor.id == mine)
    with pytest.raises(NotAllowedError):
        ask_for_remark(workspace, made.cohort, appeal.id, former.assessor)
    assert remarked(workspace, made.cohort, appeal) is None


def test_an_upheld_appeal_recalls_the_result_and_decides_it_by_the_remark(appealed):
    workspace, made, appeal = appealed
    marked_anew(workspace, made, appeal, all=3)
    (row,) = appeals_of(workspace, made.cohort)
    assert (row.appeal.stage, row.time_left) == (AppealStage.REMARK, "20 working days left")
    found = remarked(workspace, made.cohort, row.appeal)
    assert (found.label, found.lower) == ("Certified", False)
    # The re-mark alone changes nothing.
    assert find_result(workspace.db, appeal.portfolio_id).state is ResultState.RELEASED
    done = decide_appeal(workspace, made.cohort, appeal.id, AppealState.UPHELD, "it was overlooked")
    assert "“Certified”" in done.sentence
    kept = find_result(workspace.db, appeal.portfolio_id)
    assert (kept.state, kept.certifies) == (ResultState.DECIDED, True)
    rules = {one.rule for one in result_of(workspace, made.cohort, appeal.portfolio_id).detail.settled}
    assert rules == {"appeal"}
    release(workspace, made.cohort)
    assert find_result(workspace.db, appeal.portfolio_id).state is ResultState.RELEASED
    deeds = [entry.type for entry in entries(workspace.db) if entry.subject == appeal.portfolio_id]
    assert deeds == [
        "result.decided", "result.released", "appeal.opened", "appeal.moved", "appeal.decided", "result.recalled",
        "result.decided", "result.released",
    ]  # fmt: skip


def test_an_appeal_makes_no_result_worse(appealed):
    workspace, made, appeal = appealed
    marked_anew(workspace, made, appeal, all=1)
    done = decide_appeal(workspace, made.cohort, appeal.id, AppealState.UPHELD, "the procedure was not followed")
    assert "below the released result, which stays" in done.sentence
    assert find_result(workspace.db, appeal.portfolio_id).state is ResultState.RELEASED


def test_a_dismissed_appeal_leaves_everything_as_it_is(appealed):
    workspace, made, appeal = appealed
    with pytest.raises(NotAllowedError, match="with a reason"):
        decide_appeal(workspace, made.cohort, appeal.id, AppealState.DISMISSED, "")
    decide_appeal(workspace, made.cohort, appeal.id, AppealState.DISMISSED, "all was seen")
    assert find_result(workspace.db, appeal.portfolio_id).state is ResultState.RELEASED
    with pytest.raises(NotAllowedError, match="was decided on 2026"):
        decide_appeal(workspace, made.cohort, appeal.id, AppealState.UPHELD, "no, it was not")


def test_whoever_can_t_mark_anew_after_all_is_replaced_and_nobody_is_asked_twice(appealed):
    workspace, made, appeal = appealed
    member = member_of(workspace, made.cohort, appeal.portfolio_id)
    able = [one.assessor for one in choices_for(workspace, made.cohort, member) if not one.why_not]
    ask_for_remark(workspace, made.cohort, appeal.id, able[0])
    with pytest.raises(NotAllowedError, match="marking it anew already"):
        ask_for_remark(workspace, made.cohort, appeal.id, able[1])
    picked = {one.member.portfolio_id: one for one in plan_second_marks(workspace, made.cohort, "x").picks}
    assert Pick.APPEAL in picked[appeal.portfolio_id].reasons
    assert picked[appeal.portfolio_id].second.turn is Turn.APPEAL, "the policy counts it, so nobody is asked again"
    (one,) = [each for each in load_allocations(workspace.db) if each.turn is Turn.APPEAL]
    take_back(workspace, one.id, "ill")
    (row,) = appeals_of(workspace, made.cohort)
    assert not row.appeal.allocation
    ask_for_remark(workspace, made.cohort, appeal.id, able[1])
    (row,) = appeals_of(workspace, made.cohort)
    assert row.appeal.allocation not in {"", one.id}


def test_where_the_policy_has_no_such_stage_nobody_marks_anew(appealed):
    workspace, made, appeal = appealed
    policy = policy_of(workspace, made.cohort)
    stages = replace(policy.appeals, stages=(AppealStage.CLERICAL_CHECK, AppealStage.PANEL), days_per_stage=(10, 20))
    double = replace(policy.second_marking, appeals=False)
    text = write_policy(replace(policy, appeals=stages, second_marking=double), policy_text(workspace, made.cohort))
    other = replace(made.cohort, policy=text)
    with pytest.raises(NotAllowedError, match="no stage in which somebody marks anew"):
        ask_for_remark(workspace, other, appeal.id, assessors_here(workspace)[0])
    marked_anew(workspace, made, appeal, all=3)
    picked = {one.member.portfolio_id: one for one in plan_second_marks(workspace, other, "x").picks}
    assert Pick.APPEAL not in picked[appeal.portfolio_id].reasons
    assert picked[appeal.portfolio_id].second is None
