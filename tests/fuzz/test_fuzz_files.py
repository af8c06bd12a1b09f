"""Damaged files of every kind, each told by its seed: the worker answers all that is asked of them, or says why not."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from tests.support.asking import everything
from tests.support.mutating import damaged, whole_files

from certdesk.evidence import wire, worker
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Answer
from certdesk.evidence.requests import Describe, ExtractText, ReadDocument, ReadTranscript

READ_BY_OUR_OWN_CODE = (".srt", ".vtt", ".eml", ".html", ".md", ".csv", ".txt")
A_SLICE, ALL = range(60), range(60, 6000)


@pytest.fixture(scope="module")
def reader():
    with EvidenceWorker(seconds=10) as running:
        yield running


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> list[tuple[str, bytes]]:
    return whole_files(tmp_path_factory.mktemp("whole"))


def made(whole: list[tuple[str, bytes]], folder: Path, seed: int) -> Path:
    """The damaged file of a seed; every kind gets its turn."""
    name, data = whole[seed % len(whole)]
    path = folder / f"{seed}-{name}"
    path.write_bytes(damaged(name, data, Random(seed)))
    return path


def look(reader: EvidenceWorker, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for request in everything(path):
        refused = reader.submit(request).exception()
        assert refused is None or isinstance(refused, EvidenceError), (path.name, request)
        if refused is not None:
            assert refused.problem.code not in {Code.HUNG, Code.CRASHED}, (path.name, request)
            assert refused.hint
    found = reader.ask(Describe(path))
    assert found.problem is None or found.problem.code not in {Code.HUNG, Code.CRASHED}, path.name
    tripped = [record.getMessage() for record in caplog.records if " at " in record.getMessage()]
    assert not tripped, (path.name, tripped)
    path.unlink()


def test_whole_files_are_whole(reader, whole, tmp_path):
    """What is damaged below was sound before; only the headers of recordings have nothing behind them."""
    empty = {"plain.mp4", "plain.heic", "plain.mkv", "plain.avi", "plain.flac", "plain.ogg", "plain.mp3", "plain.mts"}
    for name, data in whole:
        path = tmp_path / name
        path.write_bytes(data)
        found = reader.ask(Describe(path))
        assert name in empty or found.problem is None or found.problem.code is Code.LOCKED, name


@pytest.mark.timeout(300)
def test_some_damaged_files(reader, whole, tmp_path, caplog):
    for seed in A_SLICE:
        look(reader, made(whole, tmp_path, seed), caplog)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_many_damaged_files(reader, whole, tmp_path, caplog):
    for seed in ALL:
        look(reader, made(whole, tmp_path, seed), caplog)


def answered_in_process(path: Path) -> None:
    """Ask the worker's own code here, where whatever it raises is seen."""
    shelf = worker.Shelf(1)
    try:
        for request in (Describe(path), ReadDocument(path), ExtractText(path), ReadTranscript(path)):
            answer = worker.answer_to(request, os.open(path, os.O_RDONLY), shelf)
            assert answer.detail == "", (path.name, answer.detail)
            text, blobs = wire.pack(answer)
            assert wire.unpack(Answer, text, blobs) == answer
    finally:
        for opened in shelf._files.values():
            opened.close()


def own(whole: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [each for each in whole if each[0].endswith(READ_BY_OUR_OWN_CODE)]


def test_some_damaged_texts_in_this_process(whole, tmp_path):
    for seed in range(140):
        answered_in_process(made(own(whole), tmp_path, seed))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_damaged_texts_in_this_process(whole, tmp_path):
    for seed in range(140, 20_000):
        path = made(own(whole), tmp_path, seed)
        answered_in_process(path)
        path.unlink()
