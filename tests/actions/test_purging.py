"""Purging: what is due goes everywhere, what is not stays, and the receipt says so."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.support.desks import LEA, signer_of
from tests.support.keeping import desk_later, release

from certdesk.actions.checking import plan_check
from certdesk.actions.consent_gate import closings
from certdesk.actions.purging import (
    begin_purge,
    is_genuine,
    make_purge,
    plan_purge,
    purge_work,
    receipt_file,
    receipts,
    sign_purge,
    unfinished_purges,
)
from certdesk.actions.retaining import due_lines, hold, kept_lines, lift, why_kept
from certdesk.actions.undoing import undo
from certdesk.core.cohorts import ResultState
from certdesk.core.errors import NotAllowedError
from certdesk.core.retention import KeptClass, Reprieve
from certdesk.store.portfolios import item_row, load_items


@pytest.fixture
def desk(tmp_path):
    workspace, made = desk_later(tmp_path / "desk")
    with workspace:
        yield workspace, made


def purge(workspace, lines):
    plan = plan_purge(workspace, lines)
    begin_purge(workspace, plan)
    made = make_purge(purge_work(workspace, plan.id))
    sign_purge(workspace, plan.id, signer_of(LEA))
    return plan, made


def test_only_recordings_of_final_outcomes_are_due_half_a_year_later(desk):
    workspace, made = desk
    due = due_lines(workspace)
    assert [(line.code, line.kept) for line in due] == [(one.code, KeptClass.RECORDING) for one in made.portfolios[:2]]
    lines = {(line.code, line.kept): line for line in kept_lines(workspace)}
    open_one = lines[made.portfolios[2].code, KeptClass.RECORDING]
    assert open_one.reprieves == (Reprieve.NOT_FINAL,)
    assert "no final outcome" in why_kept(open_one, workspace.clock().date())


def test_a_purge_takes_originals_pictures_and_words_and_signs_for_it(desk):
    workspace, made = desk
    first = load_items(workspace.db, made.portfolios[0].id)[0]
    thumbnails = workspace.derived / "thumbnails"
    thumbnails.mkdir(parents=True)
    (thumbnails / f"{first.digest}.jpg").write_bytes(b"a face")
    (thumbnails / f"{'0' * 64}.jpg").write_bytes(b"of something else")
    with workspace.local_change() as db:
        row = {"digest": first.digest, "reason": "", "again": 0, "complete": 1, "at": "now", "folded": b""}
        db.table("searched").insert(row)
    plan, done = purge(workspace, due_lines(workspace))
    assert (done.files, done.derived) == (2, 1)
    assert not workspace.vault.has(first.digest)
    assert [path.name for path in thumbnails.iterdir()] == [f"{'0' * 64}.jpg"]
    assert list(workspace.db.query("select * from searched")) == []
    [receipt] = receipts(workspace)
    assert (receipt.finished, receipt.genuine, receipt.by, receipt.files) == (True, True, LEA, 2)
    assert due_lines(workspace) == ()
    told = json.loads(receipt_file(workspace, plan.id))
    assert first.digest in told["receipt"]["digests"]
    altered = json.dumps(told["receipt"] | {"digests": []}, sort_keys=True, separators=(",", ":"))
    assert not is_genuine(altered, told["signature"])


def test_what_is_purged_is_said_to_be_and_is_not_missing(desk):
    workspace, made = desk
    purge(workspace, due_lines(workspace))
    closed = closings(workspace, made.portfolios[0].id)
    assert all(one.purged and not one.can_be_opened for one in closed.values() if "deleted" in one.sentence)
    assert any("deleted" in one.sentence for one in closed.values())
    owners = [(one.owner, one.name) for one in plan_check(workspace).evidence]
    assert (made.portfolios[2].code, "lesson.mp4") in owners
    assert (made.portfolios[0].code, "lesson.mp4") not in owners


def test_no_undo_brings_it_back(desk):
    workspace, _made = desk
    plan, _done = purge(workspace, due_lines(workspace))
    with pytest.raises(NotAllowedError):
        undo(workspace, within=plan.id)


def test_an_assessor_purges_nothing_where_somebody_leads(desk):
    workspace, _made = desk
    plan = plan_purge(workspace, due_lines(workspace))
    with workspace.local_change() as db:
        db.table("person").insert({"id": "ann", "name": "Ann", "role": "assessor", "fingerprint": "", "made_at": "now"})
    workspace.person = "ann"
    with pytest.raises(NotAllowedError, match="whoever leads"):
        begin_purge(workspace, plan)
    assert unfinished_purges(workspace) == ()


def test_a_file_that_another_portfolio_needs_stays(desk):
    workspace, made = desk
    first = load_items(workspace.db, made.portfolios[0].id)[0]
    other = load_items(workspace.db, made.portfolios[2].id)[0]
    with workspace.recording("test", "test") as recording:
        recording.put("item", item_row(replace(other, digest=first.digest)))
    plan, _done = purge(workspace, due_lines(workspace))
    assert plan.shared == 1
    assert workspace.vault.has(first.digest)


def test_a_hold_keeps_it_until_it_is_lifted(desk):
    workspace, made = desk
    change = hold(workspace, made.cohort.id, "Audit of the ministry")
    assert due_lines(workspace) == ()
    line = kept_lines(workspace)[0]
    assert "Audit of the ministry" in why_kept(line, workspace.clock().date())
    with pytest.raises(NotAllowedError, match="something keeps it"):
        plan_purge(workspace, [line])
    [hold_id] = change.subjects
    lift(workspace, hold_id)
    assert len(due_lines(workspace)) == 2
    with pytest.raises(NotAllowedError, match="reason"):
        hold(workspace, made.cohort.id, "  ")


def test_a_purge_that_was_killed_goes_on_and_is_signed_only_when_all_is_gone(desk):
    workspace, _made = desk
    plan = plan_purge(workspace, due_lines(workspace))
    begin_purge(workspace, plan)
    assert [one.id for one in unfinished_purges(workspace)] == [plan.id]
    with pytest.raises(NotAllowedError, match="still there"):
        sign_purge(workspace, plan.id, signer_of(LEA))
    with pytest.raises(KeyboardInterrupt):
        make_purge(purge_work(workspace, plan.id), _stopped_at(1))
    make_purge(purge_work(workspace, plan.id))
    sign_purge(workspace, plan.id, signer_of(LEA))
    assert unfinished_purges(workspace) == ()


def _stopped_at(step):
    def progress(done, _of, _words):
        if done == step:
            raise KeyboardInterrupt

    return progress


def test_what_was_recalled_is_not_final(desk):
    workspace, made = desk
    release(workspace, made, made.portfolios[:1], ResultState.RECALLED)
    assert [line.code for line in due_lines(workspace)] == [made.portfolios[1].code]
