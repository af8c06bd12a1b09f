"""Writes a feedback report: result and rule first, two priorities second, then the criteria; at most four pages as a rule."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from certdesk.core.documents import FeedbackReport
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.characters import must_be_printable
from certdesk.reports.feedback import opening
from certdesk.reports.feedback.closing import closing
from certdesk.reports.feedback.criteria import criteria_table
from certdesk.reports.feedback.signatures import LEAD_FIELD, SIGNATURE_FIELD
from certdesk.reports.files import write_bytes
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paper import A4, Paper
from certdesk.reports.tagged.blocks import Block, paragraph
from certdesk.reports.tagged.finish import Properties, finish
from certdesk.reports.tagged.flow import Page, Together, paginate
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["LEAD_FIELD", "SIGNATURE_FIELD", "write_feedback"]

_MARGIN = 48.0
_FIRST_TOP, _TOP, _FOOT = 44.0, 66.0, 62.0
_MOST_PAGES = 4
_THIN = 0.3  # of a page: a last page with less on it is worth avoiding
_DENSITIES = (1.0, 0.93, 0.87)  # tried in this order until the report has no more than the pages it should have


def write_feedback(report: FeedbackReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages.

    Raises UnprintableTextError when no font has one of its characters, UntrustedFileError for a broken picture.
    """
    must_be_printable(_texts(report))
    sheet, root, pages = _laid_out(report, paper)
    pen = Pen(paper)
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        for block, y in page:
            block.draw(pen, _MARGIN, y)
        _furniture(sheet, report, pen, (number, len(pages)))
    write_bytes(target, finish(pen, root, _properties(sheet, report)))
    return len(pages)


def _laid_out(report: FeedbackReport, paper: Paper) -> tuple[Sheet, Node, list[Page]]:
    """Lay the report out as large as it fits on the pages it should have; closer when that saves an almost empty page."""
    bottom = paper.height - _FOOT
    best: tuple[Sheet, Node, list[Page]] | None = None
    for density in _DENSITIES:
        root = Node("Document")
        sheet = Sheet(report.language, paper.width - 2 * _MARGIN, styles(report.language, density))
        pages = paginate(_story(sheet, report, root), _FIRST_TOP, _TOP, bottom)
        if best is None or len(pages) < len(best[2]):
            best = (sheet, root, pages)
        if len(best[2]) <= _MOST_PAGES and (len(best[2]) == 1 or _used(best[2][-1]) > _THIN * (bottom - _TOP)):
            break
    if best is None:
        raise AssertionError("there is at least one density")
    return best


def _used(page: Page) -> float:
    """Return how much of a page is used, in points."""
    block, y = page[-1]
    return y + block.height - _TOP


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
        title=f"{opening.title_of_report()}: {whose}",
        author=report.programme,
        subject=_("Portfolio {code}").format(code=report.portfolio_code),
        language=report.language,
        rtl=sheet.rtl,
        made_at=report.signer.signed_at,
        document_id=report.document_id,
    )


def _furniture(sheet: Sheet, report: FeedbackReport, pen: Pen, place: tuple[int, int]) -> None:
    """Draw what each page repeats: the foot, and from the second page on a running head."""
    number, total = place
    y, small = pen.paper.height - 51, sheet.styles.small
    with pen.artifact():
        pen.line((_MARGIN, y), (_MARGIN + sheet.width, y), look.LINE)
    rubric = _("Rubric {title} {version}. Document {id}").format(
        title=isolated(report.rubric_title), version=isolated(report.rubric_version), id=isolated(report.document_id)
    )
    page = _("Page {number} of {total}").format(number=number, total=total)
    _at_both_ends(sheet, pen, (rubric, page), y + 8)
    if number > 1:
        whose = isolated(report.candidate_name or report.portfolio_code)
        _at_both_ends(sheet, pen, (opening.title_of_report(), whose), 40)


def _at_both_ends(sheet: Sheet, pen: Pen, texts: tuple[str, str], y: float) -> None:
    small, narrow = sheet.styles.small, 110.0
    wide = sheet.width - narrow
    first = paragraph(None, texts[0], small, wide, sheet.start)
    last = paragraph(None, texts[1], small, narrow, sheet.end)
    sheet.beside((0, wide, first), (wide, narrow, last)).draw(pen, _MARGIN, y)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a value made of dataclasses, tuples and texts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, datetime):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
