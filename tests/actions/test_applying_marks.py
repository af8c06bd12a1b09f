"""A prepared mark sheet is applied like work by hand."""

from __future__ import annotations

import pytest
from tests.support.building import marks_of

from certdesk.actions.applying_marks import apply_sheet, read_sheet
from certdesk.actions.undoing import undo, undo_label
from certdesk.core.annotations import Stance, TimeSpan
from certdesk.core.errors import CertDeskError, NotAllowedError, NotFoundError
from certdesk.core.marks import LevelGiven, NotObserved
from certdesk.intake.marks_sheet import read_marks_sheet
from certdesk.store.assessments import load_assessment
from certdesk.store.journal import entries

SHEET = """\
schema: certdesk.marks/1
portfolio: P-001
rubric: {id: small, version: 1.0.0}
assessor: {name: Amara Obi, role: assessor}
summary: Good.
marks:
  T1:
    level: 2
    strength: You listen.
    next_step: Ask why.
    evidence:
    - {item: video.bin, start: '00:01.2', end: '00:15.2', note: They argue}
  T2: {not_observed: true}
"""


def sheet(text=SHEET):
    return read_marks_sheet(text, name="sheet.yaml")


def test_marks_words_and_evidence(workspace):
    found = load_assessment(workspace.db, apply_sheet(workspace, sheet()).id)
    assert found.marks == {"T1": LevelGiven(2), "T2": NotObserved()}
    assert (found.words("T1").strength, found.words("T1").next_step, found.summary) == (
        "You listen.",
        "Ask why.",
        "Good.",
    )
    [annotation] = found.annotations
    assert (annotation.item_id, annotation.note) == ("item-P-001-1", "They argue")
    assert annotation.anchor == TimeSpan(1200, 15200)


def test_applying_twice_changes_nothing(workspace):
    apply_sheet(workspace, sheet())
    before = list(entries(workspace.db))
    apply_sheet(workspace, sheet())
    assert list(entries(workspace.db)) == before


def test_every_step_can_be_undone(workspace):
    id_ = apply_sheet(workspace, sheet()).id
    while undo_label(workspace, within=id_):
        undo(workspace, within=id_)
    found = load_assessment(workspace.db, id_)
    assert (found.marks, found.annotations, found.summary) == ({}, (), "")


def test_evidence_against_stays_against(workspace):
    against = SHEET.replace("note: They argue}", "note: They argue, stance: contradicts}")
    [entry] = sheet(against).marks["T1"].evidence
    assert entry.stance is Stance.CONTRADICTS
    found = load_assessment(workspace.db, apply_sheet(workspace, sheet(against)).id)
    assert found.annotations[0].stance is Stance.CONTRADICTS


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("portfolio: P-001", "portfolio: P-999", NotFoundError, "no portfolio P-999"),
        ("version: 1.0.0", "version: 2.0.0", NotAllowedError, "for the rubric small 2.0.0"),
        ("video.bin", "film.bin", NotFoundError, "cites “film.bin” for T1"),
    ],
)
def test_a_sheet_for_something_else_changes_nothing(workspace, old, new, kind, told):
    before = list(entries(workspace.db))
    with pytest.raises(kind, match=told):
        apply_sheet(workspace, sheet(SHEET.replace(old, new)))
    assert list(entries(workspace.db)) == before


@pytest.mark.parametrize(("old", "new"), [("  T2:", "  T9:"), ("level: 2", "level: 9")])
def test_a_sheet_that_does_not_fit_the_rubric_changes_nothing(workspace, old, new):
    before = list(entries(workspace.db))
    with pytest.raises(CertDeskError):
        apply_sheet(workspace, sheet(SHEET.replace(old, new)))
    assert list(entries(workspace.db)) == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"schema: other/1", b"- list"])
def test_a_file_that_is_no_sheet(tmp_path, content):
    path = tmp_path / "sheet.yaml"
    path.write_bytes(content)
    with pytest.raises(CertDeskError) as refused:
        read_sheet(path)
    assert "sheet.yaml" in refused.value.sentence


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CertDeskError):
        read_sheet(tmp_path / "nowhere.yaml")


def test_marks_stay_where_a_sheet_says_nothing(workspace, assessment_id):
    from certdesk.actions.scoring import mark_criterion

    mark_criterion(workspace, assessment_id, "T4", LevelGiven(4))
    apply_sheet(workspace, sheet())
    assert marks_of(workspace, assessment_id)["T4"] == LevelGiven(4)
