"""Writes the decision file of one candidate: the result first, then marks and rules, then what was done and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from certdesk.core.decision_file import DecisionFile, FilePaper, FileStep
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.characters import spelled_out
from certdesk.reports.dates import with_time
from certdesk.reports.look import Sheet, styles
from certdesk.reports.paged import MARGIN, Draft, Furniture, laid_out, snug, write_pages
from certdesk.reports.paper import A4, Paper
from certdesk.reports.sections import Column, Told, body, bullets, document_head, facts, section, table, under
from certdesk.reports.signature_panel import LEAD_FIELD, lead_signs
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Stack
from certdesk.reports.tagged.finish import Properties
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

__all__ = ["LEAD_FIELD", "write_decision_file"]

_MOST_COLUMNS = 4
"""So many assessors stand in columns of their own; with more, their marks stand below each other in one."""
_LONGEST_WORD = 11
_HASH = 12


def write_decision_file(told: DecisionFile, target: Path, *, paper: Paper = A4) -> int:
    """Write the file to ``target``, with a field for the lead's signature, and return its number of pages.

    Characters that no font has are printed as their codes. Raises StorageError when the disk refuses.
    """
    told = spelled_out(replace(told, policy=""))
    foot = _("{program}. Decision file {id}").format(program=isolated(told.program), id=isolated(told.document_id))
    furniture = Furniture(foot, (_title(), isolated(told.code)))

    def at_density(density: float) -> Draft:
        root = Node("Document")
        sheet = Sheet(told.language, paper.width - 2 * MARGIN, styles(told.language, density), 0.0)
        return Draft(
            paper, sheet, root, laid_out(_story(sheet, told, root), paper), furniture, _properties(sheet, told)
        )

    return write_pages(snug(at_density), target)


def _title() -> str:
    return _("Decision file")


def _properties(sheet: Sheet, told: DecisionFile) -> Properties:
    return Properties(
        title=f"{_title()}: {told.code}",
        author=told.programme,
        subject=told.outcome,
        language=told.language,
        rtl=sheet.rtl,
        made_at=told.signer.signed_at,
        document_id=told.document_id,
        sort="record",
    )


def _story(sheet: Sheet, told: DecisionFile, root: Node) -> list[Block | Together]:
    kind = sheet.styles
    cohort = _("{programme}, cohort {cohort}").format(programme=told.programme, cohort=told.cohort)
    made = with_time(told.signer.signed_at)
    right = ((isolated(told.code), kind.label), (made, replace(kind.quiet, even=True)))
    story: list[Block | Together] = [*document_head(sheet, root, (isolated(cohort), _title()), right)]
    story += [_result(sheet, told, root), Space(10), facts(sheet, root, told.facts)]
    story += _part(sheet, root, _("Who assessed it"), [_assessments(sheet, told, root)] if told.assessments else [])
    story += _part(sheet, root, _("The marks, and which of them count"), [_marks(sheet, told, root)])
    story += _part(sheet, root, _("How the outcome follows"), _outcome(sheet, told, root))
    story += _part(sheet, root, _("What assessors wrote"), [_words(sheet, told, root)] if told.words else [])
    story += _part(sheet, root, _("Moderation"), [_steps(sheet, told.moderation, root)] if told.moderation else [])
    story += _part(sheet, root, _("What was decided, held, released and recalled"), [_steps(sheet, told.steps, root)]
                   if told.steps else [])  # fmt: skip
    story += _part(sheet, root, _("Appeals"), [_steps(sheet, told.appeals, root)] if told.appeals else [])
    story += _part(sheet, root, _("Signed documents"), [_papers(sheet, told.papers, root)] if told.papers else [])
    story += _part(sheet, root, _("Entries in the journal"), _journal(sheet, told, root))
    return [*story, *under(section(sheet, root, _("Signature")), [lead_signs(sheet, told.signer, root)])]


def _part(sheet: Sheet, root: Node, title: str, content: Sequence[Block]) -> list[Block | Together]:
    """Make a part, which says that there is nothing where there is nothing: an auditor must not have to guess."""
    return under(section(sheet, root, title), content or [body(sheet, root, _("None."), sheet.styles.quiet)])


def _result(sheet: Sheet, told: DecisionFile, root: Node) -> Panel:
    kind, width = sheet.styles, sheet.width - 28
    colour = look.TEAL_DEEP if told.certifies else look.AMBER_TEXT
    large = replace(kind.result, size=16.0, leading=23.0, colour=colour)
    lines: list[Block] = [
        paragraph(root.heading(2, told.state), told.state, kind.medium, width, sheet.start),
        paragraph(root.child("P"), isolated(told.outcome), large, width, sheet.start),
    ]
    if told.score:
        lines.append(paragraph(root.child("P"), told.score, kind.body, width, sheet.start))
    if told.would_be:
        warned = replace(kind.strong, colour=look.WARN)
        lines.append(paragraph(root.child("P"), told.would_be, warned, width, sheet.start))
    return Panel(Stack(tuple(lines)), sheet.width, look.WARM, look.LINE, (14.0, 10.0))


def _assessments(sheet: Sheet, told: DecisionFile, root: Node) -> Block:
    kind = sheet.styles
    columns = (Column(_("Assessor"), 0.3), Column(_("Turn"), 0.2), Column(_("Signed"), 0.2), Column(_("Journal"), 0.3))
    rows = [
        (
            ((isolated(one.who), kind.strong),),
            ((one.turn, kind.body), (one.reasons, kind.small)),
            ((with_time(one.signed_at) if one.signed_at else _("not signed"), kind.body),),
            ((one.journal, kind.small),),
        )
        for one in told.assessments
    ]
    return table(sheet, root, columns, rows)


def _marks(sheet: Sheet, told: DecisionFile, root: Node) -> Block:
    kind, names = sheet.styles, [one.who for one in told.assessments]
    several = 0 < len(names) <= _MOST_COLUMNS
    share = min(0.13, 0.4 / len(names)) if several else 0.24
    heads = [isolated(one.who) if _fits(one.who) else one.turn for one in told.assessments]
    given = [Column(head, share) for head in heads] if several else [Column(_("Given"), share)]
    rest = 1.0 - sum(column.share for column in given)
    columns = (
        Column(_("Criterion"), rest * 0.36), *given, Column(_("Counts"), rest * 0.16), Column(_("Rule"), rest * 0.48),
    )  # fmt: skip
    rows = []
    for one in told.marks:
        cells: list[Told] = [((text, kind.body),) for text in one.given]
        if not several:
            listed = zip(names, one.given, strict=True)
            cells = [tuple((f"{isolated(name)}: {text}", kind.small) for name, text in listed) or (("–", kind.body),)]
        told_by = _("The candidate is told the words of {name}.").format(name=isolated(one.told_by))
        rows.append(
            (
                ((f"{one.criterion_id}\u2002{isolated(one.title)}", kind.strong),
                 (_("Weight {weight}").format(weight=one.weight), kind.small)),
                *cells,
                ((one.counts, kind.strong),),
                ((one.rule, kind.small), (told_by if one.told_by and len(names) > 1 else "", kind.small)),
            )
        )  # fmt: skip
    return table(sheet, root, columns, rows)


def _fits(name: str) -> bool:
    """Whether a name stands well above a narrow column: no word of it has to be broken."""
    return max(map(len, name.split()), default=0) <= _LONGEST_WORD


def _outcome(sheet: Sheet, told: DecisionFile, root: Node) -> list[Block]:
    kind = sheet.styles
    if not told.rules:
        return [bullets(sheet, root, told.reasons)] if told.reasons else []
    columns = (
        Column(_("Outcome"), 0.24),
        Column(_("Condition"), 0.38),
        Column(_("Found"), 0.2),
        Column(_("Met"), 0.18),
    )
    rows = [
        (
            ((isolated(one.outcome), kind.strong),),
            ((isolated(one.rule), kind.body),),
            ((isolated(one.found), kind.body),),
            ((one.verdict, kind.body),),
        )
        for one in told.rules
    ]
    text = _("The outcomes are tried in this order; the first whose conditions all hold is the result.")
    made: list[Block] = [body(sheet, root, text, kind.quiet), Space(4), table(sheet, root, columns, rows)]
    return [*made, Space(4), bullets(sheet, root, told.reasons)] if told.reasons else made


def _words(sheet: Sheet, told: DecisionFile, root: Node) -> Block:
    kind = sheet.styles
    columns = (Column(_("Criterion"), 0.12), Column(_("Assessor"), 0.24), Column(_("Words"), 0.64))
    rows = [
        (
            ((one.criterion_id, kind.strong),),
            ((isolated(one.who), kind.body), (_("told to the candidate") if one.told else "", kind.small)),
            (
                (_("Strong: {words}").format(words=isolated(one.strength)) if one.strength else "", kind.body),
                (_("Next: {words}").format(words=isolated(one.next_step)) if one.next_step else "", kind.body),
                (isolated(one.comment) if one.comment else "", kind.body),
            ),
        )
        for one in told.words
    ]
    return table(sheet, root, columns, rows)


def _steps(sheet: Sheet, steps: Iterable[FileStep], root: Node) -> Block:
    kind = sheet.styles
    times = replace(kind.body, tabular=True, colour=look.TEXT2)
    columns = (Column(_("When"), 0.24), Column(_("Who"), 0.24), Column(_("What"), 0.52))
    rows = [
        (((with_time(one.at), times),), ((isolated(one.who), kind.body),), ((isolated(one.words), kind.body),))
        for one in steps
    ]
    return table(sheet, root, columns, rows)


def _papers(sheet: Sheet, papers: Iterable[FilePaper], root: Node) -> Block:
    kind = sheet.styles
    columns = (Column(_("Document"), 0.26), Column(_("State"), 0.24), Column(_("File and SHA-256"), 0.5))
    rows = [
        (
            ((isolated(one.name), kind.strong), (with_time(one.at), kind.small)),
            ((one.state, kind.body),),
            ((isolated(one.file_name), kind.small), (_spaced(one.digest), replace(kind.small, tabular=True))),
        )
        for one in papers
    ]
    return table(sheet, root, columns, rows)


def _journal(sheet: Sheet, told: DecisionFile, root: Node) -> list[Block]:
    if not told.journal:
        return []
    kind = sheet.styles
    note = _(
        "Each entry holds the hash of the one before it by the same author, so that nothing can be taken out or "
        "altered without breaking the chain. The whole hashes stand in the data that belong to this file."
    )
    columns = (Column(_("Entry"), 0.26), Column(_("Who"), 0.2), Column(_("What"), 0.34), Column(_("Hash"), 0.2))
    rows = [
        (
            ((f"{with_time(one.at)}", kind.small), (f"{one.type} · {one.seq}", kind.small)),
            ((isolated(one.who), kind.small),),
            ((isolated(one.words), kind.small),),
            ((f"{one.hash[:_HASH]}…", replace(kind.small, tabular=True)),
             ("" if one.intact else _("does not fit"), replace(kind.small, colour=look.WARN))),
        )
        for one in told.journal
    ]  # fmt: skip
    return [body(sheet, root, note, kind.quiet), Space(4), table(sheet, root, columns, rows)]


def _spaced(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
