"""The heart of the report: criterion by criterion, the level, what is strong, the next step and the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from certdesk.core.documents import CriterionFeedback, EvidencePointer, FeedbackReport
from certdesk.core.rubric import Scale
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.feedback.pictures import CAPTION_LETTERS, MOST_PICTURES, picture_strip
from certdesk.reports.level_marks import mark_in_words, mark_shape
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Panel, Row, Ruled, Stack, Table
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Span, isolated

_FIRST, _GAP = 0.315, 18.0  # share of the first column; space between columns
_DISC = 12.0
_NAME_WHOLE, _COMMENT_WHOLE = 300.0, 130.0  # up to these heights who is judged, and what is said, stay on one page
_ROW_WHOLE = 120.0
_HEADS = ("criterion", "strong", "next")


def criteria_table(sheet: Sheet, report: FeedbackReport, root: Node) -> Table:
    """Make the table of all criteria."""
    table = root.child("Table")
    head = _head(sheet, table.child("THead").child("TR"))
    body = table.child("TBody")
    rows = [_row(sheet, each.own_scale or report.scale, each, body.child("TR")) for each in report.criteria]
    return Table(head, _head(sheet, None), tuple(rows))


def _columns(sheet: Sheet) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return start and width of the three columns."""
    first = sheet.width * _FIRST
    each = (sheet.width - first - _GAP) / 2
    return (0.0, first - 12), (first, each), (first + each + _GAP, each)


def _head(sheet: Sheet, row: Node | None) -> Stack:
    titles = (_("Criterion and level"), _("What is strong"), _("Next step"))
    cells = []
    for name, title, (x, width) in zip(_HEADS, titles, _columns(sheet), strict=True):
        node = row.child("TH", Scope="Column", ID=name) if row else None
        cells.append((x, width, paragraph(node, title, sheet.styles.medium, width, sheet.start)))
    return Stack((sheet.beside(*cells), Space(4), rule(sheet.width, look.CONTROL)))


def _row(sheet: Sheet, scale: Scale, criterion: CriterionFeedback, row: Node) -> Block:
    first, strong, following = _columns(sheet)
    name = f"row-{criterion.id}"
    head = row.child("TH", Scope="Row", ID=name, Headers=("criterion",))
    left = _who(sheet, scale, criterion, head, first[1])
    middle = row.child("TD", Headers=("strong", name))
    strength = _comment(sheet, criterion.strength, middle, strong[1])
    wide = sheet.width - strong[0]
    evidence = _evidence(sheet, criterion.evidence, middle, wide)
    last = row.child("TD", Headers=("next", name))
    step = _next_step(sheet, criterion, last, following[1])
    right: list[Block] = [
        sheet.beside(
            (0, strong[1], strength),
            (following[0] - strong[0], following[1], step),
            within=wide,
            whole_below=_COMMENT_WHOLE,
        )
    ]
    if evidence:
        right += [Space(4 if right[0].height else 0), *evidence]
    cells = sheet.beside((0, first[1], left), (strong[0], wide, Stack(tuple(right)))).cells
    goes_on = Row((replace(cells[0], again=_who_again(sheet, criterion, first[1])), cells[1]), _ROW_WHOLE)
    return Ruled(goes_on, sheet.width, look.LINE)


def _who(sheet: Sheet, scale: Scale, criterion: CriterionFeedback, head: Node, width: float) -> Block:
    """Name the criterion and its level, in one piece: evidence may go on elsewhere, the judgement stands together."""
    kind = sheet.styles
    node = head.child("P")
    node.outline = (1, f"{criterion.id}  {criterion.title}")
    title = paragraph(node, f"{criterion.id}\u2002{isolated(criterion.title)}", kind.label, width, sheet.start)
    spans = [Span(isolated(mark_in_words(criterion.mark, criterion.level_label)), kind.body)]
    if weight := _weight(criterion):
        spans.append(Span(f"\u2002 {weight}", kind.small))
    level = paragraph(head.child("P"), spans, kind.body, width - _DISC - 5, sheet.start)
    shape = Stack((Space((level.leading - _DISC) / 2), mark_shape(criterion.mark, scale, _DISC)))
    marked = sheet.beside((0, _DISC, shape), (_DISC + 5, width - _DISC - 5, level), within=width)
    parts: list[Block] = [title, Space(2), marked]
    if criterion.gist:
        parts += [Space(2), paragraph(head.child("P"), criterion.gist, kind.small, width, None)]
    for standard in criterion.standards:
        style = replace(kind.small, colour=kind.quiet.colour)
        parts += [Space(2), paragraph(head.child("P"), isolated(standard), style, width, sheet.start)]
    return sheet.beside((0, width, Stack(tuple(parts))), within=width, whole_below=_NAME_WHOLE)


def _who_again(sheet: Sheet, criterion: CriterionFeedback, width: float) -> Block:
    """Name a criterion once more, as repeated matter, beside its evidence that goes on after the end of a page."""
    text = _("{criterion}, continued").format(criterion=f"{criterion.id}\u2002{isolated(criterion.title)}")
    return paragraph(None, text, sheet.styles.quiet, width, sheet.start)


def _weight(criterion: CriterionFeedback) -> str:
    weight = _("Weight {weight}").format(weight=criterion.weight) if criterion.weight else ""
    if not criterion.critical:
        return weight
    return _("{weight}, critical").format(weight=weight) if weight else _("Critical")


def _comment(sheet: Sheet, text: str, node: Node, width: float) -> Block:
    return paragraph(node.child("P"), text, sheet.styles.body, width, None) if text else Space(0)


def _next_step(sheet: Sheet, criterion: CriterionFeedback, node: Node, width: float) -> Block:
    if criterion.next_step or not criterion.below_standard:
        return _comment(sheet, criterion.next_step, node, width)
    style = replace(sheet.styles.medium, colour=look.WARN)
    text = paragraph(node.child("P"), _("No next step yet"), style, width - 16, sheet.start)
    return Panel(text, width, look.WARN_SOFT, look.WARN_LINE, (8.0, 4.0))


def _evidence(sheet: Sheet, pointers: Iterable[EvidencePointer], node: Node, width: float) -> list[Block]:
    """Name the evidence for the level; then, under a label of its own, what speaks against it or raises a question."""
    stances: dict[str, list[EvidencePointer]] = {"": []}
    for pointer in pointers:
        stances.setdefault(pointer.stance, []).append(pointer)
    blocks: list[Block] = []
    for stance, pieces in stances.items():
        if pieces and blocks:
            blocks.append(Space(6))
        label = _stance(sheet, stance, node, width) if stance else None
        made = _pieces(sheet, pieces, node, width)
        blocks += _begun_by(sheet, label, made, width) if label else made
    return blocks


def _stance(sheet: Sheet, stance: str, node: Node, width: float) -> Block:
    style = replace(sheet.styles.quiet, family=sheet.styles.medium.family, colour=look.TEXT)
    return paragraph(node.child("P"), stance, style, width, sheet.start)


def _begun_by(sheet: Sheet, label: Block, made: list[Block], width: float) -> list[Block]:
    """Put a label above blocks, on one page with the first of them."""
    first = next(count for count, block in enumerate(made, 1) if not isinstance(block, Space))
    together = Stack((label, *made[:first]))
    return [sheet.beside((0, width, together), within=width, whole_below=_COMMENT_WHOLE), *made[first:]]


def _pieces(sheet: Sheet, pointers: Sequence[EvidencePointer], node: Node, width: float) -> list[Block]:
    """Make the lines that name the evidence, and the small pictures under them."""
    pictured = [pointer for pointer in pointers if pointer.picture][:MOST_PICTURES] if sheet.picture_height else []
    named = [p for p in pointers if p not in pictured or p.note or len(_place(p)) > CAPTION_LETTERS]
    blocks: list[Block] = []
    plain = _gathered([pointer for pointer in named if not pointer.note])
    if plain:
        blocks.append(paragraph(node.child("P"), plain, sheet.styles.quiet, width, sheet.start))
    for pointer in named:
        if pointer.note:
            where = Span(f"{isolated(_place(pointer))}\u2002", sheet.styles.quiet)
            note = Span(isolated(pointer.note), replace(sheet.styles.body, colour=look.TEXT2))
            blocks.append(paragraph(node.child("P"), [where, note], sheet.styles.quiet, width, None))
    if pictured:
        blocks += [Space(5), picture_strip(sheet, pictured, node, width)]
    return blocks


def _gathered(pointers: Iterable[EvidencePointer]) -> str:
    """Name each item once, with all its places."""
    places: dict[str, list[str]] = {}
    for pointer in pointers:
        places.setdefault(pointer.item_title, []).append(pointer.place)
    return "; ".join(
        isolated(", ".join([item, *dict.fromkeys(place for place in found if place)])) for item, found in places.items()
    )


def _place(pointer: EvidencePointer) -> str:
    return ", ".join(part for part in (pointer.item_title, pointer.place) if part)
