"""Printed insights and tables of all figures, from the very figures that the screen shows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from certdesk.actions.exporting_rubrics import write_file
from certdesk.core.errors import NotAllowedError
from certdesk.core.insights.figures import Breakdown, CohortFigures
from certdesk.core.insights.shapes import rows_of
from certdesk.core.words import N_, _
from certdesk.rubric_formats.csv_cells import write_cells
from certdesk.store.workspace import Workspace


class InsightDocument(StrEnum):
    """What can be printed of a cohort."""

    REPORT = "report"
    BRIEF = "brief"
    SUMMARY = "summary"
    PAGE = "page"


TITLES = {
    InsightDocument.REPORT: N_("Cohort report"),
    InsightDocument.BRIEF: N_("Resource brief"),
    InsightDocument.SUMMARY: N_("Directors’ summary"),
    InsightDocument.PAGE: N_("Coordinator’s page"),
}


def print_insight(
    workspace: Workspace,
    figures: CohortFigures,
    document: InsightDocument,
    target: Path,
    *,
    schools: Sequence[str] = (),
    force: bool = False,
) -> int:
    """Write a document as an accessible PDF and return its number of pages; a page needs ``schools``.

    Raises NotAllowedError over a file that is there unless forced, or without a school; StorageError.
    """
    # Not when the program starts: fonts and shapes take their time.
    from certdesk.reports.insights import documents

    if target.exists() and not force:
        raise NotAllowedError(_("{file} is there already.").format(file=target), _("Choose another name."))
    made = workspace.staging / workspace.new_id()
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        match document:
            case InsightDocument.REPORT:
                pages = documents.write_cohort_report(figures, made)
            case InsightDocument.BRIEF:
                pages = documents.write_resource_brief(figures, made)
            case InsightDocument.SUMMARY:
                pages = documents.write_directors_summary(figures, made)
            case InsightDocument.PAGE:
                pages = documents.write_coordinators_page(figures, _known(figures, schools), made)
        write_file(target, made.read_bytes(), force=force)
    finally:
        made.unlink(missing_ok=True)
    return pages


def figures_as_csv(figures: CohortFigures) -> bytes:
    """Return every number that is told as a table, a row for each."""
    return write_cells(rows_of(figures), marked=True)


def _known(figures: CohortFigures, schools: Sequence[str]) -> Sequence[str]:
    found = figures.map_by(Breakdown.SCHOOL)
    known = {row.key for row in found.rows} if found else set()
    wanted = [one for one in schools if one.strip()]
    if not wanted:
        raise NotAllowedError(_("A coordinator’s page is about schools."), _("Name one at least."))
    for one in wanted:
        if " ".join(one.split()).casefold() not in known and not figures.hidden:
            text = _("Nobody in this cohort is from “{school}”.").format(school=one)
            raise NotAllowedError(text, _("Write the name as the list of candidates has it."))
    return wanted
