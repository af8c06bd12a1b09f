"""Issuing for a whole released cohort: what is missing, one job for all of it, and files for the printer."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from certdesk.actions.exporting_rubrics import write_file
from certdesk.actions.issue_steps import Part
from certdesk.actions.issuing_cohort import Expiring, due_for_renewal, missing_papers
from certdesk.actions.printing_cohort import Printed, PrintedFile, PrintWishes, print_all
from certdesk.actions.resubmitting import harmless
from certdesk.core.cohorts import Cohort
from certdesk.core.errors import CancelledError, CertDeskError
from certdesk.core.progress import Progress
from certdesk.core.words import _, ngettext
from certdesk.store.beside import reading_beside
from certdesk.ui.screens.screen import leading_to
from certdesk.ui.tools import Tools
from certdesk.ui.widgets.button import button
from certdesk.ui.widgets.card import card
from certdesk.ui.widgets.flow import FlowLayout
from certdesk.ui.widgets.icon_view import IconView
from certdesk.ui.widgets.notice_bar import Notice
from certdesk.ui.widgets.paragraph import Paragraph

MONTHS = 12
_PARTS = (Part.CERTIFICATE, Part.REPORT, Part.LETTER)


@dataclass(frozen=True, slots=True)
class Lack:
    """How many papers of each kind are missing, and how many certificates end soon."""

    missing: dict[Part, int]
    ending: int


class CohortIssue(QWidget):
    """``go(parts)`` asks for the job; it is shown only where a cohort has released results. ``noticed(Notice)``."""

    go = Signal(object)
    noticed = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("cohortIssue")
        self._tools = tools
        theme = tools.theme
        self._cohort: Cohort | None = None
        self._missing: dict[Part, int] = {}
        self._busy, self._released, self._asked = False, 0, 0
        self._sign = IconView(theme, "award", "accent")
        self._told = Paragraph(theme, role="name")
        self._told.setObjectName("cohortMissing")
        self._boxes = {part: QCheckBox() for part in _PARTS}
        for part, box in self._boxes.items():
            box.setObjectName(f"cohort-{part.value}")
            box.setChecked(True)
            box.toggled.connect(self._tell)
        self._go = button(theme, _("Issue for the cohort"), kind="primary")
        self._go.setObjectName("cohortGo")
        self._go.clicked.connect(lambda: self.go.emit(self.parts()))
        self._print = button(theme, _("Print all"))
        self._print.set_icon("printer", trailing="chevron_down")
        self._print.setObjectName("printCohort")
        self._print.clicked.connect(lambda _on: self.open_print())
        self._expiring = button(theme, "", kind="quiet", icon="calendar")
        self._expiring.setObjectName("expiringList")
        self._expiring.clicked.connect(self.save_expiring)
        self._build()
        self.hide()

    def show_cohort(self, cohort: Cohort | None, *, released: int, busy: bool) -> None:
        """Look what a cohort with so many released results lacks, beside the window; hidden while there is none."""
        self._cohort, self._busy, self._released = cohort, busy, released
        self._asked += 1
        if cohort is None or not released:
            self._missing = {}
            self.hide()
            return
        number, workspace = self._asked, self._tools.session.workspace

        def work(_progress: Progress) -> Lack:
            with reading_beside(workspace) as beside:
                return Lack(dict(missing_papers(beside, cohort)), len(due_for_renewal(beside, MONTHS)))

        self._tools.jobs.start(
            _("Looking which papers are missing"), work, done=lambda found: self._show(number, found),
            failed=self._failed, matters=False, quiet=True,
        )  # fmt: skip

    def _show(self, number: int, found: Lack) -> None:
        if number != self._asked or self._cohort is None:
            return
        missing = self._missing = found.missing
        words = {
            Part.CERTIFICATE: ngettext("{count} certificate", "{count} certificates", missing[Part.CERTIFICATE]),
            Part.REPORT: ngettext("{count} report", "{count} reports", missing[Part.REPORT]),
            Part.LETTER: ngettext("{count} letter", "{count} letters", missing[Part.LETTER]),
        }
        for part, box in self._boxes.items():
            box.setText(words[part].format(count=missing[part]))
            box.setVisible(bool(missing[part]))
        whole, released = sum(missing.values()), self._released
        text = ngettext("{name}: {count} result is released.", "{name}: {count} results are released.", released)
        told = text.format(name=self._cohort.name, count=released)
        after = _("All of their papers are made.")
        if whole:
            after = _("What is missing of their papers is made in one job:")
        self._told.show_text(f"{told} {after}")
        self._sign.show_icon("award" if whole else "ok", "accent" if whole else "ok")
        self._go.setVisible(bool(whole))
        ending = ngettext("{count} certificate ends within a year…", "{count} certificates end within a year…",
                          found.ending)  # fmt: skip
        self._expiring.set_words(ending.format(count=found.ending))
        self._expiring.setVisible(bool(found.ending))
        self._tell()
        self.show()

    def parts(self) -> frozenset[Part]:
        """Return what is to be made."""
        return frozenset(part for part, box in self._boxes.items() if box.isChecked() and self._missing.get(part))

    def count(self) -> int:
        """Return how many papers that are."""
        return sum(self._missing[part] for part in self.parts())

    def open_print(self) -> QMenu:
        """Offer what can be printed together."""
        menu = QMenu(self)
        menu.setObjectName("printCohortMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        kinds = (
            (Printed.CERTIFICATES, _("All certificates…")), (Printed.REPORTS, _("All reports…")),
            (Printed.LETTERS, _("All letters…")),
        )  # fmt: skip
        for what, words in kinds:
            menu.addAction(words, partial(self.print_all, what)).setObjectName(f"print-{what.value}")
        menu.popup(self._print.mapToGlobal(QPoint(0, self._print.height() + 4)))
        return menu

    def print_all(self, what: Printed) -> None:
        """Join all papers of one kind into one file for the printer, beside the window."""
        cohort, workspace = self._cohort, self._tools.session.workspace
        if cohort is None:
            return
        name = f"{what.value}-{cohort.name.replace(' ', '-').replace('/', '-')}.pdf"
        target = self._tools.dialogs.choose_target(_("Save the file for the printer"), name)
        if target is None:
            return
        target = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")

        def work(progress: Progress) -> PrintedFile:
            with reading_beside(workspace) as beside:
                return print_all(beside, cohort, what, target, PrintWishes(force=True), progress)

        self._tools.jobs.start(
            _("Joining papers for the printer"), work, done=self._printed, failed=self._failed
        )  # fmt: skip

    def save_expiring(self) -> None:
        """Save the list of certificates that end within a year or have ended."""
        target = self._tools.dialogs.choose_target(_("Save the list of renewals"), "renewals.csv")
        if target is None:
            return
        target = target if target.suffix else target.with_name(f"{target.name}.csv")
        rows = due_for_renewal(self._tools.session.workspace, MONTHS)
        try:
            write_file(target, _as_csv(rows).encode(), force=True)
        except CertDeskError as problem:
            self._failed(problem)
            return
        self.noticed.emit(Notice(_("Saved as {file}.").format(file=target), "ok"))

    def _tell(self) -> None:
        count = self.count()
        text = ngettext("Issue {count} document", "Issue {count} documents", count).format(count=count)
        self._go.set_words(text if count else _("Issue for the cohort"))
        self._go.setEnabled(bool(count) and not self._busy)

    def _printed(self, made: PrintedFile) -> None:
        text = ngettext("{count} document, {pages} pages: {file}", "{count} documents, {pages} pages: {file}",
                        made.documents)  # fmt: skip
        words = text.format(count=made.documents, pages=made.pages, file=made.path)
        self.noticed.emit(Notice(words, "ok", made.note, _("Open it"), leading_to("verify", open=str(made.path))))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, CancelledError):
            return
        if not isinstance(problem, CertDeskError):
            raise problem
        self.noticed.emit(Notice(str(problem), "warn", problem.hint))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._sign)
        head.addWidget(self._told, 1)
        rest = QWidget()
        flow = FlowLayout(12)
        rest.setLayout(flow)
        for part in (*self._boxes.values(), self._go, self._print, self._expiring):
            flow.addWidget(part)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addLayout(head)
        inner.addWidget(rest)
        held = card(name="cohortIssueCard")
        held.body.addLayout(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 0)
        whole.addWidget(held)


def _as_csv(rows: tuple[Expiring, ...]) -> str:
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(("number", "holder", "code", "cohort", "valid_until", "days_left", "state"))
    for one in rows:
        row = one.row
        told = (row.serial, harmless(row.holder), harmless(row.code), harmless(row.cohort))
        lines.writerow((*told, row.valid_until.isoformat(), one.days_left, row.state.value))
    return written.getvalue()
