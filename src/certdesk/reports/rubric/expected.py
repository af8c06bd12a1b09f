"""What is expected of the evidence for each criterion, what to look for, and what limits the level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core.expectations import cap_in_words, evidence_name, rule_in_words
from certdesk.core.rubric import Criterion
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.rubric.leaf import Leaf, at_size
from certdesk.reports.tagged.blocks import Block, Drawing, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Ruled, Stack, Table, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style, isolated

Pair = tuple[Criterion, Criterion | None]
_FIRST, _GAP, _BULLET = 0.2, 18.0, 9.0
_ROW_WHOLE = 300.0
_HEADS = ("expected-criterion", "expected-evidence", "expected-look")


def expectations(leaf: Leaf) -> list[Block | Together]:
    """Make the table of what is expected, of the criteria that say anything about it."""
    others = {each.id: each for each in leaf.beside.criteria} if leaf.beside else {}
    pairs = [(each, others.get(each.id)) for each in leaf.rubric.criteria if _says_anything(each)]
    if not pairs:
        return []
    title = _("Evidence, and what to look for")
    head = paragraph(leaf.root.heading(2, title), title, leaf.sheet.styles.heading, leaf.sheet.width, leaf.sheet.start)
    table = leaf.root.child("Table")
    heads = _head(leaf, table.child("THead").child("TR"))
    body = table.child("TBody")
    rows = tuple(_row(leaf, pair, body.child("TR")) for pair in pairs)
    return [Together(head, 4, Table(heads, _head(leaf, None), rows), 70.0), Space(18)]


def _says_anything(criterion: Criterion) -> bool:
    return bool(
        criterion.required or criterion.accepted or criterion.sufficiency or criterion.look_for or criterion.caps
    )


def _columns(leaf: Leaf) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    first = leaf.sheet.width * _FIRST
    rest = leaf.sheet.width - first - _GAP
    evidence = rest * 0.56
    return (0.0, first - 12), (first, evidence), (first + evidence + _GAP, rest - evidence)


def _head(leaf: Leaf, row: Node | None) -> Block:
    cells = []
    titles = (_("Criterion"), _("Evidence"), _("What to look for"))
    for name, title, (x, width) in zip(_HEADS, titles, _columns(leaf), strict=True):
        node = row.child("TH", Scope="Column", ID=name) if row else None
        cells.append((x, width, paragraph(node, title, leaf.sheet.styles.medium, width, leaf.sheet.start)))
    return Stack((leaf.sheet.beside(*cells), Space(3), rule(leaf.sheet.width, look.CONTROL)))


def _row(leaf: Leaf, pair: Pair, row: Node) -> Block:
    (criterion, other), (first, evidence, seen) = pair, _columns(leaf)
    name = f"expected-{criterion.id}"
    style = at_size(leaf.sheet.styles.body, 8.6, 12.0)
    strong = at_size(leaf.sheet.styles.strong, 8.6, 12.0)
    head = row.child("TH", Scope="Row", ID=name, Headers=(_HEADS[0],))
    title = f"{criterion.id}\u2002{isolated(criterion.title)}"
    left = paragraph(head.child("P"), title, strong, first[1], leaf.sheet.start)
    middle = row.child("TD", Headers=(_HEADS[1], name))
    last = row.child("TD", Headers=(_HEADS[2], name))
    row_ = leaf.sheet.beside(
        (0, first[1], left),
        (evidence[0], evidence[1], _evidence(leaf, pair, middle, (evidence[1], style))),
        (seen[0], seen[1], _look_for(leaf, (criterion, other), last, (seen[1], style))),
        whole_below=_ROW_WHOLE,
    )
    return Ruled(row_, leaf.sheet.width, look.LINE, (6.0, 6.0))


def _evidence(leaf: Leaf, pair: Pair, node: Node, place: tuple[float, Style]) -> Stack:
    (criterion, other), (width, style) = pair, place
    blocks: list[Block] = []
    if criterion.required:
        seconds = [rule_in_words(each, leaf.names) if each.note else "" for each in other.required] if other else []
        told = [rule_in_words(each, leaf.names) for each in criterion.required]
        blocks.append(bullets(leaf, node, _zipped(told, seconds), place))
    if criterion.accepted:
        names = ", ".join(isolated(evidence_name(each, leaf.names)) for each in criterion.accepted)
        quiet = replace(style, colour=look.TEXT2)
        blocks.append(
            paragraph(node.child("P"), _("Also accepted: {kinds}").format(kinds=names), quiet, width, leaf.sheet.start)
        )
    said = leaf.said(node, (criterion.sufficiency, other.sufficiency if other else ""), style, width)
    blocks += [said] if said.parts else []
    warned = replace(style, colour=look.WARN)
    seconds = [cap_in_words(each) for each in other.caps] if other else []
    for text in _zipped([cap_in_words(each) for each in criterion.caps], seconds):
        blocks.append(leaf.said(node, text, warned, width))
    return Stack(spaced(blocks, 3))


def _look_for(leaf: Leaf, pair: Pair, node: Node, place: tuple[float, Style]) -> Stack:
    criterion, other = pair
    if not criterion.look_for:
        return Stack(())
    return Stack((bullets(leaf, node, _zipped(criterion.look_for, other.look_for if other else ()), place),))


def _zipped(first: Iterable[str], second: Iterable[str]) -> list[tuple[str, str]]:
    texts, others = list(first), list(second)
    others += [""] * (len(texts) - len(others))
    return list(zip(texts, others, strict=False))


def bullets(leaf: Leaf, node: Node, texts: Iterable[tuple[str, str]], place: tuple[float, Style]) -> Stack:
    """Make a list with a dot before each text; the same in the second language stands below each."""
    listed, (width, style) = node.child("L"), place
    room = width - _BULLET
    middle = style.leading / 2
    rows = []
    for text in texts:
        dot = Drawing(_BULLET, style.leading, lambda pen, x, y: pen.circle((x + 2.5, y + middle), 1.2, fill=look.TEXT2))
        said = leaf.said(listed.child("LI").child("LBody"), text, style, room, begins=True)
        rows.append(leaf.sheet.beside((0, _BULLET, dot), (_BULLET, room, said), within=width))
    return Stack(spaced(rows, 1.5))
