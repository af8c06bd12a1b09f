"""Existing results, and what changed rules would do to them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from tests.support.building import CRITERIA, level, put_portfolio, put_rubric, sign, small_rubric
from tests.support.fixtures import begun
from tests.support.what_if import what_if

from certdesk.actions.scoring import mark_criterion
from certdesk.actions.what_if import existing_results
from certdesk.core import conditions as rule
from certdesk.core.marks import CommentOnly, NotObserved, Unscorable
from certdesk.core.portfolio import RubricRef


def mark_all(workspace, code, marks):
    id_ = begun(workspace, code)
    for criterion, mark in zip(CRITERIA, marks, strict=False):
        mark_criterion(workspace, id_, criterion, mark)
    return id_


def test_every_kind_of_mark_is_read_with_code_and_version(workspace):
    newer = replace(small_rubric(), version="1.1.0")
    put_rubric(workspace, newer)
    put_portfolio(workspace, "P-000", rubric=RubricRef("small", "1.1.0"))
    one = mark_all(workspace, "P-002", (level(3), level(2), NotObserved(), Unscorable("U04")))
    other = mark_all(workspace, "P-000", (CommentOnly(), level(3)))
    sign(workspace, one)
    newest, older = existing_results(workspace, "small")
    assert (newest.assessment_id, newest.code, newest.version, newest.state) == (other, "P-000", "1.1.0", "open")
    assert newest.marks == {"T1": CommentOnly(), "T2": level(3)}
    assert (older.assessment_id, older.code, older.version, older.state) == (one, "P-002", "1.0.0", "signed")
    assert older.marks == {"T1": level(3), "T2": level(2), "T3": NotObserved(), "T4": Unscorable("U04")}
    assert newest.marks["T2"] is older.marks["T1"]


def test_an_assessment_without_a_mark_is_there_too_and_other_rubrics_are_not(workspace):
    put_rubric(workspace, replace(small_rubric(), id="other"))
    put_portfolio(workspace, "P-003", rubric=RubricRef("other", "1.0.0"))
    begun(workspace, "P-003")
    empty = begun(workspace, "P-001")
    assert [(each.assessment_id, each.marks) for each in existing_results(workspace, "small")] == [(empty, {})]
    assert existing_results(workspace, "unknown") == ()


def test_a_higher_cut_flips_the_assessment_that_it_reaches(workspace):
    rubric = small_rubric()
    passing, *others = rubric.decision.outcomes
    stricter = replace(passing, conditions=(rule.MeanAtLeast(Fraction("3.5")), rule.FloorsMet()))
    changed = replace(rubric, decision=replace(rubric.decision, outcomes=(stricter, *others)))
    mark_all(workspace, "P-001", [level(4)] * 4)
    secure = mark_all(workspace, "P-002", [level(3)] * 4)
    results = existing_results(workspace, "small")
    found = what_if(rubric, changed, ((each.assessment_id, each.marks) for each in results))
    [flip] = found.flips
    assert (flip.key, flip.before, flip.after) == (secure, "pass", "near")
    assert [each.after for each in found.counts if each.outcome == "pass"] == [1]
