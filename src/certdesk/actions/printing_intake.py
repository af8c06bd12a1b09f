"""The report of an intake as a file: a PDF to print, or a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.intake_report import FileBecame, IntakeReport
from certdesk.core.words import _
from certdesk.reports.paper import A4, Paper


def save_report(report: IntakeReport, target: Path, *, paper: Paper = A4) -> Path:
    """Write the report as a PDF or CSV, by the ending of ``target``; what is there is replaced.

    Raises NotAllowedError for another ending, StorageError when it can't be written.
    """
    ending = target.suffix.lower()
    if ending == ".pdf":
        # Loaded when something is printed: the program starts without it.
        from certdesk.reports.intake_report import write_intake_report

        write_intake_report(report, target, paper=paper)
        return target
    if ending != ".csv":
        text = _("A report is a PDF or a CSV, not “{name}”.").format(name=target.name)
        raise NotAllowedError(text, _("End the name with .pdf or .csv."))
    try:
        # With a mark at its beginning, spreadsheets know how its letters are written.
        target.write_text(report_csv(report), encoding="utf-8-sig", newline="")
    except OSError as problem:
        text = _("{file} could not be written: {reason}.").format(file=target.name, reason=problem.strerror or problem)
        raise StorageError(text, _("Choose another folder, or close the program that has it open.")) from problem
    return target


def report_csv(report: IntakeReport) -> str:
    """Return the report as a table: one row for each file, and for each portfolio that has none."""
    from certdesk.rubric_formats.tables import neutralised

    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [_("Portfolio"), _("Name"), _("Title"), _("Portfolio became"), _("File"), _("File became"), _("Note")]
    )
    for row in _rows(report):
        writer.writerow([neutralised(" ".join(cell.split())) for cell in row])
    return out.getvalue()


def _rows(report: IntakeReport) -> Iterator[tuple[str, ...]]:
    for one in report.portfolios:
        head = (one.code, one.name, one.title, one.became.value)
        yield (*head, "", "", " ".join(one.notes))
        for file in one.files:
            yield (*head, file.name, file.became.value, file.reason)
    for file in report.skipped:
        yield ("", "", "", "", file.name, FileBecame.SKIPPED.value, file.reason)
    if report.ended:
        yield ("", "", "", "", report.source, "", report.ended)
