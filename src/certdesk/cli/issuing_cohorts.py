"""The commands ``results issue|print-all|expiring`` and ``decision-file``: what a released cohort is handed."""

from __future__ import annotations

import argparse
import csv
import io

from certdesk.actions.cohorts import find_cohort
from certdesk.actions.decision_files import decision_file, write_decision_file
from certdesk.actions.identifying import unlock_mine
from certdesk.actions.issue_steps import Part
from certdesk.actions.issuing_cohort import EVERYTHING, Expiring, due_for_renewal, plan_cohort_issue
from certdesk.actions.printing_cohort import Printed, PrintWishes, print_all
from certdesk.actions.resubmitting import harmless
from certdesk.cli.asking import passphrase, progress_line
from certdesk.cli.certificates import STATES
from certdesk.cli.finishing import make_folder
from certdesk.cli.issuing import run_job, unlocked
from certdesk.cli.opening import led, opened
from certdesk.cli.printing import say, say_json, say_table, write_text
from certdesk.cli.releasing import in_cohort
from certdesk.core.words import _, ngettext

_PARTS = {"certificates": Part.CERTIFICATE, "reports": Part.REPORT, "letters": Part.LETTER}


def issue_cohort(options: argparse.Namespace) -> int:
    """Issue what is missing of a released cohort."""
    with opened(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        parts = frozenset(_PARTS[each] for each in options.part) or EVERYTHING
        plan = plan_cohort_issue(workspace, cohort, parts)
        return run_job(workspace, plan, unlocked(workspace, options), options)


def print_together(options: argparse.Namespace) -> int:
    """Join all papers of one kind into one file for the printer."""
    with led(options) as workspace:
        cohort = find_cohort(workspace, options.cohort)
        wishes = PrintWishes(duplex=not options.one_sided, force=options.force)
        made = print_all(workspace, cohort, Printed(options.what), options.file, wishes, progress_line())
    if options.json:
        say_json({"path": str(made.path), "documents": made.documents, "pages": made.pages, "signed": False})
        return 0
    text = ngettext(
        "{count} document, {pages} pages: {file}", "{count} documents, {pages} pages: {file}", made.documents
    )
    say(text.format(count=made.documents, pages=made.pages, file=made.path))
    say(made.note)
    return 0


def expiring(options: argparse.Namespace) -> int:
    """List the certificates that end soon or have ended."""
    with led(options) as workspace:
        rows = due_for_renewal(workspace, options.months)
    if options.csv:
        write_text(_table(rows))
        return 0
    if options.json:
        say_json([
            {"serial": one.row.serial, "holder": one.row.holder, "code": one.row.code, "cohort": one.row.cohort,
             "valid_until": one.row.valid_until.isoformat(), "state": one.row.state.value, "days_left": one.days_left}
            for one in rows
        ])  # fmt: skip
        return 0
    if not rows:
        say(_("No certificate ends so soon."))
        return 0
    head = (_("Number"), _("Holder"), _("Valid until"), _("Days left"), _("State"))
    say_table(head, [
        (one.row.serial, one.row.holder, one.row.valid_until.isoformat(), str(one.days_left), _(STATES[one.row.state]))
        for one in rows
    ])  # fmt: skip
    return 0


def write_file(options: argparse.Namespace) -> int:
    """Write the decision file of one candidate."""
    with opened(options) as workspace:
        cohort, member = in_cohort(workspace, options)
        names = True if options.names else False if options.no_names else None
        told = decision_file(workspace, cohort, member.portfolio_id, names=names)
        signer = unlock_mine(workspace, passphrase(options))
        make_folder(options.to)
        written = write_decision_file(workspace, told, options.to, signer, force=options.force)
    if options.json:
        say_json({"pdf": str(written.pdf), "data": str(written.data), "marks": str(written.marks)})
        return 0
    for path in (written.pdf, written.data, written.marks):
        say(str(path))
    return 0


def _table(rows: tuple[Expiring, ...]) -> str:
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(("number", "holder", "code", "cohort", "valid_until", "days_left", "state"))
    for one in rows:
        row = one.row
        cells = (row.serial, harmless(row.holder), harmless(row.code), harmless(row.cohort))
        lines.writerow((*cells, row.valid_until.isoformat(), one.days_left, row.state.value))
    return written.getvalue()
