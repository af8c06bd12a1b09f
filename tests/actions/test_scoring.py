"""Marks: given, changed, cleared, refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.support.building import BEN, CRITERIA, level, marks_of, put_portfolio, put_rubric, sign, small_rubric
from tests.support.fixtures import begun

from certdesk.actions.assessing import declare_conflict
from certdesk.actions.scoring import mark_criterion, mark_in_words
from certdesk.core.allocating import Task
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.core.marks import UNMARKED, CommentOnly, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef
from certdesk.store.assessments import load_assessment
from certdesk.store.cohorts import task_row
from certdesk.store.journal import entries

EVERY_KIND = [level(1), level(4), NotObserved(), Unscorable("U-AUDIO"), CommentOnly()]


@pytest.mark.parametrize("mark", EVERY_KIND)
def test_a_mark_is_kept_as_what_it_is(workspace, assessment_id, mark):
    change = mark_criterion(workspace, assessment_id, "T2", mark)
    assert marks_of(workspace, assessment_id) == {"T2": mark}
    assert change.kinds == Kind.MARK
    assert assessment_id in change.subjects
    assert change.label == f"T2 = {mark_in_words(mark)}"


@pytest.mark.parametrize("mark", EVERY_KIND)
def test_the_same_mark_twice_changes_nothing(workspace, assessment_id, mark):
    mark_criterion(workspace, assessment_id, "T2", mark)
    before = list(entries(workspace.db))
    change = mark_criterion(workspace, assessment_id, "T2", mark)
    assert not change
    assert change.kinds == Kind.NOTHING
    assert list(entries(workspace.db)) == before


def test_clearing_is_not_zero_and_not_the_lowest_level(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T2", level(1))
    assert mark_criterion(workspace, assessment_id, "T2", UNMARKED).kinds == Kind.MARK
    assert marks_of(workspace, assessment_id) == {}
    assert not mark_criterion(workspace, assessment_id, "T2", UNMARKED)


def test_the_other_criteria_and_assessments_stay(workspace, assessment_id):
    other = begun(workspace, "P-002")
    for id_ in CRITERIA:
        mark_criterion(workspace, other, id_, level(2))
    mark_criterion(workspace, assessment_id, "T1", level(4))
    mark_criterion(workspace, assessment_id, "T3", level(1))
    assert marks_of(workspace, other) == dict.fromkeys(CRITERIA, level(2))
    assert marks_of(workspace, assessment_id) == {"T1": level(4), "T3": level(1)}


@pytest.mark.parametrize("value", [0, 5, -1, "7/2", "5/2", "10/3"])
def test_a_level_that_the_scale_has_not(workspace, assessment_id, value):
    with pytest.raises(NotAllowedError, match="T1 cannot be ") as refused:
        mark_criterion(workspace, assessment_id, "T1", level(value))
    assert refused.value.hint == "The levels are 1, 2, 3, 4."
    assert marks_of(workspace, assessment_id) == {}


def test_half_levels_where_the_rubric_has_them(workspace):
    halves = small_rubric("2.0.0")
    put_rubric(workspace, replace(halves, scale=replace(halves.scale, half_levels=True)))
    put_portfolio(workspace, "P-003", rubric=RubricRef("small", "2.0.0"))
    id_ = begun(workspace, "P-003")
    mark_criterion(workspace, id_, "T1", level("5/2"))
    assert marks_of(workspace, id_) == {"T1": level("5/2")}
    assert mark_in_words(level("5/2")) == "2.5"
    for value in ("1/2", "9/2", "9/4"):
        with pytest.raises(NotAllowedError):
            mark_criterion(workspace, id_, "T1", level(value))


def test_a_criterion_that_must_be_observed(workspace, assessment_id):
    with pytest.raises(NotAllowedError, match="T4 must be observed") as refused:
        mark_criterion(workspace, assessment_id, "T4", NotObserved())
    assert "unscorable with a code" in refused.value.hint


def test_a_rubric_in_which_everything_must_be_observed(workspace):
    strict = small_rubric("2.0.0")
    put_rubric(workspace, replace(strict, scale=replace(strict.scale, not_observed_at_most=0)))
    put_portfolio(workspace, "P-003", rubric=RubricRef("small", "2.0.0"))
    with pytest.raises(NotAllowedError, match="does not allow “not observed”"):
        mark_criterion(workspace, begun(workspace, "P-003"), "T1", NotObserved())


def test_an_unknown_criterion(workspace, assessment_id):
    with pytest.raises(NotFoundError, match="“Small rubric” has no criterion T9") as refused:
        mark_criterion(workspace, assessment_id, "T9", level(3))
    assert refused.value.hint == "It has T1, T2, T3, T4."


def test_an_unknown_assessment(workspace):
    with pytest.raises(NotFoundError, match="no assessment nowhere"):
        mark_criterion(workspace, "nowhere", "T1", level(3))


def test_a_signed_assessment(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    sign(workspace, assessment_id)
    for mark in (level(4), UNMARKED, level(3)):
        with pytest.raises(NotAllowedError, match="is signed") as refused:
            mark_criterion(workspace, assessment_id, "T1", mark)
        assert "Reopen it with a reason" in refused.value.hint
    assert marks_of(workspace, assessment_id) == {"T1": level(3)}


def test_a_conflict_of_interest(workspace, assessment_id):
    declare_conflict(workspace, "portfolio-P-001", "my sister")
    with pytest.raises(NotAllowedError, match="conflict of interest"):
        mark_criterion(workspace, assessment_id, "T1", level(3))


@pytest.mark.parametrize("person", [BEN, ""])
def test_somebody_elses_assessment(workspace, assessment_id, person):
    workspace.person = person
    with pytest.raises(NotAllowedError, match=re.escape("another assessor's")):
        mark_criterion(workspace, assessment_id, "T1", level(3))
    assert marks_of(workspace, assessment_id) == {}


def test_marks_in_words():
    words = [mark_in_words(mark) for mark in [*EVERY_KIND, UNMARKED]]
    assert words == ["1", "4", "not observed", "U-AUDIO", "comment only", "unmarked"]


def test_a_mark_that_nobody_asked_for_is_refused_and_can_still_be_taken_away(workspace, assessment_id):
    portfolio = load_assessment(workspace.db, assessment_id).portfolio_id
    mark_criterion(workspace, assessment_id, "T1", level(3))
    with workspace.recording("task.given", "asked", subject=portfolio) as recording:
        recording.put("task", task_row(Task(portfolio, workspace.person, ("T2",))))
    with pytest.raises(NotAllowedError, match="You are asked for T2 only"):
        mark_criterion(workspace, assessment_id, "T1", level(2))
    mark_criterion(workspace, assessment_id, "T2", level(2))
    mark_criterion(workspace, assessment_id, "T1", UNMARKED)
    assert marks_of(workspace, assessment_id) == {"T2": level(2)}
