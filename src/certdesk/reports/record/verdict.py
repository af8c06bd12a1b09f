"""The panel with a verdict: its word, its colour, its sign, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certdesk.core.documents import CheckRecord
from certdesk.reports import look
from certdesk.reports.look import Sheet
from certdesk.reports.tagged.blocks import Drawing, Space, paragraph
from certdesk.reports.tagged.boxes import Panel, Stack
from certdesk.reports.tagged.pen import Pen
from certdesk.reports.tagged.structure import Node
from certdesk.reports.text.runs import Colour

Strokes = tuple[tuple[tuple[float, float], ...], ...]
_SIGN, _SIGN_GAP = 34.0, 14.0
_PAD = (16.0, 13.0)
_GRID = 20
_CHECK: Strokes = (((5.6, 10.4), (8.8, 13.4), (14.4, 7.0)),)
_CROSS: Strokes = (((6.8, 6.8), (13.2, 13.2)), ((13.2, 6.8), (6.8, 13.2)))
_EXCLAMATION: Strokes = (((10.0, 5.2), (10.0, 11.2)), ((10.0, 14.4), (10.0, 14.5)))
_DASH: Strokes = (((6.2, 10.0), (13.8, 10.0)),)


@dataclass(frozen=True, slots=True)
class Tint:
    """How a verdict or a check looks: ground, border, text and sign."""

    fill: Colour
    line: Colour
    text: Colour
    strokes: Strokes


_GOOD = Tint(look.OK_SOFT, look.OK_LINE, look.OK, _CHECK)
_CARE = Tint(look.WARN_SOFT, look.WARN_LINE, look.WARN, _EXCLAMATION)
_OPEN = Tint(look.SUNKEN, look.CONTROL, look.TEXT2, _DASH)
_WRONG = Tint(look.BAD_SOFT, look.BAD_LINE, look.BAD, _CROSS)
_TINTS = {
    "genuine": _GOOD, "genuine_but": _CARE, "cannot_tell": _OPEN, "not_genuine": _WRONG,
    "passed": _GOOD, "warning": _CARE, "not_checked": _OPEN, "failed": _WRONG,
}  # fmt: skip


def tint(kind: str) -> Tint:
    """Return how a verdict or the outcome of a check looks; one that is not known is neither good nor bad."""
    return _TINTS.get(kind, _OPEN)


def verdict_panel(sheet: Sheet, record: CheckRecord, root: Node) -> Panel:
    """Make the panel: the sign, the verdict as a heading, and one paragraph of what it means."""
    shown, width = tint(record.verdict_kind), sheet.width - 2 * _PAD[0]
    text_width = width - _SIGN - _SIGN_GAP
    style = replace(sheet.styles.result, colour=shown.text)
    parts = [paragraph(root.heading(2, record.verdict), record.verdict, style, text_width, sheet.start)]
    if record.summary:
        parts += [paragraph(root.child("P"), record.summary, sheet.styles.body, text_width, None)]
    words = Stack(tuple(parts))
    drawn = Stack((Space(max(0.0, (min(words.height, 70.0) - _SIGN) / 2)), sign(shown, _SIGN)))
    inner = sheet.beside((0, _SIGN, drawn), (_SIGN + _SIGN_GAP, text_width, words), within=width)
    return Panel(inner, sheet.width, shown.fill, shown.line, _PAD)


def sign(shown: Tint, size: float) -> Drawing:
    """Make the round sign of a verdict. It is decoration: the word beside it says the same."""
    unit = size / _GRID

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.circle((x + size / 2, y + size / 2), size / 2, fill=shown.text)
        moved = [[(x + a * unit, y + b * unit) for a, b in stroke] for stroke in shown.strokes]
        pen.path(moved, stroke=look.PAPER, width=1.9 * unit)

    return Drawing(size, size, paint)
