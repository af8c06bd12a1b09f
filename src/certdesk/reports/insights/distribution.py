"""How teachers are placed, by criterion: bars around the standard, and the table with every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from certdesk.core.insights.figures import CohortFigures, CriterionFigures
from certdesk.core.insights.heat import show_mean_of
from certdesk.core.insights.sentences import no_level, percent, percent_of, plus_minus
from certdesk.core.judging import plain_number
from certdesk.core.scoring import show_number
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.insights.drawing import Canvas, figure, level_fill, natural_width, on, small
from certdesk.reports.look import Sheet
from certdesk.reports.sections import Column, Told, table
from certdesk.reports.tagged.blocks import Block
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.lines import Align
from certdesk.reports.text.runs import Style, isolated

_ROW, _BAR, _TOP = 21.0, 14.0, 34.0
_NAME, _RIGHT = 0.41, 62.0
_LABELLED = 13.0  # points: narrower parts of a bar have no number in them; the table has it
_MOST_COLUMNS = 5
_MOST_BARS = 26  # of one figure: more would not fit on a page
_UNBROKEN = "\u2011"  # a hyphen at which no line ends: codes such as U-BLANK stay whole


def distribution_charts(sheet: Sheet, root: Node, figures: CohortFigures) -> list[Block]:
    """Draw a bar for each criterion, from the standard to both sides, in several figures where there are many.

    One criterion at least has to be told.
    """
    shown = [one for one in figures.criteria if not one.hidden and one.levels]
    made: list[Block] = []
    for start in range(0, len(figures.criteria), _MOST_BARS):
        part = figures.criteria[start : start + _MOST_BARS]
        made.append(figure(sheet, root, _alt(part), _TOP + _ROW * len(part) + 4, _painter(part, shown)))
    return made


def _painter(part: Sequence[CriterionFigures], shown: Sequence[CriterionFigures]) -> Callable[[Canvas], None]:
    def paint(canvas: Canvas) -> None:
        _legend(canvas, shown[0])
        _bars(canvas, part, shown)

    return paint


def _alt(criteria: Sequence[CriterionFigures]) -> str:
    said = [
        _("{criterion}: {share} at standard or above").format(criterion=one.id, share=percent(one.at_standard))
        for one in criteria
        if one.at_standard is not None
    ]
    return _("Bars by criterion, from the standard to both sides. {list}.").format(list="; ".join(said))


def _legend(canvas: Canvas, one: CriterionFigures) -> None:
    style = small(canvas.sheet.styles.body, 8.0)
    names = [f"{plain_number(level.value)} {isolated(level.label)}" if level.label else plain_number(level.value)
             for level in one.levels]  # fmt: skip
    widths = [min(natural_width(name, style) + 2, 120.0) for name in names]
    if sum(widths) + 28 * len(names) > canvas.width:
        names = [plain_number(level.value) for level in one.levels]
        widths = [natural_width(name, style) + 2 for name in names]
    x = 0.0
    for place, (name, wide) in enumerate(zip(names, widths, strict=True)):
        if x + wide + 16 > canvas.width:
            break
        _segment(canvas, (x, 1.0, 10.0, 10.0), one, place)
        canvas.text(name, (x + 14, 0.0, wide), style)
        x += wide + 28


def _segment(canvas: Canvas, at: tuple[float, float, float, float], one: CriterionFigures, place: int) -> None:
    x, y, wide, high = at
    fill = level_fill(one, place)
    canvas.box(x, y, (wide, high), fill)
    if place == 0 and wide > 2:  # told apart without colour too
        canvas.hatched(x, y, (wide, high), look.PAPER, 5.0)


def _bars(canvas: Canvas, criteria: Sequence[CriterionFigures], shown: Sequence[CriterionFigures]) -> None:
    sheet, name_width = canvas.sheet, canvas.width * _NAME
    room = canvas.width - name_width - _RIGHT - 8
    below = max(_share(one, below=True) for one in shown)
    above = max(_share(one, below=False) for one in shown)
    unit = room / max(float(below + above), 0.01)
    middle = name_width + 4 + float(below) * unit
    quiet = small(sheet.styles.body, 7.5, look.TEXT3)
    if float(below) * unit > 62:
        canvas.text(_("below standard"), (middle - 104, 18.0, 100.0), quiet, sheet.end)
    canvas.text(_("at standard or above"), (middle + 4, 18.0, 110.0), quiet)
    for number, one in enumerate(criteria):
        y = _TOP + number * _ROW
        _name(canvas, one, (y, name_width))
        if one.hidden or not one.levels:
            canvas.text(one.hidden, (name_width + 4, y + 3, room), quiet)
            continue
        _bar(canvas, one, (middle, y, unit))
        if one.at_standard is not None:
            strong = small(sheet.styles.strong, 8.5)
            canvas.text(percent(one.at_standard), (canvas.width - _RIGHT, y + 2, 34.0), strong, sheet.end)
            canvas.text(plus_minus(one.at_standard), (canvas.width - 25, y + 2.5, 25.0), quiet)
    foot = _TOP + _ROW * len(criteria)
    canvas.line((middle, _TOP - 6), (middle, foot), look.TEXT, 1.1)


def _name(canvas: Canvas, one: CriterionFigures, place: tuple[float, float]) -> None:
    y, room = place
    strong, plain = small(canvas.sheet.styles.strong, 8.5), small(canvas.sheet.styles.body, 8.5, look.TEXT2)
    wide = min(natural_width(one.id, strong) + 1, room * 0.4)
    canvas.text(one.id, (0.0, y + 2, wide), strong)
    canvas.text(isolated(one.title), (wide + 4, y + 2, room - wide - 6), plain)


def _bar(canvas: Canvas, one: CriterionFigures, at: tuple[float, float, float]) -> None:
    middle, y, unit = at
    style = small(canvas.sheet.styles.medium, 7.5)
    x = middle - float(_share(one, below=True)) * unit
    for place, level in enumerate(one.levels):
        wide = float(level.share) * unit
        if not level.count:
            continue
        gap = 0.6 if wide > 2 else 0.0
        _segment(canvas, (x, y, wide - gap, _BAR), one, place)
        if wide >= _LABELLED:
            fill = level_fill(one, place)
            words = show_number(level.share * 100, 0)
            if place == 0:
                canvas.box(x + wide / 2 - 7, y + 2, (14.0 - gap, _BAR - 4), fill)
            canvas.text(words, (x, y + 1.6, wide - gap), replace(style, colour=on(fill)), Align.CENTRE)
        x += wide


def _share(one: CriterionFigures, *, below: bool) -> Fraction:
    return sum((level.share for level in one.levels if level.below is below), Fraction(0))


def distribution_table(sheet: Sheet, root: Node, figures: CohortFigures) -> Block:
    """Make the table of counts and shares by level, with the marks that have none kept apart."""
    kind = replace(sheet.styles.body, size=8.0, leading=11.0)
    quiet = replace(kind, colour=look.TEXT3)
    strong = replace(sheet.styles.strong, size=8.0, leading=11.0)
    first = next((one for one in figures.criteria if one.levels), None)
    levels = len(first.levels) if first else 0
    alike = all(not one.levels or _labels(one) == _labels(first) for one in figures.criteria)
    spread = alike and 0 < levels <= _MOST_COLUMNS
    each = 0.30 / levels if spread else 0.30
    heads = [plain_number(level.value) for level in first.levels] if first and spread else [_("Levels")]
    columns = [
        Column(_("Criterion"), 0.235),
        Column("n", 0.065),
        *(Column(head, each) for head in heads),
        Column(_("Without a level"), 0.18),
        Column(_("Mean"), 0.11),
        Column(_("At standard"), 0.11),
    ]
    rows: list[list[Told]] = []
    for one in figures.criteria:
        name: Told = ((f"{one.id} {isolated(one.title)}", kind),)
        if one.hidden:
            blank: list[Told] = [() for _head in heads]
            rows.append([name, (("–", quiet),), *blank, ((one.hidden, quiet),), (("–", quiet),), (("–", quiet),)])
            continue
        cells = _levels(one, (kind, quiet), spread=spread)
        at = one.at_standard
        rows.append(
            [
                name,
                ((str(one.n), kind),),
                *cells,
                ((no_level(one).replace("-", _UNBROKEN) or "–", quiet),),
                _mean(one, (kind, quiet)),
                ((percent(at), strong), (plus_minus(at), quiet)) if at else (("–", quiet),),
            ]
        )
    return table(sheet, root, columns, rows)


def _levels(one: CriterionFigures, styles: tuple[Style, Style], *, spread: bool) -> list[Told]:
    """Return how often each level was given: in a cell each, or all in one where there are too many."""
    kind, quiet = styles
    told = [(level.value, level.count, percent_of(level.share)) for level in one.levels]
    if spread:
        return [((str(count), kind), (share, quiet)) for _value, count, share in told]
    return [((", ".join(f"{plain_number(value)}: {count} ({share})" for value, count, share in told), kind),)]


def _mean(one: CriterionFigures, styles: tuple[Style, Style]) -> Told:
    if one.mean is None:
        return (("–", styles[1]),)
    shown = ((show_mean_of(one.mean, one.standard), styles[0]),)
    between = one.mean_interval
    if between is None:
        return shown
    return (*shown, (_("{low} to {high}").format(low=f"{between.low:.1f}", high=f"{between.high:.1f}"), styles[1]))


def _labels(one: CriterionFigures | None) -> tuple[Fraction, ...]:
    return tuple(level.value for level in one.levels) if one else ()
