"""The grid of a section: one row for each criterion, one column for each level; cards where columns get too narrow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from certdesk.core.judging import plain_number
from certdesk.core.marks import LevelGiven
from certdesk.core.rubric import Criterion, Level, Scale
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.level_marks import level_digits, mark_shape
from certdesk.reports.rubric.cards import cards
from certdesk.reports.rubric.leaf import Leaf, at_size
from certdesk.reports.rubric.naming import who
from certdesk.reports.rubric.ruling import GridRow
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Cell, Row, Stack, Table
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Span, Style, isolated

Pair = tuple[Criterion, Criterion | None]
_FIRST, _FIRST_LEAST, _FIRST_MOST = 0.19, 112.0, 158.0
_SIDE, _DISC = 6.0, 11.0
# Least width of a column, and size and leading of its text, tried in this order; narrower can't be read.
_SIZES = ((132.0, 8.6, 12.0), (104.0, 8.2, 11.2), (88.0, 7.6, 10.4))
_ROW_WHOLE = 330.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a table stand, and how their texts are set."""

    name: str
    scale: Scale
    first: float
    each: float
    text: Style


def grids(leaf: Leaf) -> list[Block | Together]:
    """Make the grids of all sections, and of criteria that are in none."""
    story: list[Block | Together] = []
    for number, section in enumerate(leaf.rubric.sections):
        other = leaf.beside.sections[number].title if leaf.beside else ""
        title = f"{section.id}\u2002{isolated(section.title)}" if section.title else section.id
        story += _section(leaf, (title, other, section.id), list(leaf.criteria(section.id)))
    rest = list(leaf.criteria(None))
    title = _("Criteria in no section") if leaf.rubric.sections else _("Criteria")
    return story + (_section(leaf, (title, "", ""), rest) if rest else [])


def _section(leaf: Leaf, named: tuple[str, str, str], pairs: list[Pair]) -> list[Block | Together]:
    title, other, id_ = named
    head = _head_of_section(leaf, (title, other), pairs)
    runs = [list(run) for _levels, run in groupby(pairs, lambda pair: leaf.rubric.scale_of(pair[0]).levels)]
    made: list[Block | Together] = []
    for number, run in enumerate(runs):
        columns = _columns(leaf, leaf.rubric.scale_of(run[0][0]), f"{id_ or 'rest'}-{number}")
        blocks = [_table(leaf, columns, run)] if columns else cards(leaf, run)
        if number == 0:
            made += [Together(head, 5, blocks[0], 96.0), *blocks[1:]]
        else:
            made += [Space(10), *blocks]
    return [*(made or [head]), Space(18)]


def _head_of_section(leaf: Leaf, titles: tuple[str, str], pairs: list[Pair]) -> Block:
    sheet = leaf.sheet
    weight = sum((criterion.weight for criterion, _other in pairs), Fraction(0))
    whole = sum((each.weight for each in leaf.rubric.criteria), Fraction(0))
    told = _("weight {weight} %") if whole == 100 else _("weight {weight}")
    spans = [
        Span(titles[0], sheet.styles.heading),
        Span(f"\u2003{isolated(told.format(weight=plain_number(weight)))}", sheet.styles.quiet),
    ]
    plain = titles[0].replace("\u2068", "").replace("\u2069", "")
    head = paragraph(leaf.root.heading(2, plain), spans, sheet.styles.heading, sheet.width, sheet.start)
    second = leaf.said(leaf.root, ("", titles[1]), sheet.styles.quiet, sheet.width, begins=True)
    return Stack((head, second)) if second.parts else head


def _columns(leaf: Leaf, scale: Scale, name: str) -> _Columns | None:
    """Find how a table with these levels can be read, or None when it can't."""
    if not scale.levels:
        return None
    width = leaf.sheet.width
    first = min(_FIRST_MOST, max(_FIRST_LEAST, width * _FIRST))
    each = (width - first) / len(scale.levels)
    for least, size, leading in _SIZES:
        if each >= least:
            style = at_size(leaf.sheet.styles.body, size, leading)
            return _Columns(name, scale, first, each, replace(style, colour=look.TEXT))
    return None


def _table(leaf: Leaf, columns: _Columns, pairs: list[Pair]) -> Table:
    table = leaf.root.child("Table")
    other = leaf.beside.scale_of(pairs[0][1]).levels if leaf.beside and pairs[0][1] else columns.scale.levels
    head = _head(leaf, columns, other, table.child("THead").child("TR"))
    body = table.child("TBody")
    rows = tuple(_row(leaf, columns, pair, body.child("TR")) for pair in pairs)
    return Table(head, _head(leaf, columns, other, None), rows)


def _head(leaf: Leaf, columns: _Columns, other: tuple[Level, ...], row: Node | None) -> GridRow:
    """Draw the heads of the columns; without a node they are repeated matter of the page."""
    sheet, style = leaf.sheet, at_size(leaf.sheet.styles.strong, columns.text.size, columns.text.leading)
    node = row.child("TH", Scope="Column", ID=f"{columns.name}-criterion") if row else None
    room = columns.first - 2 * _SIDE
    cells: list[tuple[float, float, Block]] = [(_SIDE, room, paragraph(node, _("Criterion"), style, room, sheet.start))]
    for number, level in enumerate(columns.scale.levels):
        node = row.child("TH", Scope="Column", ID=f"{columns.name}-{number}") if row else None
        x = columns.first + number * columns.each + _SIDE
        room = columns.each - 2 * _SIDE
        cells.append((x, room, _level_head(leaf, columns, (level, other[number]), (node, room))))
    return _ruled(leaf, columns, sheet.beside(*cells, whole_below=400.0).cells, head=True)


def _level_head(leaf: Leaf, columns: _Columns, pair: tuple[Level, Level], place: tuple[Node | None, float]) -> Block:
    (level, other), (node, room), sheet = pair, place, leaf.sheet
    style = at_size(sheet.styles.strong, columns.text.size, columns.text.leading)
    spans = [Span(f"{level_digits(level.value)}\u2002{isolated(level.label)}".rstrip(), style)]
    if other.label.strip() and other.label != level.label:
        spans.append(Span(f" / {isolated(other.label)}", replace(style, family=sheet.styles.body.family)))
    if level.value == columns.scale.standard:
        quiet = replace(style, family=sheet.styles.medium.family, colour=look.TEAL_TEXT)
        spans.append(Span(f"\u2002 {_('standard')}", quiet))
    words = paragraph(node, spans, style, room - _DISC - 5, sheet.start)
    shape = Stack((Space((style.leading - _DISC) / 2), mark_shape(LevelGiven(level.value), columns.scale, _DISC)))
    return sheet.beside((0, _DISC, shape), (_DISC + 5, room - _DISC - 5, words), within=room)


def _row(leaf: Leaf, columns: _Columns, pair: Pair, row: Node) -> GridRow:
    criterion, other = pair
    name = f"row-{criterion.id}"
    column = f"{columns.name}-criterion"
    room = columns.first - 2 * _SIDE
    node = row.child("TH", Scope="Row", ID=name, Headers=(column,))
    again = paragraph(
        None, _("{criterion}, continued").format(criterion=criterion.id), columns.text, room, leaf.sheet.start
    )
    parts: list[tuple[float, float, Block]] = [(_SIDE, room, who(leaf, pair, node, (room, columns.text)))]
    room = columns.each - 2 * _SIDE
    for number, level in enumerate(columns.scale.levels):
        cell = row.child("TD", Headers=(f"{columns.name}-{number}", name))
        texts = (criterion.descriptors.get(level.value, ""), other.descriptors.get(level.value, "") if other else "")
        if not any(text.strip() for text in texts):
            texts = ("–", "")
        x = columns.first + number * columns.each + _SIDE
        parts.append((x, room, leaf.said(cell, texts, columns.text, room)))
    cells = leaf.sheet.beside(*parts).cells
    return _ruled(leaf, columns, (replace(cells[0], again=again), *cells[1:]))


def _ruled(leaf: Leaf, columns: _Columns, cells: tuple[Cell, ...], *, head: bool = False) -> GridRow:
    count, width = len(columns.scale.levels), leaf.sheet.width
    edges = [0.0, *(columns.first + number * columns.each for number in range(count + 1))]
    standard = [n for n, level in enumerate(columns.scale.levels) if level.value == columns.scale.standard]
    grounds = [(0.0, width, look.SUNKEN)] if head else [(0.0, columns.first, look.WARM)]
    grounds += [(columns.first + n * columns.each, columns.each, look.TEAL_SOFT) for n in standard if head]
    if leaf.sheet.rtl:
        edges = [width - edge for edge in reversed(edges)]
        grounds = [(width - x - wide, wide, colour) for x, wide, colour in grounds]
    pad = (5.0, 5.0) if head else (6.0, 7.0)
    row = Row(tuple(cells), 400.0 if head else _ROW_WHOLE)
    return GridRow(row, tuple(edges), tuple(grounds), look.CONTROL if head else look.LINE, pad)
