"""Files of other people, ordinary and hostile: each gives a picture, a text or a clear reason, and in good time.

A slice of them is looked at by default, all of them with ``-m slow``.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import typing
from pathlib import Path

import pytest
from tests.support.asking import everything

from certdesk import shipped
from certdesk.evidence import limits
from certdesk.evidence.client import EvidenceWorker
from certdesk.evidence.formats import Kind
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.replies import Description
from certdesk.evidence.requests import (
    Describe,
    ReadCodes,
    ReadDocument,
    ReadTranscript,
    RenderPage,
    RenderPhoto,
    Request,
    Thumbnail,
)

pytestmark = pytest.mark.corpus
LONGEST = 10.0
FOLDERS = ("pdf", "office", "images", "video", "zips")
SLICE = 8
"""One file in so many is looked at by default."""
OURS = 64 * 2**20
"""Most that the main process may grow by while it looks at the files of a folder."""


def files_of(folder: Path) -> list[Path]:
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert found
    return found


def memory_of(process: int | str) -> int:
    """The most memory that a process has held, in bytes; 0 where nobody tells."""
    if sys.platform != "linux":
        return 0
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def look_at_everything(worker: EvidenceWorker, path: Path, but: tuple[type, ...] = ()) -> set[Code]:
    """Ask everything about a file, but what is left out; returns the problems told, each with a sentence and a hint."""
    told = set()
    for request in everything(path):
        if isinstance(request, but):
            continue
        began = time.monotonic()
        try:
            reply = worker.ask(request)
        except EvidenceError as refused:
            problem = refused.problem
        else:
            problem = reply.problem if isinstance(reply, Description) else None
        assert time.monotonic() - began < LONGEST, request
        if problem is not None:
            assert problem.sentence, request
            assert problem.hint, request
            assert "{" not in problem.sentence + problem.hint
            told.add(problem.code)
    return told


def shows(worker: EvidenceWorker, path: Path) -> bool:
    """Whether there is a picture or a text of it, or a reason why there is none."""
    found = worker.ask(Describe(path))
    for request in (RenderPage(path, 1, 1.0), RenderPhoto(path, 400, 300), ReadDocument(path), ReadTranscript(path)):
        if worker.submit(request).exception() is None:
            return True
    # What a recording shows is the player's, and an archive holds no evidence until it is taken in.
    return found.problem is not None or found.duration_ms is not None or found.kind is Kind.ARCHIVE


def check(
    worker: EvidenceWorker, paths: list[Path], caplog: pytest.LogCaptureFixture, but: tuple[type, ...] = ()
) -> None:
    before = memory_of("self")
    for path in paths:
        told = look_at_everything(worker, path, but)
        assert not told & {Code.HUNG, Code.CRASHED}, path.name
        assert shows(worker, path), path.name
        assert memory_of(worker._desks[0].worker.process.pid) < limits.MEMORY_BYTES, path.name
        tripped = [record.getMessage() for record in caplog.records if " at " in record.getMessage()]
        assert not tripped, (path.name, tripped)
    assert memory_of("self") < before + OURS


def test_nothing_that_can_be_asked_is_left_out(tmp_path):
    assert {type(request) for request in everything(tmp_path)} == set(typing.get_args(Request))


@pytest.mark.parametrize("folder", FOLDERS)
def test_some_files_are_answered(worker, corpora, folder, caplog):
    files = files_of(corpora / folder)
    names = sorted(files, key=lambda path: hashlib.sha256(path.name.encode()).digest())
    # Looking for codes draws each page of a document several times: for that there is the slow one.
    but = (ReadCodes,) if folder == "pdf" else ()
    check(worker, [path for path in names[: len(names) // SLICE + 1] if path.stat().st_size < 2**21], caplog, but)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_answered(worker, corpora, folder, caplog):
    check(worker, files_of(corpora / folder), caplog)


@pytest.mark.slow
def test_ordinary_files_have_no_problem(worker, corpora):
    for folder in ("pdf/pdfplumber", "office/python-docx", "images/pillow-orientation", "images/pillow-heif"):
        for path in sorted((corpora / folder).iterdir()):
            assert worker.ask(Describe(path)).problem is None, path.name
            assert worker.ask(Thumbnail(path, 240, 240)).width >= 1


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif("CERTDESK_MORE_FILES" not in os.environ, reason="names no folder of further files")
def test_any_other_files_are_answered(worker, caplog):
    """For trying folders of one's own: nothing may crash or hang, whatever it is."""
    for path in files_of(Path(os.environ["CERTDESK_MORE_FILES"])):
        assert not look_at_everything(worker, path) & {Code.HUNG, Code.CRASHED}, path


def files_of_samples() -> list[Path]:
    return [path for path in sorted((shipped.resources() / "sample_cohort").glob("*/*.*")) if path.stat().st_size]


def test_one_of_each_sort_in_the_sample_cohort_is_whole(worker):
    of_each_sort = {path.suffix: path for path in files_of_samples()}
    assert len(of_each_sort) > 8
    assert_whole(worker, list(of_each_sort.values()))


@pytest.mark.slow
def test_the_sample_cohort_is_whole(worker):
    assert_whole(worker, files_of_samples())


def assert_whole(worker: EvidenceWorker, files: list[Path]) -> None:
    for path in files:
        found = worker.ask(Describe(path))
        assert found.problem is None, path.name
        assert found.kind != "unknown"
