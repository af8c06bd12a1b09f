"""The printed progress of a cohort says the same numbers as the window, and names no candidate."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from tests.support.building import Clock
from tests.support.cohorts import Shape, put_cohort

from certdesk.actions.cohort_progress import progress_of
from certdesk.actions.progress_reports import hours_left, progress_report, write_progress_report
from certdesk.store.workspace import Workspace


def test_the_report_has_the_numbers_of_the_cohort(tmp_path: Path) -> None:
    with Workspace(tmp_path / "workspace", clock=Clock()) as workspace:
        made = put_cohort(workspace, Shape(candidates=12, assessors=3, double=0.5, lost=0.3))
        report, progress = progress_report(workspace, made.cohort), progress_of(workspace, made.cohort)
        target = tmp_path / "progress.pdf"
        pages = write_progress_report(workspace, made.cohort, target)
    told = dict(report.facts)
    assert told["Portfolios"] == "12"
    assert told["First marks"] == f"{progress.first.signed} of 12 signed"
    assert [(one.who, one.signed, one.allocated) for one in report.lines] == [
        (one.assessor.name, one.signed, one.allocated) for one in progress.rows
    ]
    assert report.missing == progress.missing
    assert not any(portfolio.candidate.name in repr(report) for portfolio in made.portfolios)
    with pikepdf.open(target) as written:
        assert len(written.pages) == pages
        assert str(written.docinfo["/Title"]) == "Progress of the cohort: 2026 B"


def test_hours_that_are_left() -> None:
    assert [hours_left(minutes) for minutes in (1, 60, 400)] == [
        "about 1 minute left",
        "about 60 minutes left",
        "about 7 hours left",
    ]
