"""The report of an intake: shown, printed as a PDF, saved as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from certdesk.core.errors import CertDeskError
from certdesk.core.intake_report import IntakeReport
from certdesk.core.words import _
from certdesk.ui.screens.exchange.report_card import ReportCard
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.notice_bar import Notice


class Reporting(QObject):
    """``noticed(Notice)`` says where it was saved, or why not."""

    noticed = Signal(object)

    def __init__(self, tools: Tools, card: ReportCard) -> None:
        super().__init__(card)
        self._tools = tools
        self._card = card
        self._report: IntakeReport | None = None
        card.print_asked.connect(lambda: self._save(_("Intake.pdf")))
        card.save_asked.connect(lambda: self._save(_("Intake.csv")))

    def show(self, report: IntakeReport) -> None:
        """Show a report."""
        self._report = report
        self._card.show_report(report)

    def _save(self, suggested: str) -> None:
        report = self._report
        if report is None:
            return
        target = self._tools.dialogs.choose_target(_("Save the report"), suggested)
        if target is None:
            return
        self._tools.jobs.start(
            _("Writing the report"),
            lambda _progress: _write(report, target),
            done=lambda _nothing: self._saved(target),
            failed=self._failed,
        )

    def _saved(self, target: Path) -> None:
        action, key = (_("Open it"), leading_to("verify", open=str(target))) if target.suffix == ".pdf" else ("", "")
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok", "", action, key))

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))


def _write(report: IntakeReport, target: Path) -> None:
    # What writes PDFs takes a while to load.
    from certdesk.actions.printing_intake import save_report

    save_report(report, target)
