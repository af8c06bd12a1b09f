"""How a printed rubric names a criterion: id and title, the question behind it, and what it weighs."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.expectations import standing_in_words
from certdesk.core.rubric import Criterion
from certdesk.reports import look
from certdesk.reports.rubric.leaf import Leaf, at_size
from certdesk.reports.tagged.blocks import Block, Space, paragraph
from certdesk.reports.tagged.boxes import Stack
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style, isolated


def who(leaf: Leaf, pair: tuple[Criterion, Criterion | None], node: Node, place: tuple[float, Style]) -> Stack:
    """Name a criterion: id and title, the question behind it, and what it weighs."""
    (criterion, other), (width, style), kind = pair, place, leaf.sheet.styles
    strong = replace(at_size(kind.strong, style.size + 0.3, style.leading), even=False)
    title = node.child("P")
    title.outline = (2, f"{criterion.id} {criterion.title}")
    small = at_size(kind.small, min(style.size, 8.0), min(style.leading, 11.0))
    facts = replace(small, colour=look.WARN if criterion.critical else look.TEXT2, family=kind.medium.family)
    parts: list[Block] = [
        paragraph(title, f"{criterion.id}\u2002{isolated(criterion.title)}", strong, width, leaf.sheet.start),
        leaf.said(
            node, ("", other.title if other else ""), replace(strong, family=kind.body.family), width, begins=True
        ),
        Space(1.5),
        paragraph(node.child("P"), standing_in_words(leaf.rubric, criterion), facts, width, leaf.sheet.start),
    ]
    question = leaf.said(node, (criterion.question, other.question if other else ""), small, width)
    if question.parts:
        parts += [Space(3), question]
    if criterion.alignments:
        codes = ", ".join(isolated(f"{each.framework} {each.code}".strip()) for each in criterion.alignments)
        parts += [Space(3), paragraph(node.child("P"), codes, small, width, leaf.sheet.start)]
    return Stack(tuple(parts))
