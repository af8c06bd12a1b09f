"""Writes a feedback report: result and rule first, priorities second, then the criteria, on four pages at most."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from certdesk.core.documents import FeedbackReport
from certdesk.core.words import _
from certdesk.reports.characters import must_be_printable, texts_in
from certdesk.reports.feedback import opening
from certdesk.reports.feedback.closing import closing
from certdesk.reports.feedback.criteria import criteria_table
from certdesk.reports.feedback.signatures import LEAD_FIELD, SIGNATURE_FIELD
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import FOOT, MARGIN, TOP, Draft, Furniture, laid_out, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Page, Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["LEAD_FIELD", "SIGNATURE_FIELD", "write_feedback"]

_MOST_PAGES = 4
_THIN = 0.3  # of a page: a last page with less on it is worth avoiding
# Size of the text and height of pictures, tried in this order until the report has no more pages than it should have.
_DENSITIES = ((1.0, 84.0), (1.0, 58.0), (0.93, 48.0), (0.87, 40.0))
_WITHOUT_PICTURES = ((1.0, 0.0), (0.93, 0.0), (0.87, 0.0))


@dataclass(frozen=True, slots=True)
class _Layout:
    """A report laid out on pages; ``ends_thin`` says that there is little on the last one."""

    sheet: Sheet
    root: Node
    pages: list[Page]
    ends_thin: bool


def write_feedback(report: FeedbackReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages.

    Raises UnprintableTextError when no font has one of its characters, UntrustedFileError for a broken picture.
    """
    must_be_printable(texts_in(report))
    layout = _laid_out(report, paper)
    properties = _properties(layout.sheet, report)
    draft = Draft(paper, layout.sheet, layout.root, layout.pages, _furniture(report), properties)
    return write_pages(draft, target)


def _laid_out(report: FeedbackReport, paper: Paper) -> _Layout:
    """Lay the report out as large as it fits on the pages it should have; closer when that saves an almost empty page.

    A report that can't fit on so few pages is set at full size.
    """
    tried: list[_Layout] = []
    pictured = any(pointer.picture for criterion in report.criteria for pointer in criterion.evidence)
    for density in (*_DENSITIES, *(_WITHOUT_PICTURES if pictured else ())):
        tried.append(_at_density(report, paper, density))
        if len(tried[-1].pages) <= _MOST_PAGES and not tried[-1].ends_thin:
            break
    short = [layout for layout in tried if len(layout.pages) <= _MOST_PAGES]
    if short:
        return min(short, key=lambda layout: len(layout.pages))
    return next((layout for layout in tried if not layout.ends_thin), tried[0])


def _at_density(report: FeedbackReport, paper: Paper, density: tuple[float, float]) -> _Layout:
    root, (size, picture_height) = Node("Document"), density
    sheet = Sheet(report.language, paper.width - 2 * MARGIN, styles(report.language, size), picture_height)
    pages = laid_out(_story(sheet, report, root), paper)
    last, y = pages[-1][-1]
    thin = len(pages) > 1 and y + last.height - TOP < _THIN * (paper.height - FOOT - TOP)
    return _Layout(sheet, root, pages, thin)


def _story(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block | Together]:
    return [
        *opening.heading(sheet, report, root),
        *opening.result(sheet, report, root),
        *opening.priorities(sheet, report, root),
        criteria_table(sheet, report, root),
        *closing(sheet, report, root),
    ]


def _properties(sheet: Sheet, report: FeedbackReport) -> Properties:
    whose = report.candidate_name or report.portfolio_code
    return Properties(
        title=f"{opening.title_of_report(report)}: {whose}",
        author=report.programme,
        subject=_("Portfolio {code}").format(code=report.portfolio_code),
        language=report.language,
        rtl=sheet.rtl,
        made_at=report.signer.signed_at,
        document_id=report.document_id,
        sort="report",
    )


def _furniture(report: FeedbackReport) -> Furniture:
    rubric = _("Rubric {title} {version}. Document {id}").format(
        title=isolated(report.rubric_title), version=isolated(report.rubric_version), id=isolated(report.document_id)
    )
    return Furniture(
        rubric, (opening.title_of_report(report), isolated(report.candidate_name or report.portfolio_code))
    )
