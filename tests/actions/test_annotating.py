"""Filing evidence: where, for what, and whose."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from tests.support.building import AMARA, BEN, sign
from tests.support.fixtures import begun

from certdesk.actions.annotating import Filing, change_annotation, file_evidence, keep_still, remove_annotation
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
    assert file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T2",)))
    assert file_evidence(workspace, assessment_id, Filing("item-P-001-1", anchor, ("T1",)))
    assert file_evidence(workspace, assessment_id, Filing(ITEM, anchor, ("T1",), "with a note"))
    assert len(filed(workspace, assessment_id)) == 4


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


def test_closed_and_foreign_assessments(workspace, assessment_id):
    file_evidence(workspace, assessment_id, Filing(ITEM, ANCHORS[0], ("T1",)))
    [annotation] = filed(workspace, assessment_id)
    deeds = (
        lambda: file_evidence(workspace, assessment_id, Filing(ITEM, WholeItem(), ("T1",))),
        lambda: change_annotation(workspace, assessment_id, replace(annotation, note="x")),
        lambda: remove_annotation(workspace, assessment_id, annotation.id),
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
