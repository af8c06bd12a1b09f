"""What documents are made of: a head, titled sections, bullets, numbered steps and tables of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from certdesk.reports import look
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Block, Drawing, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Ruled, Stack, Table, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style

BULLET = 12.0
SECTION_GAP = 18.0
LEAST = 56.0
"""Points of a section that must stand under its heading, or all of it."""
_RIGHT_SHARE = 0.38
_HEAD_GAP = 24.0
_COLUMN_GAP = 12.0
_ROW_WHOLE = 160.0  # points: rows up to this height stay on one page


def document_head(
    sheet: Sheet, root: Node, left: tuple[str, str], right: Iterable[tuple[str, Style]], level: int = 1
) -> list[Block]:
    """Make the head of a first page: a quiet line and the title, and at the other side a few lines in given styles.

    ``level`` is that of the title: 1, or 2 where several documents are bound together.
    """
    kind, right_width = sheet.styles, sheet.width * _RIGHT_SHARE
    above, title = left
    first, heading = root.child("P") if above else None, root.heading(level, title)
    told = [paragraph(root.child("P"), text, style, right_width, sheet.end) for text, style in right if text]
    right_width = min(right_width, max((part.natural_width for part in told), default=0.0) + 1)
    told = [replace(part, width=right_width) for part in told]
    left_width = sheet.width - right_width - _HEAD_GAP
    lines = [paragraph(first, above, kind.quiet, left_width, sheet.start)] if above else []
    lines.append(paragraph(heading, title, kind.title, left_width, sheet.start))
    start, end = Stack(tuple(lines)), Stack(tuple(told))
    height = max(start.height, end.height)
    row = sheet.beside(
        (0, left_width, _at_foot(start, height)), (sheet.width - right_width, right_width, _at_foot(end, height))
    )
    return [row, Space(9), rule(sheet.width, look.TEXT, 1.2), Space(14)]


def section(sheet: Sheet, root: Node, title: str, level: int = 2) -> Block:
    """Make the heading of a section."""
    return paragraph(root.heading(level, title), title, sheet.styles.heading, sheet.width, sheet.start)


def under(head: Block, content: Iterable[Block]) -> list[Block | Together]:
    """Put a section's content under its heading, beginning on the same page."""
    return [Space(SECTION_GAP), Together(head, 4, Stack(tuple(content)), LEAST)]


def body(sheet: Sheet, root: Node, text: str, style: Style | None = None) -> Block:
    """Make a paragraph across the page, in the direction of its own letters."""
    return paragraph(root.child("P"), text, style or sheet.styles.body, sheet.width, None)


def bullets(sheet: Sheet, root: Node, texts: Iterable[str]) -> Stack:
    """Make a list with dots."""
    listed, width, leading = root.child("L"), sheet.width - BULLET, sheet.styles.body.leading
    rows = []
    for text in texts:
        item = listed.child("LI")
        dot = Drawing(BULLET, leading, lambda pen, x, y: pen.circle((x + 4, y + leading / 2), 1.4, fill=look.TEXT2))
        words = paragraph(item.child("LBody"), text, sheet.styles.body, width, sheet.start)
        rows.append(sheet.beside((0, BULLET, dot), (BULLET, width, words)))
    return Stack(spaced(rows, 2))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and its share of the page's width."""

    title: str
    share: float


Told = tuple[tuple[str, Style], ...]
"""What stands in a cell: paragraphs, each with its style."""


def table(sheet: Sheet, root: Node, columns: Sequence[Column], rows: Iterable[Sequence[Told]]) -> Table:
    """Make a table whose first column names the rows; its head stands again on every page that it goes on to."""
    made, places = root.child("Table"), _places(sheet, columns)
    head = _heads(sheet, made.child("THead").child("TR"), columns, places)
    ground = made.child("TBody")
    return Table(head, _heads(sheet, None, columns, places), tuple(_row(sheet, ground, row, places) for row in rows))


def facts(sheet: Sheet, root: Node, pairs: Iterable[tuple[str, str]]) -> Stack:
    """Make a table of names and what belongs to them; each name is the head of its row."""
    ground = root.child("Table").child("TBody")
    named, said = replace(sheet.styles.body, colour=look.TEXT2), sheet.styles.body
    places = _places(sheet, (Column("", 0.3), Column("", 0.7)))
    rows = [_row(sheet, ground, (((name, named),), ((value or "–", said),)), places) for name, value in pairs]
    return Stack((rule(sheet.width, look.LINE), *rows))


def _places(sheet: Sheet, columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Return start and width of each column."""
    starts = [0.0, *accumulate(column.share * sheet.width for column in columns)]
    return [(start, end - start - _COLUMN_GAP) for start, end in pairwise(starts)]


def _heads(sheet: Sheet, row: Node | None, columns: Sequence[Column], places: list[tuple[float, float]]) -> Stack:
    cells = []
    for column, (x, width) in zip(columns, places, strict=True):
        node = row.child("TH", Scope="Column") if row else None
        cells.append((x, width, paragraph(node, column.title, sheet.styles.medium, width, sheet.start)))
    return Stack((sheet.beside(*cells), Space(4), rule(sheet.width, look.CONTROL)))


def _row(sheet: Sheet, ground: Node, row: Sequence[Told], places: list[tuple[float, float]]) -> Ruled:
    node, cells = ground.child("TR"), []
    for number, (told, (x, width)) in enumerate(zip(row, places, strict=True)):
        cell = node.child("TD") if number else node.child("TH", Scope="Row")
        parts = [paragraph(cell.child("P"), text, style, width, sheet.start) for text, style in told if text]
        cells.append((x, width, Stack(tuple(parts))))
    return Ruled(sheet.beside(*cells, whole_below=_ROW_WHOLE), sheet.width, look.LINE, (5.0, 4.5))


def _at_foot(block: Block, height: float) -> Stack:
    return Stack((Space(height - block.height), block))
