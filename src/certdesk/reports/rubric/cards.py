"""Criteria as cards: where a rubric has more levels than a page has room for columns, each level is a small box."""

from __future__ import annotations

from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Criterion, Level, Scale
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.level_marks import level_digits, mark_shape
from certdesk.reports.rubric.leaf import Leaf, at_size
from certdesk.reports.rubric.naming import who
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Row, Stack, Table, spaced
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Span, isolated

Pair = tuple[Criterion, Criterion | None]
_LEAST, _GAP, _DISC = 176.0, 8.0, 11.0
_PAD = (8.0, 6.0)
_SIZE, _LEADING = 8.2, 11.4
_ROW_WHOLE = 330.0


def cards(leaf: Leaf, pairs: list[Pair]) -> list[Block]:
    """Make a card of each criterion: who it is, then its levels from the lowest on, side by side where they fit."""
    made: list[Block] = []
    for pair in pairs:
        made += [*_card(leaf, pair), Space(14)]
    return made[:-1]


def _card(leaf: Leaf, pair: Pair) -> list[Block]:
    criterion, other = pair
    style = at_size(leaf.sheet.styles.body, _SIZE, _LEADING)
    node = leaf.root.child("Sect")
    name = who(leaf, pair, node, (leaf.sheet.width, style))
    scale = leaf.rubric.scale_of(criterion)
    others = leaf.beside.scale_of(other).levels if leaf.beside and other else scale.levels
    if not scale.levels:
        return [name]
    count = max(1, int((leaf.sheet.width + _GAP) // (_LEAST + _GAP)))
    width = (leaf.sheet.width - (count - 1) * _GAP) / count
    listed = node.child("L")
    boxes = [
        (level, _level(leaf, pair, (scale, level, other_level), (listed.child("LI").child("LBody"), width)))
        for level, other_level in zip(scale.levels, others, strict=True)
    ]
    rows = [_row(leaf, scale, boxes[at : at + count], width) for at in range(0, len(boxes), count)]
    text = _("{criterion}, continued").format(criterion=criterion.id)
    again = paragraph(None, text, style, leaf.sheet.width, leaf.sheet.start)
    heads = (Stack((name, Space(5))), Stack((again, Space(5))))
    return [Table(*heads, spaced(rows, _GAP))]


def _row(leaf: Leaf, scale: Scale, boxes: list[tuple[Level, Stack]], width: float) -> Row:
    tall = max(stack.height for _level, stack in boxes) + 2 * _PAD[1]
    parts: list[tuple[float, float, Block]] = []
    for place, (level, stack) in enumerate(boxes):
        standard = level.value == scale.standard
        fill, stroke = (look.TEAL_SOFT, look.TEAL) if standard else (None, look.LINE)
        parts.append((place * (width + _GAP), width, Panel(stack, width, fill, stroke, _PAD, tall)))
    return leaf.sheet.beside(*parts, whole_below=_ROW_WHOLE)


def _level(leaf: Leaf, pair: Pair, levels: tuple[Scale, Level, Level], place: tuple[Node, float]) -> Stack:
    (criterion, other), (scale, level, other_level), (node, width) = pair, levels, place
    sheet, room = leaf.sheet, width - 2 * _PAD[0]
    strong = at_size(sheet.styles.strong, _SIZE, _LEADING)
    words = f"{level_digits(level.value)}\u2002{isolated(level.label)}".rstrip()
    if other_level.label.strip() and other_level.label != level.label:
        words += f" / {isolated(other_level.label)}"
    spans = [Span(words, strong)]
    if level.value == scale.standard:
        spans.append(Span(f"\u2002 {_('standard')}", at_size(sheet.styles.medium, _SIZE, _LEADING)))
    name = paragraph(node.child("P"), spans, strong, room - _DISC - 5, sheet.start)
    shape = Stack((Space((strong.leading - _DISC) / 2), mark_shape(LevelGiven(level.value), scale, _DISC)))
    head = sheet.beside((0, _DISC, shape), (_DISC + 5, room - _DISC - 5, name), within=room)
    texts = (criterion.descriptors.get(level.value, ""), other.descriptors.get(level.value, "") if other else "")
    said = leaf.said(node, texts, at_size(sheet.styles.body, _SIZE, _LEADING), room)
    return Stack((head, Space(2), said)) if said.parts else Stack((head,))
