"""Writes the progress of a cohort: how far it is, by assessor and laptop, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from certdesk.core.progress_report import ProgressLine, ProgressReport
from certdesk.core.words import _
from certdesk.reports.about_cohort import Kind, write_about_cohort
from certdesk.reports.characters import spelled_out
from certdesk.reports.look import Sheet
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import Column, Told, body, bullets, facts, section, table, under
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated


def write_progress_report(report: ProgressReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages. Raises StorageError when the disk refuses."""
    report = spelled_out(report)
    title = _("Progress of the cohort")
    story = partial(_story, report=report)
    return write_about_cohort(report, Kind(title, title, "progress"), story, target, paper)


def _story(sheet: Sheet, root: Node, report: ProgressReport) -> list[Block | Together]:
    story: list[Block | Together] = []
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
