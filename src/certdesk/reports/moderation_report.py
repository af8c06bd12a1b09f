"""Writes moderation reports: the light, the sample and its reasons, agreement, how marks were settled, the policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from certdesk.core.moderation_report import DisputeLine, LightLine, ModerationReport, Pairs, SampleLine
from certdesk.core.words import _
from certdesk.reports.about_cohort import Kind, write_about_cohort
from certdesk.reports.characters import spelled_out
from certdesk.reports.look import Sheet
from certdesk.reports.paper import A4, Paper
from certdesk.reports.record.verdict import sign, tint
from certdesk.reports.sections import LEAST, Column, Told, body, bullets, facts, section, table, under
from certdesk.reports.signature_panel import LEAD_FIELD, lead_signs
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Stack
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style, isolated

__all__ = ["LEAD_FIELD", "write_moderation_report"]

_TINTS = {"green": "passed", "amber": "warning", "red": "failed"}
_SIGN, _SIGN_GAP, _PAD = 26.0, 12.0, (16.0, 12.0)


def write_moderation_report(report: ModerationReport, target: Path, *, paper: Paper = A4) -> int:
    """Write the report to ``target`` and return its number of pages.

    Characters that no font has are printed as their codes. Raises StorageError when the disk refuses.
    """
    report = spelled_out(report)
    kind = Kind(_("Moderation report"), report.whole.sentence, "moderation")
    return write_about_cohort(report, kind, partial(_story, report=report), target, paper)


def _story(sheet: Sheet, root: Node, report: ModerationReport) -> list[Block | Together]:
    story: list[Block | Together] = []
    story.append(_light_panel(sheet, report.whole, root))
    story += under(section(sheet, root, _("What was moderated")), [facts(sheet, root, report.facts)])
    if report.closing:
        story += under(section(sheet, root, _("How it was closed")), [facts(sheet, root, report.closing)])
    if report.requirements:
        story += under(section(sheet, root, _("What the policy wants of the sample")), [_wanted(sheet, report, root)])
    if report.lights:
        story += under(section(sheet, root, _("Assessors")), [_lights(sheet, report.lights, root)])
    if report.sample:
        story += under(section(sheet, root, _("The sample")), _sample(sheet, report, root))
    story += under(section(sheet, root, _("Agreement")), _agreement(sheet, report, root))
    if report.settled:
        story += under(section(sheet, root, _("How marks were settled")), [facts(sheet, root, report.settled)])
    if report.disputes:
        title = _("Where assessors differed")
        story += under(section(sheet, root, title), [_disputes(sheet, report.disputes, root)])
    story += _policy(sheet, report.policy, root)
    if report.signer:
        story += under(section(sheet, root, _("Signature")), [lead_signs(sheet, report.signer, root)])
    return story


def _light_panel(sheet: Sheet, whole: LightLine, root: Node) -> Panel:
    """Make the panel with the light of the whole: its sign, its word as a heading, and why."""
    shown, width = tint(_TINTS.get(whole.light, "")), sheet.width - 2 * _PAD[0]
    words_width = width - _SIGN - _SIGN_GAP
    style = replace(sheet.styles.heading, colour=shown.text)
    words = Stack(
        (
            paragraph(root.heading(2, whole.word), whole.word, style, words_width, sheet.start),
            Space(2),
            paragraph(root.child("P"), whole.sentence, sheet.styles.body, words_width, None),
        )
    )
    drawn = Stack((Space(max(0.0, (min(words.height, 60.0) - _SIGN) / 2)), sign(shown, _SIGN)))
    inner = sheet.beside((0, _SIGN, drawn), (_SIGN + _SIGN_GAP, words_width, words), within=width)
    return Panel(inner, sheet.width, shown.fill, shown.line, _PAD)


def _wanted(sheet: Sheet, report: ModerationReport, root: Node) -> Block:
    kind = sheet.styles
    columns = (Column(_("Met"), 0.15), Column(_("What is wanted"), 0.85))
    rows = [(((word, kind.strong),), ((sentence, kind.body),)) for word, sentence in report.requirements]
    return table(sheet, root, columns, rows)


def _lights(sheet: Sheet, lights: Sequence[LightLine], root: Node) -> Block:
    kind = sheet.styles
    columns = (
        Column(_("Assessor"), 0.24), Column(_("Light"), 0.12), Column(_("Marked"), 0.11), Column(_("Drawn"), 0.1),
        Column(_("Looked at"), 0.12), Column(_("Why"), 0.31),
    )  # fmt: skip
    number = replace(kind.body, tabular=True)
    rows: list[tuple[Told, ...]] = [
        (
            ((isolated(one.who), kind.body),),
            ((one.word, replace(kind.strong, colour=tint(_TINTS.get(one.light, "")).text)),),
            ((str(one.marked), number),),
            ((str(one.drawn), number),),
            ((str(one.looked_at), number),),
            ((one.sentence, kind.small),),
        )
        for one in lights
    ]
    return table(sheet, root, columns, rows)


def _sample(sheet: Sheet, report: ModerationReport, root: Node) -> list[Block]:
    columns = (
        Column(_("Portfolio"), 0.2), Column(_("Why it was drawn"), 0.24), Column(_("Marked by"), 0.22),
        Column(_("Verdict"), 0.34),
    )  # fmt: skip
    parts: list[Block] = [table(sheet, root, columns, [_sampled(sheet, one) for one in report.sample])]
    if report.draws:
        parts += [Space(8), body(sheet, root, _("Draws before this one, which stay on record:"))]
        parts.append(facts(sheet, root, report.draws))
    return parts


def _sampled(sheet: Sheet, one: SampleLine) -> tuple[Told, ...]:
    kind = sheet.styles
    found: list[tuple[str, Style]] = [(one.verdict, kind.body), *((each, kind.small) for each in one.differences)]
    if one.note:
        found.append((one.note, kind.small))
    return (
        ((isolated(one.code), kind.strong), (isolated(one.name) if one.name else "", kind.small)),
        ((one.reasons, kind.body),),
        ((one.assessors, kind.body),),
        tuple(found),
    )


def _agreement(sheet: Sheet, report: ModerationReport, root: Node) -> list[Block]:
    kind = sheet.styles
    number = replace(kind.body, tabular=True)
    parts: list[Block] = [body(sheet, root, sentence) for sentence in report.sentences]
    if report.statistics:
        columns = (Column(_("Statistic"), 0.36), Column(_("Value"), 0.12), Column(_("95 %"), 0.4), Column("n", 0.12))
        rows: list[tuple[Told, ...]] = [
            (((one.name, kind.body),), ((one.value, number),), ((one.interval, number),), ((one.n, number),))
            for one in report.statistics
        ]
        parts += [Space(8), table(sheet, root, columns, rows)]
    if report.by_criterion:
        heads = (_("Criterion"), "n", _("Same level"), _("Within one"), "AC2")
        shares = (0.44, 0.12, 0.16, 0.16, 0.12)
        columns5 = [Column(head, share) for head, share in zip(heads, shares, strict=True)]
        rows5 = [_cells(sheet, row) for row in report.by_criterion]
        parts += [Space(12), table(sheet, root, columns5, rows5)]
    if report.severity:
        parts += [Space(10), bullets(sheet, root, report.severity)]
    return parts


def _cells(sheet: Sheet, row: Iterable[str]) -> tuple[Told, ...]:
    kind = sheet.styles
    number = replace(kind.body, tabular=True)
    return tuple(((text, number if at else kind.body),) for at, text in enumerate(row))


def _disputes(sheet: Sheet, disputes: Sequence[DisputeLine], root: Node) -> Block:
    kind = sheet.styles
    columns = (
        Column(_("Portfolio"), 0.18), Column(_("Criterion"), 0.13), Column(_("Marks"), 0.31),
        Column(_("What counts"), 0.38),
    )  # fmt: skip
    rows: list[tuple[Told, ...]] = []
    for one in disputes:
        for at, (criterion, marks, counts) in enumerate(one.criteria):
            code = ((isolated(one.code), kind.body if at else kind.strong), (isolated(one.name), kind.small))
            shown = code if one.name and not at else code[:1]
            rows.append((shown, ((criterion, kind.strong),), ((marks, kind.body),), ((counts, kind.body),)))
    return table(sheet, root, columns, rows)


def _policy(sheet: Sheet, policy: Sequence[tuple[str, Pairs]], root: Node) -> list[Block | Together]:
    """Make the tables of the policy, each under its title."""
    story: list[Block | Together] = []
    head = section(sheet, root, _("The policy, with every number"))
    for title, pairs in policy:
        name = paragraph(root.heading(3, title), title, sheet.styles.strong, sheet.width, sheet.start)
        content = facts(sheet, root, pairs)
        if story:
            story += [Space(10), Together(name, 3, Stack((content,)), LEAST)]
        else:
            story += under(head, [name, Space(3), content])
    return story
