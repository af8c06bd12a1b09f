"""Taking in that ends early: stopped, out of room, the stick gone. What is complete stays, the rest goes on later."""

from __future__ import annotations

import errno
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.support.lent_reader import looked_at

from certdesk.actions import making_intake
from certdesk.actions.receiving import IntakeStoppedError, keep_receive, make_receive, plan_receive
from certdesk.actions.reporting_intake import in_batches, together
from certdesk.core.errors import CancelledError, StorageError
from certdesk.core.intake_report import Became
from certdesk.core.progress import silent
from certdesk.intake.copying import copy_hashed
from certdesk.store.portfolios import find_portfolio, load_items
from certdesk.store.rebuilding import snapshot


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Four portfolios of two files each."""
    for number in range(4):
        folder = tmp_path / "cohort" / f"C-{number}"
        folder.mkdir(parents=True)
        for name in ("plan", "notes"):
            (folder / f"{name}.txt").write_text(f"{name} {number} " * 40)
    return tmp_path / "cohort"


def plan_of(desk, path, reader):
    return plan_receive(desk, path, looked=looked_at(desk, path, reader))


def codes(report, became):
    return [one.code for one in report.with_state(became)]


def test_stopped_in_the_middle_it_goes_on_later(desk, worker, cohort, reader):
    plan = plan_of(desk, cohort, reader)

    def stop(done: int, total: int, _label: str) -> None:
        if done > total * 0.6:
            raise CancelledError("stopped")

    with pytest.raises(IntakeStoppedError) as stopped:
        make_receive(plan, worker, stop)
    receipt = keep_receive(desk, plan, stopped.value.received)
    assert receipt.codes == ("C-0", "C-1")
    assert codes(receipt.report, Became.UNFINISHED) == ["C-2", "C-3"]
    assert "goes on with the rest" in receipt.sentence
    assert list(desk.staging.iterdir()) == []
    again = plan_of(desk, cohort, reader)
    assert again.size == plan.size // 2
    second = keep_receive(desk, again, make_receive(again, worker, silent))
    assert (second.codes, second.already_here) == (("C-2", "C-3"), ("C-0", "C-1"))


def test_a_full_disk_keeps_what_is_whole_and_names_the_rest(desk, worker, cohort, reader, monkeypatch):
    plan = plan_of(desk, cohort, reader)
    copied = []

    def full(source, target, progress, **named):  # the disk says so at the sixth file
        copied.append(target)
        if len(copied) == 6:
            target.write_bytes(b"half")
            problem = StorageError("The disk is full: “plan.txt” was not kept.", "Free some room.")
            raise problem from OSError(errno.ENOSPC, "No space left on device")
        return copy_hashed(source, target, progress, **named)

    monkeypatch.setattr(making_intake, "copy_hashed", full)
    received = make_receive(plan, worker, silent)
    assert not any(path.exists() for path in copied[4:])
    receipt = keep_receive(desk, plan, received)
    assert receipt.codes == ("C-0", "C-1")
    assert codes(receipt.report, Became.UNFINISHED) == ["C-2", "C-3"]
    assert receipt.report.ended == "The disk is full: “plan.txt” was not kept. Free some room."
    assert not receipt.report.is_whole


def test_a_stick_that_is_pulled_ends_it_and_half_portfolios_stay_out(desk, worker, cohort, reader):
    plan = plan_of(desk, cohort, reader)

    def pull(done: int, total: int, _label: str) -> None:
        if done > total * 0.3 and cohort.exists():
            shutil.rmtree(cohort)

    receipt = keep_receive(desk, plan, make_receive(plan, worker, pull))
    assert receipt.codes == ("C-0",)
    assert "is no longer there" in receipt.report.ended
    assert codes(receipt.report, Became.UNFINISHED) == ["C-1", "C-2", "C-3"]


def test_a_zip_that_is_gone_before_anything_came_leaves_nothing(desk, worker, cohort, reader, tmp_path):
    path = tmp_path / "cohort.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in cohort.rglob("*.txt"):
            archive.write(file, file.relative_to(cohort))
    plan = plan_of(desk, path, reader)
    before = snapshot(desk.db)
    path.unlink()
    with pytest.raises(StorageError, match="is no longer there"):
        make_receive(plan, worker, silent)
    assert list(desk.staging.iterdir()) == []
    assert snapshot(desk.db) == before


def test_files_that_are_in_the_vault_are_not_copied_again(desk, worker, cohort, reader):
    plan = plan_of(desk, cohort, reader)
    keep_receive(desk, plan, make_receive(plan, worker, silent))
    copy = cohort / "C-9"
    shutil.copytree(cohort / "C-0", copy)
    (copy / "plan.txt").write_text("a new plan")
    again = plan_of(desk, cohort, reader)
    received = make_receive(again, worker, silent)
    [new] = received.portfolios
    assert [one.staged is None for one in new.made] == [True, False]
    keep_receive(desk, again, received)
    assert len(load_items(desk.db, find_portfolio(desk.db, "C-9").id)) == 2


def test_batches_are_the_whole_in_order(desk, worker, cohort, reader):
    plan = plan_of(desk, cohort, reader)
    batches = list(in_batches(plan, most=3))
    assert [len(batch.works) for batch in batches] == [3, 1]
    reports = [keep_receive(desk, batch, make_receive(batch, worker, silent)).report for batch in batches]
    assert codes(together(reports), Became.NEW) == ["C-0", "C-1", "C-2", "C-3"]
