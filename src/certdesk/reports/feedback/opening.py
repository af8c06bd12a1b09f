"""The top of the first page: who, what, the result, why, and the priorities."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.decision import Decision, TraceLine
from certdesk.core.documents import FeedbackReport
from certdesk.core.words import _, ngettext
from certdesk.reports import look
from certdesk.reports.look import Sheet
from certdesk.reports.sections import document_head
from certdesk.reports.tagged.blocks import Block, Drawing, Paragraph, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Row, Stack, spaced
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Colour, Span, isolated

_RESULT_WIDTH = 172.0
_GAP = 20.0
_SIGN = 12.0
_CHECK = (((4.5, 10.5), (8.3, 14.3), (15.5, 6.0)),)  # on a grid of 20
_CROSS = (((5.5, 5.5), (14.5, 14.5)), ((14.5, 5.5), (5.5, 14.5)))
_RESULT_SIZES = (20.0, 17.0, 14.5)


def heading(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    """Make the head of the first page: programme and title, and on the other side whose portfolio it is."""
    programme = _("{programme}, cohort {cohort}") if report.cohort else "{programme}"
    where = programme.format(programme=isolated(report.programme), cohort=isolated(report.cohort))
    whose = report.candidate_name or report.portfolio_code
    code = [report.portfolio_code] if report.candidate_name else []
    what = " · ".join(isolated(text) for text in (*code, report.portfolio_title) if text)
    kind = sheet.styles
    told = ((whose, kind.label), (what, replace(kind.quiet, even=True)))
    return document_head(sheet, root, (where, title_of_report(report)), told)


def title_of_report(report: FeedbackReport) -> str:
    """Return the report's title."""
    if report.marks_only:
        return _("Record of marks")
    return _("Feedback on your portfolio")


def result(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    """Make the panel with the result, and beside it why it is so."""
    panel = _result_panel(sheet, report, root)
    width = sheet.width - _RESULT_WIDTH - _GAP
    why = _why(sheet, report.decision, root, width)
    panel = replace(panel, least=min(why.height, 110.0), centred=True)
    row = sheet.beside((0, _RESULT_WIDTH, panel), (_RESULT_WIDTH + _GAP, width, why))
    blocks: list[Block] = [row, Space(14)]
    if report.summary:
        blocks += [paragraph(root.child("P"), report.summary, sheet.styles.body, sheet.width, None), Space(14)]
    return blocks


def priorities(sheet: Sheet, report: FeedbackReport, root: Node) -> list[Block]:
    """Make the panel with what matters most for the next unit, two beside each other."""
    if not report.priorities:
        return []
    kind, width = sheet.styles, sheet.width - 28
    count = len(report.priorities)
    title = (
        _("Two priorities for your next unit")
        if count == 2
        else ngettext("A priority for your next unit", "Priorities for your next unit", count)
    )
    head = paragraph(root.heading(2, title), title, kind.strong, width, sheet.start)
    listed = root.child("L", Numbering="Decimal")
    each = (width - 22) / 2 if count > 1 else width
    items = [
        _priority(sheet, listed, (number, *priority), each) for number, priority in enumerate(report.priorities, 1)
    ]
    pairs = [items[at : at + 2] for at in range(0, count, 2)]
    rows = [
        sheet.beside(*((at * (each + 22), each, item) for at, item in enumerate(pair)), within=width) for pair in pairs
    ]
    inner = Stack((head, Space(4), *spaced(rows, 6)))
    return [Panel(inner, sheet.width, look.WARM, look.LINE, (14.0, 10.0)), Space(14)]


def _priority(sheet: Sheet, listed: Node, priority: tuple[int, str, str], width: float) -> Row:
    number, criterion, text = priority
    item = listed.child("LI")
    label = paragraph(item.child("Lbl"), str(number), sheet.styles.numeral, 14, sheet.start)
    spans = [Span(f"{criterion}. ", sheet.styles.strong)] if criterion else []
    body = paragraph(item.child("LBody"), [*spans, Span(text, sheet.styles.body)], sheet.styles.body, width - 18, None)
    return sheet.beside((0, 14, label), (18, width - 18, Stack((Space(1.5), body))), within=width)


def _result_panel(sheet: Sheet, report: FeedbackReport, root: Node) -> Panel:
    decision, kind, width = report.decision, sheet.styles, _RESULT_WIDTH - 28
    fill, stroke, small, big = _tint(decision)
    label = _("Result") if report.released else _("Result, not final until released")
    parts: list[Block] = [
        paragraph(root.heading(2, label), label, replace(kind.medium, colour=small), width, sheet.start),
        _outcome(sheet, report.outcome_label, root.child("P"), big, width),
    ]
    if decision.score is not None:
        parts.append(paragraph(root.child("P"), decision.score.words, kind.body, width, sheet.start))
    return Panel(Stack(tuple(parts)), _RESULT_WIDTH, fill, stroke)


def _outcome(sheet: Sheet, label: str, node: Node, colour: Colour, width: float) -> Paragraph:
    """Set the outcome on one line, smaller if it must be; a very long one on several."""
    for size in _RESULT_SIZES:
        style = replace(sheet.styles.result, size=size, leading=size * 1.4, colour=colour)
        block = paragraph(node, label, style, width, sheet.start)
        if len(block.lines) == 1:
            break
    return block


def _tint(decision: Decision) -> tuple[Colour, Colour, Colour, Colour]:
    if decision.certifies:
        return look.TEAL_SOFT, look.TEAL, look.TEAL_TEXT, look.TEAL_DEEP
    if decision.complete:
        return look.AMBER_SOFT, look.AMBER, look.AMBER_TEXT, look.AMBER_TEXT
    return look.SUNKEN, look.CONTROL, look.TEXT2, look.TEXT


def _why(sheet: Sheet, decision: Decision, root: Node, width: float) -> Stack:
    title = _("Why this result") if decision.complete else _("Why there is no result yet")
    head = paragraph(root.heading(2, title), title, sheet.styles.strong, width, sheet.start)
    listed = root.child("L")
    lines: list[Block]
    if decision.complete and decision.deciding:
        lines = [_condition(sheet, listed, line, width) for line in decision.deciding.lines]
    else:
        lines = [_reason(sheet, listed, reason, width) for reason in decision.reasons]
    return Stack((head, Space(3), *spaced(lines, 1)))


def _condition(sheet: Sheet, listed: Node, line: TraceLine, width: float) -> Row:
    item = listed.child("LI")
    sign = _sign(item, sheet.styles.body.leading, met=line.met)
    body = item.child("LBody")
    found = line.found if line.met else _("{found}, not met").format(found=line.found)
    style = replace(sheet.styles.strong, tabular=True, colour=look.TEXT if line.met else look.BAD)
    value = paragraph(None, found, style, width * 0.5, sheet.end)
    wide = min(value.natural_width + 1, width * 0.42)
    rule_width = width - _SIGN - 6 - wide - 10
    asked = paragraph(body.child("P"), line.rule, replace(sheet.styles.body, even=True), rule_width, sheet.start)
    value = paragraph(body.child("P"), found, style, wide, sheet.end)
    return sheet.beside((0, _SIGN, sign), (_SIGN + 6, rule_width, asked), (width - wide, wide, value), within=width)


def _reason(sheet: Sheet, listed: Node, reason: str, width: float) -> Row:
    item = listed.child("LI")
    dot = Drawing(_SIGN, 14, lambda pen, x, y: pen.circle((x + 6, y + 7), 2.2, stroke=look.CONTROL, width=1.2))
    text = paragraph(item.child("LBody"), reason, sheet.styles.body, width - _SIGN - 6, None)
    return sheet.beside((0, _SIGN, dot), (_SIGN + 6, width - _SIGN - 6, text), within=width)


def _sign(item: Node, height: float, *, met: bool) -> Drawing:
    """Make a check or a cross, with its word for those who can't see it."""
    node = item.child("Lbl").child("Figure", Alt=_("Met") if met else _("Not met"))
    strokes = _CHECK if met else _CROSS
    unit, colour = _SIGN / 20, look.OK if met else look.BAD

    def paint(pen: Pen, x: float, y: float) -> None:
        top = y + (height - _SIGN) / 2
        moved = [[(x + a * unit, top + b * unit) for a, b in stroke] for stroke in strokes]
        pen.path(moved, stroke=colour, width=2.4 * unit)

    return Drawing(_SIGN, height, paint, node)
