"""Several hundred files of other people, ordinary and hostile: each yields an answer or a problem, none gets stuck."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from certdesk import shipped
from certdesk.evidence.problems import Code, EvidenceError
from certdesk.evidence.requests import (
    Describe,
    FindText,
    MeasurePages,
    ReadDocument,
    RenderPage,
    RenderPhoto,
    TextOfPage,
    Thumbnail,
    ToPdf,
)

LONGEST = 10.0


def every_request(path: Path):
    yield Thumbnail(path, 240, 240)
    yield MeasurePages(path)
    yield RenderPage(path, 1, 100 / 72)
    yield TextOfPage(path, 1)
    yield FindText(path, "the")
    yield RenderPhoto(path, 1600, 1200)
    yield ReadDocument(path)
    yield ToPdf(path)


def look_at_everything(worker, path: Path, caplog) -> set[Code]:
    """Ask everything about a file; returns the problems told."""
    told = set()
    for request in (Describe(path), *every_request(path)):
        started = time.monotonic()
        try:
            reply = worker.ask(request)
        except EvidenceError as refused:
            told.add(refused.problem.code)
        else:
            told |= {problem.code for problem in [getattr(reply, "problem", None)] if problem is not None}
        assert time.monotonic() - started < LONGEST, request
    assert not [record.getMessage() for record in caplog.records if " at " in record.getMessage()], path.name
    return told


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["pdf", "office", "images", "video", "zips"])
def test_every_file_is_answered(worker, corpora, folder, caplog):
    files = [path for path in sorted((corpora / folder).rglob("*")) if path.is_file()]
    assert files
    for path in files:
        told = look_at_everything(worker, path, caplog)
        assert not told & {Code.HUNG, Code.CRASHED}, path.name


@pytest.mark.slow
def test_ordinary_files_have_no_problem(worker, corpora):
    for folder in ("pdf/pdfplumber", "office/python-docx", "images/pillow-orientation", "images/pillow-heif"):
        for path in sorted((corpora / folder).iterdir()):
            assert worker.ask(Describe(path)).problem is None, path.name
            assert worker.ask(Thumbnail(path, 240, 240)).width >= 1


def test_the_sample_cohort_is_whole(worker):
    files = [path for path in sorted((shipped.resources() / "sample_cohort").glob("*/*.*")) if path.stat().st_size]
    for path in files:
        found = worker.ask(Describe(path))
        assert found.problem is None, path.name
        assert found.kind != "unknown"
