"""The top of the first page: what the rubric is called, what it is for, and what its levels mean."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.marks import LevelGiven
from certdesk.core.printed import is_seen
from certdesk.core.rubric import Level, Rubric
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.level_marks import level_digits, mark_shape
from certdesk.reports.rubric.leaf import Leaf
from certdesk.reports.tagged.blocks import Block, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Panel, Row, Stack, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

_DISC, _GAP, _LEAST = 12.0, 8.0, 128.0
_PAD = (10.0, 7.0)
_MOST_BESIDE = 6


def title_of(rubric: Rubric) -> str:
    """Return the title, or words in its place where nothing of it could be seen on paper."""
    return rubric.title.strip() if is_seen(rubric.title) else _("Rubric without a title")


def heading(leaf: Leaf, standing: str) -> list[Block | Together]:
    """Make the head: rubric and title, at the other end version and standing; below, what it is for and for whom."""
    sheet, kind = leaf.sheet, leaf.sheet.styles
    wide, narrow = sheet.width * 0.72, sheet.width * 0.26
    title = title_of(leaf.rubric)
    other = leaf.beside.title if leaf.beside else ""
    name = paragraph(leaf.root.heading(1, title), title, kind.title, wide, sheet.start)
    second = leaf.said(leaf.root, ("", other if other != title else ""), kind.heading, wide, begins=True)
    about = paragraph(leaf.root.child("P"), standing, kind.quiet, narrow, sheet.end)
    left = Stack((name, second))
    row = sheet.beside(
        (0, wide, left),
        (sheet.width - narrow, narrow, Stack((Space(max(0.0, name.height - about.height - 4)), about))),
    )
    blocks: list[Block | Together] = [row, Space(7), rule(sheet.width, look.TEXT, 1.2), Space(10)]
    for texts, style in (
        (tuple(each.purpose for each in leaf.whole_rubrics), kind.body),
        (tuple(each.audience for each in leaf.whole_rubrics), kind.quiet),
    ):
        said = leaf.measured((texts[0], texts[-1]), style)
        if said.height:
            blocks += [said, Space(4)]
    return [*blocks, Space(8)]


def levels(leaf: Leaf) -> list[Block | Together]:
    """Show the scale: each level as disc, digit and word, with what it means, and which of them is the standard."""
    scale = leaf.rubric.scale
    if not scale.levels:
        return []
    title = _("Levels")
    head = paragraph(leaf.root.heading(2, title), title, leaf.sheet.styles.heading, leaf.sheet.width, leaf.sheet.start)
    listed = leaf.root.child("L")
    count = _beside_each_other(leaf.sheet.width, len(scale.levels))
    width = (leaf.sheet.width - (count - 1) * _GAP) / count
    inner = [_level(leaf, listed.child("LI").child("LBody"), number, width) for number in range(len(scale.levels))]
    rows = [_row(leaf, inner[at : at + count], width) for at in range(0, len(inner), count)]
    return [Together(head, 4, Stack(spaced(rows, _GAP)), 40.0), Space(16)]


def _beside_each_other(width: float, levels: int) -> int:
    """Say how many levels stand side by side, so that rows are about equally full."""
    most = max(1, min(_MOST_BESIDE, int((width + _GAP) // (_LEAST + _GAP))))
    rows = -(-levels // most)
    return -(-levels // rows)


def _row(leaf: Leaf, inner: list[tuple[Level, Stack]], width: float) -> Row:
    tall = max(stack.height for _level, stack in inner) + 2 * _PAD[1]
    parts = []
    for place, (level, stack) in enumerate(inner):
        standard = level.value == leaf.rubric.scale.standard
        fill, stroke = (look.TEAL_SOFT, look.TEAL) if standard else (look.WARM, look.LINE)
        parts.append((place * (width + _GAP), width, Panel(stack, width, fill, stroke, _PAD, tall)))
    return leaf.sheet.beside(*parts, whole_below=200.0)


def _level(leaf: Leaf, node: Node, number: int, width: float) -> tuple[Level, Stack]:
    kind, room = leaf.sheet.styles, width - 2 * _PAD[0]
    level = leaf.rubric.scale.levels[number]
    other = leaf.beside.scale.levels[number] if leaf.beside else level
    name = level_name(leaf, node, (level, other), room)
    parts: list[Block] = [name]
    if level.value == leaf.rubric.scale.standard:
        style = replace(kind.small, colour=look.TEAL_TEXT, family=kind.medium.family)
        parts.append(paragraph(node.child("P"), _("The standard"), style, room, leaf.sheet.start))
    meaning = leaf.said(node, (level.meaning, other.meaning), kind.small, room)
    if meaning.parts:
        parts += [Space(2), meaning]
    return level, Stack(tuple(parts))


def level_name(leaf: Leaf, node: Node, pair: tuple[Level, Level], width: float) -> Row:
    """Make disc, digit and label of a level on one line."""
    kind, (level, other) = leaf.sheet.styles, pair
    room = width - _DISC - 5
    digits = level_digits(level.value)
    told = f"{digits}\u2002{isolated(level.label)}" if level.label else digits
    words = leaf.said(node, (told, other.label if other.label != level.label else ""), kind.strong, room, begins=True)
    shape = Stack(
        (Space((kind.strong.leading - _DISC) / 2), mark_shape(LevelGiven(level.value), leaf.rubric.scale, _DISC))
    )
    return leaf.sheet.beside((0, _DISC, shape), (_DISC + 5, room, words), within=width)
