"""Writes the report of an intake: what needs a decision, what came in, what was updated, and which files stayed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from certdesk.core.intake_report import Became, FileBecame, IntakeReport, ReportedFile, ReportedPortfolio
from certdesk.core.words import N_, _
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import Column, Told, body, document_head, facts, section, table, under
from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["FILE_WORDS", "SYSTEM_NAMES", "WORDS", "write_intake_report"]

_LANGUAGE = "en"
WORDS = {
    Became.DECIDE: N_("Needs a decision"),
    Became.UNFINISHED: N_("Not in yet"),
    Became.FAILED: N_("Could not come in"),
    Became.NEW: N_("Came in"),
    Became.UPDATED: N_("Updated"),
    Became.SAME: N_("Was here already"),
    Became.LEFT_OUT: N_("Left out on purpose"),
}
"""What became of a portfolio, as a heading."""
FILE_WORDS = {
    FileBecame.NEW: N_("new"),
    FileBecame.REPLACED: N_("replaced by a newer version"),
    FileBecame.BESIDE: N_("newer version beside the one that is assessed"),
    FileBecame.DESCRIBED: N_("described anew"),
    FileBecame.SAME: N_("unchanged"),
    FileBecame.GONE: N_("no longer at the source; stays here"),
    FileBecame.TAKEN_OUT: N_("was taken out here; stays out"),
    FileBecame.SKIPPED: N_("left out"),
}
"""What became of a file."""
SYSTEM_NAMES = {
    "folder": N_("Folder"), "zip": N_("Zip"), "bagit": N_("BagIt bag"), "leap2a": "Leap2A",
    "mahara_bulk": N_("Mahara bulk export"), "moodle": "Moodle", "canvas": "Canvas", "ora2": "Open edX (ORA)",
}  # fmt: skip
_WORTH_TELLING = frozenset({FileBecame.REPLACED, FileBecame.BESIDE, FileBecame.GONE, FileBecame.TAKEN_OUT})


def write_intake_report(report: IntakeReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages.

    Characters that no font has are printed as their codes. Raises StorageError when the disk refuses.
    """
    report = spelled_out(report)
    foot = _("{source}. Report {id}").format(source=isolated(_short(report.source)), id=isolated(report.id))
    furniture = Furniture(foot, (_heading(), with_time(report.at)))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(_LANGUAGE, paper.width - 2 * MARGIN, styles(_LANGUAGE, density), 0.0)
        pages = laid_out(_story(sheet, report, root), paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, report))

    return write_pages(snug(at_density), target)


def _heading() -> str:
    return _("Report of an intake")


def _properties(sheet: Sheet, report: IntakeReport) -> Properties:
    return Properties(
        title=f"{_heading()}: {report.source}",
        author="CertDesk",
        subject=report.title or report.source,
        language=_LANGUAGE,
        rtl=sheet.rtl,
        made_at=report.at,
        document_id=report.id,
        sort="record",
    )


def _story(sheet: Sheet, report: IntakeReport, root: Node) -> list[Block | Together]:
    kind = sheet.styles
    right = ((isolated(_short(report.source)), kind.label), (with_time(report.at), replace(kind.quiet, even=True)))
    story: list[Block | Together] = [*document_head(sheet, root, ("CertDesk", _heading()), right)]
    story.append(facts(sheet, root, _facts(report)))
    for became in Became:
        if found := report.with_state(became):
            title = _("{what} ({count})").format(what=_(WORDS[became]), count=len(found))
            story += under(section(sheet, root, title), [_portfolios(sheet, root, found)])
    left = list(report.left_out())
    if left:
        title = _("Files left out ({count})").format(count=len(left))
        story += under(section(sheet, root, title), [_files(sheet, root, left)])
    if report.is_whole:
        story += under(
            section(sheet, root, _("In short")), [body(sheet, root, _("Everything is in; nothing was left out."))]
        )
    return story


def _facts(report: IntakeReport) -> list[tuple[str, str]]:
    came = ", ".join(
        _("{what}: {count}").format(what=_(words), count=len(report.with_state(became)))
        for became, words in WORDS.items()
        if report.with_state(became)
    )
    pairs = [(_("From"), isolated(report.source)), (_("Kind"), _(SYSTEM_NAMES.get(report.system, report.system)))]
    if report.title:
        pairs.append((_("Called there"), isolated(report.title)))
    pairs.append((_("Portfolios"), came or "0"))
    if report.ended:
        pairs.append((_("Ended early"), report.ended))
    return pairs


def _portfolios(sheet: Sheet, root: Node, found: Iterable[ReportedPortfolio]) -> Block:
    columns = (Column(_("Portfolio"), 0.34), Column(_("What to know"), 0.66))
    return table(sheet, root, columns, [_portfolio(sheet, one) for one in found])


def _portfolio(sheet: Sheet, one: ReportedPortfolio) -> tuple[Told, Told]:
    kind = sheet.styles
    named = " · ".join(isolated(text) for text in (one.name, one.title) if text)
    who = ((isolated(one.code), kind.strong), (named, kind.quiet))
    counts = Counter(file.became for file in one.files)
    said = ", ".join(
        _("{count} {what}").format(count=counts[became], what=_(words))
        for became, words in FILE_WORDS.items()
        if counts[became]
    )
    parts = [(_("Files: {counts}.").format(counts=said), kind.body)] if said else []
    parts += [(note, kind.body) for note in one.notes]
    for file in one.files:
        if file.became in _WORTH_TELLING or (file.reason and file.became is not FileBecame.SKIPPED):
            words = file.reason or _(FILE_WORDS[FileBecame(file.became)])
            parts.append((f"{isolated(_short(file.name))}: {words}", kind.small))
    return who, tuple(parts) or (("–", kind.body),)


def _files(sheet: Sheet, root: Node, left: Iterable[tuple[str, ReportedFile]]) -> Block:
    kind = sheet.styles
    columns = (Column(_("File"), 0.4), Column(_("Why"), 0.6))
    rows: list[tuple[Told, Told]] = [
        (((isolated(_short(file.name)), kind.body), (code, kind.quiet)), ((file.reason, kind.body),))
        for code, file in left
    ]
    return table(sheet, root, columns, rows)


def _short(name: str) -> str:
    """Leave out the middle of a very long name."""
    return name if len(name) <= 90 else f"{name[:55]}…{name[-30:]}"
