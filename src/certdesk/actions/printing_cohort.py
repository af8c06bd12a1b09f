"""One file of all certificates, reports or letters of a cohort for the printer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from certdesk.actions.issuing import CERTIFICATE, LETTER
from certdesk.actions.issuing_cohort import REPORTS, papers_of_cohort
from certdesk.core.cohorts import Cohort
from certdesk.core.errors import NotAllowedError, StorageError
from certdesk.core.progress import Progress, silent
from certdesk.core.words import N_, _
from certdesk.store.rubrics import load_rubric
from certdesk.store.workspace import Workspace


class Printed(StrEnum):
    """What can be printed together."""

    CERTIFICATES = "certificates"
    REPORTS = "reports"
    LETTERS = "letters"


TITLES: Mapping[Printed, str] = {
    Printed.CERTIFICATES: N_("Certificates"),
    Printed.REPORTS: N_("Feedback reports"),
    Printed.LETTERS: N_("Decision letters"),
}
_KINDS: Mapping[Printed, frozenset[str]] = {
    Printed.CERTIFICATES: frozenset({CERTIFICATE}),
    Printed.REPORTS: REPORTS,
    Printed.LETTERS: frozenset({LETTER}),
}


@dataclass(frozen=True, slots=True)
class PrintWishes:
    """How it is to be printed: on both sides, so that each paper begins on a new sheet; over a file that is there."""

    duplex: bool = True
    force: bool = False


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """The file that was written: how many documents and pages it has, and what has to be known about it."""

    path: Path
    documents: int
    pages: int
    note: str


def print_all(
    workspace: Workspace,
    cohort: Cohort,
    what: Printed,
    target: Path,
    wishes: PrintWishes = PrintWishes(),
    progress: Progress = silent,
) -> PrintedFile:
    """Write all papers of one kind of a released cohort into one file, by code. It is for paper, and not signed.

    Raises NotAllowedError where there are none or the file is there already, StorageError where one can't be read.
    """
    from certdesk.reports.joined_pdf import JoinedFile, ToJoin, write_joined

    if target.exists() and not wishes.force:
        raise NotAllowedError(_("{file} is there already.").format(file=target), _("Choose another name, or --force."))
    if not target.parent.is_dir():
        raise StorageError(_("There is no folder {folder}.").format(folder=target.parent), _("Make it first."))
    papers = papers_of_cohort(workspace, cohort, _KINDS[what])
    if not papers:
        text = _("There is nothing to print of {name}.").format(name=cohort.name)
        raise NotAllowedError(text, _("Issue it first: certdesk results issue."))
    language = load_rubric(workspace.db, cohort.rubric).language
    about = JoinedFile(_(TITLES[what]), cohort.programme, cohort.name, workspace.clock(), language, wishes.duplex)
    documents = [
        ToJoin(code, workspace.documents / paper.file_name, paper.serial or paper.kind) for code, paper in papers
    ]
    pages = write_joined(about, documents, target, progress)
    note = _("This file is for paper only and carries no signature; the signed files are what candidates are given.")
    return PrintedFile(target, len(documents), pages, note)
