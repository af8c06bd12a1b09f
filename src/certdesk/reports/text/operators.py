"""The PDF operators that show placed runs, in reading order, so that copied text keeps its sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certdesk.reports.text.embedding import FontBook
from certdesk.reports.text.runs import Run

Placed = tuple[Run, float]
_TOUCHING = 0.01
_OUTLINE = 0.028  # of an em, around letters of a font that has no bold
_WORTH_MOVING = 0.4  # thousandths of an em


def number(value: float) -> str:
    """Write a number as PDF wants it: no exponent, no needless zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def show(placed: Sequence[Placed], y: float, book: FontBook) -> Iterator[str]:
    """Yield the operators for one line whose baseline is at ``y`` (points from the foot of the page)."""
    state: tuple[object, ...] = ()
    for group in _groups(placed):
        run, x = group[0]
        resource = book.resource(run.face)
        wanted = (resource, run.size, run.style.colour, run.tracking, run.thickened)
        if wanted != state:
            colour = " ".join(number(part) for part in run.style.colour)
            yield f"/{resource} {number(run.size)} Tf {colour} rg {number(run.tracking)} Tc"
            yield f"2 Tr {colour} RG {number(run.size * _OUTLINE)} w" if run.thickened else "0 Tr"
            state = wanted
        yield f"1 0 0 1 {number(x)} {number(y)} Tm"
        yield from _shown([run for run, _x in group], book)


def _groups(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Gather neighbours that one text operator can show: left to right, same font and style, touching."""
    group: list[Placed] = []
    for run, x in placed:
        if group and not _continues(group[-1], run, x):
            yield group
            group = []
        group.append((run, x))
    if group:
        yield group


def _continues(before: Placed, run: Run, x: float) -> bool:
    last, start = before
    alike = last.face is run.face and last.style == run.style and last.tracking == run.tracking
    return alike and last.level == run.level == 0 and abs(x - start - last.width) < _TOUCHING


def _shown(runs: list[Run], book: FontBook) -> Iterator[str]:
    for exact, text, operators in _pieces(runs, book):
        if exact:
            yield from operators
        else:  # glyphs that don't match letters one to one: say what they spell
            actual = ("\ufeff" + text).encode("utf-16-be").hex().upper()
            yield f"/Span <</ActualText <{actual}>>> BDC"
            yield from operators
            yield "EMC"


def _pieces(runs: list[Run], book: FontBook) -> Iterator[tuple[bool, str, list[str]]]:
    """Gather runs that need no replacement text; the others stand alone."""
    easy: list[Run] = []
    for run in runs:
        if run.shaped.exact:
            easy.append(run)
            continue
        if easy:
            yield True, "", _array(easy, book)
            easy = []
        yield False, run.text, _array([run], book)
    if easy:
        yield True, "", _array(easy, book)


def _array(runs: list[Run], book: FontBook) -> list[str]:
    """Write TJ arrays for runs that touch, with moves where shaping departs from the font's own widths."""
    operators: list[str] = []
    items: list[str] = []
    codes = ""
    pen = wanted = rise = 0.0

    def flush() -> None:
        nonlocal codes
        if codes:
            items.append(f"<{codes}>")
            codes = ""

    for run in runs:
        face, em = run.face, run.size
        for glyph in run.shaped.glyphs:
            if glyph.dy != rise:
                flush()
                if items:
                    operators.append(f"[{' '.join(items)}] TJ")
                    items = []
                operators.append(f"{number(glyph.dy * em)} Ts")
                rise = glyph.dy
            target = (wanted + glyph.dx) * 1000
            if abs(target - pen) > _WORTH_MOVING:
                flush()
                items.append(number(pen - target))
                pen = target
            codes += book.code(face, glyph)
            pen += face.advance(glyph.id) * 1000
            wanted += glyph.advance
    flush()
    if items:
        operators.append(f"[{' '.join(items)}] TJ")
    if rise:
        operators.append("0 Ts")
    return operators
