"""The report of an intake: shown, printed as a PDF, saved as a table."""

from __future__ import annotations

from pathlib import Path

from certdesk.core.intake_report import IntakeReport
from certdesk.core.words import _
from certdesk.ui.screens.exchange.report_card import ReportCard
from certdesk.ui.screens.file_saving import FileSaving
from certdesk.ui.tools import Tools


class Reporting(FileSaving):
    """``noticed(Notice)`` says where it was saved, or why not."""

    def __init__(self, tools: Tools, card: ReportCard) -> None:
        super().__init__(tools, card)
        self._card = card
        self._report: IntakeReport | None = None
        card.print_asked.connect(lambda: self._save(_("Intake.pdf")))
        card.save_asked.connect(lambda: self._save(_("Intake.csv")))

    def show(self, report: IntakeReport) -> None:
        """Show a report."""
        self._report = report
        self._card.show_report(report)

    def _save(self, suggested: str) -> None:
        if (report := self._report) is not None:
            self.save(_("Save the report"), suggested, lambda target: _write(report, target))


def _write(report: IntakeReport, target: Path) -> None:
    # What writes PDFs takes a while to load.
    from certdesk.actions.printing_intake import save_report

    save_report(report, target)
