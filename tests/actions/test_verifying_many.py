"""Many files at once: in order, on several processes, and no bad file stops it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from tests.signing.samples import a_report

from certdesk.actions import verifying_many
from certdesk.actions.finding_documents import find_documents, photos_in_words
from certdesk.actions.listing_verdicts import COLUMNS, write_verdicts
from certdesk.actions.verifying_many import Verified, counts, verify_many
from certdesk.core.errors import CancelledError, StorageError
from certdesk.signing.trust import Trust
from certdesk.signing.verification import Verdict, Verification


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with folders in folders, PDFs, and what else lies on sticks."""
    deep = tmp_path / "2026" / "June"
    deep.mkdir(parents=True)
    report = a_report()
    for name in ("b.pdf", "a.PDF", "2026/c.pdf", "2026/June/d.pdf"):
        (tmp_path / name).write_bytes(report)
    (tmp_path / "._a.PDF").write_bytes(b"twin")
    (tmp_path / "holiday.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "settings.json").write_text("{}")
    (tmp_path / "badge.json").write_text('{"type": ["VerifiableCredential"]}')
    (deep / "broken.pdf").write_bytes(b"%PDF-1.7\nrubbish")
    if hasattr(os, "symlink"):
        (deep / "up").symlink_to(tmp_path, target_is_directory=True)
    return tmp_path


def test_a_folder_stands_for_every_document_in_it(stick: Path):
    found = [str(path.relative_to(stick)) for path in find_documents([stick])]
    assert found == [
        "a.PDF", "b.pdf", "badge.json", str(Path("2026/c.pdf")), str(Path("2026/June/broken.pdf")),
        str(Path("2026/June/d.pdf")),
    ]  # fmt: skip
    photos: list[Path] = []
    assert len(list(find_documents([stick, stick / "holiday.png"], photos.append))) == 7
    assert photos == [stick / "holiday.png"], "of those in folders, not of those that were named"
    assert photos_in_words(0) == ""
    assert photos_in_words(3).startswith("3 photos were not looked at")
    assert list(find_documents([stick / "holiday.png"])) == [stick / "holiday.png"]


def test_answers_come_in_order_with_progress(stick: Path):
    paths = [*find_documents([stick]), stick / "gone.pdf"]
    told: list[tuple[int, int]] = []
    results = list(verify_many(paths, Trust(), progress=lambda done, total, _label: told.append((done, total))))
    assert [each.path for each in results] == paths
    assert told == [(done, 7) for done in range(8)]
    assert counts(results)[Verdict.CANNOT_TELL] == 7
    assert "can't be read" in results[-1].result.summary


def test_it_can_be_stopped(stick: Path):
    def stop(done: int, _total: int, _label: str) -> None:
        if done == 2:
            raise CancelledError("stopped")

    answers = verify_many(find_documents([stick]), Trust(), progress=stop)
    assert next(answers).path.name == "a.PDF"
    with pytest.raises(CancelledError):
        next(answers)


@pytest.mark.slow
def test_several_processes_answer_the_same_in_order(stick: Path, monkeypatch: pytest.MonkeyPatch):
    paths = list(find_documents([stick])) * 5
    here = [each.result for each in verify_many(paths, Trust(), processes=1)]
    monkeypatch.setattr(verifying_many, "FEW", 0)
    assert [each.result for each in verify_many(paths, Trust(), processes=2)] == here


@pytest.mark.slow
def test_a_file_that_brings_its_process_down_stops_nothing(
    stick: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
):
    monkeypatch.syspath_prepend(pytestconfig.rootpath)  # the other processes run a function of this module
    monkeypatch.setattr(verifying_many, "FEW", 0)
    monkeypatch.setattr(verifying_many, "_verify_batch", _dies_of_b)
    paths = list(find_documents([stick]))
    results = list(verify_many(paths, Trust(), processes=2))
    assert [each.path for each in results] == paths
    assert {each.path.name for each in results if "brought down" in each.result.summary} == {"b.pdf"}


def _dies_of_b(paths, _trust, _now) -> tuple[Verification, ...]:
    if any(path.name == "b.pdf" for path in paths):
        os._exit(9)
    return tuple(Verification(Verdict.CANNOT_TELL, path.name, ()) for path in paths)


def test_a_table_of_verdicts(tmp_path: Path):
    answer = Verification(Verdict.GENUINE_BUT, "=cmd()|'x'", (), serial="HSTP-2026-00001-3")
    target = tmp_path / "verdicts.csv"
    assert list(write_verdicts([Verified(Path("a.pdf"), answer)], target)) == [Verified(Path("a.pdf"), answer)]
    head, row = csv.reader(target.read_text("utf-8-sig").splitlines())
    assert tuple(head) == COLUMNS
    assert row[:3] == ["a.pdf", "genuine_but", "'=cmd()|'x'"]


def test_a_table_that_can_not_be_written(tmp_path: Path):
    with pytest.raises(StorageError, match="can't be written"):
        list(write_verdicts([], tmp_path / "nowhere" / "verdicts.csv"))
