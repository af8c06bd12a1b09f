"""Writes the progress of a cohort: how far it is, by assessor and laptop, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from certdesk.core.progress_report import ProgressLine, ProgressReport
from certdesk.core.words import _
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import Column, Told, body, bullets, document_head, facts, section, table, under
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated


def write_progress_report(report: ProgressReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages. Raises StorageError when the disk refuses."""
    report = spelled_out(report)
    foot = _("{program}. Document {id}").format(program=isolated(report.program), id=isolated(report.document_id))
    furniture = Furniture(foot, (_title(), isolated(f"{report.programme} {report.cohort}")))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(report.language, paper.width - 2 * MARGIN, styles(report.language, density), 0.0)
        pages = laid_out(_story(sheet, report, root), paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, report))

    return write_pages(snug(at_density), target)


def _title() -> str:
    return _("Progress of the cohort")


def _properties(sheet: Sheet, report: ProgressReport) -> Properties:
    return Properties(
        title=f"{_title()}: {report.cohort}",
        author=report.programme,
        subject=_title(),
        language=report.language,
        rtl=sheet.rtl,
        made_at=report.made_at,
        document_id=report.document_id,
        sort="progress",
    )


def _story(sheet: Sheet, report: ProgressReport, root: Node) -> list[Block | Together]:
    kind = sheet.styles
    right = ((isolated(report.cohort), kind.label), (with_time(report.made_at), replace(kind.quiet, even=True)))
    story: list[Block | Together] = [*document_head(sheet, root, (report.programme, _title()), right)]
    story += under(section(sheet, root, _("How far it is")), [facts(sheet, root, report.facts)])
    if report.lines:
        parts = [_people(sheet, report.lines, root), Space(8), body(sheet, root, report.pace)]
        story += under(section(sheet, root, _("By assessor and laptop")), parts)
    if report.missing:
        story += under(section(sheet, root, _("What is missing")), [bullets(sheet, root, report.missing)])
    return story


def _people(sheet: Sheet, lines: Sequence[ProgressLine], root: Node) -> Block:
    kind = sheet.styles
    number = replace(kind.body, tabular=True)
    columns = (
        Column(_("Assessor"), 0.3), Column(_("Signed"), 0.14), Column(_("Begun"), 0.1), Column(_("Held"), 0.1),
        Column(_("Last package"), 0.36),
    )  # fmt: skip
    rows: list[tuple[Told, ...]] = [
        (
            ((isolated(one.who), kind.strong), (isolated(one.desk) if one.desk else "", kind.small)),
            ((_("{signed} of {count}").format(signed=one.signed, count=one.allocated), number),),
            ((str(one.begun), number),),
            ((str(one.held), number),),
            tuple(
                (words, style) for words, style in ((one.last, kind.body), (one.late or one.left, kind.small)) if words
            ),
        )
        for one in lines
    ]
    return table(sheet, root, columns, rows)
