"""The end of a printed rubric: how the result is decided, the worked examples, and how long a certificate holds."""

from __future__ import annotations

from dataclasses import replace

from certdesk.core.examples import example_name
from certdesk.core.expectations import not_observed_in_words
from certdesk.core.outcome_sentences import banking_sentence, incomplete_sentences
from certdesk.core.rubric import Outcome, Rubric, WorkedExample
from certdesk.core.scoring import show_number
from certdesk.core.sentences import sentence
from certdesk.core.tokens import in_words
from certdesk.core.words import _, ngettext
from certdesk.reports import look
from certdesk.reports.rubric.expected import bullets
from certdesk.reports.rubric.leaf import Leaf, at_size
from certdesk.reports.tagged.blocks import Block, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Panel, Ruled, Stack, Table, spaced
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import isolated

_PAD, _GAP, _DOT = (12.0, 9.0), 12.0, 9.0
_MOST_COLUMNS, _NAME, _LAST = 14, 0.3, 0.26
_HEADS = ("example-name", "example-marks", "example-mean", "example-result")


def decision(leaf: Leaf) -> list[Block | Together]:
    """Write the rules: each outcome in its order with its conditions, then what makes a result incomplete."""
    outcomes = leaf.rubric.decision.outcomes
    title = _("How the result is decided")
    sheet = leaf.sheet
    head = paragraph(leaf.root.heading(2, title), title, sheet.styles.heading, sheet.width, sheet.start)
    parts: list[Block] = []
    if outcomes:
        order = _("The outcomes are tried in this order; the first whose conditions all hold is the result.")
        parts += [_plain(leaf, order), Space(6), *_outcomes(leaf, outcomes), Space(8)]
    else:
        parts += [_plain(leaf, _("This rubric gives no result: it has no decision rules.")), Space(4)]
    said = [in_words(each) for each in incomplete_sentences(leaf.rubric)]
    said.append(not_observed_in_words(leaf.rubric.scale))
    style = leaf.sheet.styles.body
    parts.append(bullets(leaf, leaf.root, [(text, "") for text in said], (sheet.width, style)))
    return [Together(head, 4, Stack(tuple(parts)), 80.0), Space(18)]


def _outcomes(leaf: Leaf, outcomes: tuple[Outcome, ...]) -> list[Block]:
    """Put two outcomes beside each other where there is room; their number says in which order they are tried."""
    sheet = leaf.sheet
    count = min(len(outcomes), 2 if sheet.width > 600 else 1)
    width = (sheet.width - (count - 1) * _GAP) / count
    listed = leaf.root.child("L", Numbering="Decimal")
    inner = [_outcome(leaf, listed.child("LI"), number, width - 2 * _PAD[0]) for number in range(len(outcomes))]
    rows: list[Block] = []
    for at in range(0, len(inner), count):
        pair = inner[at : at + count]
        tall = max(stack.height for stack, _certifies in pair) + 2 * _PAD[1]
        parts = []
        for place, (stack, certifies) in enumerate(pair):
            fill, stroke = (look.TEAL_SOFT, look.TEAL) if certifies else (look.WARM, look.LINE)
            parts.append((place * (width + _GAP), width, Panel(stack, width, fill, stroke, _PAD, tall)))
        rows.append(sheet.beside(*parts, whole_below=300.0))
    return list(spaced(rows, 8))


def _outcome(leaf: Leaf, item: Node, number: int, width: float) -> tuple[Stack, bool]:
    kind, outcome = leaf.sheet.styles, leaf.rubric.decision.outcomes[number]
    other = leaf.beside.decision.outcomes[number].label if leaf.beside else ""
    label = paragraph(item.child("Lbl"), f"{number + 1}.", kind.strong, 16, leaf.sheet.start)
    body = item.child("LBody")
    name = outcome.label or outcome.id
    told = name if other in ("", name) else f"{isolated(name)} / {isolated(other)}"
    title = paragraph(body.child("P"), told, kind.strong, width - 16, leaf.sheet.start)
    parts: list[Block] = [leaf.sheet.beside((0, 16, label), (16, width - 16, title), within=width), Space(2)]
    conditions = [in_words(sentence(each, leaf.rubric)) for each in outcome.conditions]
    if not conditions:
        otherwise = paragraph(body.child("P"), _("Otherwise."), kind.body, width - 16, leaf.sheet.start)
        parts.append(leaf.sheet.beside((16, width - 16, otherwise), within=width))
    else:
        made = bullets(leaf, body, [(_begun(text), "") for text in conditions], (width - 16, kind.body))
        parts.append(leaf.sheet.beside((16, width - 16, made), within=width))
    if outcome.banks_from is not None:
        quiet = replace(kind.small, colour=look.TEXT2)
        banked = _whole(in_words(banking_sentence(outcome)))
        kept = paragraph(body.child("P"), banked, quiet, width - 16, leaf.sheet.start)
        parts += [Space(3), leaf.sheet.beside((16, width - 16, kept), within=width)]
    return Stack(tuple(parts)), outcome.certifies


def examples(leaf: Leaf) -> list[Block | Together]:
    """Make the table of worked examples: the marks, the mean that they give, and the outcome."""
    if not leaf.rubric.examples:
        return []
    title = _("Worked examples")
    sheet = leaf.sheet
    head = paragraph(leaf.root.heading(2, title), title, sheet.styles.heading, sheet.width, sheet.start)
    table = leaf.root.child("Table")
    heads = _head(leaf, table.child("THead").child("TR"))
    body = table.child("TBody")
    rows = tuple(_example(leaf, number, each, body.child("TR")) for number, each in enumerate(leaf.rubric.examples))
    return [Together(head, 4, Table(heads, _head(leaf, None), rows), 60.0), Space(18)]


def _example_columns(leaf: Leaf) -> list[tuple[str, float, float]]:
    """Return names, places and widths: one narrow column for each criterion while there are few enough of them."""
    width, criteria = leaf.sheet.width, leaf.rubric.criteria
    name, last, mean = width * _NAME, width * _LAST, 48.0
    marks = width - name - last - mean
    columns = [(_HEADS[0], 0.0, name - 12)]
    if len(criteria) <= min(_MOST_COLUMNS, marks // 24):
        each = marks / max(1, len(criteria))
        columns += [(f"{_HEADS[1]}-{c.id}", name + number * each, each) for number, c in enumerate(criteria)]
    else:
        columns.append((_HEADS[1], name, marks - 12))
    return [*columns, (_HEADS[2], name + marks, mean - 8), (_HEADS[3], name + marks + mean, last)]


def _by_criterion(columns: list[tuple[str, float, float]]) -> bool:
    return columns[1][0] != _HEADS[1]


def _head(leaf: Leaf, row: Node | None) -> Block:
    columns = _example_columns(leaf)
    marks = [each.id for each in leaf.rubric.criteria] if _by_criterion(columns) else [_("Marks")]
    titles = [_("Example"), *marks, _("Mean"), _("Result")]
    cells = []
    for (name, x, width), title in zip(columns, titles, strict=True):
        node = row.child("TH", Scope="Column", ID=name) if row else None
        style = at_size(leaf.sheet.styles.medium, 8.6, 12.0)
        cells.append((x, width, paragraph(node, title, style, width, leaf.sheet.start)))
    return Stack((leaf.sheet.beside(*cells), Space(3), rule(leaf.sheet.width, look.CONTROL)))


def _example(leaf: Leaf, number: int, example: WorkedExample, row: Node) -> Block:
    columns, rubric = _example_columns(leaf), leaf.rubric
    style = replace(at_size(leaf.sheet.styles.body, 8.6, 12.0), tabular=True)
    marks = [example.marks.get(each.id, "") or "–" for each in rubric.criteria]
    if not _by_criterion(columns):
        marks = ["  ".join(f"{id_}\u00a0{mark}" for id_, mark in example.marks.items())]
    mean = show_number(example.mean, rubric.decision.display_decimals)
    texts = [example_name(example.name), *marks, mean, _label(rubric, example)]
    name = f"example-{number}"
    cells = []
    for place, ((column, x, width), text) in enumerate(zip(columns, texts, strict=True)):
        if place == 0:
            node = row.child("TH", Scope="Row", ID=name, Headers=(column,))
        else:
            node = row.child("TD", Headers=(column, name))
        shown = replace(style, family=leaf.sheet.styles.medium.family) if place == 0 else style
        cells.append((x, width, paragraph(node, text, shown, width, leaf.sheet.start)))
    return Ruled(leaf.sheet.beside(*cells, whole_below=200.0), leaf.sheet.width, look.LINE, (4.0, 4.0))


def _label(rubric: Rubric, example: WorkedExample) -> str:
    labels = {outcome.id: outcome.label for outcome in rubric.decision.outcomes}
    return labels.get(example.outcome, "") or example.outcome.replace("_", " ").capitalize()


def certificate(leaf: Leaf) -> list[Block | Together]:
    """Say how long a certificate holds and how it is renewed; nothing where no outcome gives one."""
    term = leaf.rubric.certificate
    if not any(outcome.certifies for outcome in leaf.rubric.decision.outcomes) or term.valid_years < 1:
        return []
    title = _("The certificate")
    sheet = leaf.sheet
    head = paragraph(leaf.root.heading(2, title), title, sheet.styles.heading, sheet.width, sheet.start)
    years = ngettext(
        "It is valid for {count} year from the day of issue.",
        "It is valid for {count} years from the day of issue.",
        term.valid_years,
    ).format(count=term.valid_years)
    if term.renewal_window_months:
        months = ngettext(
            "It can be renewed in its last {count} month.",
            "It can be renewed in its last {count} months.",
            term.renewal_window_months,
        )
        years = f"{years} {months.format(count=term.renewal_window_months)}"
    other = leaf.beside.certificate.renewal_route if leaf.beside else ""
    renewed = _("To renew it: {route}")
    first = renewed.format(route=term.renewal_route) if term.renewal_route.strip() else ""
    holds = _plain(leaf, years)  # made first, because it is read first
    route = leaf.measured((first, other), sheet.styles.body)
    tail = Stack((holds, Space(3), route)) if route.height else Stack((holds,))
    return [Together(head, 4, tail, 30.0)]


def _plain(leaf: Leaf, text: str) -> Block:
    return paragraph(leaf.root.child("P"), text, leaf.sheet.styles.body, leaf.sheet.width, leaf.sheet.start)


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _whole(text: str) -> str:
    return _("{sentence}.").format(sentence=_begun(text))
