"""What a room may see: with consent for training alone, masked where there are masks, never by name."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from tests.support.building import furnished

from certdesk.actions.consenting import record_consent
from certdesk.actions.masking import set_masks
from certdesk.actions.projecting import Projectable, projectable
from certdesk.core.annotations import Rect
from certdesk.core.consent import Basis, Consent, Scope
from certdesk.core.recipes import Mask
from certdesk.store.portfolios import item_row, load_item

PORTFOLIO, PLAN, VIDEO = "portfolio-P-001", "item-P-001-0", "item-P-001-1"
FOR_TRAINING = Consent("", PORTFOLIO, "class 9B", Basis.PARENT, (Scope.ASSESSMENT, Scope.TRAINING))


@pytest.fixture
def desk(tmp_path):
    with furnished(tmp_path / "desk") as workspace:
        for id_, kind, sort in ((PLAN, "text", ""), (VIDEO, "video", "lesson_video")):
            digest = keep(workspace, tmp_path, id_)
            item = replace(load_item(workspace.db, id_), kind=kind, evidence_type=sort, digest=digest)
            with workspace.recording("item.changed", "changed", subject=id_) as recording:
                recording.put("item", item_row(item))
        yield workspace


def keep(workspace, tmp_path, content):
    staged = tmp_path / "staged"
    staged.write_text(content)
    digest = hashlib.sha256(staged.read_bytes()).hexdigest()
    workspace.vault.keep(staged, digest)
    return digest


def video(workspace) -> Projectable:
    return projectable(workspace, PORTFOLIO)[1]


def test_a_video_stays_closed_until_its_people_agreed_to_training(desk):
    plan, film = projectable(desk, PORTFOLIO)
    assert plan.closed == ""
    assert "No consent" in film.closed
    record_consent(desk, replace(FOR_TRAINING, scopes=(Scope.ASSESSMENT,)))
    assert "No consent" in video(desk).closed
    record_consent(desk, replace(FOR_TRAINING, item_id=VIDEO))
    assert video(desk).closed == ""
    record_consent(desk, replace(FOR_TRAINING, people="9C", item_id=VIDEO, withdrawn_on=desk.clock().date()))
    assert "withdrawn" in video(desk).closed


def test_what_is_shown_is_called_by_its_kind_and_place(desk):
    assert [one.name for one in projectable(desk, PORTFOLIO)] == ["Document 1", "Video 2"]


def test_a_file_that_is_not_here_is_said(desk):
    item = replace(load_item(desk.db, PLAN), digest="0" * 64)
    with desk.recording("item.changed", "changed", subject=PLAN) as recording:
        recording.put("item", item_row(item))
    assert "not in this workspace" in projectable(desk, PORTFOLIO)[0].closed


def test_what_is_to_be_masked_is_shown_masked_or_not_at_all(desk):
    record_consent(desk, FOR_TRAINING)
    set_masks(desk, VIDEO, (Mask(rect=Rect(0, 0, 40, 40), start_ms=0, end_ms=1000),))
    assert "masked copy is not made" in video(desk).closed
