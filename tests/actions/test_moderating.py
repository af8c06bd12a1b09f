"""Moderation: the sample, verdicts beside the marks or blind, the light, marking again, closing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.building import level, open_workspace
from tests.support.cohorts import Shape, put_cohort, shipped_rubric

from certdesk.actions.cases import cases_of
from certdesk.actions.cohorts import load_cohort
from certdesk.actions.marking_again import keep_marking_again, plan_marking_again, to_mark_again
from certdesk.actions.moderating import close_moderation, draw_sample, light_of, sample_of
from certdesk.actions.moderation_looks import blind_look, finish_look, give_verdict, look_blind
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.settling import disputes_of, rule
from certdesk.actions.undoing import undo
from certdesk.core.cohorts import CohortState, Turn
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import LevelGiven
from certdesk.core.moderation_checks import Verdict
from certdesk.core.moderation_light import Light
from certdesk.store.assessments import find_assessment
from certdesk.store.cohorts import cohort_row
from certdesk.store.moderation import closings_of

LEAD = "person-lead"


@pytest.fixture
def desk(tmp_path):
    """The lead's workspace with a cohort of 24 that was marked once."""
    with open_workspace(tmp_path / "workspace", person=LEAD) as workspace:
        made = put_cohort(workspace, Shape(candidates=24, assessors=4, double=0, words=False))
        yield workspace, made.cohort


def agree_with_all(workspace, cohort):
    for row in sample_of(workspace, cohort).rows:
        if row.check is None:
            give_verdict(workspace, cohort, row.case.member.portfolio_id)


def far_from(row, criteria=3):
    """Own levels of a moderator, two steps or more away."""
    levels = {key: mark.level for key, mark in row.case.ratings[0].marks.items() if isinstance(mark, LevelGiven)}
    return {key: level(1 if value >= 3 else 4) for key, value in list(levels.items())[:criteria]}


def test_a_draw_is_kept_with_its_seed_and_drawing_the_same_again_changes_nothing(desk):
    workspace, cohort = desk
    assert sample_of(workspace, cohort) is None
    assert draw_sample(workspace, cohort, "14 July")
    assert not draw_sample(workspace, cohort, " 14 July ")
    first = sample_of(workspace, cohort)
    assert (first.draw.seed, first.draw.eligible) == ("14 July", 24)
    assert all(row.reasons.reasons for row in first.rows)
    draw_sample(workspace, cohort)
    second = sample_of(workspace, cohort)
    assert len(second.draw.seed) == 8
    assert second.earlier == (first.draw,)
    # Nobody draws until they like the sample: each draw stays on record.
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace)
    assert sample_of(workspace, cohort) == second


def test_the_light_turns_green_when_everything_drawn_is_looked_at(desk):
    workspace, cohort = desk
    light = light_of(workspace, cohort)
    assert (light.light, light.satisfied, light.sentence) == (Light.AMBER, False, "No sample is drawn yet.")
    draw_sample(workspace, cohort, "s")
    light = light_of(workspace, cohort)
    assert (light.light, light.satisfied, light.done) == (Light.AMBER, True, False)
    assert {one.light for one in light.assessors} == {Light.AMBER}
    agree_with_all(workspace, cohort)
    light = light_of(workspace, cohort)
    assert (light.light, light.satisfied, light.done) == (Light.GREEN, True, True)
    assert {one.light for one in light.assessors} == {Light.GREEN}
    assert close_moderation(workspace, cohort)
    assert load_cohort(workspace, cohort.id).state is CohortState.MODERATED
    assert not close_moderation(workspace, cohort)
    with pytest.raises(NotAllowedError, match="is closed"):
        draw_sample(workspace, cohort, "late")
    with pytest.raises(NotAllowedError, match="is closed"):
        give_verdict(workspace, cohort, sample_of(workspace, cohort).rows[0].case.member.portfolio_id)


def test_closing_before_the_policy_is_met_needs_a_reason_that_is_kept(desk):
    workspace, cohort = desk
    with pytest.raises(NotAllowedError, match="No sample is drawn yet"):
        close_moderation(workspace, cohort, " ")
    close_moderation(workspace, cohort, "The ministry asked for the results today.")
    [closing] = closings_of(workspace.db, cohort)
    assert (closing.closed_by, closing.reason) == (LEAD, "The ministry asked for the results today.")
    assert closing.sentence == "No sample is drawn yet."


def test_small_differences_are_noted_and_accepted(desk):
    workspace, cohort = desk
    draw_sample(workspace, cohort, "s")
    row = sample_of(workspace, cohort).rows[0]
    give_verdict(workspace, cohort, row.case.member.portfolio_id, far_from(row, 1), "T1 is a matter of view.")
    agree_with_all(workspace, cohort)
    check = sample_of(workspace, cohort).rows[0].check
    assert (check.verdict, check.note, check.blind) == (Verdict.DIFFERS, "T1 is a matter of view.", False)
    assert light_of(workspace, cohort).light is Light.GREEN
    # The lead may decide on what a moderator marked otherwise.
    [(criterion, mark)] = check.marks.items()
    assert rule(workspace, row.case.member.portfolio_id, criterion, mark, "As the moderator says.")


def test_work_that_is_not_accepted_is_given_to_others_and_looked_at_again(desk):
    workspace, cohort = desk
    draw_sample(workspace, cohort, "s")
    agree_with_all(workspace, cohort)
    row = sample_of(workspace, cohort).rows[-1]
    id_, person = row.case.member.portfolio_id, row.assessors[0]
    give_verdict(workspace, cohort, id_, far_from(row))
    light = light_of(workspace, cohort)
    red = [one for one in light.assessors if one.light is Light.RED]
    assert (light.light, [one.assessor_id for one in red]) == (Light.RED, [person])
    assert red[0].rejected[0].portfolio_id == id_
    [again] = to_mark_again(workspace, cohort)
    assert (again.assessor_id, len(again.cases), again.since) == (person, 6, None)

    plan = plan_marking_again(workspace, cohort, person)
    assert all(one.assessor.id != person for each in plan.plans for one in each.given)
    keep_marking_again(workspace, plan)
    assert to_mark_again(workspace, cohort) == ()
    theirs = {case.member.portfolio_id for case in again.cases}
    for case in cases_of(workspace, cohort):
        assert (case.ratings == ()) == (case.member.portfolio_id in theirs)
    assert light_of(workspace, cohort).unsettled == 6
    undo(workspace)
    assert len(to_mark_again(workspace, cohort)) == 1


def test_only_work_since_the_last_accepted_sample_is_marked_again(desk):
    workspace, cohort = desk
    late = [case for case in cases_of(workspace, cohort) if case.ratings[0].assessor_id == "person-01"][:2]
    draw_sample(workspace, cohort, "first")
    agree_with_all(workspace, cohort)
    with workspace.local_change() as db:
        for case in late:
            at = workspace.clock().isoformat()
            db.execute("update assessment set signed_at = ? where id = ?", [at, case.ratings[0].assessment_id])
    draw_sample(workspace, cohort, "second")
    row = next(row for row in sample_of(workspace, cohort).rows if row.assessors == ("person-01",))
    give_verdict(workspace, cohort, row.case.member.portfolio_id, far_from(row))
    [again] = to_mark_again(workspace, cohort)
    assert {case.member.portfolio_id for case in again.cases} == {case.member.portfolio_id for case in late}


def test_a_verdict_on_marks_that_changed_holds_no_more(desk):
    workspace, cohort = desk
    draw_sample(workspace, cohort, "s")
    agree_with_all(workspace, cohort)
    rating = sample_of(workspace, cohort).rows[0].case.ratings[0]
    key = next(iter(rating.marks))
    with workspace.local_change() as db:
        db.execute(
            "update mark set kind = 'unscorable', level = null, code = 'U-AUDIO' where assessment_id = ? and "
            "criterion_id = ?",
            [rating.assessment_id, key],
        )
    row = sample_of(workspace, cohort).rows[0]
    assert row.check is None
    assert row.outdated
    assert light_of(workspace, cohort).light is Light.AMBER


def test_a_blind_look_is_an_assessment_of_its_own_that_changes_nothing(desk):
    workspace, cohort = desk
    before = {case.member.portfolio_id: case.marks for case in cases_of(workspace, cohort)}
    draw_sample(workspace, cohort, "s")
    row = sample_of(workspace, cohort).rows[0]
    id_ = row.case.member.portfolio_id
    with pytest.raises(NotAllowedError, match="have not begun"):
        finish_look(workspace, cohort, id_)
    look_blind(workspace, cohort, id_)
    assert blind_look(workspace, cohort, id_)
    with pytest.raises(NotAllowedError, match="without seeing"):
        give_verdict(workspace, cohort, id_)
    with pytest.raises(NotAllowedError, match="Without a mark of yours: T1"):
        finish_look(workspace, cohort, id_)
    mine = find_assessment(workspace.db, id_, LEAD)
    for criterion in shipped_rubric().criteria:
        mark_criterion(workspace, mine.id, criterion.id, level(2))
    finish_look(workspace, cohort, id_, "Seen without the marks.")
    check = sample_of(workspace, cohort).rows[0].check
    assert (check.blind, check.assessment_id, len(check.marks)) == (True, mine.id, 8)
    assert blind_look(workspace, cohort, id_) is None
    case = next(one for one in cases_of(workspace, cohort) if one.member.portfolio_id == id_)
    assert (case.ratings[-1].turn, case.marks) == (Turn.MODERATOR, before[id_])


def test_a_blind_look_that_was_undone_makes_nobody_an_author(desk):
    workspace, cohort = desk
    draw_sample(workspace, cohort, "s")
    id_ = sample_of(workspace, cohort).rows[0].case.member.portfolio_id
    look_blind(workspace, cohort, id_)
    undo(workspace)
    give_verdict(workspace, cohort, id_)
    assert sample_of(workspace, cohort).rows[0].check.verdict is Verdict.AGREES


def test_nobody_moderates_their_own_work_or_what_was_not_drawn(desk):
    workspace, cohort = desk
    draw_sample(workspace, cohort, "s")
    row = sample_of(workspace, cohort).rows[0]
    others = {one.member.portfolio_id for one in cases_of(workspace, cohort)} - set(
        sample_of(workspace, cohort).draw.portfolio_ids
    )
    with pytest.raises(NotAllowedError, match="not in the sample"):
        give_verdict(workspace, cohort, min(others))
    workspace.person = row.assessors[0]
    for act in (give_verdict, look_blind):
        with pytest.raises(NotAllowedError, match="You marked"):
            act(workspace, cohort, row.case.member.portfolio_id)


def test_nothing_is_drawn_from_nothing(tmp_path):
    with open_workspace(tmp_path / "workspace", person=LEAD) as workspace:
        cohort = put_cohort(workspace, Shape(candidates=2, lost=1, words=False, double=0)).cohort
        with pytest.raises(NotAllowedError, match="nothing to moderate"):
            draw_sample(workspace, cohort)
        with workspace.recording("cohort.changed", "x", subject=cohort.id) as recording:
            recording.put("cohort", cohort_row(replace(cohort, state=CohortState.PREPARING)))
        with pytest.raises(NotAllowedError, match="not open"):
            draw_sample(workspace, cohort)
        assert disputes_of(workspace, cohort) == ()
