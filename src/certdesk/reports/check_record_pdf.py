"""Writes the record of one verification: the verdict, which file it was, what was checked and what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from certdesk.core.documents import CheckedLine, CheckRecord
from certdesk.core.words import N_, _
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.record.verdict import tint, verdict_panel
from certdesk.reports.sections import Column, Told, body, bullets, document_head, facts, section, table, under
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["write_check_record"]

_LONGEST_NAME, _NAME_BEGINS, _NAME_ENDS = 64, 36, 24
_GROUP = 8  # characters of a digest that stand together
_OUTCOMES = {
    "passed": N_("Passed"), "failed": N_("Failed"), "warning": N_("Take care"), "not_checked": N_("Not checked"),
}  # fmt: skip


def write_check_record(record: CheckRecord, target: Path, *, paper: Paper = A4) -> int:
    """Write the record to ``target`` and return its number of pages.

    Characters that no font has are printed as their codes. Raises StorageError when the disk refuses.
    """
    record = spelled_out(record)
    foot = _("{program}. Record {id}").format(program=isolated(record.program), id=isolated(record.document_id))
    furniture = Furniture(foot, (_title(), isolated(_short(record.file_name))))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(record.language, paper.width - 2 * MARGIN, styles(record.language, density), 0.0)
        pages = laid_out(_story(sheet, record, root), paper)
        return Draft(paper, sheet, root, pages, furniture, _properties(sheet, record))

    return write_pages(snug(at_density), target)


def _title() -> str:
    return _("Verification record")


def _properties(sheet: Sheet, record: CheckRecord) -> Properties:
    return Properties(
        title=f"{_title()}: {record.file_name}",
        author=record.program,
        subject=record.verdict,
        language=record.language,
        rtl=sheet.rtl,
        made_at=record.checked_at,
        document_id=record.document_id,
        sort="record",
    )


def _story(sheet: Sheet, record: CheckRecord, root: Node) -> list[Block | Together]:
    kind = sheet.styles
    when = _("Checked on {moment}").format(moment=with_time(record.checked_at))
    right = ((isolated(_short(record.file_name)), kind.label), (when, replace(kind.quiet, even=True)))
    story: list[Block | Together] = [*document_head(sheet, root, (record.program, _title()), right)]
    story.append(verdict_panel(sheet, record, root))
    story += under(section(sheet, root, _("The file")), [_file(sheet, record, root)])
    if record.facts:
        title = _("What the document and its signatures say")
        story += under(section(sheet, root, title), [facts(sheet, root, record.facts)])
    if record.done:
        story += under(section(sheet, root, _("What was checked")), [_checks(sheet, root, record.done)])
    if record.not_done:
        story += under(section(sheet, root, _("What was not checked")), [_checks(sheet, root, record.not_done)])
    if record.known:
        story += under(section(sheet, root, _("What this was judged by")), [bullets(sheet, root, record.known)])
    return [*story, *under(section(sheet, root, _("About this record")), _about(sheet, root))]


def _short(name: str) -> str:
    """Leave out the middle of a very long name; its ends are what people know a file by, and all of it stands below."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_NAME_BEGINS]}…{name[-_NAME_ENDS:]}"


def _file(sheet: Sheet, record: CheckRecord, root: Node) -> Block:
    size = _("{count} bytes").format(count=f"{record.file_size:,}".replace(",", "\u202f"))
    digest = " ".join(record.digest[at : at + _GROUP] for at in range(0, len(record.digest), _GROUP))
    pairs = (
        (_("Name"), isolated(record.file_name)),
        (_("Size"), size),
        (_("SHA-256"), digest),
    )
    return facts(sheet, root, pairs)


def _checks(sheet: Sheet, root: Node, lines: Iterable[CheckedLine]) -> Block:
    """Make the table of checks: how each came out, the sentence, and below it the technical detail."""
    columns = (Column(_("Outcome"), 0.17), Column(_("Check"), 0.83))
    return table(sheet, root, columns, [_check(sheet, line) for line in lines])


def _check(sheet: Sheet, line: CheckedLine) -> tuple[Told, Told]:
    kind = sheet.styles
    words = _(_OUTCOMES[line.outcome]) if line.outcome in _OUTCOMES else line.outcome
    outcome = ((words, replace(kind.strong, colour=tint(line.outcome).text)),)
    return outcome, ((line.sentence, kind.body), (line.detail, kind.small))


def _about(sheet: Sheet, root: Node) -> list[Block]:
    notes = (
        _("This record tells what the program found in this one file on that day. It is not signed itself."),
        _(
            "Whoever doubts it checks the file again: a file with the same SHA-256 is the same file, "
            "and a newer list of withdrawn certificates may change the answer."
        ),
    )
    return [body(sheet, root, notes[0]), Space(3), body(sheet, root, notes[1])]
