"""The parts that the printed insights have in common, each a plain sentence, then the numbers, then the chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from certdesk.core.fields import shown
from certdesk.core.insights.figures import CohortFigures, HeatMap, Need, Offered
from certdesk.core.insights.sentences import (
    chosen_words,
    growth_sentence,
    headline,
    heat_sentence,
    need_sentence,
    offer_words,
    people_counted,
    percent,
    placed,
    range_of,
    strength_sentence,
)
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.dates import in_words
from certdesk.reports.insights.heat_table import heat_tables, legend
from certdesk.reports.look import Sheet
from certdesk.reports.sections import Column, Told, body, bullets, document_head, section, table, under
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Ruled, Stack, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Span, isolated

Story = list[Block | Together]


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that is being written: its sheet, the root of its structure, and the figures that it tells."""

    sheet: Sheet
    root: Node
    figures: CohortFigures


def opening(doc: Printed, title: str) -> Story:
    """Make the head, and a warning over what is not released."""
    figures, kind = doc.figures, doc.sheet.styles
    right = ((people_counted(figures), kind.label), (in_words(figures.made_at), replace(kind.quiet, even=True)))
    story: Story = [*document_head(doc.sheet, doc.root, (isolated(shown(figures.programme, 90)), title), right)]
    if not figures.released:
        text = _("Not released: candidates do not know these results yet. Do not pass this on.")
        said = paragraph(doc.root.child("P"), text, kind.strong, doc.sheet.width - 28, doc.sheet.start)
        story += [Panel(said, doc.sheet.width, look.WARN_SOFT, look.WARN_LINE, (14.0, 9.0)), Space(10)]
    chosen = chosen_words(figures)
    if chosen:
        text = _("Only {what}.").format(what=isolated(chosen))
        story += [body(doc.sheet, doc.root, text, kind.strong), Space(6)]
    if figures.hidden:
        story += [body(doc.sheet, doc.root, figures.hidden)]
    return story


def in_short(doc: Printed, sentences: Iterable[str]) -> Story:
    """Say the most important in a panel."""
    sheet, kind = doc.sheet, doc.sheet.styles
    said = [one for one in sentences if one]
    if not said:
        return []
    inner = replace(sheet, width=sheet.width - 32)
    first = paragraph(doc.root.child("P"), said[0], kind.strong, inner.width, sheet.start)
    rest = [bullets(inner, doc.root, said[1:])] if said[1:] else []
    block = Stack(spaced([first, *rest], 5))
    return [Panel(block, sheet.width, look.TEAL_SOFT, look.LINE, (16.0, 11.0))]


def summary_sentences(figures: CohortFigures) -> tuple[str, ...]:
    """Return what every document says first."""
    needs = figures.needs[:1]
    first = [
        _("The largest need is {criterion} {title}: {words}.").format(
            criterion=one.criterion, title=isolated(one.title), words=need_sentence(one)
        )
        for one in needs
    ]
    return (headline(figures), placed(figures), *first)


def outcomes(doc: Printed) -> Story:
    """Tell how many came to which outcome."""
    figures, kind = doc.figures, doc.sheet.styles
    if not figures.outcomes:
        return []
    columns = (
        Column(_("Outcome"), 0.46),
        Column(_("Teachers"), 0.16),
        Column(_("Share"), 0.14),
        Column(_("Margin"), 0.24),
    )
    rows: list[list[Told]] = [
        [
            ((isolated(one.label), kind.body),),
            ((f"{one.share.count} / {one.share.n}", kind.body),),
            ((percent(one.share), kind.strong),),
            ((range_of(one.share.interval), kind.quiet),),
        ]
        for one in figures.outcomes
    ]
    head = section(doc.sheet, doc.root, _("Outcomes"))
    return under(head, (table(doc.sheet, doc.root, columns, rows),))


def needs(doc: Printed, most: int = 99, offers: int = 99) -> Story:
    """Tell the areas of need with what could help."""
    chosen = doc.figures.needs[:most]
    if not chosen:
        return []
    head = section(doc.sheet, doc.root, _("Needs and what could help"))
    blocks = [_need(doc, one, offers) for one in chosen]
    return [Space(18), Together(head, 4, Stack((blocks[0],)), 40.0), *blocks[1:]]


def _need(doc: Printed, need: Need, offers: int) -> Block:
    sheet, kind = doc.sheet, doc.sheet.styles
    title = [
        Span(f"{need.criterion}\u2002", kind.strong),
        Span(f"{isolated(need.title)}. ", kind.body),
        Span(need_sentence(need), kind.quiet),
    ]
    parts: list[Block] = [paragraph(doc.root.child("P"), title, kind.body, sheet.width, sheet.start)]
    listed = doc.root.child("L") if need.offers else None
    if listed is not None:
        parts += [_offer(doc, listed, one) for one in need.offers[:offers]]
    else:
        text = _("The catalogue has nothing for this criterion yet.")
        parts.append(paragraph(doc.root.child("P"), text, kind.quiet, sheet.width, sheet.start))
    return Ruled(Stack(spaced(parts, 2)), sheet.width, look.LINE, (5.0, 6.0))


def _offer(doc: Printed, listed: Node, one: Offered) -> Block:
    sheet, kind, node = doc.sheet, doc.sheet.styles, listed.child("LI").child("LBody")
    wide = sheet.width - 16
    spans = [
        Span(f"→ {isolated(one.title)}" if not sheet.rtl else f"← {isolated(one.title)}", kind.body),
        Span(f"\u2003{isolated(offer_words(one))}", kind.quiet),
    ]
    return sheet.beside((16.0, wide, paragraph(node, spans, kind.body, wide, sheet.start)))


def strengths(doc: Printed) -> Story:
    """Tell what teachers are good at."""
    chosen = doc.figures.strengths
    if not chosen:
        return []
    said = [f"{one.criterion} {isolated(one.title)}: {strength_sentence(one)}" for one in chosen]
    return under(section(doc.sheet, doc.root, _("Strengths")), (bullets(doc.sheet, doc.root, said),))


def heat(doc: Printed, one: HeatMap) -> Story:
    """Tell a heat map."""
    if not one.columns:
        return []
    told = heat_sentence(one, doc.figures.smallest)
    head = section(doc.sheet, doc.root, one.title)
    said = paragraph(doc.root.child("P"), told, doc.sheet.styles.body, doc.sheet.width, doc.sheet.start)
    tables = heat_tables(doc.sheet, doc.root, one)
    first = Stack((head, Space(3), said, Space(6)))
    return [Space(18), Together(first, 0, tables[0], 70.0), *tables[1:], Space(4), legend(doc.sheet, doc.root, one)]


def growth(doc: Printed) -> Story:
    """Tell growth between attempts."""
    figures = doc.figures.growth
    return under(
        section(doc.sheet, doc.root, _("Growth between attempts")),
        (body(doc.sheet, doc.root, growth_sentence(figures)),),
    )


def notes(doc: Printed, texts: Sequence[str]) -> Story:
    """Say how the numbers were made."""
    if not texts:
        return []
    small = replace(doc.sheet, styles=replace(doc.sheet.styles, body=doc.sheet.styles.small))
    return under(section(doc.sheet, doc.root, _("How to read this")), (bullets(small, doc.root, texts),))
