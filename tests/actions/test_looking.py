"""What screens read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.support.building import (
    AMARA,
    BEN,
    CRITERIA,
    level,
    marks_of,
    put_portfolio,
    put_rubric,
    sign,
    small_rubric,
)
from tests.support.fixtures import begun

from certdesk.actions.assessing import declare_conflict, flag_assessment, hold_assessment, reopen_assessment
from certdesk.actions.commenting import write_feedback
from certdesk.actions.looking import look_at_assessment, look_at_portfolio, look_at_worklist
from certdesk.actions.scoring import mark_criterion
from certdesk.core.errors import NotFoundError
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef
from certdesk.core.rubric import Level
from certdesk.store.places import add_time


def row(workspace, code="P-001"):
    return next(row for row in look_at_worklist(workspace).rows if row.code == code)


def mark_all(workspace, id_, value=3):
    for criterion in CRITERIA:
        mark_criterion(workspace, id_, criterion, level(value))


def test_the_way_of_a_portfolio(workspace):
    assert row(workspace).state == "not_started"
    assert row(workspace).assessment_id is None
    id_ = begun(workspace, "P-001")
    assert row(workspace).state == "not_started"
    assert row(workspace).assessment_id == id_
    mark_criterion(workspace, id_, "T1", level(3))
    assert (row(workspace).state, row(workspace).marked) == ("in_progress", 1)
    mark_all(workspace, id_)
    assert (row(workspace).state, row(workspace).marked) == ("ready", 4)
    mark_criterion(workspace, id_, "T4", UNMARKED)
    assert row(workspace).state == "in_progress"
    mark_criterion(workspace, id_, "T4", level(4))
    hold_assessment(workspace, id_, "wait")
    assert row(workspace).state == "held"
    flag_assessment(workspace, id_, "look")
    assert row(workspace).state == "flagged"
    sign(workspace, id_)
    assert row(workspace).state == "signed"
    reopen_assessment(workspace, id_, "why")
    assert row(workspace).state == "ready"


def test_looking_at_evidence_is_progress(workspace, assessment_id):
    add_time(workspace, assessment_id, 60)
    assert row(workspace).state == "in_progress"


def test_not_ready_while_a_next_step_is_missing(workspace, assessment_id):
    mark_all(workspace, assessment_id)
    mark_criterion(workspace, assessment_id, "T2", level(2))
    assert row(workspace).state == "in_progress"
    write_feedback(workspace, assessment_id, "T2", next_step="Ask why.")
    assert row(workspace).state == "ready"


def test_a_comment_alone_is_no_mark(workspace, assessment_id):
    mark_all(workspace, assessment_id)
    mark_criterion(workspace, assessment_id, "T2", CommentOnly())
    assert (row(workspace).state, row(workspace).marked) == ("in_progress", 3)


def test_ready_without_a_result_when_evidence_cannot_be_judged(workspace, assessment_id):
    mark_all(workspace, assessment_id)
    mark_criterion(workspace, assessment_id, "T2", Unscorable("U-AUDIO"))
    assert (row(workspace).state, row(workspace).marked) == ("ready", 4)


def test_a_conflict(workspace):
    declare_conflict(workspace, "portfolio-P-001", "my sister")
    assert row(workspace).state == "conflict"


def test_the_marks_of_a_row_are_mine_and_in_the_rubrics_order(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T4", level(3))
    mark_criterion(workspace, assessment_id, "T2", NotObserved())
    workspace.person = BEN
    mark_criterion(workspace, begun(workspace, "P-001"), "T1", level(1))
    workspace.person = AMARA
    assert row(workspace).marks == (("T1", UNMARKED), ("T2", NotObserved()), ("T3", UNMARKED), ("T4", level(3)))
    assert row(workspace).items == 2


def signed_after(workspace, code, minutes):
    put_portfolio(workspace, code)
    id_ = begun(workspace, code)
    add_time(workspace, id_, minutes * 60)
    mark_all(workspace, id_)
    sign(workspace, id_)
    return id_


def test_the_pace_is_known_from_three_signed_portfolios_on(workspace):
    signed_after(workspace, "S-1", 100)
    signed_after(workspace, "S-2", 130)
    worklist = look_at_worklist(workspace)
    assert worklist.pace is None
    assert all(row.minutes_left is None for row in worklist.rows)
    signed_after(workspace, "S-3", 200)
    pace = look_at_worklist(workspace).pace
    assert (pace.count, pace.median, pace.shortest, pace.longest) == (3, 130, 100, 200)


def test_the_minutes_that_are_left(workspace, assessment_id):
    for number, minutes in enumerate((100, 120, 200)):
        signed_after(workspace, f"S-{number}", minutes)
    assert row(workspace).minutes_left == 120
    mark_criterion(workspace, assessment_id, "T1", level(3))
    mark_criterion(workspace, assessment_id, "T2", CommentOnly())
    assert row(workspace).minutes_left == 90
    mark_all(workspace, assessment_id)
    assert row(workspace).minutes_left == 0
    assert row(workspace, "S-1").minutes_left is None


def test_a_conflict_takes_no_time(workspace):
    for number in range(3):
        signed_after(workspace, f"S-{number}", 100)
    declare_conflict(workspace, "portfolio-P-001", "my sister")
    assert row(workspace).minutes_left is None


def test_what_was_signed_without_time_says_nothing_about_pace(workspace):
    for number in range(3):
        signed_after(workspace, f"S-{number}", 0)
    assert look_at_worklist(workspace).pace is None


def test_an_empty_worklist(workspace):
    for code in ("P-001", "P-002"):
        with workspace.recording("portfolio.removed", "x") as recording:
            for number in range(2):
                recording.remove("item", {"id": f"item-{code}-{number}"})
            recording.remove("portfolio", {"id": f"portfolio-{code}"})
    assert look_at_worklist(workspace).rows == ()


def test_a_portfolio_before_and_after_beginning(workspace):
    view = look_at_portfolio(workspace, "portfolio-P-001")
    assert view.assessment is None
    assert [item.title for item in view.items] == ["Plan", "Video"]
    assert view.item("item-P-001-1") == view.items[1]
    assert view.item("nowhere") is None
    id_ = begun(workspace, "P-001")
    assert look_at_portfolio(workspace, "portfolio-P-001").assessment.id == id_
    workspace.person = BEN
    assert look_at_portfolio(workspace, "portfolio-P-001").assessment is None
    with pytest.raises(NotFoundError):
        look_at_portfolio(workspace, "nowhere")


def test_an_assessment_with_all_that_is_judged(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(2))
    mark_criterion(workspace, assessment_id, "T4", level(4))
    add_time(workspace, assessment_id, 150)
    view = look_at_assessment(workspace, assessment_id)
    assert view.unmarked == ("T2", "T3")
    assert view.mean == (10 * 2 + 40 * 4) / level(50).level
    assert not view.decision.complete
    assert view.minutes_spent == 2
    assert dict(view.assessment.marks) == marks_of(workspace, assessment_id)
    assert view.documents == ()
    assert view.points[0].heading == "T2, T3 still need a mark"
    with pytest.raises(NotFoundError):
        look_at_assessment(workspace, "nowhere")


def test_each_mark_of_the_worklist_has_its_criterions_own_scale(workspace):
    base = small_rubric("2.0.0")
    own = (Level(Fraction(0), "no", "No"), Level(Fraction(1), "yes", "Yes"))
    first = replace(base.criteria[0], own_levels=own)
    put_rubric(workspace, replace(base, criteria=(first, *base.criteria[1:])))
    put_portfolio(workspace, "P-009", rubric=RubricRef("small", "2.0.0"))
    scales = row(workspace, "P-009").scales
    assert [len(scale.levels) for scale in scales] == [2, 4, 4, 4]
    assert [len(scale.levels) for scale in row(workspace).scales] == [4, 4, 4, 4]
