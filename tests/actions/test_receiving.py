"""Taking portfolios in: plan, make, keep, by folder and zip, once and whole."""

from __future__ import annotations

import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from tests.support.building import Clock, open_workspace, put_rubric, small_rubric

from certdesk.actions import receiving
from certdesk.actions.looking import look_at_worklist
from certdesk.actions.receiving import keep_receive, make_receive, plan_receive
from certdesk.actions.undoing import undo
from certdesk.core.annotations import PageRegion, Rect
from certdesk.core.changes import Kind
from certdesk.core.errors import CancelledError, CertDeskError, NotAllowedError, NotFoundError, StorageError
from certdesk.core.portfolio import Claim, RubricRef
from certdesk.core.progress import silent
from certdesk.evidence.client import EvidenceWorker
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rebuilding import rebuild, snapshot
from certdesk.store.workspace import Workspace

SMALL = RubricRef("small", "1.0.0")
DESCRIPTION = """\
schema: certdesk.portfolio/1
code: KITE-37
title: Clean water
candidate: {name: Zoë Nguyễn-Křížová, school: Hillside, language: cs}
programme: Highland STEM
cohort: 2026 B
rubric: {id: small, version: 1.0.0}
received: 2026-11-14
due: 2026-11-24
items:
  - {file: plan.txt, type: unit_plan, title: Unit plan, claims: [T2], caption: Six lessons}
  - {file: notes.txt}
"""
FILES = {"plan.txt": b"Lesson one. Pupils ask.", "notes.txt": b"Afterwards they wrote."}


@pytest.fixture
def desk(tmp_path):
    """A workspace with the small rubric and nothing else."""
    with open_workspace(tmp_path / "workspace", clock=Clock()) as workspace:
        put_rubric(workspace, small_rubric())
        yield workspace


@pytest.fixture
def delivery(tmp_path):
    """One described portfolio in a folder."""
    folder = tmp_path / "delivery" / "KITE-37"
    folder.mkdir(parents=True)
    (folder / "portfolio.yaml").write_text(DESCRIPTION, encoding="utf-8")
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(autouse=True)
def lent(monkeypatch, reader):
    """Look with the process that all tests share; the journeys start one each time."""
    monkeypatch.setattr(receiving, "IntakeReader", lambda *_places: reader)


def receive(workspace: Workspace, path: Path, worker: EvidenceWorker, progress=silent, **options):
    plan = plan_receive(workspace, path, **options)
    return keep_receive(workspace, plan, make_receive(plan, worker, progress))


def test_a_described_portfolio_comes_in_as_described(desk, delivery, worker):
    receipt = receive(desk, delivery, worker)
    assert receipt.codes == ("KITE-37",)
    assert receipt.sentence == "KITE-37 taken in."
    assert receipt.change.kinds == Kind.PORTFOLIO | Kind.EVIDENCE
    portfolio = find_portfolio(desk.db, "KITE-37")
    assert portfolio.id in receipt.change.subjects
    assert (portfolio.candidate.name, portfolio.rubric) == ("Zoë Nguyễn-Křížová", SMALL)
    first, second = load_items(desk.db, portfolio.id)
    assert (first.title, first.claims, first.caption, first.file_name) == (
        "Unit plan",
        ("T2",),
        "Six lessons",
        "plan.txt",
    )
    assert (first.position, second.position) == (0, 1)
    assert first.kind != "unknown"
    assert first.problem == ""
    for item in (first, second):
        content = desk.vault.path(item.digest).read_bytes()
        assert content == FILES[item.file_name]
        assert (item.size, item.digest) == (len(content), sha256(content).hexdigest())
    assert list(desk.staging.iterdir()) == []
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)


def test_a_zip_is_as_good_as_a_folder(desk, delivery, worker, tmp_path):
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        for path in delivery.iterdir():
            archive.write(path, f"KITE-37/{path.name}")
    assert receive(desk, tmp_path / "sent.zip", worker).codes == ("KITE-37",)
    items = load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)
    assert {item.digest for item in items} == {sha256(content).hexdigest() for content in FILES.values()}


def test_the_same_portfolio_twice_is_one(desk, delivery, worker):
    receive(desk, delivery, worker)
    before = snapshot(desk.db)
    again = receive(desk, delivery, worker)
    assert (again.codes, again.already_here) == ((), ("KITE-37",))
    assert not again.change
    assert again.sentence == "KITE-37 was here already."
    assert snapshot(desk.db) == before
    assert list(desk.staging.iterdir()) == []


def test_a_portfolio_that_was_taken_back_can_come_again(desk, delivery, worker):
    before = snapshot(desk.db)
    receive(desk, delivery, worker)
    undo(desk)
    assert snapshot(desk.db) == before
    assert receive(desk, delivery, worker).codes == ("KITE-37",)


def test_planning_changes_nothing(desk, delivery):
    before = snapshot(desk.db)
    plan = plan_receive(desk, delivery)
    assert plan.size >= sum(map(len, FILES.values()))
    assert snapshot(desk.db) == before
    assert list(desk.staging.iterdir()) == []


def test_stopping_leaves_nothing(desk, delivery, worker):
    def stop(_done, _total, _label):
        raise CancelledError("Stopped.")

    plan = plan_receive(desk, delivery)
    with pytest.raises(CancelledError):
        make_receive(plan, worker, stop)
    assert list(desk.staging.iterdir()) == []
    assert not desk.vault.has(sha256(FILES["plan.txt"]).hexdigest())


def test_progress_counts_bytes_up_to_all_of_them(desk, delivery, worker):
    told = []
    plan = plan_receive(desk, delivery)
    make_receive(plan, worker, lambda done, total, label: told.append((done, total)))
    assert {total for _done, total in told} == {plan.size}
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1][0] == plan.size


def test_one_file_that_vanished_does_not_stop_the_others(desk, delivery, worker):
    plan = plan_receive(desk, delivery)
    (delivery / "notes.txt").unlink()
    receipt = keep_receive(desk, plan, make_receive(plan, worker, silent))
    assert receipt.codes == ("KITE-37",)
    assert [item.file_name for item in load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)] == ["plan.txt"]
    assert any("notes.txt" in skipped.name for skipped in receipt.skipped)
    assert "1 file left out" in receipt.sentence


def test_two_portfolios_at_once(desk, delivery, worker):
    other = delivery.parent / "LARK-12"
    shutil.copytree(delivery, other)
    text = DESCRIPTION.replace("KITE-37", "LARK-12")
    (other / "portfolio.yaml").write_text(text, encoding="utf-8")
    (other / "plan.txt").write_bytes(b"Another plan.")
    receipt = receive(desk, delivery.parent, worker)
    assert set(receipt.codes) == {"KITE-37", "LARK-12"}
    assert receipt.sentence in {
        "KITE-37, LARK-12 taken in.",
        "2 portfolios taken in.",
        "KITE-37, LARK-12 portfolios taken in.",
    }


def test_a_rubric_that_is_not_here(desk, delivery):
    (delivery / "portfolio.yaml").write_text(DESCRIPTION.replace("version: 1.0.0", "version: 9.0.0"), encoding="utf-8")
    with pytest.raises(NotAllowedError, match=r"small 9\.0\.0, which this workspace does not have") as refused:
        plan_receive(desk, delivery)
    assert refused.value.hint == "Load that rubric first."


def test_a_chosen_rubric_that_is_not_here(desk, delivery, worker):
    (delivery / "portfolio.yaml").unlink()
    with pytest.raises((NotAllowedError, NotFoundError)):
        receive(desk, delivery, worker, rubric=RubricRef("nowhere", "1.0.0"))
    look_at_worklist(desk)


def test_a_workspace_without_a_rubric(tmp_path, delivery):
    with Workspace(tmp_path / "empty") as workspace, pytest.raises(NotAllowedError, match="no rubric yet"):
        plan_receive(workspace, delivery)


def test_a_path_that_is_not_there(desk, tmp_path):
    with pytest.raises(CertDeskError, match="is not there") as refused:
        plan_receive(desk, tmp_path / "nowhere")
    assert refused.value.hint


def test_staging_that_cannot_be_made(desk, delivery, worker):
    plan = plan_receive(desk, delivery)
    desk.staging.rmdir()
    desk.staging.write_bytes(b"a file where the folder should be")
    try:
        with pytest.raises(StorageError):
            make_receive(plan, worker, silent)
    finally:
        desk.staging.unlink()


def test_claims_with_places_come_in_and_those_that_lead_nowhere_are_named(desk, delivery, worker):
    placed = "claims: [T2, {criterion: T4, page: 3, words: here}, {criterion: T9}]"
    (delivery / "portfolio.yaml").write_text(DESCRIPTION.replace("claims: [T2]", placed), encoding="utf-8")
    receipt = receive(desk, delivery, worker)
    first, second = load_items(desk.db, find_portfolio(desk.db, "KITE-37").id)
    assert first.claims == ("T2", "T4", "T9")
    assert first.claim_places == (Claim("T4", PageRegion(3, Rect(0, 0, 0, 0)), "here"),)
    assert second.claim_places == ()
    assert [code for code, _text in receipt.findings] == ["KITE-37"]
    assert "T9, which the rubric does not have" in receipt.findings[0][1]
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    assert undo(desk)
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)


def test_a_portfolio_from_before_claims_had_places_can_still_be_taken_back(desk, delivery, worker):
    receive(desk, delivery, worker)
    before = desk.db.execute("select body from journal order by position desc").fetchone()[0]
    assert '"claim_places":"[]"' in before
    # As an older CertDesk wrote it: the triggers that guard the journal are for people, not for this test.
    desk.db.execute("drop trigger journal_is_never_altered")
    older = before.replace('"claim_places":"[]",', "")
    desk.db.execute("update journal set body = ? where body = ?", [older, before])
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
    assert undo(desk)
    assert desk.db.execute("select count(*) from item").fetchone()[0] == 0
    assert snapshot(rebuild(desk.db)) == snapshot(desk.db)
