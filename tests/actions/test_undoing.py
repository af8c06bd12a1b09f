"""Undo is the journal: it survives restarts, knows whose work it is, and refuses rather than guesses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.building import AMARA, BEN, level, marks_of, open_workspace, put_portfolio, sign
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, change_annotation, file_evidence, remove_annotation
from certdesk.actions.assessing import declare_conflict, flag_assessment, hold_assessment, reopen_assessment
from certdesk.actions.commenting import write_feedback, write_summary
from certdesk.actions.scoring import mark_criterion
from certdesk.actions.undoing import redo, redo_label, undo, undo_label
from certdesk.core.annotations import TimeSpan, WholeItem
from certdesk.core.assessment import AssessmentState
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError
from certdesk.core.marks import UNMARKED, NotObserved
from certdesk.store.assessments import load_assessment
from certdesk.store.journal import entries
from certdesk.store.rebuilding import rebuild, snapshot

ITEM = "item-P-001-0"


def file_something(workspace, id_):
    file_evidence(workspace, id_, Filing(ITEM, WholeItem(), ("T1",)))


def first_annotation(workspace, id_):
    return load_assessment(workspace.db, id_).annotations[0]


DEEDS = {
    "mark": lambda workspace, id_: mark_criterion(workspace, id_, "T2", level(4)),
    "mark given before": lambda workspace, id_: mark_criterion(workspace, id_, "T1", level(4)),
    "mark cleared": lambda workspace, id_: mark_criterion(workspace, id_, "T1", UNMARKED),
    "not observed": lambda workspace, id_: mark_criterion(workspace, id_, "T1", NotObserved()),
    "words": lambda workspace, id_: write_feedback(workspace, id_, "T1", next_step="Ask why."),
    "summary": lambda workspace, id_: write_summary(workspace, id_, "Good."),
    "evidence": lambda workspace, id_: file_evidence(workspace, id_, Filing(ITEM, TimeSpan(0, 900), ("T2",), "x")),
    "evidence changed": lambda workspace, id_: change_annotation(
        workspace, id_, replace(first_annotation(workspace, id_), note="there", criteria=("T3",))
    ),
    "evidence removed": lambda workspace, id_: remove_annotation(
        workspace, id_, first_annotation(workspace, id_).id
    ),
    "flag": lambda workspace, id_: flag_assessment(workspace, id_, "look"),
    "hold": lambda workspace, id_: hold_assessment(workspace, id_, "wait"),
}  # fmt: skip


@pytest.fixture
def begun_work(workspace, assessment_id):
    """An assessment in which every deed can be done."""
    mark_criterion(workspace, assessment_id, "T1", level(2))
    file_something(workspace, assessment_id)
    return assessment_id


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_every_deed_can_be_taken_back_and_brought_back(workspace, begun_work, deed):
    before = snapshot(workspace.db)
    change = deed(workspace, begun_work)
    after = snapshot(workspace.db)
    assert before != after
    taken_back = undo(workspace)
    assert snapshot(workspace.db) == before
    assert taken_back.kinds == change.kinds
    assert taken_back.subjects == change.subjects
    brought_back = redo(workspace)
    assert snapshot(workspace.db) == after
    assert brought_back.kinds == change.kinds
    assert snapshot(rebuild(workspace.db)) == after


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_also_after_a_restart(workspace, begun_work, deed):
    before = snapshot(workspace.db)
    deed(workspace, begun_work)
    after = snapshot(workspace.db)
    workspace.close()
    with open_workspace(workspace.folder) as again:
        undo(again, within=begun_work)
        assert snapshot(again.db) == before
    with open_workspace(workspace.folder) as again:
        redo(again, within=begun_work)
        assert snapshot(again.db) == after


def levels(workspace, id_):
    return [(criterion, str(mark.level)) for criterion, mark in sorted(marks_of(workspace, id_).items())]


def test_all_the_way_back_and_forth(workspace, assessment_id):
    for value in (1, 2, 3):
        mark_criterion(workspace, assessment_id, "T1", level(value))
    seen = []
    while undo_label(workspace, within=assessment_id):
        undo(workspace, within=assessment_id)
        seen.append(levels(workspace, assessment_id))
    assert seen == [[("T1", "2")], [("T1", "1")], []]
    seen = []
    while redo_label(workspace, within=assessment_id):
        redo(workspace, within=assessment_id)
        seen.append(levels(workspace, assessment_id))
    assert seen == [[("T1", "1")], [("T1", "2")], [("T1", "3")]]


def test_back_forth_back_forth(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, assessment_id, "T2", level(2))
    for _round in range(4):
        undo(workspace)
        assert levels(workspace, assessment_id) == [("T1", "1")]
        redo(workspace)
        assert levels(workspace, assessment_id) == [("T1", "1"), ("T2", "2")]
    undo(workspace)
    undo(workspace)
    assert levels(workspace, assessment_id) == []
    redo(workspace)
    undo(workspace)
    redo(workspace)
    redo(workspace)
    assert levels(workspace, assessment_id) == [("T1", "1"), ("T2", "2")]
    with pytest.raises(NotAllowedError, match="nothing to redo"):
        redo(workspace)


def test_redo_dies_with_new_work(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    undo(workspace)
    mark_criterion(workspace, assessment_id, "T2", level(2))
    assert redo_label(workspace) == ""
    with pytest.raises(NotAllowedError, match="nothing to redo"):
        redo(workspace)
    undo(workspace)
    assert redo_label(workspace) == "T2 = 2"
    redo(workspace)
    assert levels(workspace, assessment_id) == [("T2", "2")]
    assert redo_label(workspace) == ""


def test_new_work_that_changes_nothing_keeps_redo_alive(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, assessment_id, "T2", level(2))
    undo(workspace)
    assert not mark_criterion(workspace, assessment_id, "T1", level(1))
    assert redo_label(workspace) == "T2 = 2"


def test_two_assessments_each_have_their_own(workspace, assessment_id):
    other = begun(workspace, "P-002")
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, other, "T1", level(2))
    mark_criterion(workspace, assessment_id, "T2", level(3))
    mark_criterion(workspace, other, "T2", level(4))
    undo(workspace, within=assessment_id)
    assert levels(workspace, assessment_id) == [("T1", "1")]
    assert levels(workspace, other) == [("T1", "2"), ("T2", "4")]
    undo(workspace, within=other)
    undo(workspace, within=other)
    assert levels(workspace, other) == []
    assert redo_label(workspace, within=assessment_id) == "T2 = 3"
    mark_criterion(workspace, other, "T3", level(1))
    redo(workspace, within=assessment_id)
    assert levels(workspace, assessment_id) == [("T1", "1"), ("T2", "3")]
    with pytest.raises(NotAllowedError):
        redo(workspace, within=other)
    assert levels(workspace, other) == [("T3", "1")]


def test_without_a_place_the_newest_change_anywhere(workspace, assessment_id):
    other = begun(workspace, "P-002")
    mark_criterion(workspace, assessment_id, "T1", level(1))
    mark_criterion(workspace, other, "T1", level(2))
    undo(workspace)
    assert (levels(workspace, assessment_id), levels(workspace, other)) == ([("T1", "1")], [])
    undo(workspace)
    assert levels(workspace, assessment_id) == []
    redo(workspace)
    assert (levels(workspace, assessment_id), levels(workspace, other)) == ([("T1", "1")], [])


def test_only_ones_own_work(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(1))
    workspace.person = BEN
    assert undo_label(workspace) == ""
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace)
    mark_criterion(workspace, begun(workspace, "P-001"), "T1", level(4))
    workspace.person = AMARA
    undo(workspace)
    assert levels(workspace, assessment_id) == []
    workspace.person = BEN
    assert redo_label(workspace) == ""
    assert undo_label(workspace) == "T1 = 4"


def test_labels_say_what(workspace, assessment_id):
    assert (undo_label(workspace, within=assessment_id), redo_label(workspace)) == ("", "")
    mark_criterion(workspace, assessment_id, "T1", level(3))
    assert undo_label(workspace) == "T1 = 3"
    assert undo(workspace).label == "Undo “T1 = 3”"
    assert redo_label(workspace) == "T1 = 3"
    assert redo(workspace).label == "Redo “T1 = 3”"
    assert undo_label(workspace) == "T1 = 3"


def test_an_undo_is_an_entry_about_an_entry(workspace, assessment_id):
    change = mark_criterion(workspace, assessment_id, "T1", level(3))
    taken_back = undo(workspace)
    brought_back = redo(workspace)
    told = [(entry.type, entry.target, entry.subject) for entry in entries(workspace.db, subject=assessment_id)]
    assert told[-3:] == [
        ("mark.given", "", assessment_id),
        ("undo", change.entry_id, assessment_id),
        ("redo", taken_back.entry_id, assessment_id),
    ]
    assert brought_back.kinds == Kind.MARK


def test_a_formal_act_is_never_taken_back(workspace, assessment_id):
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace, within=assessment_id)
    assert load_assessment(workspace.db, assessment_id)
    sign(workspace, assessment_id)
    assert undo_label(workspace, within=assessment_id) == ""
    reopen_assessment(workspace, assessment_id, "why")
    assert undo_label(workspace, within=assessment_id) == ""


def test_what_is_signed_stays(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    mark_criterion(workspace, assessment_id, "T2", level(3))
    undo(workspace)
    sign(workspace, assessment_id)
    before = snapshot(workspace.db)
    with pytest.raises(NotAllowedError, match="signed, so its marks stay") as refused:
        undo(workspace, within=assessment_id)
    assert "Reopen it with a reason" in refused.value.hint
    with pytest.raises(NotAllowedError):
        redo(workspace, within=assessment_id)
    assert snapshot(workspace.db) == before
    reopen_assessment(workspace, assessment_id, "why")
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace, within=assessment_id)


def test_after_reopening_undo_reaches_back_to_the_signature(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    write_summary(workspace, assessment_id, "Good.")
    sign(workspace, assessment_id)
    reopen_assessment(workspace, assessment_id, "why")
    mark_criterion(workspace, assessment_id, "T1", level(2))
    undo(workspace, within=assessment_id)
    assert load_assessment(workspace.db, assessment_id).mark("T1") == level(3)
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace, within=assessment_id)


def test_a_declared_conflict_is_a_formal_act(workspace, assessment_id):
    declare_conflict(workspace, "portfolio-P-001", "my sister")
    with pytest.raises(NotAllowedError, match="nothing to undo"):
        undo(workspace, within=assessment_id)
    assert load_assessment(workspace.db, assessment_id).state is AssessmentState.CONFLICT


def test_what_others_build_on_stays(workspace):
    put_portfolio(workspace, "P-003")
    assert undo_label(workspace) == "P-003 taken in"
    workspace.person = BEN
    begun(workspace, "P-003")
    workspace.person = AMARA
    before = snapshot(workspace.db)
    with pytest.raises(NotAllowedError, match="something else builds on it"):
        undo(workspace)
    assert snapshot(workspace.db) == before


def test_a_portfolio_that_came_by_mistake(workspace):
    before = snapshot(workspace.db)
    put_portfolio(workspace, "P-003")
    assert undo(workspace, within="portfolio-P-003").kinds == Kind.PORTFOLIO | Kind.EVIDENCE
    assert snapshot(workspace.db) == before


def test_a_row_that_somebody_changed_since_is_left_alone(workspace, assessment_id):
    mark_criterion(workspace, assessment_id, "T1", level(3))
    workspace.db.execute("update mark set level = '4'")
    with pytest.raises(NotAllowedError, match="changed since"):
        undo(workspace)
    assert levels(workspace, assessment_id) == [("T1", "4")]


def test_nobody_has_the_desks_work(workspace):
    workspace.person = ""
    put_portfolio(workspace, "P-003")
    assert undo_label(workspace) == "P-003 taken in"
    undo(workspace)
    workspace.person = AMARA
    assert redo_label(workspace) == ""
