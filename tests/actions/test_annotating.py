"""Filing evidence: where, for what, and whose."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from tests.support.building import AMARA, BEN, sign
from tests.support.fixtures import begun

from certdesk.actions.annotating import (
    Filing,
    also_for,
    change_annotation,
    file_evidence,
    judge_annotation,
    keep_still,
    move_annotation,
    no_longer_for,
    note_on_annotation,
    remove_annotation,
)
from certdesk.actions.undoing import undo
from certdesk.core.annotations import PageRegion, PhotoRegion, Rect, Stance, TextQuote, TimeSpan, WholeItem
from certdesk.core.changes import Kind
from certdesk.core.errors import NotAllowedError, NotFoundError, StorageError
from certdesk.store.assessments import load_assessment
from certdesk.store.journal import entries

ITEM = "item-P-001-0"
ANCHORS = [
    PageRegion(3, Rect(10, 20, 30, 40), "the words"),
    PhotoRegion(Rect(0, 0, 100, 200)),
    TimeSpan(185_000, 220_000),
    TextQuote("pupils explain", "then ", " why", 120),
    WholeItem(),
]


def filed(workspace, assessment_id):
    return load_assessment(workspace.db, assessment_id).annotations


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: type(anchor).__name__)
def test_a_place_is_filed(workspace, assessment_id, anchor):
    change = file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1", "T2"), "why", Stance.QUESTION))
    [annotation] = filed(workspace, assessment_id)
    assert annotation.anchor == anchor
    assert (annotation.item_id, annotation.criteria, annotation.note) == (ITEM, ("T1", "T2"), "why")
    assert annotation.stance is Stance.QUESTION
    assert change.kinds == Kind.ANNOTATION
    assert change.subjects == {assessment_id, annotation.id}
    assert change.label == "Plan filed for T1, T2"


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: type(anchor).__name__)
def test_the_same_place_twice_is_filed_once(workspace, assessment_id, anchor):
    file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",)))
    before = list(entries(workspace.db))
    assert not file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",)))
    assert list(entries(workspace.db)) == before
    assert file_evidence(workspace, assessment_id, Filing("item-P-001-1", anchor, ("T1",)))
    assert file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",), "with a note"))
    assert len(filed(workspace, assessment_id)) == 3


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: type(anchor).__name__)
def test_the_same_place_for_another_criterion_is_one_annotation(workspace, assessment_id, anchor):
    file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",), "they argue"))
    change = file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T3", "T1")))
    assert change.label == "Plan, filed for T1, now filed for T3 too"
    assert file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T2",), "they argue"))
    [annotation] = filed(workspace, assessment_id)
    assert (annotation.criteria, annotation.note) == (("T1", "T3", "T2"), "they argue")
    assert not file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T2", "T3")))
    undo(workspace)
    undo(workspace)
    assert filed(workspace, assessment_id)[0].criteria == ("T1",)


def test_another_note_or_stance_about_the_same_place_is_an_annotation_of_its_own(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T2",), "only true of T2"))
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T3",), stance=Stance.CONTRADICTS))
    assert [(one.criteria, one.note) for one in filed(workspace, assessment_id)] == [
        (("T1",), ""),
        (("T2",), "only true of T2"),
        (("T3",), ""),
    ]
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T4",)))
    assert [one.criteria for one in filed(workspace, assessment_id)] == [("T1", "T4"), ("T2",), ("T3",)]


def test_what_is_filed_already_with_a_note_is_not_filed_again_without(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T2",)))
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",), "they argue"))
    assert not file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))


def test_a_second_still_of_the_same_span_makes_no_second_annotation(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, TimeSpan(1, 9, "a" * 64), ("T1",)))
    file_evidence(workspace, assessment_id, Filing(ITEM, TimeSpan(1, 9, "b" * 64), ("T2",)))
    [annotation] = filed(workspace, assessment_id)
    assert annotation.anchor == TimeSpan(1, 9, "a" * 64)
    assert annotation.criteria == ("T1", "T2")


def test_evidence_of_another_portfolio(workspace, assessment_id):
    for item in ("item-P-002-0", "nowhere"):
        with pytest.raises(NotFoundError, match="not part of the portfolio"):
            file_evidence(workspace, assessment_id, Filing(item, WholeItem(), ("T1",)))


def test_a_criterion_of_another_rubric(workspace, assessment_id):
    with pytest.raises(NotFoundError, match="no criterion X1, X2"):
        file_evidence(workspace, assessment_id, Filing(ITEM, WholeItem(), ("T1", "X1", "X2")))
    assert filed(workspace, assessment_id) == ()


def test_evidence_is_filed_for_something(workspace, assessment_id):
    with pytest.raises(NotAllowedError):
        file_evidence(workspace, assessment_id, Filing(ITEM, WholeItem(), ()))


def test_an_annotation_is_changed(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    [annotation] = filed(workspace, assessment_id)
    better = replace(annotation, anchor=ANCHORS[2], note="here", criteria=("T2",), stance=Stance.CONTRADICTS)
    change = change_annotation(workspace, assessment_id, better)
    assert filed(workspace, assessment_id) == (better,)
    assert change.kinds == Kind.ANNOTATION
    assert not change_annotation(workspace, assessment_id, better)


@pytest.mark.parametrize("anchor", ANCHORS, ids=lambda anchor: type(anchor).__name__)
def test_what_was_read_can_be_written_back_without_a_change(workspace, assessment_id, anchor):
    file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",)))
    assert not change_annotation(workspace, assessment_id, filed(workspace, assessment_id)[0])


@pytest.mark.parametrize(
    "wrong", [{"assessment_id": "other"}, {"item_id": "item-P-002-0"}, {"criteria": ("X1",)}, {"criteria": ()}], ids=str
)
def test_a_change_is_checked_like_a_filing(workspace, assessment_id, wrong):
    other = begun(workspace, "P-002")
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    before = filed(workspace, assessment_id)
    wrong = {name: other if value == "other" else value for name, value in wrong.items()}
    with pytest.raises((NotFoundError, NotAllowedError)):
        change_annotation(workspace, assessment_id, replace(before[0], **wrong))
    assert filed(workspace, assessment_id) == before
    assert filed(workspace, other) == ()


def test_an_annotation_is_removed_once(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[1], ("T2",)))
    first, second = filed(workspace, assessment_id)
    change = remove_annotation(workspace, assessment_id, first.id)
    assert change.kinds == Kind.ANNOTATION
    assert change.label == "evidence for T1 removed"
    assert filed(workspace, assessment_id) == (second,)
    with pytest.raises(NotFoundError, match="no longer filed"):
        remove_annotation(workspace, assessment_id, first.id)
    with pytest.raises(NotFoundError, match="no longer filed"):
        change_annotation(workspace, assessment_id, first)


def test_an_annotation_is_only_found_in_its_own_assessment(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    [annotation] = filed(workspace, assessment_id)
    other = begun(workspace, "P-002")
    with pytest.raises(NotFoundError):
        remove_annotation(workspace, other, annotation.id)
    assert filed(workspace, assessment_id) == (annotation,)


def the_one(workspace, assessment_id, criteria=("T1",)):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], criteria))
    return filed(workspace, assessment_id)[0].id


def test_an_annotation_serves_more_criteria_and_fewer(workspace, assessment_id):
    id_ = the_one(workspace, assessment_id)
    assert also_for(workspace, assessment_id, id_, "T3").label == "evidence for T1 filed for T3 too"
    assert not also_for(workspace, assessment_id, id_, "T3")
    assert filed(workspace, assessment_id)[0].criteria == ("T1", "T3")
    assert not no_longer_for(workspace, assessment_id, id_, "T2")
    change = no_longer_for(workspace, assessment_id, id_, "T1")
    assert change.label == "evidence for T3 no longer filed for T1"
    assert filed(workspace, assessment_id)[0].criteria == ("T3",)
    assert no_longer_for(workspace, assessment_id, id_, "T3").label == "evidence for T3 removed"
    assert filed(workspace, assessment_id) == ()
    for count in (1, 1, 1, 0):
        undo(workspace)
        assert len(filed(workspace, assessment_id)) == count


def test_an_annotation_serves_no_criterion_of_another_rubric(workspace, assessment_id):
    id_ = the_one(workspace, assessment_id)
    with pytest.raises(NotFoundError, match="no criterion X1"):
        also_for(workspace, assessment_id, id_, "X1")
    assert filed(workspace, assessment_id)[0].criteria == ("T1",)


def test_an_annotation_moves_to_a_place_of_the_same_kind(workspace, assessment_id):
    id_ = the_one(workspace, assessment_id, ("T1", "T2"))
    there = PageRegion(4, Rect(1, 2, 3, 4), "other words")
    assert move_annotation(workspace, assessment_id, id_, there).label == "evidence for T1, T2 moved"
    assert filed(workspace, assessment_id)[0].anchor == there
    assert not move_annotation(workspace, assessment_id, id_, there)
    for anchor in ANCHORS[1:]:
        with pytest.raises(NotAllowedError, match="same kind"):
            move_annotation(workspace, assessment_id, id_, anchor)
    undo(workspace)
    assert filed(workspace, assessment_id)[0].anchor == ANCHORS[0]


def test_an_annotation_gets_a_note_and_a_stance(workspace, assessment_id):
    id_ = the_one(workspace, assessment_id)
    assert note_on_annotation(workspace, assessment_id, id_, " they argue \n").label == "note on evidence for T1"
    assert not note_on_annotation(workspace, assessment_id, id_, "they argue")
    change = judge_annotation(workspace, assessment_id, id_, Stance.CONTRADICTS)
    assert change.label == "evidence for T1 speaks against it"
    assert not judge_annotation(workspace, assessment_id, id_, Stance.CONTRADICTS)
    assert (filed(workspace, assessment_id)[0].note, filed(workspace, assessment_id)[0].stance) == (
        "they argue",
        Stance.CONTRADICTS,
    )
    undo(workspace)
    undo(workspace)
    assert (filed(workspace, assessment_id)[0].note, filed(workspace, assessment_id)[0].stance) == ("", Stance.SUPPORTS)


def test_closed_and_foreign_assessments(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    [annotation] = filed(workspace, assessment_id)
    deeds = (
        lambda: file_evidence(workspace, assessment_id, Filing(ITEM, WholeItem(), ("T1",))),
        lambda: change_annotation(workspace, assessment_id, replace(annotation, note="x")),
        lambda: remove_annotation(workspace, assessment_id, annotation.id),
        lambda: also_for(workspace, assessment_id, annotation.id, "T2"),
        lambda: no_longer_for(workspace, assessment_id, annotation.id, "T1"),
        lambda: move_annotation(workspace, assessment_id, annotation.id, PageRegion(1, Rect(0, 0, 1, 1))),
        lambda: note_on_annotation(workspace, assessment_id, annotation.id, "x"),
        lambda: judge_annotation(workspace, assessment_id, annotation.id, Stance.QUESTION),
    )
    workspace.person = BEN
    for deed in deeds:
        with pytest.raises(NotAllowedError, match="another assessor"):
            deed()
    workspace.person = AMARA
    sign(workspace, assessment_id)
    for deed in deeds:
        with pytest.raises(NotAllowedError, match="is signed"):
            deed()
    assert filed(workspace, assessment_id) == (annotation,)


def test_a_still_picture_is_kept_once(workspace):
    digest = keep_still(workspace, b"PNG")
    assert digest == sha256(b"PNG").hexdigest()
    assert workspace.vault.path(digest).read_bytes() == b"PNG"
    assert keep_still(workspace, b"PNG") == digest
    assert list(workspace.staging.iterdir()) == []


def test_a_still_picture_without_room(workspace):
    workspace.staging.rmdir()
    with pytest.raises(StorageError, match="still picture could not be kept") as refused:
        keep_still(workspace, b"PNG")
    assert "Make room" in refused.value.hint


@pytest.mark.parametrize(
    "anchor",
    [
        PageRegion(0, Rect(0, 0, 0, 0)),
        PageRegion(1, Rect(0, 0, float("nan"), 9)),
        PageRegion(1, Rect(9, 9, 9, 9)),
        PhotoRegion(Rect(0, 0, 0, 0)),
        PhotoRegion(Rect(5, 5, 1, 9)),
        PhotoRegion(Rect(0, 0, float("inf"), 9)),
        PhotoRegion(Rect(0, 0, 9, 9), 0),
        TimeSpan(9, 1),
        TimeSpan(-1, 1),
        TimeSpan(1, 9, region=Rect(0, 0, 0, 0)),
    ],
    ids=str,
)
def test_a_place_that_is_nowhere(workspace, assessment_id, anchor):
    with pytest.raises(NotAllowedError):
        file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",)))
    good = next(one for one in ANCHORS if type(one) is type(anchor))
    file_evidence(workspace, assessment_id, Filing(ITEM, good, ("T1",)))
    [annotation] = filed(workspace, assessment_id)
    with pytest.raises(NotAllowedError):
        move_annotation(workspace, assessment_id, annotation.id, anchor)
    assert filed(workspace, assessment_id) == (annotation,)


def test_a_place_outside_the_picture(workspace, assessment_id):
    place = PhotoRegion(Rect(0, 0, 100, 200))
    with pytest.raises(NotAllowedError) as refused:
        file_evidence(workspace, assessment_id, Filing(ITEM, place, ("T1",), size=(100, 150)))
    assert "150 high" in refused.value.hint
    assert file_evidence(workspace, assessment_id, Filing(ITEM, place, ("T1",), size=(100, 200)))
