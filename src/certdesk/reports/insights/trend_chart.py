"""Trends over cohorts: small charts with error bands, three in a row, and the table with every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from certdesk.core.insights.figures import TrendLine, Trends
from certdesk.core.insights.sentences import percent, range_of, trend_sentence
from certdesk.reports import look
from certdesk.reports.insights.drawing import Canvas, figure, small
from certdesk.reports.look import Sheet
from certdesk.reports.sections import Column, Told, table
from certdesk.reports.tagged.blocks import Block, Space
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import isolated

_ACROSS, _HIGH, _GAP = 3, 104.0, 16.0
_MOST_COHORTS = 6


def trend_charts(sheet: Sheet, root: Node, trends: Trends) -> list[Block]:
    """Draw a chart for each line, three beside each other; each cohort is a point with its interval."""
    lines = [line for line in trends.lines if any(point.share for point in line.points)]
    made: list[Block] = []
    for start in range(0, len(lines), _ACROSS):
        row = lines[start : start + _ACROSS]
        alt = " ".join(f"{_title(line)}: {trend_sentence(line)}" for line in row)
        made += [figure(sheet, root, alt, _HIGH, _painter(row)), Space(6)]
    return made


def _painter(row: Sequence[TrendLine]) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        wide = (canvas.width - _GAP * (_ACROSS - 1)) / _ACROSS
        for number, line in enumerate(row):
            _chart(canvas, line, number * (wide + _GAP), wide)

    return paint


def _chart(canvas: Canvas, line: TrendLine, x: float, wide: float) -> None:
    strong = small(canvas.sheet.styles.strong, 8.25)
    quiet = small(canvas.sheet.styles.body, 7.0, look.TEXT3)
    canvas.text(_title(line), (x, 0.0, wide), strong)
    left, top, foot = x + 22, 20.0, _HIGH - 22
    for share in (0.0, 0.5, 1.0):
        y = foot - share * (foot - top)
        canvas.line((left, y), (x + wide, y), look.LINE, 0.5)
        canvas.text(f"{share:.0%}".replace("%", ""), (x, y - 5, 18.0), quiet, canvas.sheet.end)
    points = line.points[-_MOST_COHORTS:]
    step = (x + wide - left) / len(points)
    before: tuple[float, float] | None = None
    for number, point in enumerate(points):
        middle = left + step * (number + 0.5)
        canvas.text(isolated(point.cohort), (middle - step / 2, foot + 4, step), quiet, Align.CENTRE)
        if point.share is None:
            canvas.text("–", (middle - 8, (top + foot) / 2 - 6, 16.0), quiet, Align.CENTRE)
            before = None
            continue
        at = (middle, foot - point.share.value * (foot - top))
        low, high = (foot - end * (foot - top) for end in (point.share.interval.low, point.share.interval.high))
        if before:
            canvas.line(before, at, look.TEAL, 1.2)
        canvas.line((middle, low), (middle, high), look.TEAL, 1.0)
        for end in (low, high):
            canvas.line((middle - 3, end), (middle + 3, end), look.TEAL, 1.0)
        canvas.pen.circle((canvas.at(middle), canvas.y + at[1]), 2.4, fill=look.TEAL_DEEP)
        before = at


def trend_table(sheet: Sheet, root: Node, trends: Trends) -> Block:
    """Make the table of all lines, with the newest cohorts that fit."""
    cohorts = trends.cohorts[-_MOST_COHORTS:]
    kind = replace(sheet.styles.body, size=8.0, leading=11.0)
    quiet = replace(kind, colour=look.TEXT3)
    each = 0.66 / max(len(cohorts), 1)
    columns = [Column("", 0.34), *(Column(isolated(name), each) for name in cohorts)]
    rows: list[list[Told]] = []
    for line in trends.lines:
        cells: list[Told] = [((_title(line), kind),)]
        for point in line.points[-_MOST_COHORTS:]:
            if point.share is None:
                cells.append(((point.hidden or "–", quiet),))
                continue
            said = f"{range_of(point.share.interval)}, n = {point.share.n}"
            cells.append(((percent(point.share), kind), (said, quiet)))
        rows.append(cells)
    return table(sheet, root, columns, rows)


def _title(line: TrendLine) -> str:
    return f"{line.criterion} {isolated(line.title)}" if line.criterion else line.title
