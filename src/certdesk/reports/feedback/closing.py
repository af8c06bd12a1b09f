"""The end of the report: what to hand in again, what is kept, how the result is found, and how to appeal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core.decision import OutcomeTrace
from certdesk.core.documents import CriterionFeedback, FeedbackReport
from certdesk.core.headline import Score
from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Level, Scale
from certdesk.core.words import _, ngettext
from certdesk.reports import look
from certdesk.reports.feedback.signatures import signature_panels
from certdesk.reports.level_marks import level_digits, mark_shape
from certdesk.reports.look import Sheet
from certdesk.reports.sections import BULLET, body, bullets, section, under
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Row, Stack, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Span, isolated

_DISC = 10.0
_LEGEND_GAP = 22.0


def closing(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block | Together]:
    """Make everything that comes after the criteria."""
    titles = {criterion.id: f"{criterion.id}\u2002{isolated(criterion.title)}" for criterion in report.criteria}
    story: list[Block | Together] = []
    if report.resubmit:
        head = section(sheet, root, _("What to hand in again"))
        again: list[Block] = [bullets(sheet, root, (titles.get(entry, entry) for entry in report.resubmit))]
        if report.resubmit_note:
            again += [Space(3), body(sheet, root, report.resubmit_note)]
        story += under(head, again)
    if report.decision.banked:
        head = section(sheet, root, _("What is kept for your next attempt"))
        story += under(head, [bullets(sheet, root, (titles.get(entry, entry) for entry in report.decision.banked))])
    if not report.marks_only:
        head = section(sheet, root, _("How the result is found"))
        story += under(head, _rules(sheet, report, root))
    if report.appeal:
        head = section(sheet, root, _("If you disagree"))
        story += under(head, [body(sheet, root, report.appeal)])
    head = section(sheet, root, _("Signatures"))
    story += under(head, signature_panels(sheet, report, root))
    return story


def _rules(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    parts: list[Block] = [body(sheet, root, _how_counted(report.decision.score)), Space(6)]
    if report.decision.complete:
        order = _("The outcomes are tried in this order; the first whose conditions all hold is the result.")
        parts += [body(sheet, root, order), Space(3), _outcomes(sheet, root, report.decision.trace)]
    else:
        waiting = _("The rules are applied as soon as nothing of what is named under the result is missing.")
        parts.append(body(sheet, root, waiting))
    return [*parts, Space(8), *_legends(sheet, root, report)]


def _how_counted(score: Score | None) -> str:
    """Say what the number under the result is."""
    if score is not None and score.is_total:
        text = _("The total is the sum of the levels.")
        if score.weighted:
            text = _("The total is the sum of each level times the weight of its criterion.")
        return text + " " + _("What was not observed counts as the mean of the rest.")
    if score is not None and not score.weighted:
        return _("The mean is the sum of the levels divided by how many criteria have one.")
    return _(
        "The weighted mean is each level times the weight of its criterion, "
        "divided by the weights of all criteria that have a level."
    )


def _outcomes(sheet: Sheet, root: Node, trace: Iterable[OutcomeTrace]) -> Stack:
    listed, width = root.child("L", Numbering="Decimal"), sheet.width - BULLET - 4
    rows = []
    for number, tried in enumerate(trace, 1):
        item = listed.child("LI")
        label = paragraph(item.child("Lbl"), f"{number}.", sheet.styles.strong, BULLET + 4, sheet.start)
        rules = "; ".join(isolated(line.rule) for line in tried.lines) or _("no condition")
        verdict = _("all met") if tried.met else _("not all met")
        spans = [
            Span(f"{isolated(tried.label)}: ", sheet.styles.strong),
            Span(f"{rules}. ", sheet.styles.body),
            Span(f"({verdict})", replace(sheet.styles.body, colour=look.TEXT3)),
        ]
        words = paragraph(item.child("LBody"), spans, sheet.styles.body, width, sheet.start)
        rows.append(sheet.beside((0, BULLET + 4, label), (BULLET + 4, width, words)))
    return Stack(spaced(rows, 2))


def _legends(sheet: Sheet, root: Node, report: FeedbackReport) -> list[Block]:
    """Show the rubric's scale, and below it the levels of criteria that have their own, named by those criteria."""
    own: dict[tuple[Level, ...], list[CriterionFeedback]] = {}
    for criterion in report.criteria:
        if criterion.own_scale is not None:
            own.setdefault(criterion.own_scale.levels, []).append(criterion)
    shared = sum(map(len, own.values())) < len(report.criteria) or not own
    blocks = _legend(sheet, root, report.scale) if shared else []
    for criteria in own.values():
        scale = criteria[0].own_scale or report.scale
        names = ", ".join(isolated(criterion.id) for criterion in criteria)
        text = ngettext("{names} has levels of its own:", "{names} have levels of their own:", len(criteria))
        blocks += [Space(6), body(sheet, root, text.format(names=names)), Space(3), *_legend(sheet, root, scale)]
    return blocks


def _legend(sheet: Sheet, root: Node, scale: Scale) -> list[Block]:
    """Show the scale: each level as disc, digit and word, and which of them is the standard."""
    rows: list[list[tuple[float, float, Block]]] = [[]]
    x = 0.0
    entries = [_legend_entry(sheet, root, scale, level) for level in scale.levels]
    tallest = max((entry.height for entry, _width in entries), default=0.0)
    for entry, width in entries:
        if x + width > sheet.width and rows[-1]:
            rows.append([])
            x = 0.0
        rows[-1].append((x, width, Stack((Space((tallest - entry.height) / 2), entry))))
        x += width + _LEGEND_GAP
    return list(spaced((sheet.beside(*row) for row in rows), 3))


def _legend_entry(sheet: Sheet, root: Node, scale: Scale, level: Level) -> tuple[Row, float]:
    text = f"{level_digits(level.value)} {level.label}"
    if level.value == scale.standard:
        text = _("{level}, the standard").format(level=text)
    words = paragraph(root.child("P"), text, sheet.styles.body, sheet.width - _DISC - 5, sheet.start)
    wide = words.natural_width
    words = replace(words, width=wide)
    shape = Stack((Space((words.leading - _DISC) / 2), mark_shape(LevelGiven(level.value), scale, _DISC)))
    width = _DISC + 5 + wide
    return sheet.beside((0, _DISC, shape), (_DISC + 5, wide, words), within=width), width
