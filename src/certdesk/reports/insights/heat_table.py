"""Heat maps as real tables: each cell has its number on a tinted ground, and hidden ones are hatched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from certdesk.core.insights.figures import Breakdown, HeatCell, HeatColumn, HeatMap, HeatRow
from certdesk.core.judging import plain_number
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.insights.drawing import HIDDEN_GROUND, TONES
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Paragraph, Space, paragraph
from certdesk.reports.tagged.boxes import Stack, Table
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Style, isolated

_NAME, _COUNT, _GAP, _LEAST = 0.27, 30.0, 1.5, 17.0
_MOST_NAMES = 6
_MOST_CODES = ((3, 16), (5, 12), (9, 8))  # columns of one table, by the length of the longest code


@dataclass(frozen=True, slots=True)
class _Tinted(Block):
    """A number in the middle of a tinted ground; without a number the ground is hatched."""

    inner: Paragraph
    width: float
    tone: int
    tall: float

    @property
    def height(self) -> float:
        return self.tall

    def draw(self, pen: Pen, x: float, y: float) -> None:
        size = self.width, self.tall - _GAP
        with pen.artifact():
            pen.box((x, y), size, fill=TONES[self.tone] if self.tone else HIDDEN_GROUND)
            if not self.tone:
                with pen.clipped((x, y), size):
                    strokes = [
                        [(x + at, y + self.tall), (x + at + self.tall, y)]
                        for at in range(-int(self.tall) - 1, int(self.width) + 1, 5)
                    ]
                    pen.path(strokes, stroke=look.CONTROL, width=0.4)
        self.inner.draw(pen, x, y + (self.tall - _GAP - self.inner.height) / 2)


def heat_tables(sheet: Sheet, root: Node, heat: HeatMap, rows: Sequence[HeatRow] | None = None) -> list[Block]:
    """Make the table of a map, in several where there are more columns than fit; all rows unless some are given."""
    named = heat.by in {Breakdown.SECTION, Breakdown.CODE}
    shown = heat.rows if rows is None else tuple(rows)
    made: list[Block] = []
    longest = max((len(one.id) for one in heat.columns), default=0)
    codes = next((most for length, most in _MOST_CODES if longest <= length), _MOST_NAMES)
    size = _fair(len(heat.columns), _MOST_NAMES if named else codes)
    start = 0
    while start < len(heat.columns):
        if made:
            made.append(Space(8))
        made.append(_table(sheet, root, heat.columns[start : start + size], (shown, start, named)))
        start += size
    return made


def legend(sheet: Sheet, root: Node, heat: HeatMap) -> Block:
    """Say what the grounds mean."""
    standards = {column.standard for column in heat.columns}
    if len(standards) != 1:
        words = _(
            "Brown grounds are means below the standard, blue-green ones at or above it; hatched cells are hidden."
        )
        return paragraph(root.child("P"), words, sheet.styles.small, sheet.width, sheet.start)
    text = _("Brown grounds are means below the standard of {standard}, blue-green ones at or above it; "
             "hatched cells are hidden.")  # fmt: skip
    return paragraph(
        root.child("P"),
        text.format(standard=plain_number(standards.pop())),
        sheet.styles.small,
        sheet.width,
        sheet.start,
    )


def _fair(count: int, most: int) -> int:
    """Return how many columns each table has, so that the last one isn't left with a few."""
    tables = -(-count // most)
    return -(-count // tables) if tables else 0


def _table(sheet: Sheet, root: Node, columns: Sequence[HeatColumn], what: tuple[Sequence[HeatRow], int, bool]) -> Table:
    rows, start, named = what
    table = root.child("Table")
    head = _head(sheet, table.child("THead").child("TR"), columns, named=named)
    ground = table.child("TBody")
    made = tuple(_row(sheet, ground.child("TR"), row, row.cells[start : start + len(columns)]) for row in rows)
    return Table(head, _head(sheet, None, columns, named=named), made)


def _places(sheet: Sheet, count: int) -> tuple[float, float]:
    """Return where the cells begin, and how wide each is."""
    begin = sheet.width * _NAME + _COUNT
    return begin, (sheet.width - begin) / max(count, 1)


def _head(sheet: Sheet, row: Node | None, columns: Sequence[HeatColumn], *, named: bool) -> Stack:
    begin, each = _places(sheet, len(columns))
    style = replace(sheet.styles.medium, size=8.0, leading=10.5)
    name = sheet.width * _NAME - 6
    cells: list[tuple[float, float, Block]] = []
    for x, wide, text, align in (
        (0.0, name, "", sheet.start),
        (name, _COUNT, "n", sheet.end),
        *(
            (begin + at * each, each - _GAP, isolated(one.title if named else one.id), Align.CENTRE)
            for at, one in enumerate(columns)
        ),
    ):
        node = row.child("TH", Scope="Column") if row else None
        cells.append((x, wide, paragraph(node, text, style, wide, align)))
    return Stack((sheet.beside(*cells), Space(3)))


def _row(sheet: Sheet, node: Node, row: HeatRow, values: Iterable[HeatCell]) -> Block:
    kept = tuple(values)
    begin, each = _places(sheet, len(kept))
    style = replace(sheet.styles.body, size=8.25, leading=11.0)
    name = sheet.width * _NAME - 6
    label = paragraph(node.child("TH", Scope="Row"), isolated(row.label), style, name, sheet.start)
    tall = max(_LEAST, label.height + 5)
    quiet = replace(style, colour=look.TEXT3)
    count = paragraph(node.child("TD"), str(row.n), quiet, _COUNT, sheet.end)
    cells: list[tuple[float, float, Block]] = [
        (0.0, name, _middle(label, tall)),
        (name, _COUNT, _middle(count, tall)),
    ]
    for at, cell in enumerate(kept):
        cells.append((begin + at * each, each - _GAP, _cell(node, cell, (each - _GAP, tall), style)))
    return sheet.beside(*cells, whole_below=200.0)


def _cell(node: Node, cell: HeatCell, size: tuple[float, float], style: Style) -> Block:
    wide, tall = size
    table_cell = node.child("TD")
    if cell.mean is None:
        table_cell.attributes["ActualText"] = cell.hidden
        return _Tinted(paragraph(table_cell, "–", style, wide, Align.CENTRE), wide, 0, tall)
    return _Tinted(paragraph(table_cell, cell.shown, style, wide, Align.CENTRE), wide, cell.tone, tall)


def _middle(block: Block, tall: float) -> Stack:
    return Stack((Space(max(0.0, (tall - _GAP - block.height) / 2)), block))
