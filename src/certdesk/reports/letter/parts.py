"""The parts of a decision letter, from the letterhead to the signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from certdesk.core.documents import DecisionLetter
from certdesk.core.words import _
from certdesk.reports import look
from certdesk.reports.dates import in_words
from certdesk.reports.look import Sheet
from certdesk.reports.sections import body, bullets
from certdesk.reports.signature_panel import lead_signs
from certdesk.reports.tagged.blocks import Block, Paragraph, Space, paragraph, rule
from certdesk.reports.tagged.boxes import Panel, Stack
from certdesk.reports.tagged.flow import Together
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Style, isolated

_PAD = (16.0, 11.0)
_LEAST = 40.0  # points of a list that must stand under its heading


def opening(sheet: Sheet, letter: DecisionLetter, root: Node) -> list[Block]:
    """Make the letterhead, the address, the result and the first sentences."""
    kind = sheet.styles
    name = isolated(letter.candidate_name)
    greeting = _("Dear {name},").format(name=name) if letter.candidate_name else _("Dear colleague,")
    return [
        *_letterhead(sheet, letter, root),
        _address(sheet, letter, root),
        Space(22),
        _title(sheet, root),
        Space(8),
        _result(sheet, letter, root),
        Space(14),
        paragraph(root.child("P"), greeting, kind.body, sheet.width, sheet.start),
        Space(7),
        body(sheet, root, letter.opening, replace(kind.body, size=kind.body.size + 0.5, leading=kind.body.leading + 1)),
    ]


def _letterhead(sheet: Sheet, letter: DecisionLetter, root: Node) -> list[Block]:
    kind = sheet.styles
    programme = replace(kind.heading, size=14.0, leading=19.0, colour=look.TEAL_DEEP)
    parts: list[Block] = [paragraph(root.child("P"), letter.programme, programme, sheet.width, sheet.start)]
    if letter.cohort:
        cohort = _("Cohort {cohort}").format(cohort=isolated(letter.cohort))
        parts.append(paragraph(root.child("P"), cohort, kind.quiet, sheet.width, sheet.start))
    return [*parts, Space(9), rule(sheet.width, look.TEAL_DEEP, 1.2), Space(20)]


def _address(sheet: Sheet, letter: DecisionLetter, root: Node) -> Block:
    """Name the reader where an envelope's window would be, and on the other side the date and what it is about."""
    kind, width = sheet.styles, (sheet.width - 24) / 2
    to = ((letter.candidate_name, kind.strong), (letter.candidate_school, kind.body))
    code = _("Portfolio {code}").format(code=isolated(letter.portfolio_code))
    about = ((in_words(letter.signer.signed_at), kind.body), (code, kind.quiet), (letter.portfolio_title, kind.quiet))
    start = Stack(tuple(_lines(root, to, (width, sheet), end=False)))
    end = Stack(tuple(_lines(root, about, (width, sheet), end=True)))
    return sheet.beside((0, width, start), (sheet.width - width, width, end))


def _lines(
    root: Node, told: Iterable[tuple[str, Style]], where: tuple[float, Sheet], *, end: bool
) -> Iterable[Paragraph]:
    width, sheet = where
    side = sheet.end if end else sheet.start
    return [paragraph(root.child("P"), text, style, width, side) for text, style in told if text]


def _title(sheet: Sheet, root: Node) -> Block:
    title = _("Result of your portfolio")
    return paragraph(root.heading(1, title), title, sheet.styles.title, sheet.width, sheet.start)


def _result(sheet: Sheet, letter: DecisionLetter, root: Node) -> Panel:
    fill, line, text = (
        (look.TEAL_SOFT, look.TEAL, look.TEAL_DEEP)
        if letter.certifies
        else (look.AMBER_SOFT, look.AMBER, look.AMBER_TEXT)
    )
    width = sheet.width - 2 * _PAD[0]
    style = replace(sheet.styles.result, size=17.0, leading=24.0, colour=text)
    rubric = f"{letter.rubric_title} {letter.rubric_version}"
    outcome = paragraph(root.child("P"), letter.outcome_label, style, width, sheet.start)
    return Panel(
        Stack((outcome, paragraph(root.child("P"), rubric, sheet.styles.quiet, width, sheet.start))),
        sheet.width, fill, line, _PAD,
    )  # fmt: skip


def what_follows(sheet: Sheet, letter: DecisionLetter, root: Node) -> list[Block | Together]:
    """Make the lists: why, what to hand in again, and what can be done now; and how to appeal."""
    story: list[Block | Together] = []
    lists = (
        (_("Why this is the result"), letter.reasons),
        (_("What to hand in again"), letter.resubmit),
        (_("What you can do now"), letter.next_steps),
    )
    for title, texts in lists:
        if texts:
            head = _head(sheet, root, title)
            story += [Space(13), Together(head, 3, bullets(sheet, root, texts), _LEAST)]
    if letter.appeal:
        head = _head(sheet, root, _("If you disagree"))
        story += [Space(13), Together(head, 3, body(sheet, root, letter.appeal), _LEAST)]
    return story


def _head(sheet: Sheet, root: Node, title: str) -> Block:
    style = replace(sheet.styles.strong, size=sheet.styles.strong.size + 1)
    return paragraph(root.heading(2, title), title, style, sheet.width, sheet.start)


def closing(sheet: Sheet, letter: DecisionLetter, root: Node) -> list[Block | Together]:
    """Make the last sentence, the greeting and the panel of the signature, all on one page."""
    words = [body(sheet, root, letter.closing), Space(7)] if letter.closing else []
    greeting = paragraph(root.child("P"), _("Yours sincerely,"), sheet.styles.body, sheet.width, sheet.start)
    return [Space(14), Together(Stack((*words, greeting)), 9, lead_signs(sheet, letter.signer, root))]
