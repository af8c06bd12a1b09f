"""Beginning an assessment and its states."""

from __future__ import annotations

import pytest
from tests.support.building import AMARA, BEN, level, marks_of, sign
from tests.support.fixtures import begun

from certdesk.actions.assessing import (
    begin_assessment,
    declare_conflict,
    flag_assessment,
    hold_assessment,
    reopen_assessment,
)
from certdesk.actions.commenting import write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError, NotFoundError
from certdesk.store.assessments import find_assessment, load_assessment
from certdesk.store.journal import entries

PORTFOLIO = "portfolio-P-001"


def test_beginning_makes_an_empty_assessment(workspace):
    change = begin_assessment(workspace, PORTFOLIO)
    found = find_assessment(workspace.db, PORTFOLIO, AMARA)
    assert found
    assert found.id in change.subjects
    assert change.kinds == Kind.ASSESSMENT
    assert (found.state, found.marks, found.summary, found.signed_at) == (AssessmentState.OPEN, {}, "", None)


def test_beginning_again_changes_nothing(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    before = list(entries(workspace.db))
    assert not begin_assessment(workspace, PORTFOLIO)
    assert list(entries(workspace.db)) == before
    assert marks_of(workspace, assessment_id) == {"T1": level(3)}


def test_two_assessors_are_two_assessments(workspace, assessment_id):
    workspace.person = BEN
    other = begun(workspace, "P-001")
    assert other != assessment_id
    mark_criterion(workspace, other, "T1", level(1))
    assert marks_of(workspace, assessment_id) == {}


def test_nobody_cannot_begin(workspace):
    workspace.person = ""
    for deed in (lambda: begin_assessment(workspace, PORTFOLIO), lambda: declare_conflict(workspace, PORTFOLIO, "x")):
        with pytest.raises(NotAllowedError, match="Nobody has an identity") as refused:
            deed()
        assert "passphrase" in refused.value.hint


def test_an_unknown_portfolio(workspace):
    with pytest.raises(NotFoundError, match="no portfolio nowhere"):
        begin_assessment(workspace, "nowhere")
    with pytest.raises(NotFoundError, match="no portfolio nowhere"):
        declare_conflict(workspace, "nowhere", "x")


def test_a_conflict_closes_the_portfolio_for_one_person_only(workspace):
    change = declare_conflict(workspace, PORTFOLIO, "my sister")
    found = find_assessment(workspace.db, PORTFOLIO, AMARA)
    assert (found.state, found.reason) == (AssessmentState.CONFLICT, "my sister")
    assert found.id in change.subjects
    with pytest.raises(NotAllowedError, match="stays closed for you"):
        begin_assessment(workspace, PORTFOLIO)
    assert not declare_conflict(workspace, PORTFOLIO, "my sister")
    workspace.person = BEN
    assert begin_assessment(workspace, PORTFOLIO)


def test_a_conflict_after_beginning(workspace, assessment_id):
    declare_conflict(workspace, PORTFOLIO, "my sister")
    for deed in (
        lambda: write_summary(workspace, assessment_id, "x"),
        lambda: flag_assessment(workspace, assessment_id, ""),
        lambda: hold_assessment(workspace, assessment_id, ""),
    ):
        with pytest.raises(NotAllowedError, match="conflict of interest"):
            deed()
    assert load_assessment(workspace.db, assessment_id).state is AssessmentState.CONFLICT


def test_a_conflict_after_marking_goes_to_the_lead(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    with pytest.raises(NotAllowedError, match="Marks were already given") as refused:
        declare_conflict(workspace, PORTFOLIO, "my sister")
    assert "Flag the assessment" in refused.value.hint
    assert load_assessment(workspace.db, assessment_id).state is AssessmentState.OPEN


def test_a_flag_and_its_removal(workspace, assessment_id):
    change = flag_assessment(workspace, assessment_id, "  is this her own work?  ")
    found = load_assessment(workspace.db, assessment_id)
    assert (found.state, found.reason) == (AssessmentState.FLAGGED, "is this her own work?")
    assert (change.kinds, change.label) == (Kind.ASSESSMENT, "flag")
    assert not flag_assessment(workspace, assessment_id, "is this her own work?")
    assert mark_criterion(workspace, assessment_id, "T1", level(3))
    assert flag_assessment(workspace, assessment_id, " ").label == "flag removed"
    assert load_assessment(workspace.db, assessment_id).state is AssessmentState.OPEN
    assert not flag_assessment(workspace, assessment_id, "")


def test_a_hold_and_its_end(workspace, assessment_id):
    assert hold_assessment(workspace, assessment_id, "video missing").label == "hold"
    found = load_assessment(workspace.db, assessment_id)
    assert (found.state, found.reason) == (AssessmentState.HELD, "video missing")
    assert hold_assessment(workspace, assessment_id, "").label == "hold ended"
    assert load_assessment(workspace.db, assessment_id).state is AssessmentState.OPEN


@pytest.mark.parametrize(
    ("first", "then"), [(hold_assessment, flag_assessment), (flag_assessment, hold_assessment)], ids=["hold", "flag"]
)
def test_taking_away_what_is_not_there_changes_nothing(workspace, assessment_id, first, then):
    first(workspace, assessment_id, "a reason")
    assert not then(workspace, assessment_id, "")


def test_reopening_needs_a_reason_and_the_signer(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    assert not reopen_assessment(workspace, assessment_id, "why")
    sign(workspace, assessment_id)
    with pytest.raises(NotAllowedError, match="needs a reason"):
        reopen_assessment(workspace, assessment_id, "  ")
    workspace.person = BEN
    with pytest.raises(NotAllowedError, match="Only the assessor who signed"):
        reopen_assessment(workspace, assessment_id, "why")
    workspace.person = AMARA
    change = reopen_assessment(workspace, assessment_id, " a page was overlooked ")
    found = load_assessment(workspace.db, assessment_id)
    assert change.kinds == Kind.ASSESSMENT
    assert (found.state, found.reason, found.signed_at) == (AssessmentState.OPEN, "a page was overlooked", None)
    assert found.marks == {"T1": level(3)}
    assert mark_criterion(workspace, assessment_id, "T1", level(4))


def test_an_unknown_or_foreign_assessment(workspace, assessment_id):
    workspace.person = BEN
    for deed in (flag_assessment, hold_assessment):
        with pytest.raises(NotAllowedError, match="another assessor"):
            deed(workspace, assessment_id, "x")
        with pytest.raises(NotFoundError):
            deed(workspace, "nowhere", "x")
    with pytest.raises(NotFoundError):
        reopen_assessment(workspace, "nowhere", "x")
