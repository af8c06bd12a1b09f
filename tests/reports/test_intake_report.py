from __future__ import annotations

from datetime import UTC, datetime

from tests.reports import pdf_checks

from certdesk.core.intake_report import Became, FileBecame, IntakeReport, ReportedFile, ReportedPortfolio
from certdesk.core.plain import dumps, loads
from certdesk.reports.intake_report import write_intake_report

REPORT = IntakeReport(
    id="0198-report",
    at=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    source="COMM101 submissions.zip",
    system="canvas",
    title="Portfolio\U0001f469\u200d\U0001f3eb task",
    portfolios=(
        ReportedPortfolio("P-XY77", "Group 3", "Bridges", Became.DECIDE, (), ("It is the work of a group: Group 3.",)),
        ReportedPortfolio("P-1", "خالد", "", Became.UNFINISHED),
        ReportedPortfolio(
            "FERN-8", "Li Wei", "Batteries", Became.UPDATED,
            (
                ReportedFile("plan.docx", FileBecame.REPLACED),
                ReportedFile("bad.pdf", FileBecame.SKIPPED, "It is damaged."),
            ),
        ),
    ),
    skipped=(ReportedFile("=cmd.exe", FileBecame.SKIPPED, "It is a link to another place."),),
    ended="The disk is full.",
)  # fmt: skip


def test_a_report_of_an_intake_is_archival_accessible_and_says_everything(tmp_path):
    path = tmp_path / "report.pdf"
    write_intake_report(REPORT, path)
    assert pdf_checks.failures(path) == []
    assert pdf_checks.structure_faults(path) == []
    said = pdf_checks.texts_by_element(path)
    for words in (
        "Needs a decision (1)", "It is the work of a group: Group 3.", "The disk is full.", "It is damaged.",
        "It is a link to another place.", "Files: 1 replaced by a newer version, 1 left out.",
    ):  # fmt: skip
        assert words in said, words


def test_a_report_is_kept_as_it_was_and_knows_whether_all_is_in():
    assert loads(IntakeReport, dumps(REPORT)) == REPORT
    assert not REPORT.is_whole
    whole = IntakeReport("1", REPORT.at, "a", "zip", "", (ReportedPortfolio("A", "", "", Became.NEW),))
    assert whole.is_whole
    assert [code for code, _file in REPORT.left_out()] == ["FERN-8", ""]
