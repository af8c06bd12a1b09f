"""The parts that all designs share: statement, facts in columns, small print, logo, seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from certdesk.core.words import _
from certdesk.reports.certificate.pictures import Printed, printed
from certdesk.reports.certificate.sheet import Sheet
from certdesk.reports.certificate.wording import replaced
from certdesk.reports.tagged.blocks import Block, Paragraph, Space
from certdesk.reports.tagged.boxes import Cell, Row, Stack
from certdesk.reports.tagged.pen import Pen, Point
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.faces import Family
from certdesk.reports.text.runs import Span, Style

_STRONGER = {Family.SERIF: Family.SERIF_BOLD, Family.BODY: Family.STRONG}


def statement_spans(sheet: Sheet, style: Style) -> list[Span]:
    """Return the statement in its style, in lines of about the same length; the title in it, if named, is bold."""
    style = replace(style, even=True)
    bold = replace(style, family=_STRONGER[style.family])
    return [Span(text, bold if strong else style) for text, strong in sheet.wording.statement]


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Lines at the foot of the page."""

    lines: Stack
    width: float

    @property
    def height(self) -> float:
        """The height of all lines."""
        return self.lines.height

    @property
    def to_baseline(self) -> float:
        """The height down to the baseline of the last line."""
        last = self.lines.parts[-1] if self.lines.parts else None
        return self.height - (last.under_baseline if isinstance(last, Paragraph) else 0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the lines."""
        self.lines.draw(pen, x, y)


def small_print(sheet: Sheet, width: float, *, facts: bool, extra: Sequence[str] = ()) -> SmallPrint:
    """Set the small print; with ``facts`` it tells dates, number and rubric too, else only what was replaced."""
    style = sheet.style(Family.BODY, 9, 13.5, sheet.quiet)
    first = sheet.wording.facts if facts else (*extra, *replaced(sheet.text))
    lines = (*first, *sheet.wording.small_print)
    return SmallPrint(Stack(tuple(sheet.set(sheet.root.child("P"), line, style, width) for line in lines)), width)


def fact_row(sheet: Sheet, facts: Sequence[tuple[str, str]], styles: tuple[Style, Style], width: float) -> Block:
    """Set facts beside each other, the name of each over it, in as many rows as they need."""
    gap = 26 * sheet.scale
    rows: list[list[Cell]] = [[]]
    used = 0.0
    for block in _on_one_baseline([_fact(sheet, name, value, styles, width) for name, value in facts]):
        wide = max(line.natural_width for line in block.parts if isinstance(line, Paragraph))
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        # A cell is as wide as the whole row, so it begins further left where lines begin at the right.
        rows[-1].append(Cell(-used if sheet.rtl else used, block))
        used += wide + gap
    parts: list[Block] = []
    for row in rows:
        parts += [Space(8 * sheet.scale)] if parts else []
        parts.append(Row(tuple(row)))
    return Stack(tuple(parts))


def _fact(sheet: Sheet, name: str, value: str, styles: tuple[Style, Style], width: float) -> Stack:
    quiet, plain = styles
    return Stack(
        (sheet.set(sheet.root.child("P"), name, quiet, width), sheet.set(sheet.root.child("P"), value, plain, width))
    )


def _on_one_baseline(facts: list[Stack]) -> list[Stack]:
    """Let values whose script has taller lines stand on the same baseline as the others."""
    leadings = [[line.leading for line in fact.parts if isinstance(line, Paragraph)][-1] for fact in facts]
    tallest = max(leadings)
    return [
        Stack((*fact.parts[:-1], Space((tallest - leading) / 2), fact.parts[-1]))
        for fact, leading in zip(facts, leadings, strict=True)
    ]


def logo(sheet: Sheet, box: Point) -> tuple[Node, Printed] | None:
    """Fit the programme's logo into a box, if there is one."""
    if not sheet.design.logo:
        return None
    alt = sheet.design.logo_alt.strip() or _("Logo of {programme}").format(programme=_whose(sheet))
    return sheet.root.child("Figure", Alt=alt), printed(sheet.design.logo, _scaled(box, sheet.scale))


def seal_figure(sheet: Sheet, box: Point) -> tuple[Node, Printed] | None:
    """Fit the programme's seal into a box, if there is one."""
    if not sheet.design.seal:
        return None
    alt = _("Seal of {programme}").format(programme=_whose(sheet))
    return sheet.root.child("Figure", Alt=alt), printed(sheet.design.seal, box)


def _whose(sheet: Sheet) -> str:
    return sheet.text.programme or sheet.text.title


def _scaled(box: Point, scale: float) -> Point:
    return box[0] * scale, box[1] * scale
